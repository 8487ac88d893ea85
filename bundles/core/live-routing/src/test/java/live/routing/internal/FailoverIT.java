// SPDX-License-Identifier: Apache-2.0
package live.routing.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import live.lib.router.Engine;
import live.routing.internal.store.Queues;
import live.test.postgres.PostgresPair;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** The primary database is killed under load, and its synchronous standby goes on. */
class FailoverIT {
    @RegisterExtension
    static final PostgresPair POSTGRES = new PostgresPair("routing");

    private static final Duration PATIENCE = Duration.ofMinutes(2);

    @TempDir
    Path folder;

    @Test
    void whatWasAcknowledgedIsOnTheStandbyAndRoutingGoesOnThere() throws Exception {
        new Queues(POSTGRES.dataSource()).create(Centre.sales(20, 60), Centre.BY_THE_PLATFORM, connection -> {});
        Path told = folder.resolve("told");
        Process process = CrashSubject.start(POSTGRES.url(), told);
        try {
            await().atMost(PATIENCE).until(() -> Files.exists(told) && count(told, "S") > 500 && count(told, "A") > 50);
            // What is committed now is on one disk alone, so nobody may be told.
            POSTGRES.pauseStandby();
            POSTGRES.killPrimary();
            long accepted = count(told, "A");
            long submitted = count(told, "S");
            POSTGRES.promote();
            await().atMost(PATIENCE)
                    .until(() -> count(told, "S") > submitted + 500 && count(told, "A") > accepted + 50);
        } finally {
            process.destroyForcibly().waitFor();
        }
        Evidence evidence = new Evidence(POSTGRES.dataSource());
        Engine recovered = evidence.checkJournal();
        List<String> lines = Files.readAllLines(told);
        evidence.checkTold(lines, recovered.view());
        assertThat(evidence.acknowledged()).hasSizeGreaterThan(1_000);
    }

    private static long count(Path told, String what) throws IOException {
        return Files.readAllLines(told).stream()
                .filter(line -> line.startsWith(what))
                .count();
    }
}
