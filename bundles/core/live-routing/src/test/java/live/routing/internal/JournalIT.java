// SPDX-License-Identifier: Apache-2.0
package live.routing.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.Objects;
import java.util.UUID;
import live.core.TenantId;
import live.routing.internal.store.Journal;
import live.test.postgres.PostgresServer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class JournalIT {
    @RegisterExtension
    static final PostgresServer POSTGRES = new PostgresServer("routing");

    @Test
    void anAppendOfAFormerOwnerOrOutOfOrderIsRefused() throws Exception {
        Journal journal = new Journal(POSTGRES.dataSource());
        TenantId tenant = new TenantId(UUID.randomUUID());
        Duration lease = Duration.ofMillis(50);
        Journal.Ownership first =
                journal.takeOver(tenant, UUID.randomUUID(), lease).orElseThrow();
        assertThat(journal.takeOver(tenant, UUID.randomUUID(), lease)).isEmpty();
        assertThat(journal.append(first, new Journal.Batch(2, 2, new byte[] {1}), lease))
                .isFalse();
        assertThat(journal.append(first, new Journal.Batch(1, 1, new byte[] {1}), lease))
                .isTrue();
        assertThat(journal.append(first, new Journal.Batch(1, 1, new byte[] {1}), lease))
                .isFalse();
        Journal.Ownership second = await().until(
                        () -> journal.takeOver(tenant, UUID.randomUUID(), Duration.ofSeconds(3))
                                .orElse(null),
                        Objects::nonNull);
        assertThat(second.sequence()).isEqualTo(1);
        assertThat(journal.append(first, new Journal.Batch(2, 2, new byte[] {1}), lease))
                .isFalse();
        assertThat(journal.sequence(first)).isEmpty();
        assertThat(journal.renew(first, lease)).isFalse();
        assertThat(journal.append(second, new Journal.Batch(2, 2, new byte[] {1}), lease))
                .isTrue();
    }
}
