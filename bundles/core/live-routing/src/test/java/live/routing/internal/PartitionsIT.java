// SPDX-License-Identifier: Apache-2.0
package live.routing.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import live.core.TenantId;
import live.lib.sql.Database;
import live.lib.sql.Sql;
import live.routing.internal.store.Journal;
import live.routing.internal.store.Partitions;
import live.test.postgres.PostgresServer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class PartitionsIT {
    @RegisterExtension
    static final PostgresServer POSTGRES = new PostgresServer("routing");

    private static final Duration KEPT = Duration.ofDays(30);

    @Test
    void aDayIsDroppedOnlyWhenNobodyNeedsItAnyMore() throws Exception {
        Journal journal = new Journal(POSTGRES.dataSource());
        Partitions partitions = new Partitions(POSTGRES.dataSource());
        Instant today = Instant.now();
        partitions.prepare(today);
        partitions.prepare(today);
        assertThat(days()).hasSize(4);

        Journal.Ownership held = journal.takeOver(TenantId.DEFAULT, UUID.randomUUID(), Duration.ofSeconds(3))
                .orElseThrow();
        assertThat(journal.append(held, new Journal.Batch(1, 2, new byte[] {1}), Duration.ofSeconds(3)))
                .isTrue();
        Instant later = today.plus(Duration.ofDays(40));
        journal.checkpoint(TenantId.DEFAULT, "test.listener", 0, 1);
        journal.checkpoint(TenantId.DEFAULT, "test.gone", 0, 1);
        heard("test.listener", later);
        heard("test.gone", today);
        assertThat(partitions.drop(later, KEPT)).as("no snapshot yet").isEmpty();
        journal.store(TenantId.DEFAULT, new Journal.Snapshot(2, new byte[] {1}));
        assertThat(partitions.drop(later, KEPT)).as("a listener is behind").isEmpty();
        journal.checkpoint(TenantId.DEFAULT, "test.listener", 1, 2);
        assertThat(journal.checkpoint(TenantId.DEFAULT, "test.gone")).isEqualTo(1);
        heard("test.gone", today);
        assertThat(partitions.drop(today, KEPT)).as("not old enough").isEmpty();
        assertThat(partitions.drop(later, KEPT))
                .as("who has left for good holds up nothing")
                .hasSize(4);
        assertThat(days()).isEmpty();

        // Without a partition of its own a row is stored all the same.
        assertThat(journal.append(
                        new Journal.Ownership(held.tenant(), held.owner(), held.epoch(), 2),
                        new Journal.Batch(3, 3, new byte[] {2}),
                        Duration.ofSeconds(3)))
                .isTrue();
        partitions.prepare(today);
        assertThat(days()).as("today stays in the rest").hasSize(3);
    }

    private static void heard(String listener, Instant at) {
        new Database(POSTGRES.dataSource()).act(connection -> Sql.on(
                        connection, "update routing.checkpoint set heard = ? where tenant = ? and listener = ?")
                .with(at, TenantId.DEFAULT.value(), listener)
                .update());
    }

    private static List<String> days() {
        return new Database(POSTGRES.dataSource()).read(connection -> Sql.on(
                        connection,
                        """
                        select inhrelid::regclass::text as name from pg_inherits
                        where inhparent = 'routing.journal'::regclass and inhrelid::regclass::text <> 'routing.journal_rest'""")
                .list(row -> row.text("name")));
    }
}
