// SPDX-License-Identifier: Apache-2.0
package live.routing.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import live.lib.router.Engine;
import live.routing.internal.store.Queues;
import live.test.postgres.PostgresServer;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** What the world was told before a kill -9 is compared with the journal and with what comes up afterwards. */
class CrashIT {
    private static final String SUBJECT = "crash-subject";

    @RegisterExtension
    static final PostgresServer POSTGRES = new PostgresServer("routing");

    @TempDir
    Path folder;

    @BeforeAll
    static void queue() {
        new Queues(POSTGRES.dataSource()).create(Centre.sales(20, 60), Centre.BY_THE_PLATFORM, connection -> {});
    }

    @RepeatedTest(5)
    void nothingAcknowledgedIsLostAndNothingIsDoneTwice(RepetitionInfo repetition) throws Exception {
        Path told = folder.resolve("told");
        Process process = CrashSubject.start(POSTGRES.url() + "&ApplicationName=" + SUBJECT, told);
        try {
            await().atMost(Duration.ofSeconds(30))
                    .until(() -> Files.exists(told)
                            && Files.readAllLines(told).stream().anyMatch(line -> line.startsWith("R")));
            long wanted = 1_000 + new Random(repetition.getCurrentRepetition()).nextInt(150_000);
            await().atMost(Duration.ofSeconds(60)).until(() -> Files.size(told) > wanted);
        } finally {
            process.destroyForcibly().waitFor();
        }
        // What it has sent is still being done: the server ends a connection after its last statement only.
        await().atMost(Duration.ofSeconds(60)).until(CrashIT::nobodyIsConnected);
        Evidence evidence = new Evidence(POSTGRES.dataSource());
        Engine recovered = evidence.checkJournal();
        evidence.checkTold(Files.readAllLines(told), recovered.view());
        checkRestart(evidence);
    }

    /** The database is killed and comes back, twice, while contacts come and are served. */
    @Test
    void whatWasAcknowledgedIsThereWhenTheDatabaseIsBack() throws Exception {
        Path told = folder.resolve("told");
        Process process = CrashSubject.start(POSTGRES.url() + "&ApplicationName=" + SUBJECT, told);
        try {
            for (int crash = 0; crash < 2; crash++) {
                more(told);
                POSTGRES.stop();
                POSTGRES.start();
            }
            more(told);
        } finally {
            POSTGRES.start();
            process.destroyForcibly().waitFor();
        }
        await().atMost(Duration.ofSeconds(60)).ignoreExceptions().until(CrashIT::nobodyIsConnected);
        Evidence evidence = new Evidence(POSTGRES.dataSource());
        Engine recovered = evidence.checkJournal();
        evidence.checkTold(Files.readAllLines(told), recovered.view());
        checkRestart(evidence);
    }

    /** Waits until the world has been told some more of each kind. */
    private static void more(Path told) throws Exception {
        await().atMost(Duration.ofSeconds(60)).until(() -> Files.exists(told));
        for (String kind : List.of("S", "O", "A", "E")) {
            long before = count(told, kind);
            await(kind).atMost(Duration.ofSeconds(120)).until(() -> count(told, kind) > before + 20);
        }
    }

    private static long count(Path told, String kind) throws IOException {
        return Files.readAllLines(told).stream()
                .filter(line -> line.startsWith(kind))
                .count();
    }

    private static boolean nobodyIsConnected() throws SQLException {
        try (Connection connection = POSTGRES.dataSource().getConnection();
                PreparedStatement statement =
                        connection.prepareStatement("SELECT 1 FROM pg_stat_activity WHERE application_name = ?")) {
            statement.setString(1, SUBJECT);
            try (ResultSet found = statement.executeQuery()) {
                return !found.next();
            }
        }
    }

    private void checkRestart(Evidence evidence) throws Exception {
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
            for (UUID work : evidence.acknowledged()) {
                assertThat(there.contains(work) || evidence.ended().contains(work))
                        .isTrue();
            }
            // Nobody is there yet, so nothing may be offered; what was owned still is.
            assertThat(centre.desk.offers(Centre.TENANT, Centre.ANN)).isEmpty();
            evidence.owners().forEach((work, agent) -> assertThat(
                            centre.desk.assignments(Centre.TENANT, new live.core.UserId(agent)))
                    .anyMatch(assignment -> assignment.work().value().equals(work)));
        }
    }
}
