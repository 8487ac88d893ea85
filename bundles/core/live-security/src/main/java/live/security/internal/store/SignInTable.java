// SPDX-License-Identifier: Apache-2.0
package live.security.internal.store;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import live.core.TenantId;
import live.core.UserId;
import live.lib.sql.Row;
import live.lib.sql.Sql;

/** Attempts of known users to sign in. */
public final class SignInTable {
    private static final UUID NEWEST = new UUID(-1L, -1L);

    private SignInTable() {}

    /**
     * One attempt.
     *
     * @param outcome {@code ok}, or why not: {@code credentials}, {@code code}, {@code attempts}
     * @param method how the user proved who he is: {@code password}
     * @param newBrowser whether he had never signed in from there before
     */
    public record Attempt(
            UUID id, Instant at, String outcome, String method, String address, String agent, boolean newBrowser) {}

    public static void add(Connection connection, TenantId tenant, UserId user, Attempt attempt) throws SQLException {
        Sql.on(
                        connection,
                        """
                        insert into security.sign_in
                            (tenant, id, user_id, at, outcome, method, address, agent, new_browser, seen)
                        values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""")
                .with(tenant.value(), attempt.id(), user.value(), attempt.at(), attempt.outcome(), attempt.method())
                .with(attempt.address(), attempt.agent(), attempt.newBrowser(), !attempt.newBrowser())
                .run();
    }

    /** Those of a user, the newest first, before one of them. */
    public static List<Attempt> of(
            Connection connection, TenantId tenant, UserId user, Optional<UUID> before, int limit) throws SQLException {
        return Sql.on(
                        connection,
                        """
                        select id, at, outcome, method, address, agent, new_browser from security.sign_in
                        where tenant = ? and user_id = ? and id < ? order by id desc limit ?""")
                .with(tenant.value(), user.value(), before.orElse(NEWEST), limit)
                .list(SignInTable::attempt);
    }

    /** From new browsers that the user has not looked at, and that are not like the one he asks from. */
    public static List<Attempt> unseen(
            Connection connection, TenantId tenant, UserId user, String address, String agent) throws SQLException {
        return Sql.on(
                        connection,
                        """
                        select id, at, outcome, method, address, agent, new_browser from security.sign_in
                        where tenant = ? and user_id = ? and not seen and (address <> ? or agent <> ?)
                        order by id desc limit 20""")
                .with(tenant.value(), user.value(), address, agent)
                .list(SignInTable::attempt);
    }

    /** The user has looked. */
    public static void seen(Connection connection, TenantId tenant, UserId user) throws SQLException {
        Sql.on(connection, "update security.sign_in set seen = true where tenant = ? and user_id = ? and not seen")
                .with(tenant.value(), user.value())
                .run();
    }

    /** Forgets what is older, and of each user all but so many. */
    public static void forget(Connection connection, Instant before, int perUser) throws SQLException {
        Sql.on(connection, "delete from security.sign_in where tenant is not null and at < ?")
                .with(before)
                .run();
        Sql.on(
                        connection,
                        """
                        delete from security.sign_in s using (
                            select tenant, id from (
                                select tenant, id, row_number() over (partition by tenant, user_id order by id desc) as n
                                from security.sign_in) counted
                            where n > ?) surplus
                        where s.tenant = surplus.tenant and s.id = surplus.id""")
                .with(perUser)
                .run();
    }

    private static Attempt attempt(Row row) throws SQLException {
        return new Attempt(
                row.uuid("id"),
                row.instant("at"),
                row.text("outcome"),
                row.text("method"),
                row.text("address"),
                row.text("agent"),
                row.flag("new_browser"));
    }
}
