// SPDX-License-Identifier: Apache-2.0
package live.routing.internal;

import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import live.core.TenantId;
import live.routing.internal.store.FencedLog;
import live.routing.internal.store.Journal;

/** A log that does what another one does, except as somebody says. */
abstract class OtherLog implements FencedLog {
    private final FencedLog log;

    OtherLog(FencedLog log) {
        this.log = log;
    }

    @Override
    public Journal.Holder holder(TenantId tenant) throws SQLException {
        return log.holder(tenant);
    }

    @Override
    public Optional<Journal.Ownership> takeOver(TenantId tenant, UUID owner, Duration lease, Duration early)
            throws SQLException {
        return log.takeOver(tenant, owner, lease, early);
    }

    @Override
    public boolean append(Journal.Ownership held, Journal.Batch batch, Duration lease) throws SQLException {
        return log.append(held, batch, lease);
    }

    @Override
    public Optional<Long> sequence(Journal.Ownership held) throws SQLException {
        return log.sequence(held);
    }

    @Override
    public boolean renew(Journal.Ownership held, Duration lease) throws SQLException {
        return log.renew(held, lease);
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
    public void store(TenantId tenant, Journal.Snapshot snapshot) {
        log.store(tenant, snapshot);
    }
}
