// SPDX-License-Identifier: Apache-2.0
package live.channel.email.internal.mime;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.eclipse.angus.mail.util.BASE64DecoderStream;
import org.eclipse.angus.mail.util.QDecoderStream;

/**
 * Text of unstructured headers: encoded words (RFC 2047), also those that senders split in the middle of a character or
 * label with a charset nobody knows, and raw bytes beyond ASCII.
 */
final class HeaderText {
    private static final Pattern WORD = Pattern.compile("=\\?([^?\\s]{1,60})\\?([BbQq])\\?([^?\\r\\n]*)\\?=");
    private static final Pattern BETWEEN_WORDS = Pattern.compile("\\s*");
    private static final Pattern CONTROL = Pattern.compile("[\\p{Cc}\\u2028\\u2029]+");

    private HeaderText() {}

    /** The header's text in one line, at most {@code limit} characters. */
    static String decode(String header, int limit) {
        String line = Charsets.repairHeader(header);
        // A hostile header is long; nobody needs more of it than this to fill the limit.
        if (line.length() > limit * 12) {
            line = line.substring(0, limit * 12);
        }
        String text = CONTROL.matcher(words(line)).replaceAll(" ").strip();
        return cut(text, limit);
    }

    /** At most that many characters, never half a surrogate pair. */
    static String cut(String text, int limit) {
        if (text.length() <= limit) {
            return text;
        }
        int end = Character.isHighSurrogate(text.charAt(limit - 1)) ? limit - 1 : limit;
        return text.substring(0, end);
    }

    private static String words(String line) {
        Matcher word = WORD.matcher(line);
        StringBuilder text = new StringBuilder(line.length());
        ByteArrayOutputStream pending = new ByteArrayOutputStream();
        String charset = "";
        int end = 0;
        while (word.find()) {
            String between = line.substring(end, word.start());
            boolean adjacent = end > 0 && BETWEEN_WORDS.matcher(between).matches();
            String wordCharset = charsetOf(word.group(1));
            if (!adjacent || !wordCharset.equals(charset)) {
                text.append(Charsets.decode(pending.toByteArray(), charset));
                pending.reset();
            }
            if (!adjacent) {
                text.append(between);
            }
            charset = wordCharset;
            pending.writeBytes(bytes(word.group(2), word.group(3)));
            end = word.end();
        }
        return text.append(Charsets.decode(pending.toByteArray(), charset))
                .append(line, end, line.length())
                .toString();
    }

    /** RFC 2231, section 5, lets a language follow the charset. */
    private static String charsetOf(String label) {
        int star = label.indexOf('*');
        return (star < 0 ? label : label.substring(0, star)).toLowerCase(Locale.ROOT);
    }

    private static byte[] bytes(String encoding, String encoded) {
        byte[] raw = encoded.getBytes(ISO_8859_1);
        ByteArrayInputStream in = new ByteArrayInputStream(raw);
        try (var decoder =
                encoding.equalsIgnoreCase("B") ? new BASE64DecoderStream(in, true) : new QDecoderStream(in)) {
            return decoder.readAllBytes();
        } catch (IOException garbage) {
            return raw;
        }
    }
}
