// SPDX-License-Identifier: Apache-2.0
package live.security.internal.store;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import live.core.TenantId;
import live.core.UserId;
import live.lib.sql.Row;
import live.lib.sql.Sql;
import live.security.SessionEnd;
import live.security.SessionId;

/** Sign-ins of users, alive and ended. */
public final class SessionTable {
    private static final String SELECT =
            """
            select tenant, id, user_id, address, agent, created_at, used_at, expires_at, method, confirmed_at
            from security.session\s""";

    /** By what this product checks itself. */
    public static final String PASSWORD = "password";

    private SessionTable() {}

    /**
     * @param address of the browser
     * @param agent what the browser calls itself
     * @param method how the user proved who he is: {@link #PASSWORD}, or what another module calls its way
     * @param confirmedAt when he did so for the last time
     */
    public record Session(
            TenantId tenant,
            SessionId id,
            UserId user,
            String address,
            String agent,
            Instant createdAt,
            Instant usedAt,
            Instant expiresAt,
            String method,
            Instant confirmedAt) {}

    public static void add(Connection connection, Session session, byte[] tokenHash) throws SQLException {
        Sql.on(
                        connection,
                        """
                        insert into security.session
                            (tenant, id, user_id, token_hash, address, agent, created_at, used_at, expires_at, method,
                             confirmed_at)
                        values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""")
                .with(
                        session.tenant().value(),
                        session.id().value(),
                        session.user().value(),
                        tokenHash)
                .with(session.address(), session.agent())
                .with(session.createdAt(), session.usedAt(), session.expiresAt())
                .with(session.method(), session.confirmedAt())
                .run();
    }

    /** Its user has proved again who he is. */
    public static void confirm(Connection connection, TenantId tenant, SessionId id, Instant now) throws SQLException {
        Sql.on(connection, "update security.session set confirmed_at = ? where tenant = ? and id = ?")
                .with(now, tenant.value(), id.value())
                .run();
    }

    /** The session that is alive under this hash. */
    public static Optional<Session> byHash(Connection connection, byte[] tokenHash) throws SQLException {
        return Sql.on(connection, SELECT + "where token_hash = ? and ended_at is null")
                .with((Object) tokenHash)
                .first(SessionTable::session);
    }

    /** Sessions that are alive, the newest first. */
    public static List<Session> of(Connection connection, TenantId tenant, UserId user) throws SQLException {
        return Sql.on(
                        connection,
                        SELECT + "where tenant = ? and user_id = ? and ended_at is null order by id desc limit 200")
                .with(tenant.value(), user.value())
                .list(SessionTable::session);
    }

    public static Optional<Session> find(Connection connection, TenantId tenant, SessionId id) throws SQLException {
        return Sql.on(connection, SELECT + "where tenant = ? and id = ? and ended_at is null")
                .with(tenant.value(), id.value())
                .first(SessionTable::session);
    }

    /** Ends one session; returns whether it was alive. */
    public static boolean end(Connection connection, TenantId tenant, SessionId id, Instant now, SessionEnd why)
            throws SQLException {
        return Sql.on(
                                connection,
                                """
                                update security.session set ended_at = ?, ended_for = ?
                                where tenant = ? and id = ? and ended_at is null""")
                        .with(now, why.code(), tenant.value(), id.value())
                        .update()
                == 1;
    }

    /** Ends all sessions of a user but one, and answers which. */
    public static List<SessionId> endAll(
            Connection connection, TenantId tenant, UserId user, Optional<SessionId> but, Instant now, SessionEnd why)
            throws SQLException {
        return Sql.on(
                        connection,
                        """
                        update security.session set ended_at = ?, ended_for = ?
                        where tenant = ? and user_id = ? and ended_at is null and id <> ? returning id""")
                .with(
                        now,
                        why.code(),
                        tenant.value(),
                        user.value(),
                        but.map(SessionId::value).orElse(new UUID(0, 0)))
                .list(row -> new SessionId(row.uuid("id")));
    }

    /** A session that has ended, and why. */
    public record Ended(TenantId tenant, SessionId id, SessionEnd why) {}

    /** Ends what has been idle since before the one instant, or expires before the other. */
    public static List<Ended> endOld(Connection connection, Instant idleSince, Instant now) throws SQLException {
        return Sql.on(
                        connection,
                        """
                        update security.session
                        set ended_at = ?, ended_for = case when expires_at < ? then ? else ? end
                        where ended_at is null and (used_at < ? or expires_at < ?) returning tenant, id, ended_for""")
                .with(now, now, SessionEnd.EXPIRED.code(), SessionEnd.IDLE.code(), idleSince, now)
                .list(row -> new Ended(
                        new TenantId(row.uuid("tenant")),
                        new SessionId(row.uuid("id")),
                        SessionEnd.of(row.text("ended_for")).orElse(SessionEnd.IDLE)));
    }

    /** Why the session under this hash ended; empty if it did not, or is forgotten. */
    public static Optional<SessionEnd> whyEnded(Connection connection, byte[] tokenHash) throws SQLException {
        return Sql.on(
                        connection,
                        "select ended_for from security.session where token_hash = ? and ended_at is not null")
                .with((Object) tokenHash)
                .first(row -> row.text("ended_for"))
                .flatMap(SessionEnd::of);
    }

    /** Notes when sessions were last used. */
    public static void used(Connection connection, Map<SessionId, Instant> times) throws SQLException {
        Collection<UUID> ids = times.keySet().stream().map(SessionId::value).toList();
        Sql.on(
                        connection,
                        """
                        update security.session s set used_at = greatest(s.used_at, d.used_at)
                        from unnest(?, ?) as d(id, used_at), security.tenant t
                        where s.tenant = t.tenant and s.id = d.id""")
                .array("uuid", ids)
                .array("timestamptz", times.values())
                .run();
    }

    /** Forgets sessions that ended before. */
    public static void forget(Connection connection, Instant before) throws SQLException {
        Sql.on(
                        connection,
                        "delete from security.session where tenant is not null and ended_at is not null and ended_at < ?")
                .with(before)
                .run();
    }

    private static Session session(Row row) throws SQLException {
        return new Session(
                new TenantId(row.uuid("tenant")),
                new SessionId(row.uuid("id")),
                new UserId(row.uuid("user_id")),
                row.text("address"),
                row.text("agent"),
                row.instant("created_at"),
                row.instant("used_at"),
                row.instant("expires_at"),
                row.text("method"),
                row.instant("confirmed_at"));
    }
}
