// SPDX-License-Identifier: Apache-2.0
package live.routing.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.Objects;
import java.util.UUID;
import live.core.TenantId;
import live.routing.internal.store.FencedLog;
import live.routing.internal.store.Journal;

/** What every log of a domain keeps, in the database or in memory. */
final class FencedLogContract {
    private FencedLogContract() {}

    /** Nobody writes but who holds the domain, and nobody out of order. */
    static void holds(FencedLog log) throws Exception {
        TenantId tenant = new TenantId(UUID.randomUUID());
        // Long enough for the slowest machine, and short enough to wait for.
        Duration lease = Duration.ofSeconds(2);
        Journal.Ownership first = log.takeOver(tenant, UUID.randomUUID(), lease).orElseThrow();
        assertThat(log.takeOver(tenant, UUID.randomUUID(), lease)).isEmpty();
        assertThat(log.append(first, batch(2, 2), lease)).isFalse();
        assertThat(log.append(first, batch(1, 2), lease)).isTrue();
        assertThat(log.append(first, batch(1, 2), lease)).isFalse();
        assertThat(log.sequence(first)).contains(2L);
        assertThat(log.append(first, batch(3, 3), Duration.ofMillis(50))).isTrue();
        Journal.Ownership second = await().until(
                        () -> log.takeOver(tenant, UUID.randomUUID(), lease).orElse(null), Objects::nonNull);
        assertThat(second.sequence()).isEqualTo(3);
        assertThat(second.epoch()).isGreaterThan(first.epoch());
        assertThat(log.append(first, batch(4, 4), lease)).isFalse();
        assertThat(log.sequence(first)).isEmpty();
        assertThat(log.renew(first, lease)).isFalse();
        assertThat(log.append(second, batch(4, 5), lease)).isTrue();

        assertThat(log.after(tenant, 0, 2)).extracting(Journal.Batch::first).containsExactly(1L, 3L);
        assertThat(log.after(tenant, 4, 2)).extracting(Journal.Batch::first).containsExactly(4L);
        assertThat(log.after(tenant, 5, 2)).isEmpty();
        assertThat(log.newestSnapshot(tenant)).isEmpty();
        log.store(tenant, new Journal.Snapshot(3, new byte[] {3}));
        log.store(tenant, new Journal.Snapshot(2, new byte[] {2}));
        assertThat(log.newestSnapshot(tenant).orElseThrow().sequence()).isEqualTo(3);

        assertThat(log.renew(second, Duration.ZERO)).isTrue();
        Journal.Ownership third = await().until(
                        () -> log.takeOver(tenant, UUID.randomUUID(), lease).orElse(null), Objects::nonNull);
        assertThat(third.sequence()).isEqualTo(5);
    }

    private static Journal.Batch batch(long first, long last) {
        return new Journal.Batch(first, last, new byte[] {1});
    }
}
