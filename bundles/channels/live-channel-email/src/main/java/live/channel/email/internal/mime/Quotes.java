// SPDX-License-Identifier: Apache-2.0
package live.channel.email.internal.mime;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds where the quoted mail begins under what its writer has newly written. */
final class Quotes {
    /** "On Monday Ada wrote:", in the languages that mail programs write it, possibly over two lines. */
    private static final Pattern ATTRIBUTION = Pattern.compile(
            "^(?=[^\\n]{0,200}(?:\\n[^\\n]{0,100})?:[ \\t]*$)"
                    + "(?:On|Am|Le|El|Il|Em|Op|Den|Dnia|Vào|W dniu|Pada)\\b[^\\n]{0,200}(?:\\n[^\\n]{0,100})?"
                    + "(?:wrote|schrieb|a écrit|escribió|ha scritto|escreveu|schreef|skrev|napisał\\(a\\)|pisze)"
                    + "[^\\n]{0,100}:[ \\t]*$"
                    + "|^[^\\n]{0,200}(?:tarihinde|şunları yazdı|yazdı)[^\\n]{0,100}:[ \\t]*$",
            Pattern.MULTILINE);

    /** Outlook's separator, or the block of headers that it writes instead. */
    private static final Pattern FORWARDED = Pattern.compile(
            "^(?:-{3,}\\s?(?:Original Message|Ursprüngliche Nachricht|Message d'origine|Mensaje original|"
                    + "Messaggio originale|Özgün İleti|Orijinal Mesaj|Forwarded message)\\s?-{3,}"
                    + "|_{10,}\\n(?:From|Von|De|Da|Kimden)\\s?:"
                    + "|(?:From|Von|De|Da|Kimden)\\s?:[^\\n]+\\n(?:[^\\n]+\\n){0,3}(?:Subject|Betreff|Objet|Asunto|Oggetto|Konu)\\s?:)",
            Pattern.MULTILINE);

    private Quotes() {}

    /** Where the quoted text begins: the length of the text if nothing is quoted at its end. */
    static int start(String text) {
        int start = trailingQuote(text);
        for (Pattern pattern : new Pattern[] {ATTRIBUTION, FORWARDED}) {
            Matcher matcher = pattern.matcher(text);
            if (matcher.find() && matcher.start() < start && endsWithQuote(text, matcher, pattern == FORWARDED)) {
                start = matcher.start();
            }
        }
        return start;
    }

    /** An attribution counts only if a quote follows; a forwarded block stands for itself. */
    private static boolean endsWithQuote(String text, Matcher matcher, boolean forwarded) {
        return forwarded
                || text.substring(matcher.end()).stripLeading().startsWith(">")
                        && trailingQuote(text) <= matcher.end() + 4;
    }

    /** Where the last block of lines that begin with {@code >} starts, if nothing but blank lines follows it. */
    private static int trailingQuote(String text) {
        int start = text.length();
        int end = text.length();
        while (end > 0) {
            int lineStart = text.lastIndexOf('\n', end - 1) + 1;
            String line = text.substring(lineStart, end).strip();
            if (line.startsWith(">")) {
                start = lineStart;
            } else if (!line.isEmpty()) {
                break;
            }
            end = lineStart - 1;
        }
        return start;
    }
}
