// SPDX-License-Identifier: Apache-2.0
package live.lib.html;

import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.owasp.html.CssSchema;
import org.owasp.html.HtmlPolicyBuilder;
import org.owasp.html.PolicyFactory;

/**
 * HTML of strangers made safe: only formatting, links, tables and pictures are left, and no picture is fetched from
 * outside without being asked for. The sanitizer always has the last word, so what leaves here is its output alone.
 */
public final class SafeHtml {
    private static final Pattern LINK = Pattern.compile("(?i)(?:https?|mailto|tel):.*", Pattern.DOTALL);
    private static final Pattern OWN_PICTURE = Pattern.compile("/api/v1/[a-z]+/blobs/[0-9a-f-]{36}");
    private static final Pattern DATA_PICTURE =
            Pattern.compile("(?i)data:image/(?:png|jpe?g|gif|webp);base64,[a-z0-9+/=\\s]*");
    private static final Pattern CONTENT_ID = Pattern.compile("(?i)cid:[^\\s\"'<>]{1,500}");
    private static final Pattern REMOTE = Pattern.compile("(?i)https?://[^\\s\"'<>]{1,4000}");
    private static final Pattern SIZE = Pattern.compile("[0-9]{1,4}%?");

    private static final PolicyFactory SHOWN = formatting()
            .allowAttributes("src")
            .matching((element, attribute, value) -> OWN_PICTURE.matcher(value).matches()
                            || DATA_PICTURE.matcher(value).matches()
                    ? value
                    : null)
            .onElements("img")
            .allowAttributes("data-src")
            .matching(REMOTE)
            .onElements("img")
            .toFactory();

    private static final PolicyFactory STORED = formatting()
            .allowUrlProtocols("cid")
            .allowAttributes("src")
            .matching((element, attribute, value) -> CONTENT_ID.matcher(value).matches()
                            || OWN_PICTURE.matcher(value).matches()
                            || DATA_PICTURE.matcher(value).matches()
                            || REMOTE.matcher(value).matches()
                    ? value
                    : null)
            .onElements("img")
            .toFactory();

    private SafeHtml() {}

    /**
     * Something to show.
     *
     * @param html without what it quotes at its end
     * @param hasRemoteImages whether the address of a picture waits in {@code data-src}
     * @param quoted what it quotes at its end, if anything
     */
    public record View(String html, boolean hasRemoteImages, Optional<String> quoted) {}

    /**
     * Makes a received message fit to be shown.
     *
     * @param pictures the address of a picture of the message itself, by its content id
     */
    public static View view(String html, Function<String, Optional<String>> pictures) {
        Document document = Jsoup.parse(html);
        document.select("script,style,head,title,template,noscript").remove();
        boolean remote = false;
        for (Element image : document.select("img")) {
            remote |= rewrite(image, pictures);
        }
        Optional<Element> quote = Quotes.trailing(document.body());
        quote.ifPresent(Element::remove);
        return new View(
                SHOWN.sanitize(document.body().html()),
                remote,
                quote.map(element -> SHOWN.sanitize(element.outerHtml())));
    }

    /** Takes out of an editor's HTML what no message of ours should carry; pictures by content id stay. */
    public static String clean(String html) {
        return STORED.sanitize(html);
    }

    private static boolean rewrite(Element image, Function<String, Optional<String>> pictures) {
        String source = image.attr("src").strip();
        image.removeAttr("srcset");
        image.removeAttr("data-src");
        if (source.regionMatches(true, 0, "cid:", 0, 4)) {
            Optional<String> own = pictures.apply(source.substring(4));
            image.removeAttr("src");
            own.ifPresent(address -> image.attr("src", address));
            return false;
        }
        if (DATA_PICTURE.matcher(source).matches()) {
            return false;
        }
        image.removeAttr("src");
        String address = source.startsWith("//") ? "https:" + source : source;
        if (REMOTE.matcher(address).matches()) {
            image.attr("data-src", address);
            return true;
        }
        return false;
    }

    private static HtmlPolicyBuilder formatting() {
        return new HtmlPolicyBuilder()
                .allowElements(
                        "a",
                        "abbr",
                        "address",
                        "article",
                        "b",
                        "bdi",
                        "bdo",
                        "big",
                        "blockquote",
                        "br",
                        "caption",
                        "center",
                        "cite",
                        "code",
                        "col",
                        "colgroup",
                        "dd",
                        "del",
                        "details",
                        "dfn",
                        "div",
                        "dl",
                        "dt",
                        "em",
                        "figcaption",
                        "figure",
                        "font",
                        "footer",
                        "h1",
                        "h2",
                        "h3",
                        "h4",
                        "h5",
                        "h6",
                        "header",
                        "hr",
                        "i",
                        "img",
                        "ins",
                        "kbd",
                        "li",
                        "main",
                        "mark",
                        "ol",
                        "p",
                        "pre",
                        "q",
                        "s",
                        "samp",
                        "section",
                        "small",
                        "span",
                        "strike",
                        "strong",
                        "sub",
                        "summary",
                        "sup",
                        "table",
                        "tbody",
                        "td",
                        "tfoot",
                        "th",
                        "thead",
                        "tr",
                        "tt",
                        "u",
                        "ul",
                        "var")
                .allowWithoutAttributes("a", "font", "span")
                .allowUrlProtocols("http", "https", "mailto", "tel", "data")
                .allowAttributes("href")
                .matching(LINK)
                .onElements("a")
                .requireRelsOnLinks("noopener", "noreferrer", "nofollow")
                .allowAttributes("alt", "title", "dir", "lang")
                .globally()
                .allowAttributes("width", "height", "border", "cellpadding", "cellspacing", "colspan", "rowspan")
                .matching(SIZE)
                .globally()
                .allowAttributes("align", "valign")
                .matching(true, "left", "right", "center", "justify", "top", "middle", "bottom", "baseline")
                .globally()
                .allowAttributes("color", "face", "size")
                .matching(Pattern.compile("[#a-zA-Z0-9 ,'+-]{1,100}"))
                .onElements("font")
                .allowAttributes("bgcolor")
                .matching(Pattern.compile("[#a-zA-Z0-9]{1,30}"))
                .onElements("table", "tr", "td", "th")
                .allowAttributes("start", "type")
                .matching(Pattern.compile("[0-9a-zA-Z]{1,6}"))
                .onElements("ol", "ul", "li")
                .allowStyling(CssSchema.union(
                        CssSchema.DEFAULT,
                        CssSchema.withProperties(java.util.List.of("border-collapse", "border-spacing"))));
    }
}
