// SPDX-License-Identifier: Apache-2.0
package live.routing.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.UUID;
import live.core.InteractionId;
import live.routing.OfferId;
import live.routing.WorkId;
import org.junit.jupiter.api.Test;

class MemoTest {
    private final WorkId work = new WorkId(UUID.randomUUID());

    @Test
    void whatIsRememberedIsFoundAgain() {
        Memo memo = new Memo(new InteractionId(UUID.randomUUID()), Map.of("channel", "email/support", "empty", ""));
        assertThat(Memo.of(work.value(), memo.text(work))).isEqualTo(memo);
    }

    @Test
    void aContactNamedLikeItsInteractionTakesNoRoom() {
        Memo memo = new Memo(new InteractionId(work.value()), Map.of());
        assertThat(memo.text(work)).isEmpty();
        assertThat(Memo.of(work.value(), "")).isEqualTo(memo);
    }

    @Test
    void separatorsInAttributesDoNoHarm() {
        Memo memo = new Memo(new InteractionId(work.value()), Map.of("a\u001eb", "c\u001fd"));
        assertThat(Memo.of(work.value(), memo.text(work)).attributes()).isEqualTo(Map.of("a b", "c d"));
    }

    @Test
    void offersAreNumberedAndForeignIdsAreNoOffers() {
        assertThat(OfferIds.number(OfferIds.of(7))).isEqualTo(7);
        assertThat(OfferIds.of(7).value().version()).isEqualTo(8);
        assertThat(OfferIds.number(new OfferId(UUID.randomUUID()))).isZero();
    }
}
