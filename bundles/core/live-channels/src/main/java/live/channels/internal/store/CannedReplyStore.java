// SPDX-License-Identifier: Apache-2.0
package live.channels.internal.store;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import live.core.LiveException;
import live.core.Principal;
import live.core.TeamId;
import live.core.TenantId;
import live.core.UserId;
import live.core.audit.AuditEntry;
import live.core.audit.AuditTrail;
import live.lib.sql.Database;
import live.lib.sql.Row;
import live.lib.sql.Sql;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Texts that agents put into their answers. What is shared is audited. */
@Component(service = CannedReplyStore.class)
public final class CannedReplyStore {
    /** So many one person keeps for himself, so many a team has, and so many are everybody's: nobody finds anything among more. */
    public static final int MOST = 200;

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String SELECT =
            "select id, name, owner, team, texts, version from channels.canned_reply where tenant = ? and ";

    private final Database database;
    private final AuditTrail audit;

    @Activate
    public CannedReplyStore(@Reference ChannelsDatabase database, @Reference AuditTrail audit) {
        this.database = database.database();
        this.audit = audit;
    }

    /** Those that somebody may use, by name. */
    public List<CannedReply> usable(TenantId tenant, UserId user, Collection<TeamId> teams) {
        return database.read(connection -> Sql.on(
                        connection,
                        SELECT
                                + "(owner = ? or owner is null and (team is null or team = any(?))) order by lower(name), id")
                .with(tenant.value(), user.value())
                .array("uuid", teams.stream().map(TeamId::value).toList())
                .list(CannedReplyStore::reply));
    }

    /** Those that more than one person may use, by name. */
    public List<CannedReply> shared(TenantId tenant) {
        return database.read(connection -> Sql.on(connection, SELECT + "owner is null order by lower(name), id")
                .with(tenant.value())
                .list(CannedReplyStore::reply));
    }

    /** Those of a team. */
    public List<CannedReply> of(TenantId tenant, TeamId team) {
        return database.read(connection -> Sql.on(connection, SELECT + "team = ? order by lower(name), id")
                .with(tenant.value(), team.value())
                .list(CannedReplyStore::reply));
    }

    public Optional<CannedReply> get(TenantId tenant, UUID id) {
        return database.read(connection ->
                Sql.on(connection, SELECT + "id = ?").with(tenant.value(), id).first(CannedReplyStore::reply));
    }

    /**
     * Keeps a new one; one that is there already stays as it is.
     *
     * @return false if there are too many
     */
    public boolean add(Principal actor, CannedReply reply) {
        return database.change(connection -> add(connection, actor, reply));
    }

    private boolean add(Connection connection, Principal actor, CannedReply reply) throws SQLException {
        if (full(connection, actor, reply)) {
            return false;
        }
        int added = Sql.on(
                        connection,
                        """
                    insert into channels.canned_reply (tenant, id, name, owner, team, texts, version)
                    values (?, ?, ?, ?, ?, ?::jsonb, 1) on conflict (tenant, id) do nothing
                    """)
                .with(
                        actor.tenant().value(),
                        reply.id(),
                        reply.name(),
                        reply.owner().map(UserId::value).orElse(null),
                        reply.team().map(TeamId::value).orElse(null),
                        json(reply.texts()))
                .update();
        if (added == 1) {
            record(connection, actor, "channels.reply.change", reply);
        }
        return true;
    }

    /** What became of a change. */
    public enum Change {
        DONE,
        /** Somebody else has changed it meanwhile. */
        MISSED,
        /** Whose it shall be has too many. */
        MANY
    }

    /**
     * Changes one, if it still is as it was read.
     *
     * @param before as it was read
     * @param reply with the version that the change is based on
     */
    public Change change(Principal actor, CannedReply before, CannedReply reply) {
        return database.change(connection -> change(connection, actor, before, reply));
    }

    private Change change(Connection connection, Principal actor, CannedReply before, CannedReply reply)
            throws SQLException {
        if (before.version() != reply.version()) {
            return Change.MISSED;
        }
        boolean moved = !before.owner().equals(reply.owner()) || !before.team().equals(reply.team());
        if (moved && full(connection, actor, reply)) {
            return Change.MANY;
        }
        int changed = Sql.on(
                        connection,
                        """
                    update channels.canned_reply set name = ?, owner = ?, team = ?, texts = ?::jsonb, version = version + 1
                    where tenant = ? and id = ? and version = ?
                    """)
                .with(
                        reply.name(),
                        reply.owner().map(UserId::value).orElse(null),
                        reply.team().map(TeamId::value).orElse(null),
                        json(reply.texts()),
                        actor.tenant().value(),
                        reply.id(),
                        reply.version())
                .update();
        if (changed == 0) {
            return Change.MISSED;
        }
        // Who takes a shared one for himself takes it away from the others.
        record(connection, actor, "channels.reply.change", before.shared() ? before : reply);
        return Change.DONE;
    }

