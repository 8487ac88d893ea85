// SPDX-License-Identifier: Apache-2.0
package live.example.routing;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Map;
import java.util.Set;
import live.core.InteractionId;
import live.core.QueueId;
import live.core.TenantId;
import live.core.UserId;
import live.core.Uuid7;
import live.routing.Strategy;
import live.routing.WorkId;
import org.junit.jupiter.api.Test;

class FairShareTest {
    private static final Strategy.Contact CONTACT = new Strategy.Contact(
            TenantId.DEFAULT,
            QueueId.UNSORTED,
            new WorkId(Uuid7.next()),
            new InteractionId(Uuid7.next()),
            "email",
            Set.of(),
            5,
            Instant.EPOCH,
            Map.of());

    private static Strategy.Candidate agent(Instant idleSince, long served) {
        return new Strategy.Candidate(new UserId(Uuid7.next()), idleSince, 0, 1, served, Set.of());
    }

    @Test
    void whoWasGivenFewerGetsTheNextOneHoweverLongTheOtherWaits() {
        Strategy fair = new FairShare();
        Strategy.Candidate fast = agent(Instant.EPOCH, 3);
        Strategy.Candidate slow = agent(Instant.EPOCH.plusSeconds(60), 2);
        assertThat(fair.score(CONTACT, slow)).isGreaterThan(fair.score(CONTACT, fast));
    }
}
