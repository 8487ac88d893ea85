// SPDX-License-Identifier: Apache-2.0
package live.core.internal.audit;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import javax.sql.DataSource;
import live.core.KeyId;
import live.core.LiveException;
import live.core.Principal;
import live.core.TenantId;
import live.core.audit.AuditEntry;
import live.core.audit.AuditQuery;
import live.core.audit.AuditRecord;
import live.core.audit.AuditTrail;
import live.core.audit.AuditVerdict;
import live.core.store.Keys;
import live.core.store.SchemaReady;
import live.core.store.StatementPart;
import live.lib.sql.Database;
import live.lib.sql.DatabaseException;
import live.lib.sql.Part;
import live.lib.sql.Row;
import live.lib.sql.Sql;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** The audit trail in PostgreSQL. */
@Component(service = AuditTrail.class)
public final class ChainedTrail implements AuditTrail {
    private static final int PAGE = 5_000;

    private static final String INSERT =
            """
            insert into core.audit (tenant, actor, action, subject, details)
            select tenant, actor, action, subject, details
            from unnest(?, ?, ?, ?, ?) with ordinality as a(tenant, actor, action, subject, details, n) order by n""";

    private final Database database;
    private final Keys keys;
    private final Witness witness;
    private final Sealer sealer;

    @Activate
    public ChainedTrail(
            @Reference(target = "(live.store=direct)") DataSource source,
            @Reference(target = "(module=core)") SchemaReady schema,
            @Reference Keys keys,
            @Reference Witness witness,
            @Reference Sealer sealer) {
        this(source, keys, witness, sealer);
    }

    ChainedTrail(DataSource source, Keys keys, Witness witness, Sealer sealer) {
        database = new Database(source);
        this.keys = keys;
        this.witness = witness;
        this.sealer = sealer;
    }

    @Override
    public void record(Connection transaction, AuditEntry entry) throws SQLException {
        record(transaction, List.of(entry));
    }

    @Override
    public void record(Connection transaction, List<AuditEntry> entries) throws SQLException {
        if (entries.isEmpty()) {
            return;
        }
        Sql.on(transaction, insert(entries, INSERT)).update();
    }

    @Override
    public StatementPart recording(String name, List<AuditEntry> entries) {
        Part part = insert(entries, name + " as (" + INSERT + ")");
        return new StatementPart(part.text(), part::bind);
    }

    private static Part insert(List<AuditEntry> entries, String text) {
        return Part.of(text)
                .array(
                        "uuid",
                        entries.stream().map(e -> e.actor().tenant().value()).toList())
                .array("text", entries.stream().map(e -> actor(e.actor())).toList())
                .array("text", entries.stream().map(AuditEntry::action).toList())
                .array("text", entries.stream().map(AuditEntry::subject).toList())
                .array("json", entries.stream().map(AuditEntry::details).toList());
    }

    @Override
    public void record(AuditEntry entry) {
        try {
            database.act(connection -> record(connection, entry));
        } catch (DatabaseException e) {
            throw new LiveException("audit.unavailable", "The audit trail cannot be written", e);
        }
    }

    @Override
    public List<AuditRecord> search(TenantId tenant, AuditQuery query) {
        // What was done a moment ago is what people look for.
        sealer.sealAll();
        StringBuilder where = new StringBuilder("tenant = ?");
        List<Object> values = new ArrayList<>(List.of(tenant.value()));
        query.from().ifPresent(from -> {
            where.append(" and at >= ?");
            values.add(from);
        });
        query.to().ifPresent(to -> {
            where.append(" and at < ?");
            values.add(to);
        });
        query.actor().ifPresent(actor -> {
            where.append(" and actor = ?");
            values.add(actor);
        });
        query.action().ifPresent(action -> {
            where.append(" and starts_with(action, ?)");
            values.add(action);
        });
        query.subject().ifPresent(subject -> {
            // The index is on the id, by which most are looked for.
            int colon = subject.indexOf(':');
            where.append(" and split_part(subject, ':', 2) = ?");
            values.add(subject.substring(colon + 1));
            if (colon >= 0) {
                where.append(" and subject = ?");
                values.add(subject);
            }
        });
        query.before().ifPresent(before -> {
            where.append(" and sequence < ?");
            values.add(before);
        });
        values.add(query.limit());
        return database.read(connection -> Sql.on(
                        connection,
                        "select sequence, at, actor, action, subject, details::text as details, hash from core.audit_log where "
                                + where + " order by tenant, sequence desc limit ?")
                .with(values.toArray())
                .list(ChainedTrail::read));
    }

