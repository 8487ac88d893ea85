// SPDX-License-Identifier: Apache-2.0
package live.routing.internal.store;

import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import javax.sql.DataSource;
import live.core.TenantId;
import live.lib.sql.Database;
import live.lib.sql.Sql;

/**
 * The journals of all domains. The right to write one is a row with an epoch: whoever takes a domain over raises the
 * epoch, and every append of somebody who held it before is refused in the same statement. Thread-safe.
 */
public final class Journal implements FencedLog, Checkpoints {
    private static final String TAKE_OVER =
            """
            insert into routing.domain as held (tenant, owner, epoch, sequence, until)
            values (?, ?, 1, 0, clock_timestamp() + ? * interval '1 millisecond')
            on conflict (tenant) do update
              set owner = excluded.owner, epoch = held.epoch + 1, until = excluded.until
              where held.until < clock_timestamp() + ? * interval '1 millisecond'
            returning epoch, sequence""";

    private static final String APPEND =
            """
            with fence as (
              update routing.domain set sequence = ?, until = clock_timestamp() + ? * interval '1 millisecond'
              where tenant = ? and owner = ? and epoch = ? and sequence = ?
              returning tenant)
            insert into routing.journal (tenant, first, last, epoch, entries)
            select tenant, ?, ?, ?, ? from fence""";

    private final Database database;
    private final Map<TenantId, Tail> tails = new ConcurrentHashMap<>();

    public Journal(DataSource source) {
        database = new Database(source);
    }

    /** The right to write a domain's journal. */
    public record Ownership(TenantId tenant, UUID owner, long epoch, long sequence) {}

    /** One commit's entries, from {@code first} to {@code last}. */
    public record Batch(long first, long last, byte[] entries) {}

    /** The engine's state after an entry. */
    public record Snapshot(long sequence, byte[] state) {}

    /**
     * Who holds a domain.
     *
     * @param lapsed whether he has not been heard of for the length of his lease
     */
    public record Holder(UUID owner, long epoch, boolean lapsed) {
        /** Whom nobody has: a domain that is lapsed at most. */
        public static final Holder NONE = new Holder(new UUID(0, 0), 0, true);
    }

    /** One commit's entries, by the right of which epoch. */
    public record Written(long epoch, Batch batch) {}

    /** Forgets what is in memory: it may be another database than before, which has lost the newest entries. */
    public void lookAgain(TenantId tenant) {
        tail(tenant).clear();
    }

    @Override
    public Holder holder(TenantId tenant) throws SQLException {
        return database.alone(connection -> Sql.on(
                        connection,
                        "select owner, epoch, until < clock_timestamp() as lapsed from routing.domain where tenant = ?")
                .with(tenant.value())
                .first(row -> new Holder(row.uuid("owner"), row.big("epoch"), row.flag("lapsed")))
                .orElse(Holder.NONE));
    }

    @Override
    public Optional<Ownership> takeOver(TenantId tenant, UUID owner, Duration lease, Duration early)
            throws SQLException {
        lookAgain(tenant);
        return database.transaction(connection -> Sql.on(connection, TAKE_OVER)
                .with(tenant.value(), owner, lease.toMillis(), early.toMillis())
                .first(row -> new Ownership(tenant, owner, row.big("epoch"), row.big("sequence"))));
    }

    @Override
    public boolean append(Ownership held, Batch batch, Duration lease) throws SQLException {
        boolean stored = database.alone(connection -> {
            long before = batch.first() - 1;
            return Sql.on(connection, APPEND)
                            .with(batch.last(), lease.toMillis(), held.tenant().value(), held.owner())
                            .with(held.epoch(), before, batch.first(), batch.last(), held.epoch(), batch.entries())
                            .update()
                    == 1;
        });
        if (stored) {
            tail(held.tenant()).add(batch);
        } else {
            tail(held.tenant()).clear();
        }
        return stored;
    }

    private Tail tail(TenantId tenant) {
        return tails.computeIfAbsent(tenant, any -> new Tail());
    }

    @Override
    public Optional<Long> sequence(Ownership held) throws SQLException {
        return database.transaction(connection -> Sql.on(
                        connection, "select sequence from routing.domain where tenant = ? and owner = ? and epoch = ?")
                .with(held.tenant().value(), held.owner(), held.epoch())
                .first(row -> row.big("sequence")));
    }

    @Override
    public boolean renew(Ownership held, Duration lease) throws SQLException {
        return database.transaction(connection -> Sql.on(
                                connection,
                                """
                        update routing.domain set until = clock_timestamp() + ? * interval '1 millisecond'
                        where tenant = ? and owner = ? and epoch = ?""")
                        .with(lease.toMillis(), held.tenant().value(), held.owner(), held.epoch())
                        .update()
                == 1);
    }

    @Override
    public List<Batch> after(TenantId tenant, long sequence, int limit) {
        List<Batch> known = tail(tenant).after(sequence, limit);
        return known.isEmpty() ? stored(tenant, sequence, limit) : known;
    }

