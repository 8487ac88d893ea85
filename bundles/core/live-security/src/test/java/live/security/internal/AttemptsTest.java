// SPDX-License-Identifier: Apache-2.0
package live.security.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class AttemptsTest {
    private final Attempts attempts = new Attempts(() -> 3);

    @Test
    void refuses_the_one_too_many_and_says_how_long_to_wait() {
        for (int i = 0; i < 3; i++) {
            assertThat(attempts.count("anna")).isEmpty();
        }

        assertThat(attempts.count("anna")).hasValueSatisfying(refusal -> assertThat(refusal.pause())
                .isBetween(Duration.ofNanos(1), Duration.ofSeconds(20)));
    }

    @Test
    void tells_the_first_refusal_from_those_that_follow_it() {
        for (int i = 0; i < 3; i++) {
            attempts.count("anna");
        }

        assertThat(attempts.count("anna")).map(Attempts.Refusal::first).contains(true);
        assertThat(attempts.count("anna")).map(Attempts.Refusal::first).contains(false);
    }

    @Test
    void counts_each_key_by_itself() {
        for (int i = 0; i < 4; i++) {
            attempts.count("anna");
        }

        assertThat(attempts.count("bert")).isEmpty();
    }

    @Test
    void a_forgiven_attempt_does_not_count() {
        for (int i = 0; i < 30; i++) {
            assertThat(attempts.count("anna")).isEmpty();
            attempts.forgive("anna");
        }
    }
}
