// SPDX-License-Identifier: Apache-2.0
package live.routing.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import live.lib.router.Engine;
import live.routing.internal.store.Queues;
import live.test.postgres.PostgresServer;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
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

    @RepeatedTest(6)
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