    private List<Batch> stored(TenantId tenant, long sequence, int limit) {
        return database.read(connection -> Sql.on(
                        connection,
                        """
                        select first, last, entries from routing.journal
                        where tenant = ? and last > ? order by last limit ?""")
                .with(tenant.value(), sequence, limit)
                .list(row -> new Batch(row.big("first"), row.big("last"), row.bytes("entries"))));
    }

    @Override
    public List<Written> written(TenantId tenant, long sequence, int limit) {
        return database.read(connection -> Sql.on(
                        connection,
                        """
                        select epoch, first, last, entries from routing.journal
                        where tenant = ? and last > ? order by last limit ?""")
                .with(tenant.value(), sequence, limit)
                .list(row -> new Written(
                        row.big("epoch"), new Batch(row.big("first"), row.big("last"), row.bytes("entries")))));
    }

    @Override
    public long newestEpoch(TenantId tenant) {
        return database.read(connection -> Sql.on(
                        connection, "select epoch from routing.journal where tenant = ? order by last desc limit 1")
                .with(tenant.value())
                .first(row -> row.big("epoch"))
                .orElse(0L));
    }

    /** What was written since a time, after a sequence and in order, at most {@code limit} batches. */
    public List<Batch> written(TenantId tenant, Instant since, long sequence, int limit) {
        return database.read(connection -> Sql.on(
                        connection,
                        """
                        select first, last, entries from routing.journal
                        where tenant = ? and written >= ? and last > ? order by last limit ?""")
                .with(tenant.value(), since, sequence, limit)
                .list(row -> new Batch(row.big("first"), row.big("last"), row.bytes("entries"))));
    }

    @Override
    public Optional<Snapshot> newestSnapshot(TenantId tenant) {
        return database.read(connection -> Sql.on(
                        connection,
                        """
                        select sequence, state from routing.snapshot
                        where tenant = ? order by sequence desc limit 1""")
                .with(tenant.value())
                .first(row -> new Snapshot(row.big("sequence"), row.bytes("state"))));
    }

    /** After which entries there are snapshots that the journal goes on from, newest first. */
    public List<Long> snapshots(TenantId tenant) {
        return database.read(connection -> Sql.on(
                        connection,
                        """
                        select sequence from routing.snapshot where tenant = ? and sequence >= coalesce(
                          (select min(last) from routing.journal where tenant = ?), 0) - 1
                        order by sequence desc""")
                .with(tenant.value(), tenant.value())
                .list(row -> row.big("sequence")));
    }

    public Optional<Snapshot> snapshot(TenantId tenant, long sequence) {
        return database.read(connection -> Sql.on(
                        connection, "select sequence, state from routing.snapshot where tenant = ? and sequence = ?")
                .with(tenant.value(), sequence)
                .first(row -> new Snapshot(row.big("sequence"), row.bytes("state"))));
    }

    /**
     * Stores a snapshot. Of the others stay the newest, and as long as the journal is kept the first of each day: from
     * there one can look back.
     */
    @Override
    public void store(TenantId tenant, Snapshot snapshot) {
        database.act(connection -> {
            Sql.on(
                            connection,
                            """
                            insert into routing.snapshot (tenant, sequence, state) values (?, ?, ?)
                            on conflict do nothing""")
                    .with(tenant.value(), snapshot.sequence(), snapshot.state())
                    .update();
            Sql.on(
                            connection,
                            """
                            delete from routing.snapshot where tenant = ? and sequence not in (
                              select sequence from (select sequence from routing.snapshot
                                where tenant = ? order by sequence desc limit 2) newest
                              union
                              select min(sequence) from routing.snapshot
                                where tenant = ? group by (written at time zone 'UTC')::date
                                having min(sequence) >= (select min(last) from routing.journal where tenant = ?))""")
                    .with(tenant.value(), tenant.value(), tenant.value(), tenant.value())
                    .update();
        });
    }

    @Override
    public long checkpoint(TenantId tenant, String listener) {
        return database.read(connection -> Sql.on(
                        connection,
                        "update routing.checkpoint set heard = now() where tenant = ? and listener = ? returning sequence")
                .with(tenant.value(), listener)
                .first(row -> row.big("sequence"))
                .orElse(0L));
    }

    /** How far a listener has read, whether it is there or not; empty if it never was. */
    public Optional<Long> heard(TenantId tenant, String listener) {
        return database.read(connection -> Sql.on(
                        connection, "select sequence from routing.checkpoint where tenant = ? and listener = ?")
                .with(tenant.value(), listener)
                .first(row -> row.big("sequence")));
    }

    @Override
    public boolean checkpoint(TenantId tenant, String listener, long from, long to) {
        return database.read(connection -> Sql.on(
                                connection,
                                """
                        insert into routing.checkpoint as kept (tenant, listener, sequence)
                        select ?, ?, ? from (select set_config('synchronous_commit', 'off', true)) as lazily
                        on conflict (tenant, listener) do update
                          set sequence = excluded.sequence, heard = excluded.heard where kept.sequence = ?""")
                        .with(tenant.value(), listener, to, from)
                        .update()
                == 1);
    }

    /** All tenants that ever had a domain. */
    public List<TenantId> tenants() {
        return database.read(connection -> Sql.on(connection, "select tenant from routing.domain order by tenant")
                .list(row -> new TenantId(row.uuid("tenant"))));
    }
}
