// SPDX-License-Identifier: Apache-2.0
package live.channels.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;
import live.channel.Acceptance;
import live.channels.internal.store.Rule;
import live.core.PersonId;
import live.core.QueueId;
import live.core.TenantId;
import live.core.UserId;
import live.routing.WorkRequest;
import live.ticketing.Profile;
import org.junit.jupiter.api.Test;

/** How a customer is served depends on who he is. */
class CustomerIT extends WithLedger {
    private static final QueueId PRIVATE_BANKING = new QueueId(UUID.randomUUID());
    private static final UserId MANAGER = UserId.next();
    private static final Profile IMPORTANT =
            new Profile(Optional.of("Private banking"), OptionalInt.of(8), Optional.of(MANAGER), 0);

    private static Profile nothing(long version) {
        return new Profile(Optional.empty(), OptionalInt.empty(), Optional.empty(), version);
    }

    private final String customer = name + "@rich.example";

    /** The request that routing got for the contact of a mail from here. */
    private WorkRequest routed(String from, String suffix) {
        Acceptance.Accepted accepted = accept(mail(from, id(suffix)).build());
        await().until(() -> rig.queue.requests().stream()
                .anyMatch(request -> request.interaction().equals(accepted.interaction())));
        return rig.queue.requests().stream()
                .filter(request -> request.interaction().equals(accepted.interaction()))
                .findFirst()
                .orElseThrow();
    }

    private PersonId person(WorkRequest request) {
        return rig.contract
                .get(TenantId.DEFAULT, request.interaction())
                .orElseThrow()
                .person()
                .orElseThrow();
    }

    private void segmentGoesTo(String segment, QueueId queue) {
        long version = rig.rules.get(TenantId.DEFAULT).version();
        rig.rules.replace(
                ANNA,
                version,
                List.of(new Rule(
                        UUID.randomUUID(),
                        "Private banking",
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.of(segment),
                        queue,
                        6,
                        Map.of(),
                        true)));
        rig.ruleFilter.refresh();
    }

    @Test
    void aCustomerOfASegmentHasAQueueAPriorityAndAnAgentOfHisOwn() {
        segmentGoesTo("private BANKING", PRIVATE_BANKING);
        WorkRequest stranger = routed(customer, "a");
        assertThat(stranger.queue()).isEqualTo(QueueId.UNSORTED);
        assertThat(stranger.priority()).isEqualTo(5);
        assertThat(stranger.preferredAgent()).isEmpty();
        assertThat(stranger.attributes()).doesNotContainKey("segment");

        assertThat(rig.profileStore.replace(ANNA, person(stranger), IMPORTANT)).isTrue();
        rig.profiles.refresh();

        WorkRequest known = routed(customer, "b");
        assertThat(known.queue()).isEqualTo(PRIVATE_BANKING);
        assertThat(known.priority()).isEqualTo(8);
        assertThat(known.preferredAgent()).contains(MANAGER);
        assertThat(known.attributes()).containsEntry("segment", "Private banking");
        WorkRequest somebody = routed("else." + customer, "c");
        assertThat(somebody.queue()).isEqualTo(QueueId.UNSORTED);
        assertThat(somebody.priority()).isEqualTo(5);
    }

    @Test
    void aPriorityOfARuleIsNeverLoweredAndAProfileThatIsTakenAwayHoldsNoLonger() {
        segmentGoesTo("Private banking", PRIVATE_BANKING);
        PersonId person = person(routed(customer, "a"));
        rig.profileStore.replace(
                ANNA, person, new Profile(Optional.of("Private banking"), OptionalInt.of(2), Optional.empty(), 0));
        rig.profiles.refresh();
        assertThat(routed(customer, "b").priority()).isEqualTo(6);

        rig.profileStore.replace(ANNA, person, nothing(1));
        rig.profiles.refresh();

        assertThat(routed(customer, "c").queue()).isEqualTo(QueueId.UNSORTED);
    }

    @Test
    void ofTwoWhoChangeAProfileAtOnceOneIsTold() {
        PersonId person = person(routed(customer, "a"));
        assertThat(rig.profileStore.replace(ANNA, person, nothing(3))).isFalse();
        assertThat(rig.profileStore.replace(ANNA, person, IMPORTANT)).isTrue();
        assertThat(rig.profileStore.replace(ANNA, person, nothing(0))).isFalse();
        assertThat(rig.persons.get(TenantId.DEFAULT, person).orElseThrow().profile())
                .isEqualTo(new Profile(IMPORTANT.segment(), IMPORTANT.priority(), IMPORTANT.manager(), 1));
        assertThat(rig.profileStore.segments(TenantId.DEFAULT)).contains("Private banking");
    }

    @Test
    void whatAnotherNodeHasChangedIsSeenAfterARestart() throws Exception {
        PersonId person = person(routed(customer, "a"));
        rig.profileStore.replace(ANNA, person, IMPORTANT);
        rig.close();
        begin();
        assertThat(routed(customer, "b").preferredAgent()).contains(MANAGER);
    }
}
