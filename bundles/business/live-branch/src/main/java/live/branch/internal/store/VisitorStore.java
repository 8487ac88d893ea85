// SPDX-License-Identifier: Apache-2.0
package live.branch.internal.store;

import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import live.core.InteractionId;
import live.core.TenantId;
import live.core.visitor.VisitorId;
import live.lib.sql.Database;
import live.lib.sql.Row;
import live.lib.sql.Sql;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Visitors, known by the hash of a token. */
@Component(service = VisitorStore.class)
public final class VisitorStore {
    private static final String COLUMNS = "id, branch, next_token is not null as renewing, issued_at, interaction";

    private final Database database;

    @Activate
    public VisitorStore(@Reference BranchDatabase database) {
        this.database = database.database();
    }

    /**
     * Somebody who has come before.
     *
     * @param renewing whether a token was given out that he has not shown yet
     * @param issuedAt when the newest of his tokens was given out
     * @param interaction the contact that is open
     */
    public record Known(
            VisitorId id, UUID branch, boolean renewing, Instant issuedAt, Optional<InteractionId> interaction) {}

    public void add(TenantId tenant, VisitorId id, UUID branch, byte[] token, Instant now) {
        database.act(connection -> Sql.on(
                        connection,
                        """
                insert into branch.visitor (tenant, id, branch, token, issued_at, seen_at) values (?, ?, ?, ?, ?, ?)
                """)
                .with(tenant.value(), id.value(), branch, token, now, now)
                .update());
    }

    /** Who shows a token. Whoever shows the new one has it: the old one is worth nothing from then on. */
    public Optional<Known> find(TenantId tenant, UUID branch, byte[] token) {
        Optional<Known> renewed = database.read(connection -> Sql.on(
                        connection,
                        "update branch.visitor set token = next_token, next_token = null"
                                + " where tenant = ? and next_token = ? and branch = ? returning " + COLUMNS)
                .with(tenant.value(), token, branch)
                .first(VisitorStore::known));
        return renewed.or(() -> database.read(connection -> Sql.on(
                        connection,
                        "select " + COLUMNS + " from branch.visitor where tenant = ? and token = ? and branch = ?")
                .with(tenant.value(), token, branch)
                .first(VisitorStore::known)));
    }

    /** Gives out another token; the one that he has is good until he shows this one. */
    public void renew(TenantId tenant, VisitorId id, byte[] token, Instant now) {
        database.act(connection -> Sql.on(
                        connection,
                        "update branch.visitor set next_token = ?, issued_at = ? where tenant = ? and id = ?")
                .with(token, now, tenant.value(), id.value())
                .update());
    }

    /** Visitors were there at a time. */
    public void seen(TenantId tenant, Collection<VisitorId> visitors, Instant at) {
        database.act(connection -> Sql.on(
                        connection,
                        "update branch.visitor set seen_at = ? where tenant = ? and id = any(?) and seen_at < ?")
                .with(at, tenant.value())
                .array("uuid", visitors.stream().map(VisitorId::value).toList())
                .with(at)
                .update());
    }

    /** A contact of a visitor is open. */
    public void opened(TenantId tenant, VisitorId visitor, InteractionId interaction) {
        database.act(connection -> Sql.on(
                        connection, "update branch.visitor set interaction = ? where tenant = ? and id = ?")
                .with(interaction.value(), tenant.value(), visitor.value())
                .update());
    }

    /** A contact is over. Returns whose it was, if it was a visitor's. */
    public Optional<VisitorId> closed(TenantId tenant, InteractionId interaction) {
        return database.read(connection -> Sql.on(
                        connection,
                        "update branch.visitor set interaction = null where tenant = ? and interaction = ? returning id")
                .with(tenant.value(), interaction.value())
                .first(row -> new VisitorId(row.uuid("id"))));
    }

    /** Whose a contact is. */
    public Optional<VisitorId> of(TenantId tenant, InteractionId interaction) {
        return database.read(
                connection -> Sql.on(connection, "select id from branch.visitor where tenant = ? and interaction = ?")
                        .with(tenant.value(), interaction.value())
                        .first(row -> new VisitorId(row.uuid("id"))));
    }

    public Optional<InteractionId> interaction(TenantId tenant, VisitorId visitor) {
        return database.read(
                connection -> Sql.on(connection, "select interaction from branch.visitor where tenant = ? and id = ?")
                        .with(tenant.value(), visitor.value())
                        .first(row -> row.uuidIfAny("interaction").map(InteractionId::new))
                        .flatMap(found -> found));
    }

    /** Somebody who has been gone for longer than his branch is patient, while a contact of his is open. */
    public record Gone(TenantId tenant, VisitorId visitor, InteractionId interaction) {}

    /** @param since nobody counts as gone for longer than since this time: we were not there to see it */
    public List<Gone> gone(Instant now, Instant since) {
        return database.read(connection -> Sql.on(
                        connection,
                        // Of every tenant: time passes for all.
                        """
                        select v.tenant, v.id, v.interaction from branch.visitor v
                        left join branch.branch b on b.tenant = v.tenant and b.id = v.branch
                        where v.interaction is not null
                            and greatest(v.seen_at, ?) + coalesce(b.patience_seconds, 120) * interval '1 second' < ?
                        order by v.seen_at limit 500
                        """)
                .with(since, now)
                .list(row -> new Gone(
                        new TenantId(row.uuid("tenant")),
                        new VisitorId(row.uuid("id")),
                        new InteractionId(row.uuid("interaction")))));
    }

    /** Forgets who has not come for so long that his token is worth nothing any more. */
    public int forget(Instant unseenSince) {
        return database.read(connection ->
                // Of every tenant: time passes for all.
                Sql.on(connection, "delete from branch.visitor where seen_at < ? and interaction is null")
                        .with(unseenSince)
                        .update());
    }

    private static Known known(Row row) throws SQLException {
        return new Known(
                new VisitorId(row.uuid("id")),
                row.uuid("branch"),
                row.flag("renewing"),
                row.instant("issued_at"),
                row.uuidIfAny("interaction").map(InteractionId::new));
    }
}
