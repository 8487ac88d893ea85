// SPDX-License-Identifier: Apache-2.0
package live.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IdsTest {
    @Test
    void anIdReadsBackFromItsText() {
        TicketId id = TicketId.next();

        assertThat(TicketId.of(id.toString())).isEqualTo(id);
    }

    @Test
    void aChannelIdReadsBackFromItsText() {
        ChannelId id = new ChannelId("sms-smpp", "operator_1.main");

        assertThat(ChannelId.of(id.toString())).isEqualTo(id);
    }

    @ParameterizedTest
    @ValueSource(strings = {"email", "Email/support", "email/", "/support", "email/a b", "email/../x", "email/a/b"})
    void aChannelIdThatCouldMeanSomethingElseInAPathIsRefused(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> ChannelId.of(text));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "  ", "a\0b"})
    void anExternalIdIsNeverEmptyAndHoldsNoNul(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> new ExternalId(text));
    }

    @Test
    void aSystemPrincipalMayNothingButItsCode() {
        Principal system = Principal.system(TenantId.DEFAULT, "channels");

        assertThat(system.isSystem()).isTrue();
        assertThat(system.may("ticket.read")).isFalse();
        assertThat(new Principal(TenantId.DEFAULT, UserId.next(), "Ana", Set.of("ticket.read")).may("ticket.read"))
                .isTrue();
    }
}
