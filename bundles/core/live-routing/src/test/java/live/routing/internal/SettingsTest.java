// SPDX-License-Identifier: Apache-2.0
package live.routing.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import live.core.LiveException;
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
    }

    @Test
    void aLineOfAnotherFormIsRefusedByName() {
        for (String line : List.of("email", "email=", "=5", "email=many", "email=-1", "a=b=c")) {
            assertThatThrownBy(() -> Settings.of(new Centre.Configured(new String[] {line}, new String[0])))
                    .isInstanceOf(LiveException.class)
                    .hasMessageContaining(line);
        }
    }
}
