// SPDX-License-Identifier: Apache-2.0
package live.security.internal.store;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import live.core.KeyId;
import live.core.TenantId;
import live.core.UserId;
import live.lib.sql.Row;
import live.lib.sql.Sql;

/** What makes and proves a user's one-time codes, and the codes for the day when he has lost it. */
public final class SecondFactorTable {
    private SecondFactorTable() {}

    /**
     * A user's second factor. Secrets are encrypted.
     *
     * @param secret in force; empty before the first was confirmed
     * @param pending shown, and not confirmed yet
     * @param confirmedAt when the one in force was
     */
    public record SecondFactor(
            KeyId key, Optional<byte[]> secret, Optional<byte[]> pending, Optional<Instant> confirmedAt) {}

    public static Optional<SecondFactor> find(Connection connection, TenantId tenant, UserId user) throws SQLException {
        return Sql.on(
                        connection,
                        """
                        select key_id, secret, pending, confirmed_at from security.second_factor
                        where tenant = ? and user_id = ?""")
                .with(tenant.value(), user.value())
                .first(row -> new SecondFactor(
                        new KeyId(row.uuid("key_id")),
                        bytes(row, "secret"),
                        bytes(row, "pending"),
                        row.instantIfAny("confirmed_at")));
    }

    /** Notes a secret that no code has come of yet. */
    public static void propose(Connection connection, TenantId tenant, UserId user, KeyId key, byte[] pending)
            throws SQLException {
        Sql.on(
                        connection,
                        """
                        insert into security.second_factor (tenant, user_id, key_id, pending) values (?, ?, ?, ?)
                        on conflict (tenant, user_id) do update set pending = excluded.pending""")
                .with(tenant.value(), user.value(), key.value(), pending)
                .run();
    }

    /** Puts the pending secret in force, if it still is the one that the code came of. */
    public static boolean confirm(
            Connection connection, TenantId tenant, UserId user, byte[] pending, long step, Instant now)
            throws SQLException {
        return Sql.on(
                                connection,
                                """
                                update security.second_factor
                                set secret = pending, pending = null, confirmed_at = ?, last_step = ?
                                where tenant = ? and user_id = ? and pending = ?""")
                        .with(now, step, tenant.value(), user.value(), pending)
                        .update()
                == 1;
    }

    /** Takes a code's step; false if this or a later one was taken before: a code is good for one time. */
    public static boolean take(Connection connection, TenantId tenant, UserId user, long step) throws SQLException {
        return Sql.on(
                                connection,
                                """
                                update security.second_factor set last_step = ?
                                where tenant = ? and user_id = ? and secret is not null and last_step < ?""")
                        .with(step, tenant.value(), user.value(), step)
                        .update()
                == 1;
    }

    /** Removes it with its recovery codes; returns whether there was one in force. */
    public static boolean remove(Connection connection, TenantId tenant, UserId user) throws SQLException {
        return Sql.on(
                        connection,
                        """
                        delete from security.second_factor where tenant = ? and user_id = ?
                        returning secret is not null as in_force""")
                .with(tenant.value(), user.value())
                .first(row -> row.flag("in_force"))
                .orElse(false);
    }

    /** Puts these recovery codes in the place of those that there were. */
    public static void recovery(Connection connection, TenantId tenant, UserId user, Collection<String> hashes)
            throws SQLException {
        Sql.on(connection, "delete from security.recovery_code where tenant = ? and user_id = ?")
                .with(tenant.value(), user.value())
                .run();
        Sql.on(
                        connection,
                        """
                        insert into security.recovery_code (tenant, user_id, code_hash)
                        select ?, ?, unnest(?)""")
                .with(tenant.value(), user.value())
                .array("text", hashes)
                .run();
    }

    /** Hashes of the recovery codes that are left. */
    public static List<String> recovery(Connection connection, TenantId tenant, UserId user) throws SQLException {
        return Sql.on(
                        connection,
                        """
                        select code_hash from security.recovery_code
                        where tenant = ? and user_id = ? and used_at is null""")
                .with(tenant.value(), user.value())
                .list(row -> row.text("code_hash"));
    }

    /** Uses a recovery code up; false if somebody else was faster. */
    public static boolean use(Connection connection, TenantId tenant, UserId user, String hash, Instant now)
            throws SQLException {
        return Sql.on(
                                connection,
                                """
                                update security.recovery_code set used_at = ?
                                where tenant = ? and user_id = ? and code_hash = ? and used_at is null""")
                        .with(now, tenant.value(), user.value(), hash)
                        .update()
                == 1;
    }

    private static Optional<byte[]> bytes(Row row, String column) throws SQLException {
        return row.textIfAny(column).isEmpty() ? Optional.empty() : Optional.of(row.bytes(column));
    }
}
