// SPDX-License-Identifier: Apache-2.0
package live.security.internal.store;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;
import live.core.TenantId;
import live.core.UserId;
import live.lib.sql.Sql;

/** Password hashes of users. */
public final class Credentials {
    private Credentials() {}

    /**
     * @param hash PHC string
     * @param mustChange whether the user has to choose another password first
     */
    public record Credential(String hash, boolean mustChange) {}

    public static Optional<Credential> find(Connection connection, TenantId tenant, UserId user) throws SQLException {
        return Sql.on(
                        connection,
                        "select password_hash, must_change from security.credential where tenant = ? and user_id = ?")
                .with(tenant.value(), user.value())
                .first(row -> new Credential(row.text("password_hash"), row.flag("must_change")));
    }

    public static void save(
            Connection connection, TenantId tenant, UserId user, String hash, boolean mustChange, Instant now)
            throws SQLException {
        Sql.on(
                        connection,
                        """
                        insert into security.credential (tenant, user_id, password_hash, must_change, changed_at)
                        values (?, ?, ?, ?, ?)
                        on conflict (tenant, user_id) do update
                        set password_hash = excluded.password_hash, must_change = excluded.must_change,
                            changed_at = excluded.changed_at""")
                .with(tenant.value(), user.value(), hash, mustChange, now)
                .run();
    }
}
