// SPDX-License-Identifier: Apache-2.0
package live.security.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import live.core.LiveException;
import org.junit.jupiter.api.Test;

class PasswordsTest {
    /** From the tests of the reference implementation. */
    private static final String REFERENCE =
            "$argon2id$v=19$m=65536,t=2,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc";

    private final Passwords passwords = new Passwords();

    @Test
    void reads_what_the_reference_implementation_wrote() {
        assertThat(passwords.matches("password", REFERENCE)).isTrue();
        assertThat(passwords.matches("passwore", REFERENCE)).isFalse();
    }

    @Test
    void knows_the_password_that_it_hashed_and_no_other() {
        String hash = passwords.hash("Grüße 🙂");

        assertThat(hash).startsWith("$argon2id$v=19$m=19456,t=2,p=1$");
        assertThat(passwords.matches("Grüße 🙂", hash)).isTrue();
        assertThat(passwords.matches("Grüsse 🙂", hash)).isFalse();
        assertThat(passwords.matches("", hash)).isFalse();
    }

    @Test
    void salts_every_hash() {
        assertThat(passwords.hash("the same")).isNotEqualTo(passwords.hash("the same"));
    }

    @Test
    void says_that_a_stored_hash_is_broken_instead_of_letting_somebody_in() {
        assertThatThrownBy(() -> passwords.matches("password", "password"))
                .isInstanceOf(LiveException.class)
                .hasFieldOrPropertyWithValue("code", "security.password.corrupt");
    }
}
