// SPDX-License-Identifier: Apache-2.0
package live.channel.email.internal.mime;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import jakarta.mail.internet.MimeUtility;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.UnsupportedCharsetException;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Turns bytes into text under whatever charset a mail claims, or none, or a wrong one. */
final class Charsets {
    private static final Charset WINDOWS_1252 = Charset.forName("windows-1252");

    /** What senders write and mean otherwise, as browsers understand it (WHATWG Encoding, section 4.2). */
    private static final Map<String, String> MEANT = Map.ofEntries(
            Map.entry("iso-8859-1", "windows-1252"),
            Map.entry("latin1", "windows-1252"),
            Map.entry("iso-8859-9", "windows-1254"),
            Map.entry("iso-8859-8-i", "windows-1255"),
            Map.entry("iso-8859-11", "windows-874"),
            Map.entry("gb2312", "GB18030"),
            Map.entry("gbk", "GB18030"),
            Map.entry("ks_c_5601-1987", "x-windows-949"),
            Map.entry("euc-kr", "x-windows-949"),
            Map.entry("shift_jis", "windows-31j"),
            Map.entry("cp-850", "IBM850"));

    private Charsets() {}

    /** Text of the bytes; never fails: what cannot be decoded becomes the replacement character. */
    static String decode(byte[] bytes, String claimed) {
        Optional<Charset> charset = find(claimed);
        if (charset.isPresent() && !charset.get().equals(US_ASCII)) {
            if (charset.get().equals(WINDOWS_1252) || charset.get().equals(UTF_8)) {
                // The two that are most often claimed wrongly.
                return strictUtf8(bytes).orElseGet(() -> new String(bytes, WINDOWS_1252));
            }
            return new String(bytes, charset.get());
        }
        return strictUtf8(bytes).orElseGet(() -> new String(bytes, WINDOWS_1252));
    }

    /** Text of a header that holds raw bytes beyond ASCII, which the parser gave as one character per byte. */
    static String repairHeader(String header) {
        boolean raw = header.chars().anyMatch(c -> c > 0x7f) && header.chars().allMatch(c -> c <= 0xff);
        return raw ? decode(header.getBytes(ISO_8859_1), "") : header;
    }

    private static Optional<Charset> find(String claimed) {
        String name = claimed.strip().toLowerCase(Locale.ROOT).replaceAll("^[\"']+|[\"']+$", "");
        if (name.isEmpty()) {
            return Optional.empty();
        }
        for (String candidate : new String[] {MEANT.getOrDefault(name, name), MimeUtility.javaCharset(name)}) {
            try {
                return Optional.of(Charset.forName(candidate));
            } catch (IllegalCharsetNameException | UnsupportedCharsetException unknown) {
                // The next candidate, and then the guess that decode makes without a charset.
            }
        }
        return Optional.empty();
    }

    private static Optional<String> strictUtf8(byte[] bytes) {
        try {
            return Optional.of(UTF_8.newDecoder()
                    .onMalformedInput(CodingErrorAction.REPORT)
                    .onUnmappableCharacter(CodingErrorAction.REPORT)
                    .decode(ByteBuffer.wrap(bytes))
                    .toString());
        } catch (CharacterCodingException notUtf8) {
            return Optional.empty();
        }
    }
}
