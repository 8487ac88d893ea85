// SPDX-License-Identifier: Apache-2.0
package live.lib.html;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class QuotesTest {
    @Test
    void what_is_quoted_at_the_end_is_apart_with_its_introduction() {
        Quotes.Folded folded = Quotes.fold("Thanks!\n\nOn Monday, Ada wrote:\n> first\n> second\n");
        assertThat(folded.text()).isEqualTo("Thanks!");
        assertThat(folded.quoted())
                .hasValueSatisfying(quoted -> assertThat(quoted).startsWith("On Monday"));
    }

    @Test
    void turkish_and_outlook_introductions_are_known() {
        assertThat(Quotes.fold("Teşekkürler\n\n3 Mart 2026 tarihinde Ada şunları yazdı:\n> eski")
                        .text())
                .isEqualTo("Teşekkürler");
        assertThat(Quotes.fold("Danke\n\nVon: Ada\nGesendet: heute\nAn: Service\nBetreff: Frage\n\nalt")
                        .text())
                .isEqualTo("Danke");
    }

    @Test
    void an_answer_between_quoted_lines_stays_whole() {
        String text = "> question one\nanswer one\n> question two\nanswer two";
        assertThat(Quotes.fold(text).quoted()).isEmpty();
    }

    @Test
    void a_sentence_about_who_the_mail_is_from_is_no_quotation() {
        assertThat(Quotes.fold("From: here I cannot see it\nplease help").quoted())
                .isEmpty();
    }
}
