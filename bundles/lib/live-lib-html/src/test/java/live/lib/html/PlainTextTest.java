// SPDX-License-Identifier: Apache-2.0
package live.lib.html;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PlainTextTest {
    @Test
    void paragraphs_lines_and_lists_read_as_they_are_seen() {
        assertThat(PlainText.of("<p>Hello&nbsp;<b>Ada</b>,</p><p>one<br>two</p><ul><li>a<li>b</ul>"))
                .isEqualTo("Hello Ada,\n\none\ntwo\n\n- a\n- b");
    }

    @Test
    void scripts_and_styles_say_nothing() {
        assertThat(PlainText.of("<style>p{}</style><script>x()</script><p>word</p><!-- no -->"))
                .isEqualTo("word");
    }

    @Test
    void a_quotation_is_marked_and_a_link_shows_where_it_leads() {
        assertThat(PlainText.of(
                        "<p>See <a href='https://example.org/a'>here</a></p><blockquote><p>old</p></blockquote>"))
                .isEqualTo("See here <https://example.org/a>\n\n> old");
    }

    @Test
    void a_mail_nested_ten_thousand_deep_is_read() {
        assertThat(PlainText.of("<div>".repeat(10_000) + "deep" + "</div>".repeat(10_000)))
                .contains("deep");
    }
}
