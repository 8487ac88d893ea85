// SPDX-License-Identifier: Apache-2.0
package live.routing.internal;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import live.core.TenantId;
import live.routing.internal.store.FencedLog;
import live.routing.internal.store.Journal;

/** A log as readers see it. */
class Unwritable implements FencedLog {
    private final FencedLog log;

    Unwritable(FencedLog log) {
        this.log = log;
    }

    @Override
    public List<Journal.Batch> after(TenantId tenant, long sequence, int limit) {
        return log.after(tenant, sequence, limit);
    }

    @Override
    public List<Journal.Written> written(TenantId tenant, long sequence, int limit) {
        return log.written(tenant, sequence, limit);
    }

    @Override
    public long newestEpoch(TenantId tenant) {
        return log.newestEpoch(tenant);
    }

    @Override
    public Optional<Journal.Snapshot> newestSnapshot(TenantId tenant) {
        return log.newestSnapshot(tenant);
    }

    @Override
    public Optional<Journal.Ownership> takeOver(TenantId tenant, UUID owner, Duration lease) {
        throw new UnsupportedOperationException();
    }

    @Override
    public boolean append(Journal.Ownership held, Journal.Batch batch, Duration lease) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Optional<Long> sequence(Journal.Ownership held) {
        throw new UnsupportedOperationException();
    }

    @Override
    public boolean renew(Journal.Ownership held, Duration lease) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void store(TenantId tenant, Journal.Snapshot snapshot) {
        throw new UnsupportedOperationException();
    }
}
