// SPDX-License-Identifier: Apache-2.0
package live.channel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import live.core.ExternalId;
import org.junit.jupiter.api.Test;

class InboundTest {
    private static final Address ANA = Address.email(" Ana@Example.org ", "Ana\0 Kovač ");

    @Test
    void aMessageWithoutAnIdCannotBeMade() {
        assertThatIllegalStateException()
                .isThrownBy(() -> Inbound.from(ANA).text("hello").build());
    }

    @Test
    void itsConversationIsTheOtherPartyUnlessTheChannelKnowsBetter() {
        Inbound message = Inbound.from(ANA).id(new ExternalId("1")).build();

        assertThat(message.conversationKey()).isEqualTo("email:ana@example.org");
    }

    @Test
    void itStaysAsItWasBuilt() {
        Inbound.Builder builder = Inbound.from(ANA).id(new ExternalId("1")).text("one");
        Inbound first = builder.build();

        Inbound second = builder.text("two").build();

        assertThat(first.contents()).hasSize(1);
        assertThat(second.contents()).hasSize(2);
    }

    @Test
    void addressesAreComparableAndNamesHarmless() {
        assertThat(ANA.value()).isEqualTo("ana@example.org");
        assertThat(ANA.name()).isEqualTo("Ana Kovač");
        assertThatIllegalArgumentException().isThrownBy(() -> Address.of("email", " "));
        assertThatIllegalArgumentException().isThrownBy(() -> Address.of("e mail", "a@b"));
    }
}
