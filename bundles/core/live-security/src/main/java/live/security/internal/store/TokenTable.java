// SPDX-License-Identifier: Apache-2.0
package live.security.internal.store;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import live.core.TenantId;
import live.core.UserId;
import live.lib.sql.Row;
import live.lib.sql.Sql;

/** API tokens. */
public final class TokenTable {
    private static final String SELECT =
            "select tenant, id, name, user_id, permissions, created_at, expires_at, used_at from security.token ";

    private TokenTable() {}

    /**
     * @param user for whom it acts
     * @param permissions what it may do at most
     */
    public record ApiToken(
            TenantId tenant,
            UUID id,
            String name,
            UserId user,
            Set<String> permissions,
            Instant createdAt,
            Instant expiresAt,
            Optional<Instant> usedAt) {}

    /** Adds a token, unless there is one of its id. Returns whether it was added. */
    public static boolean add(Connection connection, ApiToken token, byte[] hash) throws SQLException {
        return Sql.on(
                                connection,
                                """
                        insert into security.token
                            (tenant, id, name, user_id, token_hash, permissions, created_at, expires_at)
                        values (?, ?, ?, ?, ?, ?, ?, ?) on conflict (tenant, id) do nothing""")
                        .with(
                                token.tenant().value(),
                                token.id(),
                                token.name(),
                                token.user().value(),
                                hash)
                        .array("text", token.permissions())
                        .with(token.createdAt(), token.expiresAt())
                        .update()
                == 1;
    }

    public static List<ApiToken> all(Connection connection, TenantId tenant) throws SQLException {
        return Sql.on(connection, SELECT + "where tenant = ? order by id desc limit 1000")
                .with(tenant.value())
                .list(TokenTable::token);
    }

    public static Optional<ApiToken> find(Connection connection, TenantId tenant, UUID id) throws SQLException {
        return Sql.on(connection, SELECT + "where tenant = ? and id = ?")
                .with(tenant.value(), id)
                .first(TokenTable::token);
    }

    public static Optional<ApiToken> byHash(Connection connection, byte[] hash) throws SQLException {
        return Sql.on(connection, SELECT + "where token_hash = ?")
                .with((Object) hash)
                .first(TokenTable::token);
    }

    public static boolean remove(Connection connection, TenantId tenant, UUID id) throws SQLException {
        return Sql.on(connection, "delete from security.token where tenant = ? and id = ?")
                        .with(tenant.value(), id)
                        .update()
                == 1;
    }

    /** Notes when tokens were last used. */
    public static void used(Connection connection, Map<UUID, Instant> times) throws SQLException {
        Sql.on(
                        connection,
                        """
                        update security.token s set used_at = greatest(s.used_at, d.used_at)
                        from unnest(?, ?) as d(id, used_at), security.tenant t
                        where s.tenant = t.tenant and s.id = d.id""")
                .array("uuid", times.keySet())
                .array("timestamptz", times.values())
                .run();
    }

    /** How many tokens that were used since the one instant end before the other. */
    public static long ending(Connection connection, Instant usedSince, Instant now, Instant before)
            throws SQLException {
        return Sql.on(
                        connection,
                        """
                        select count(*) as n from security.token
                        where tenant is not null and used_at > ? and expires_at > ? and expires_at < ?""")
                .with(usedSince, now, before)
                .first(row -> row.big("n"))
                .orElse(0L);
    }

    private static ApiToken token(Row row) throws SQLException {
        return new ApiToken(
                new TenantId(row.uuid("tenant")),
                row.uuid("id"),
                row.text("name"),
                new UserId(row.uuid("user_id")),
                Set.copyOf(row.texts("permissions")),
                row.instant("created_at"),
                row.instant("expires_at"),
                row.instantIfAny("used_at"));
    }
}