    public void delete(Principal actor, CannedReply reply) {
        database.act(connection -> delete(connection, actor, reply));
    }

    /**
     * Adds, changes and deletes several, all or none.
     *
     * @param changed what is there, with what it becomes
     * @return the first that could not be added, as there are too many, or changed, as somebody else has; then nothing is
     *     done
     */
    public Optional<CannedReply> replace(
            Principal actor,
            List<CannedReply> added,
            Map<CannedReply, CannedReply> changed,
            List<CannedReply> deleted) {
        try {
            database.act(connection -> {
                // Before any row, as adding and changing one does it, or two could wait for each other.
                lock(connection, Optional.empty());
                for (CannedReply reply : deleted) {
                    delete(connection, actor, reply);
                }
                for (Map.Entry<CannedReply, CannedReply> each : changed.entrySet()) {
                    CannedReply reply = each.getValue();
                    Refused.unless(change(connection, actor, each.getKey(), reply) == Change.DONE, reply);
                }
                for (CannedReply reply : added) {
                    Refused.unless(add(connection, actor, reply), reply);
                }
            });
            return Optional.empty();
        } catch (Refused refused) {
            return Optional.of(refused.reply);
        }
    }

    /** Rolls back what was begun. */
    private static final class Refused extends RuntimeException {
        private static final long serialVersionUID = 1L;
        private final transient CannedReply reply;

        private Refused(CannedReply reply) {
            super(null, null, false, false);
            this.reply = reply;
        }

        static void unless(boolean done, CannedReply reply) {
            if (!done) {
                throw new Refused(reply);
            }
        }
    }

    private void delete(Connection connection, Principal actor, CannedReply reply) throws SQLException {
        int deleted = Sql.on(connection, "delete from channels.canned_reply where tenant = ? and id = ?")
                .with(actor.tenant().value(), reply.id())
                .update();
        if (deleted == 1) {
            record(connection, actor, "channels.reply.delete", reply);
        }
    }

    private void record(Connection connection, Principal actor, String action, CannedReply reply) throws SQLException {
        if (reply.shared()) {
            audit.record(connection, new AuditEntry(actor, action, "reply:" + reply.id(), "{}"));
        }
    }

    /** Whether whoever a reply is for has as many others as he may: one that is there already may come again. */
    private static boolean full(Connection connection, Principal actor, CannedReply reply) throws SQLException {
        lock(connection, reply.owner());
        int count = Sql.on(
                        connection,
                        """
                    select count(*)::int as n from channels.canned_reply
                    where tenant = ? and owner is not distinct from ?::uuid and team is not distinct from ?::uuid
                      and id <> ?
                    """)
                .with(
                        actor.tenant().value(),
                        reply.owner().map(UserId::value).orElse(null),
                        reply.team().map(TeamId::value).orElse(null),
                        reply.id())
                .first(row -> row.number("n"))
                .orElse(0);
        return count >= MOST;
    }

    /** One after the other, or two could come by the same last place. */
    private static void lock(Connection connection, Optional<UserId> owner) throws SQLException {
        Sql.on(connection, "select pg_advisory_xact_lock(hashtext('channels.canned_reply'), hashtext(?))")
                .with(owner.map(UserId::toString).orElse("shared"))
                .run();
    }

    private static CannedReply reply(Row row) throws SQLException {
        return new CannedReply(
                row.uuid("id"),
                row.text("name"),
                row.uuidIfAny("owner").map(UserId::new),
                row.uuidIfAny("team").map(TeamId::new),
                texts(row.text("texts")),
                row.big("version"));
    }

    private static String json(List<CannedReply.Text> texts) {
        try {
            return JSON.writeValueAsString(texts);
        } catch (JsonProcessingException e) {
            throw new LiveException("channels.reply.unwritable", "a canned reply could not be written", e);
        }
    }

    private static List<CannedReply.Text> texts(String json) {
        try {
            return List.of(JSON.readValue(json, CannedReply.Text[].class));
        } catch (JsonProcessingException e) {
            throw new LiveException("channels.reply.unreadable", "a stored canned reply could not be read", e);
        }
    }
}