    @Override
    public AuditVerdict verify(TenantId tenant) {
        UUID id = tenant.value();
        // Before the snapshot: what was seen by then is in it.
        Optional<Witness.Head> seen = witness.head(id);
        // One snapshot for all of it, or the sealer would look like a forger.
        return database.change(connection -> {
            connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
            try {
                return verify(connection, id, seen);
            } finally {
                connection.commit();
                connection.setTransactionIsolation(Connection.TRANSACTION_READ_COMMITTED);
            }
        });
    }

    private AuditVerdict verify(Connection connection, UUID tenant, Optional<Witness.Head> seen) throws SQLException {
        long tail = Sql.on(connection, "select count(*) as n from core.audit where tenant = ?")
                .with(tenant)
                .first(row -> row.big("n"))
                .orElse(0L);
        byte[] hash = Chain.beginning();
        long sequence = 0;
        while (true) {
            List<AuditRecord> page = Sql.on(
                            connection,
                            "select sequence, at, actor, action, subject, details::text as details, hash from core.audit_log"
                                    + " where tenant = ? and sequence > ? order by tenant, sequence limit ?")
                    .with(tenant, sequence, PAGE)
                    .list(ChainedTrail::read);
            if (page.isEmpty()) {
                break;
            }
            for (AuditRecord entry : page) {
                long expected = sequence + 1;
                hash = Chain.next(
                        hash,
                        tenant,
                        expected,
                        new Stored(entry.at(), entry.actor(), entry.action(), entry.subject(), entry.details()));
                boolean forgotten = seen.filter(head -> head.sequence() == expected)
                        .filter(head -> !head.hash().equals(entry.hash()))
                        .isPresent();
                if (entry.sequence() != expected || !hex(hash).equals(entry.hash()) || forgotten) {
                    return new AuditVerdict(sequence, hex(hash), tail, OptionalLong.of(expected));
                }
                sequence = expected;
            }
        }
        // Cut off at the end, the chain would still be whole: the head says how long it was.
        long reached = sequence;
        boolean whole = sealed(connection, tenant, sequence, hash)
                && seen.filter(head -> head.sequence() > reached).isEmpty();
        return new AuditVerdict(
                sequence, hex(hash), tail, whole ? OptionalLong.empty() : OptionalLong.of(sequence + 1));
    }

    private boolean sealed(Connection connection, UUID tenant, long sequence, byte[] hash) throws SQLException {
        return Sql.on(connection, "select seal from core.audit_head where tenant = ?")
                .with(tenant)
                .first(row -> row.bytes("seal"))
                .map(seal -> opens(tenant, seal, Chain.head(sequence, hash)))
                .orElse(sequence == 0);
    }

    private boolean opens(UUID tenant, byte[] seal, byte[] head) {
        KeyId key = Sealer.key(keys, tenant);
        try {
            return java.util.Arrays.equals(keys.decrypt(key, Sealer.context(tenant), seal), head);
        } catch (LiveException e) {
            // Altered, or made under another key: in both cases not ours, and what verify is asked to tell.
            return false;
        }
    }

    private static AuditRecord read(Row row) throws SQLException {
        Instant at = row.instant("at");
        return new AuditRecord(
                row.big("sequence"),
                at,
                row.text("actor"),
                row.text("action"),
                row.text("subject"),
                row.text("details"),
                hex(row.bytes("hash")));
    }

    private static String hex(byte[] bytes) {
        return HexFormat.of().formatHex(bytes);
    }

    private static String actor(Principal actor) {
        return actor.isSystem()
                ? AuditTrail.SYSTEM_ACTOR + actor.name()
                : actor.user().toString();
    }
}
