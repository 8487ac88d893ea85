// SPDX-License-Identifier: Apache-2.0
package live.lib.html;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.Node;
import org.jsoup.nodes.TextNode;

/** What a message repeats of earlier ones at its end. An answer between quoted lines is left whole: there the order counts. */
public final class Quotes {
    /** How the usual mail programs mark a quotation, with its introduction where they wrap both. */
    private static final String MARKS = "div.gmail_quote, div.gmail_quote_container, blockquote.gmail_quote, "
            + "div.yahoo_quoted, blockquote[type=cite], div.moz-cite-prefix, div#divRplyFwdMsg, "
            + "div#appendonsend, div.protonmail_quote, div[data-live-quote]";

    private static final Pattern INTRODUCTION = Pattern.compile(
            "(?i)^\\s*(?:on|am|le|el|il|em|op|den)\\s.{5,300}(?:wrote|schrieb|écrit|escribió|scritto|escreveu|schreef|skrev)"
                    + ".{0,100}:\\s*$|^.{0,300}(?:tarihinde|şunları yazdı|yazdı).{0,100}:\\s*$");
    private static final Pattern DIVIDER = Pattern.compile(
            "(?i)^\\s*-{2,}\\s*(?:original message|ursprüngliche nachricht|message d'origine|mensaje original|"
                    + "messaggio originale|özgün ileti|orijinal mesaj|forwarded message|weitergeleitete nachricht)\\s*-{2,}\\s*$");

    /** The block of headers that Outlook writes instead of a divider. */
    private static final Pattern HEADERS = Pattern.compile("(?i)^\\s*\\*?(?:from|von|de|da|kimden)\\s?:\\*?\\s.+");

    private static final Pattern SUBJECT =
            Pattern.compile("(?i)^\\s*\\*?(?:subject|betreff|objet|asunto|oggetto|konu)\\s?:.*");

    private Quotes() {}

    /** Plain text with what it quotes at its end apart. */
    public record Folded(String text, Optional<String> quoted) {}

    /** Folds plain text. */
    public static Folded fold(String text) {
        List<String> lines = text.lines().toList();
        int cut = lines.size();
        for (int i = 0; i < lines.size(); i++) {
            if (DIVIDER.matcher(lines.get(i)).matches() || headers(lines, i)) {
                cut = i;
                break;
            }
        }
        if (cut == lines.size()) {
            cut = quotedTail(lines);
        }
        if (cut == lines.size() || lines.subList(0, cut).stream().allMatch(String::isBlank)) {
            return new Folded(text, Optional.empty());
        }
        return new Folded(
                String.join("\n", lines.subList(0, cut)).stripTrailing(),
                Optional.of(String.join("\n", lines.subList(cut, lines.size()))));
    }

    private static boolean headers(List<String> lines, int start) {
        return HEADERS.matcher(lines.get(start)).matches()
                && lines.subList(start + 1, Math.min(lines.size(), start + 5)).stream()
                        .anyMatch(line -> SUBJECT.matcher(line).matches());
    }

    private static int quotedTail(List<String> lines) {
        int cut = lines.size();
        boolean quoted = false;
        while (cut > 0 && (lines.get(cut - 1).isBlank() || lines.get(cut - 1).startsWith(">"))) {
            quoted |= lines.get(cut - 1).startsWith(">");
            cut--;
        }
        if (!quoted) {
            return lines.size();
        }
        // The introduction may be broken over two lines.
        if (cut > 0 && INTRODUCTION.matcher(lines.get(cut - 1)).matches()) {
            return cut - 1;
        }
        if (cut > 1
                && INTRODUCTION
                        .matcher(lines.get(cut - 2) + " " + lines.get(cut - 1).strip())
                        .matches()) {
            return cut - 2;
        }
        return cut;
    }

    /** The element at the end of the body that holds nothing but quotation; it takes along what follows the mark. */
    static Optional<Element> trailing(Element body) {
        Element mark = body.selectFirst(MARKS);
        if (mark == null || !before(body, mark)) {
            return Optional.empty();
        }
        boolean opens = mark.id().equals("divRplyFwdMsg")
                || mark.id().equals("appendonsend")
                || mark.hasClass("moz-cite-prefix");
        if (opens) {
            // These only introduce the quotation, which is everything after them.
            Element whole = new Element("div");
            Node next = mark.nextSibling();
            mark.after(whole);
            whole.appendChild(mark);
            while (next != null) {
                Node following = next.nextSibling();
                whole.appendChild(next);
                next = following;
            }
            return after(body, whole) ? Optional.empty() : Optional.of(whole);
        }
        return after(body, mark) ? Optional.empty() : Optional.of(mark);
    }

    /** Whether anything can be seen before the mark: a message that is one quotation is shown whole. */
    private static boolean before(Element body, Element mark) {
        for (Node node = mark; node != body && node != null; node = node.parent()) {
            for (Node sibling = node.previousSibling(); sibling != null; sibling = sibling.previousSibling()) {
                if (visible(sibling)) {
                    return true;
                }
            }
        }
        return false;
    }

    private static boolean after(Element body, Element mark) {
        for (Node node = mark; node != body && node != null; node = node.parent()) {
            for (Node sibling = node.nextSibling(); sibling != null; sibling = sibling.nextSibling()) {
                if (visible(sibling)) {
                    return true;
                }
            }
        }
        return false;
    }

    private static boolean visible(Node node) {
        if (node instanceof TextNode text) {
            return !text.isBlank();
        }
        return node instanceof Element element
                && (element.hasText() || element.is("img") || element.selectFirst("img") != null);
    }
}
