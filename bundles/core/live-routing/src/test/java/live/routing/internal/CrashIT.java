// SPDX-License-Identifier: Apache-2.0
package live.routing.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import live.lib.router.Decision;
import live.lib.router.Engine;
import live.lib.router.View;
import live.routing.OfferId;
import live.routing.internal.store.Journal;
import live.routing.internal.store.Queues;
import live.test.postgres.PostgresServer;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** What the world was told before a kill -9 is compared with the journal and with what comes up afterwards. */
class CrashIT {
    @RegisterExtension
    static final PostgresServer POSTGRES = new PostgresServer("routing");

    @TempDir
    Path folder;

    private final Map<UUID, Long> acknowledged = new HashMap<>();
    private final Map<UUID, UUID> owners = new HashMap<>();
    private final Set<UUID> ended = new HashSet<>();
    private final Map<Long, Decision.Offered> offered = new HashMap<>();
    private final Set<String> everOwned = new HashSet<>();

    @BeforeAll
    static void queue() {
        new Queues(POSTGRES.dataSource()).create(Centre.sales(20, 60), Centre.BY_THE_PLATFORM, connection -> {});
    }

    @RepeatedTest(6)
    void nothingAcknowledgedIsLostAndNothingIsDoneTwice(RepetitionInfo repetition) throws Exception {
        Path told = folder.resolve("told");
        Process process = start(told);
        try {
            await().atMost(Duration.ofSeconds(30))
                    .until(() -> Files.exists(told)
                            && Files.readAllLines(told).stream().anyMatch(line -> line.startsWith("R")));
            long wanted = 1_000 + new Random(repetition.getCurrentRepetition()).nextInt(150_000);
            await().atMost(Duration.ofSeconds(60)).until(() -> Files.size(told) > wanted);
        } finally {
            process.destroyForcibly().waitFor();
        }
        Engine recovered = checkJournal();
        checkTold(Files.readAllLines(told), recovered.view());
        checkRestart();
    }

    private static Process start(Path told) throws Exception {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        CrashSubject.class.getName(),
                        POSTGRES.url(),
                        told.toString())
                .inheritIO()
                .start();
    }

    /** Every work has one owner at a time and ends once; the engine recovers from it without a difference. */
    private Engine checkJournal() {
        Journal journal = new Journal(POSTGRES.dataSource());
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

    private void checkTold(List<String> lines, View view) {
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

    private void checkRestart() throws Exception {
        try (Centre centre = new Centre(POSTGRES.dataSource())) {
            await().ignoreExceptions().atMost(Duration.ofSeconds(20)).until(centre::open);
            Set<UUID> there = centre.domains
                    .domain(Centre.TENANT)
                    .ask(view -> {
                        Set<UUID> all = new HashSet<>();
                        view.works().forEach(work -> all.add(work.request().work()));
                        return all;
                    })
                    .toCompletableFuture()
                    .get();
            for (UUID work : acknowledged.keySet()) {
                assertThat(there.contains(work) || ended.contains(work)).isTrue();
            }
            // Nobody is there yet, so nothing may be offered; what was owned still is.
            assertThat(centre.desk.offers(Centre.TENANT, Centre.ANN)).isEmpty();
            owners.forEach(
                    (work, agent) -> assertThat(centre.desk.assignments(Centre.TENANT, new live.core.UserId(agent)))
                            .anyMatch(assignment -> assignment.work().value().equals(work)));
        }
    }
}
