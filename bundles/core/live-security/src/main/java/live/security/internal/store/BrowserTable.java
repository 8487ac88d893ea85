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

/** Browsers that users have signed in with. */
public final class BrowserTable {
    private BrowserTable() {}

    /**
     * A browser of a user.
     *
     * @param trustedUntil until then it needs no second factor
     */
    public record Browser(
            UUID id,
            byte[] tokenHash,
            String address,
            String agent,
            Instant createdAt,
            Instant usedAt,
            Optional<Instant> trustedUntil) {}

    /** Those of a user, the one that was used last first. */
    public static List<Browser> of(Connection connection, TenantId tenant, UserId user) throws SQLException {
        return Sql.on(
                        connection,
                        """
                        select id, token_hash, address, agent, created_at, used_at, trusted_until
                        from security.browser where tenant = ? and user_id = ? order by used_at desc, id desc""")
                .with(tenant.value(), user.value())
                .list(BrowserTable::browser);
    }

    /** Notes that a user has signed in with a browser; trust that it had stays unless there is more. */
    public static void used(Connection connection, TenantId tenant, UserId user, Browser browser) throws SQLException {
        Sql.on(
                        connection,
                        """
                        insert into security.browser
                            (tenant, id, user_id, token_hash, address, agent, created_at, used_at, trusted_until)
                        values (?, ?, ?, ?, ?, ?, ?, ?, ?::timestamptz)
                        on conflict (tenant, user_id, token_hash) do update
                        set address = excluded.address, agent = excluded.agent, used_at = excluded.used_at,
                            trusted_until = coalesce(excluded.trusted_until, security.browser.trusted_until)""")
                .with(tenant.value(), browser.id(), user.value(), browser.tokenHash())
                .with(browser.address(), browser.agent(), browser.createdAt(), browser.usedAt())
                .with(browser.trustedUntil().map(Instant::toString).orElse(null))
                .run();
    }

    /** Trusts a browser of a user no more; returns whether it was trusted. */
    public static boolean distrust(Connection connection, TenantId tenant, UserId user, UUID id) throws SQLException {
        return Sql.on(
                                connection,
                                """
                                update security.browser set trusted_until = null
                                where tenant = ? and user_id = ? and id = ? and trusted_until is not null""")
                        .with(tenant.value(), user.value(), id)
                        .update()
                == 1;
    }

    /** Trusts no browser of a user any more. */
    public static void distrustAll(Connection connection, TenantId tenant, UserId user) throws SQLException {
        Sql.on(
                        connection,
                        """
                        update security.browser set trusted_until = null
                        where tenant = ? and user_id = ? and trusted_until is not null""")
                .with(tenant.value(), user.value())
                .run();
    }

    /** Forgets the browsers of a user that were used longest ago. */
    public static void keep(Connection connection, TenantId tenant, UserId user, int most) throws SQLException {
        Sql.on(
                        connection,
                        """
                        delete from security.browser where tenant = ? and id in (
                            select id from security.browser where tenant = ? and user_id = ?
                            order by (trusted_until is not null) desc, used_at desc, id desc offset ?)""")
                .with(tenant.value(), tenant.value(), user.value(), most)
                .run();
    }

    /** Forgets browsers that nobody has used since. */
    public static void forget(Connection connection, Instant before) throws SQLException {
        Sql.on(connection, "delete from security.browser where tenant is not null and used_at < ?")
                .with(before)
                .run();
    }

    private static Browser browser(Row row) throws SQLException {
        return new Browser(
                row.uuid("id"),
                row.bytes("token_hash"),
                row.text("address"),
                row.text("agent"),
                row.instant("created_at"),
                row.instant("used_at"),
                row.instantIfAny("trusted_until"));
    }
}
