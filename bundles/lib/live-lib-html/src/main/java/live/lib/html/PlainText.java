// SPDX-License-Identifier: Apache-2.0
package live.lib.html;

import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.Node;
import org.jsoup.nodes.TextNode;
import org.jsoup.select.NodeVisitor;

/** HTML as plain text, with the line breaks that a reader would see. */
public final class PlainText {
    private PlainText() {}

    /** The visible text; lines end with a line feed. */
    public static String of(String html) {
        Document document = Jsoup.parse(html);
        document.select("script,style,head,title,template,noscript").remove();
        StringBuilder text = new StringBuilder(Math.min(html.length(), 1 << 16));
        document.body().traverse(new NodeVisitor() {
            @Override
            public void head(Node node, int depth) {
                if (node instanceof TextNode part) {
                    append(text, part.text());
                } else if (node instanceof Element element) {
                    if (element.nameIs("br")) {
                        text.append('\n');
                    } else if (element.nameIs("li")) {
                        line(text);
                        text.append("- ");
                    } else if (element.isBlock()) {
                        line(text);
                    } else if (element.nameIs("td") || element.nameIs("th")) {
                        append(text, " ");
                    }
                }
            }

            @Override
            public void tail(Node node, int depth) {
                if (node instanceof Element element && element.isBlock()) {
                    line(text);
                    if (element.nameIs("p")) {
                        text.append('\n');
                    }
                }
            }
        });
        return text.toString()
                .replaceAll("[ \\t]+\n", "\n")
                .replaceAll("\n{3,}", "\n\n")
                .strip();
    }

    private static void append(StringBuilder text, String part) {
        boolean atStart = text.isEmpty() || Character.isWhitespace(text.charAt(text.length() - 1));
        text.append(atStart ? part.stripLeading() : part);
    }

    private static void line(StringBuilder text) {
        if (!text.isEmpty() && text.charAt(text.length() - 1) != '\n') {
            text.append('\n');
        }
    }
}
