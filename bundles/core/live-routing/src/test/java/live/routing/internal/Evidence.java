// SPDX-License-Identifier: Apache-2.0
package live.routing.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import javax.sql.DataSource;
import live.lib.router.Decision;
import live.lib.router.Engine;
import live.lib.router.View;
import live.routing.OfferId;
import live.routing.internal.store.Journal;

/** What the world was told, line by line, compared with the journal. */
final class Evidence {
    private final DataSource source;
    private final Map<UUID, Long> acknowledged = new HashMap<>();
    private final Map<UUID, UUID> owners = new HashMap<>();
    private final Set<UUID> ended = new HashSet<>();
    private final Map<Long, Decision.Offered> offered = new HashMap<>();
    private final Set<String> everOwned = new HashSet<>();

    Evidence(DataSource source) {
        this.source = source;
    }

    /** Contacts whose arrival was acknowledged. */
    Set<UUID> acknowledged() {
        return acknowledged.keySet();
    }

    Map<UUID, UUID> owners() {
        return owners;
    }

    Set<UUID> ended() {
        return ended;
    }

    /** Every work has one owner at a time and ends once; the engine recovers from it without a difference. */
    Engine checkJournal() {
        Journal journal = new Journal(source);
        long sequence = 0;
        List<Journal.Batch> batches;
        do {
            batches = journal.after(Centre.TENANT, sequence, 500);
            for (Journal.Batch batch : batches) {
                assertThat(batch.first()).isEqualTo(sequence + 1);
                sequence = batch.last();
                Recorded.read(batch)
                        .forEach(recorded -> recorded.decisions().forEach(decided -> check(decided.decision())));
            }
        } while (!batches.isEmpty());
        Recovery recovery = new Recovery(journal, Centre.TENANT);
        Engine engine = recovery.engine();
        assertThat(recovery.differing()).isZero();
        return engine;
    }

    private void check(Decision decision) {
        if (decision instanceof Decision.Offered offer) {
            Decision.Offered before = offered.put(offer.offer(), offer);
            assertThat(before == null || before.agent().equals(offer.agent())).isTrue();
            assertThat(owners).doesNotContainKey(offer.work());
        } else if (decision instanceof Decision.Assigned assigned) {
            assertThat(owners.put(assigned.work(), assigned.agent()))
                    .as("two owners")
                    .isNull();
            everOwned.add(assigned.work() + " " + assigned.agent());
        } else if (decision instanceof Decision.Unassigned unassigned) {
            owners.remove(unassigned.work());
        } else if (decision instanceof Decision.Ended end) {
            owners.remove(end.work());
            assertThat(ended.add(end.work())).as("ended twice").isTrue();
        }
    }

    void checkTold(List<String> lines, View view) {
        for (String line : lines) {
            String[] words = line.split(" ");
            switch (words[0]) {
                case "S" -> {
                    UUID work = UUID.fromString(words[1]);
                    acknowledged.put(work, Long.valueOf(words[2]));
                    if (!ended.contains(work)) {
                        assertThat(view.work(work))
                                .as("acknowledged and lost: " + work)
                                .isPresent();
                        assertThat(view.work(work).orElseThrow().request().enqueuedAt())
                                .as("its place")
                                .isEqualTo(Long.parseLong(words[2]));
                    }
                }
                case "O" -> {
                    Decision.Offered offer = offered.get(OfferIds.number(OfferId.of(words[1])));
                    assertThat(offer).as("published and not in the journal").isNotNull();
                    assertThat(offer.work()).hasToString(words[2]);
                    assertThat(offer.agent()).hasToString(words[3]);
                }
                case "A" -> assertThat(everOwned).contains(words[1] + " " + words[2]);
                case "E" -> assertThat(ended).contains(UUID.fromString(words[1]));
                default -> assertThat(words[0]).isEqualTo("R");
            }
        }
        assertThat(acknowledged).isNotEmpty();
    }
}
