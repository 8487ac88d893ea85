// SPDX-License-Identifier: Apache-2.0
package live.security.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import live.core.web.Problem;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PasswordRuleTest {
    private static final List<String> ADA = List.of("ada.lovelace", "Ada Lovelace", "ada@engines.example");

    @ParameterizedTest
    @ValueSource(
            strings = {"correct-horse-battery-27", "Tall-green-kettle-7", "gq7 Zw2_pM4-eR", "übermäßig viele Möwen hier"
            })
    void takes_long_ones_of_any_characters(String password) {
        PasswordRule.check(password, ADA);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "password1234",
                "123456789012",
                "qwertyuiop123",
                "aaaaaaaaaaaaaaaa",
                "abcabcabcabcabc",
                "iloveyou1234",
                "ada.lovelace1",
                "ada@engines.example"
            })
    void refuses_what_attackers_try_first(String password) {
        assertThat(code(() -> PasswordRule.check(password, ADA))).isEqualTo("password.weak");
    }

    @Test
    void refuses_what_is_too_short_or_endless() {
        assertThat(code(() -> PasswordRule.check("gq7Zw2_pM4-", ADA))).isEqualTo("password.length");
        assertThat(code(() -> PasswordRule.check("gq7Zw2_pM4-e".repeat(11), ADA)))
                .isEqualTo("password.length");
        PasswordRule.check("gq7Zw2_pM4-eRt8K".repeat(8), ADA);
    }

    private static String code(ThrowingCallable check) {
        String[] code = new String[1];
        assertThatThrownBy(check)
                .isInstanceOfSatisfying(
                        Problem.class,
                        refused -> code[0] = refused.fields().get(0).code());
        return code[0];
    }
}
