// SPDX-License-Identifier: Apache-2.0
package live.routing.internal;

import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.BiConsumer;
import java.util.function.LongSupplier;
import live.core.TenantId;
import live.routing.internal.store.FencedLog;
import live.routing.internal.store.Journal;
import org.jspecify.annotations.Nullable;

/** The log of one domain in memory: fenced as the one in the database is, on a clock of its own, and it may fail. */
final class MemoryLog implements FencedLog {
    private final LongSupplier millis;
    private final List<Journal.Written> batches = new ArrayList<>();
    private final List<Journal.Snapshot> snapshots = new ArrayList<>();
    private @Nullable UUID owner;
    private long epoch;
    private long sequence;
    private long until;
    /** Told of every batch that is stored, with the epoch of who wrote it. */
    private final BiConsumer<Journal.Batch, Long> stored;

    private final Faults faults;

    /** What may go wrong with a call. */
    interface Faults {
        /** The call does not reach the database. */
        boolean before();

        /** The answer does not come back: it was done, and nobody knows. */
        boolean after();

        /** The log takes whoever writes for its owner: a defect. */
        boolean unfenced();
    }

    MemoryLog(LongSupplier millis, Faults faults, BiConsumer<Journal.Batch, Long> stored) {
        this.millis = millis;
        this.faults = faults;
        this.stored = stored;
    }

    private <T> T answer(T answer) throws SQLException {
        if (faults.after()) {
            throw new SQLException("the answer was lost");
        }
        return answer;
    }

    private void reach() throws SQLException {
        if (faults.before()) {
            throw new SQLException("no connection");
        }
    }

    @Override
    public Journal.Holder holder(TenantId tenant) throws SQLException {
        reach();
        return answer(
                owner == null ? Journal.Holder.NONE : new Journal.Holder(owner, epoch, until < millis.getAsLong()));
    }

    @Override
    public Optional<Journal.Ownership> takeOver(TenantId tenant, UUID by, Duration lease, Duration early)
            throws SQLException {
        reach();
        if (owner != null && until >= millis.getAsLong() + early.toMillis()) {
            return answer(Optional.empty());
        }
        owner = by;
        epoch++;
        until = millis.getAsLong() + lease.toMillis();
        return answer(Optional.of(new Journal.Ownership(tenant, by, epoch, sequence)));
    }

    private boolean holds(Journal.Ownership held) {
        return faults.unfenced() || held.epoch() == epoch && held.owner().equals(owner);
    }

    @Override
    public boolean append(Journal.Ownership held, Journal.Batch batch, Duration lease) throws SQLException {
        reach();
        if (!holds(held) || sequence != batch.first() - 1 && !faults.unfenced()) {
            return answer(false);
        }
        sequence = batch.last();
        until = millis.getAsLong() + lease.toMillis();
        batches.add(new Journal.Written(held.epoch(), batch));
        stored.accept(batch, held.epoch());
        return answer(true);
    }

    @Override
    public Optional<Long> sequence(Journal.Ownership held) throws SQLException {
        reach();
        return answer(holds(held) ? Optional.of(sequence) : Optional.empty());
    }

    @Override
    public boolean renew(Journal.Ownership held, Duration lease) throws SQLException {
        reach();
        if (!holds(held)) {
            return answer(false);
        }
        until = millis.getAsLong() + lease.toMillis();
        return answer(true);
    }

    @Override
    public List<Journal.Batch> after(TenantId tenant, long from, int limit) {
        return written(tenant, from, limit).stream().map(Journal.Written::batch).toList();
    }

    @Override
    public long newestEpoch(TenantId tenant) {
        return batches.isEmpty() ? 0 : batches.get(batches.size() - 1).epoch();
    }

    @Override
    public List<Journal.Written> written(TenantId tenant, long from, int limit) {
        // By bisection: each entry is in one batch, and they are in order.
        int low = 0;
        int high = batches.size();
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (batches.get(middle).batch().last() > from) {
                high = middle;
            } else {
                low = middle + 1;
            }
        }
        return List.copyOf(batches.subList(low, (int) Math.min((long) low + limit, batches.size())));
    }

    @Override
    public Optional<Journal.Snapshot> newestSnapshot(TenantId tenant) {
        return snapshots.isEmpty() ? Optional.empty() : Optional.of(snapshots.get(snapshots.size() - 1));
    }

    @Override
    public void store(TenantId tenant, Journal.Snapshot snapshot) {
        snapshots.add(snapshot);
        snapshots.sort((one, other) -> Long.compare(one.sequence(), other.sequence()));
    }

    long sequence() {
        return sequence;
    }
}
