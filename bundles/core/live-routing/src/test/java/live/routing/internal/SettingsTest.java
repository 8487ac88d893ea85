// SPDX-License-Identifier: Apache-2.0
package live.routing.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import live.lib.router.MediumRule;
import live.lib.router.Units;
import org.junit.jupiter.api.Test;

class SettingsTest {
    @Test
    void linesAreUnderstood() {
        Settings settings = Settings.of(
                new Centre.Configured(new String[] {" email = 5", "call=1"}, new String[] {"chat=call, email"}));
        assertThat(settings.capacity()).containsExactly(new Units("email", 5), new Units("call", 1));
        assertThat(settings.rules().media()).containsExactly(new MediumRule("chat", List.of("call", "email")));
        assertThat(settings.wrong()).isEmpty();
    }

    @Test
    void aLineOfAnotherFormIsLeftOutAndTold() {
        for (String line : List.of("email", "email=", "=5", "email=many", "email=-1", "a=b=c")) {
            Settings settings =
                    Settings.of(new Centre.Configured(new String[] {line, "chat=3"}, new String[] {"chat", "x=y"}));
            assertThat(settings.wrong()).containsExactly(line, "chat");
            assertThat(settings.capacity()).containsExactly(new Units("chat", 3));
            assertThat(settings.rules().media()).containsExactly(new MediumRule("x", List.of("y")));
        }
    }

    @Test
    void theLastOfTwoLinesOfAMediumCounts() {
        assertThat(Settings.of(new Centre.Configured(new String[] {"email=5", "email=2"}, new String[0]))
                        .capacity())
                .containsExactly(new Units("email", 2));
    }
}
