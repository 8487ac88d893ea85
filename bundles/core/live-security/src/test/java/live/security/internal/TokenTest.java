// SPDX-License-Identifier: Apache-2.0
package live.security.internal;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TokenTest {
    @Test
    void comes_back_from_its_text_with_the_same_hash_and_csrf() {
        Token token = Token.random();
        Token again = Token.of(token.text()).orElseThrow();

        assertThat(again.hash()).isEqualTo(token.hash()).hasSize(32);
        assertThat(again.hasCsrf(token.csrf())).isTrue();
    }

    @Test
    void takes_no_csrf_but_its_own() {
        Token token = Token.random();

        assertThat(token.hasCsrf(Token.random().csrf())).isFalse();
        assertThat(token.hasCsrf(token.text())).isFalse();
        assertThat(token.hasCsrf("")).isFalse();
        assertThat(token.hasCsrf(null)).isFalse();
    }

    @Test
    void does_not_look_at_texts_of_another_form() {
        assertThat(Token.of(null)).isEmpty();
        assertThat(Token.of("")).isEmpty();
        assertThat(Token.of("x".repeat(42))).isEmpty();
        assertThat(Token.of("'".repeat(43))).isEmpty();
        assertThat(Token.of("x".repeat(44))).isEmpty();
    }

    @Test
    void does_not_show_its_secret() {
        Token token = Token.random();

        assertThat(token.toString()).doesNotContain(token.text());
    }
}
