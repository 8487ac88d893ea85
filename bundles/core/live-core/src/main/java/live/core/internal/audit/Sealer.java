// SPDX-License-Identifier: Apache-2.0
package live.core.internal.audit;

import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;
import live.core.KeyId;
import live.core.TaskHandle;
import live.core.Tasks;
import live.core.TenantId;
import live.core.store.Keys;
import live.core.store.SchemaReady;
import live.lib.sql.Database;
import live.lib.sql.Row;
import live.lib.sql.Sql;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;

/**
 * Chains committed entries by hash, in order, within a second. Of all nodes one seals a batch, by an advisory lock that
 * ends with the batch's transaction.
 */
@Component(service = Sealer.class, immediate = true)
public final class Sealer {
    /** "audit" in ASCII. */
    private static final long LOCK = 0x6175646974L;

    private static final int BATCH = 1_000;
    private static final Duration POLL = Duration.ofMillis(500);
    private static final String KEY_SCOPE = "audit";

    private final Database database;
    private final Keys keys;
    private final Witness witness;
    private final TaskHandle task;

    @Activate
    public Sealer(
            @Reference(target = "(live.store=direct)") DataSource source,
            @Reference(target = "(module=core)") SchemaReady schema,
            @Reference Keys keys,
            @Reference Witness witness,
            @Reference Tasks tasks) {
        this(source, keys, witness, tasks);
    }

    Sealer(DataSource source, Keys keys, Witness witness, Tasks tasks) {
        database = new Database(source);
        this.keys = keys;
        this.witness = witness;
        task = tasks.every("core.seal", POLL, this::seal);
    }

    @Deactivate
    void deactivate() {
        task.close();
    }

    static KeyId key(Keys keys, UUID tenant) {
        return keys.ensure(new TenantId(tenant), KEY_SCOPE);
    }

    /** What the seal of a tenant's head is bound to. */
    static byte[] context(UUID tenant) {
        return ("audit:" + tenant).getBytes(StandardCharsets.US_ASCII);
    }

    /** Seals what is committed, unless somebody else is at it. */
    void seal() {
        seal(Sealer::lockIfFree);
    }

    /** Seals what is committed; when it returns, all that was committed before the call is sealed. */
    void sealAll() {
        seal(Sealer::lock);
    }

    private void seal(Locking locking) {
        int sealed;
        do {
            Map<UUID, Witness.Head> heads = new HashMap<>();
            sealed = database.change(connection -> locking.lock(connection) ? batch(connection, heads) : 0);
            witness.note(heads);
        } while (sealed == BATCH && !Thread.currentThread().isInterrupted());
    }

    /** How to become the only one who seals until the transaction ends. */
    @FunctionalInterface
    private interface Locking {
        boolean lock(Connection connection) throws SQLException;
    }

    private static boolean lockIfFree(Connection connection) throws SQLException {
        return Sql.on(connection, "select pg_try_advisory_xact_lock(?) as mine")
                .with(LOCK)
                .first(row -> row.flag("mine"))
                .orElse(false);
    }

    private static boolean lock(Connection connection) throws SQLException {
        return Sql.on(connection, "select pg_advisory_xact_lock(?) is not null as mine")
                .with(LOCK)
                .first(row -> row.flag("mine"))
                .isPresent();
    }

    private record Unsealed(long id, UUID tenant, Stored entry) {
        static Unsealed read(Row row) throws SQLException {
            return new Unsealed(
                    row.big("id"),
                    row.uuid("tenant"),
                    new Stored(
                            row.instant("at"),
                            row.text("actor"),
                            row.text("action"),
                            row.text("subject"),
                            row.text("details")));
        }
    }

    private record Head(long sequence, byte[] hash) {
        static final Head NONE = new Head(0, Chain.beginning());

        Witness.Head seen() {
            return new Witness.Head(sequence, Witness.hex(hash));
        }

        Head follow(Unsealed next) {
            long following = sequence + 1;
            return new Head(following, Chain.next(hash, next.tenant(), following, next.entry()));
        }
    }

    private int batch(Connection connection, Map<UUID, Witness.Head> sealed) throws SQLException {
        List<Unsealed> entries = Sql.on(
                        connection,
                        "select id, tenant, at, actor, action, subject, details::text as details from core.audit"
                                + " order by id limit ?")
                .with(BATCH)
                .list(Unsealed::read);
        if (entries.isEmpty()) {
            return 0;
        }
        Map<UUID, Head> heads = new HashMap<>();
        List<Head> links = new ArrayList<>();
        for (Unsealed entry : entries) {
            Head head =
                    heads.containsKey(entry.tenant()) ? heads.get(entry.tenant()) : head(connection, entry.tenant());
            Head link = head.follow(entry);
            heads.put(entry.tenant(), link);
            links.add(link);
        }
        store(connection, entries, links);
        for (Map.Entry<UUID, Head> head : heads.entrySet()) {
            store(connection, head.getKey(), head.getValue());
            if (follows(connection, head.getKey())) {
                sealed.put(head.getKey(), head.getValue().seen());
            }
        }
        Sql.on(connection, "delete from core.audit where id = any (?) and tenant is not null")
                .array("int8", entries.stream().map(Unsealed::id).toList())
                .update();
        return entries.size();
    }

    /** Whether the chain still holds what was noted of it. If not, the note stays, for whoever verifies. */
    private boolean follows(Connection connection, UUID tenant) throws SQLException {
        Optional<Witness.Head> seen = witness.head(tenant);
        if (seen.isEmpty()) {
            return true;
        }
        return Sql.on(connection, "select hash from core.audit_log where tenant = ? and sequence = ?")
                .with(tenant, seen.get().sequence())
                .first(row -> Witness.hex(row.bytes("hash")))
                .filter(seen.get().hash()::equals)
                .isPresent();
    }

    private static Head head(Connection connection, UUID tenant) throws SQLException {
        return Sql.on(connection, "select sequence, hash from core.audit_head where tenant = ? for update")
                .with(tenant)
                .first(row -> new Head(row.big("sequence"), row.bytes("hash")))
                .orElse(Head.NONE);
    }

    private static void store(Connection connection, List<Unsealed> entries, List<Head> links) throws SQLException {
        List<Instant> times = entries.stream().map(e -> e.entry().at()).toList();
        Sql.on(
                        connection,
                        "insert into core.audit_log (tenant, sequence, at, actor, action, subject, details, hash)"
                                + " select * from unnest(?, ?, ?, ?, ?, ?, ?, ?)")
                .array("uuid", entries.stream().map(Unsealed::tenant).toList())
                .array("int8", links.stream().map(Head::sequence).toList())
                .array("timestamptz", times)
                .array("text", entries.stream().map(e -> e.entry().actor()).toList())
                .array("text", entries.stream().map(e -> e.entry().action()).toList())
                .array("text", entries.stream().map(e -> e.entry().subject()).toList())
                .array("json", entries.stream().map(e -> e.entry().details()).toList())
                .array("bytea", links.stream().map(Head::hash).toList())
                .update();
    }

    private void store(Connection connection, UUID tenant, Head head) throws SQLException {
        byte[] seal = keys.encrypt(key(keys, tenant), context(tenant), Chain.head(head.sequence(), head.hash()));
        Sql.on(
                        connection,
                        "insert into core.audit_head (tenant, sequence, hash, seal) values (?, ?, ?, ?)"
                                + " on conflict (tenant) do update set sequence = excluded.sequence,"
                                + " hash = excluded.hash, seal = excluded.seal")
                .with(tenant, head.sequence(), head.hash(), seal)
                .update();
    }
}
