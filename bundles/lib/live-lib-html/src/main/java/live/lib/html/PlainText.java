// SPDX-License-Identifier: Apache-2.0
package live.lib.html;

import java.util.Set;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.Node;
import org.jsoup.nodes.TextNode;
import org.jsoup.select.NodeVisitor;

/** Makes readable plain text out of a mail's HTML: paragraphs, lists, links with their target, quotes with {@code >}. */
public final class PlainText {
    private static final Set<String> SILENT =
            Set.of("head", "style", "script", "title", "template", "noscript", "svg", "math", "object", "iframe");
    private static final Set<String> BLOCK = Set.of(
            "p",
            "div",
            "table",
            "tr",
            "ul",
            "ol",
            "h1",
            "h2",
            "h3",
            "h4",
            "h5",
            "h6",
            "pre",
            "section",
            "article",
            "header",
            "footer",
            "center",
            "blockquote",
            "address",
            "form",
            "fieldset",
            "dl",
            "dt",
            "dd",
            "hr");
    private static final Set<String> SPACED = Set.of("p", "h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "table");

    private PlainText() {}

    /** The text, with line feeds. */
    public static String of(String html) {
        Writer writer = new Writer();
        Jsoup.parse(html).body().traverse(writer);
        return writer.text();
    }

    private static final class Writer implements NodeVisitor {
        private final StringBuilder out = new StringBuilder();
        private int silent;
        private int quoted;
        private int quotedAtBreak;
        private int preformatted;
        private int emptyLinesWanted;
        private boolean lineWanted;
        private boolean spaceWanted;

        @Override
        public void head(Node node, int depth) {
            if (node instanceof TextNode text) {
                if (silent == 0) {
                    text(text.getWholeText());
                }
                return;
            }
            if (!(node instanceof Element element)) {
                return;
            }
            String name = element.normalName();
            if (SILENT.contains(name)) {
                silent++;
            } else if (name.equals("br")) {
                out.append(lineWanted ? "\n" + prefix() : "");
                lineWanted = true;
                spaceWanted = false;
            } else if (BLOCK.contains(name)) {
                block(name);
            }
            switch (name) {
                case "blockquote" -> quoted++;
                case "pre" -> preformatted++;
                case "li" -> {
                    lineWanted = true;
                    text("- ");
                }
                case "td", "th" -> spaceWanted = true;
                case "img" -> {
                    if (!element.attr("alt").isBlank() && silent == 0) {
                        text("[" + element.attr("alt") + "]");
                    }
                }
                default -> {}
            }
        }

        @Override
        public void tail(Node node, int depth) {
            if (!(node instanceof Element element)) {
                return;
            }
            String name = element.normalName();
            if (SILENT.contains(name)) {
                silent--;
            }
            if (name.equals("a") && silent == 0) {
                String target = element.attr("href");
                if (target.matches("(?i)(https?|mailto|tel):.{1,500}") && !target.contains(element.text())) {
                    text(" <" + target + ">");
                }
            }
            if (name.equals("pre")) {
                preformatted--;
            }
            if (BLOCK.contains(name)) {
                block(name);
            }
            if (name.equals("blockquote")) {
                quoted--;
            }
        }

        private void block(String name) {
            quotedAtBreak = lineWanted ? Math.min(quotedAtBreak, quoted) : quoted;
            lineWanted = true;
            spaceWanted = false;
            if (SPACED.contains(name)) {
                emptyLinesWanted = 1;
            }
        }

        private void text(String raw) {
            if (preformatted > 0) {
                startLine();
                out.append(raw.replace("\r", "").replace("\n", "\n" + prefix()));
                return;
            }
            String text = raw.replaceAll("[\\s\\u00a0]+", " ");
            boolean leading = text.startsWith(" ");
            boolean trailing = text.length() > 1 && text.endsWith(" ");
            String words = text.strip();
            if (words.isEmpty()) {
                spaceWanted |= leading;
                return;
            }
            if (lineWanted) {
                startLine();
            } else if ((leading || spaceWanted) && out.length() > 0) {
                out.append(' ');
            }
            out.append(words);
            spaceWanted = trailing;
        }

        private void startLine() {
            if (lineWanted && out.length() > 0) {
                out.append("\n").append((prefix(quotedAtBreak) + "\n").repeat(emptyLinesWanted));
            }
            if (lineWanted || out.length() == 0) {
                out.append(prefix());
            }
            lineWanted = false;
            emptyLinesWanted = 0;
            spaceWanted = false;
        }

        private String prefix() {
            return prefix(quoted);
        }

        private static String prefix(int depth) {
            // A mail that quotes itself a thousand times is not worth a thousand signs per line.
            return depth == 0 ? "" : ">".repeat(Math.min(depth, 9)) + " ";
        }

        String text() {
            return out.toString()
                    .replaceAll("[ \\t]+\\n", "\n")
                    .replaceAll("\\n{3,}", "\n\n")
                    .strip();
        }
    }
}
