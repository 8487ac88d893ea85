// SPDX-License-Identifier: Apache-2.0
package live.security.internal.store;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import live.core.TeamId;
import live.core.TenantId;
import live.core.UserId;
import live.lib.sql.Row;
import live.lib.sql.Sql;

/** Roles, and who has them. */
public final class Roles {
    /** Every permission that there is. */
    public static final String ALL = "*";

    private static final String SELECT =
            """
            select r.id, r.code, r.name, r.built_in, r.version,
                   coalesce((select array_agg(p.permission order by p.permission) from security.role_permission p
                             where p.tenant = r.tenant and p.role = r.id), '{}') as permissions
            from security.role r
            where r.tenant = ?""";
    private static final String OF_USER =
            "exists (select from security.user_role u where u.tenant = r.tenant and u.role = r.id and u.user_id = ?)";
    private static final String OF_TEAMS =
            "exists (select from security.team_role t where t.tenant = r.tenant and t.role = r.id and t.team = any(?))";

    private Roles() {}

    /**
     * @param code one word that does not change
     * @param permissions by name, or {@link #ALL}
     */
    public record Role(UUID id, String code, String name, Set<String> permissions, boolean builtIn, long version) {}

    public static List<Role> all(Connection connection, TenantId tenant) throws SQLException {
        return Sql.on(connection, SELECT + " order by r.code")
                .with(tenant.value())
                .list(Roles::role);
    }

    public static Optional<Role> find(Connection connection, TenantId tenant, UUID id) throws SQLException {
        return Sql.on(connection, SELECT + " and r.id = ?")
                .with(tenant.value(), id)
                .first(Roles::role);
    }

    public static List<Role> byCode(Connection connection, TenantId tenant, Collection<String> codes)
            throws SQLException {
        return Sql.on(connection, SELECT + " and r.code = any(?)")
                .with(tenant.value())
                .array("text", codes)
                .list(Roles::role);
    }

    /** The user's own roles, without those of his teams. */
    public static List<Role> of(Connection connection, TenantId tenant, UserId user) throws SQLException {
        return Sql.on(connection, SELECT + " and " + OF_USER + " order by r.code")
                .with(tenant.value(), user.value())
                .list(Roles::role);
    }

    public static List<Role> of(Connection connection, TenantId tenant, Collection<TeamId> teams) throws SQLException {
        return Sql.on(connection, SELECT + " and " + OF_TEAMS + " order by r.code")
                .with(tenant.value())
                .array("uuid", values(teams))
                .list(Roles::role);
    }

    /** The user's own roles and those of his teams. */
    public static List<Role> of(Connection connection, TenantId tenant, UserId user, Collection<TeamId> teams)
            throws SQLException {
        return Sql.on(connection, SELECT + " and (" + OF_USER + " or " + OF_TEAMS + ") order by r.code")
                .with(tenant.value(), user.value())
                .array("uuid", values(teams))
                .list(Roles::role);
    }

    /** Adds a role, unless one with this code is there. Returns whether it was added. */
    public static boolean add(Connection connection, TenantId tenant, Role role) throws SQLException {
        int added = Sql.on(
                        connection,
                        """
                        insert into security.role (tenant, id, code, name, built_in, version)
                        values (?, ?, ?, ?, ?, 1) on conflict do nothing""")
                .with(tenant.value(), role.id(), role.code(), role.name(), role.builtIn())
                .update();
        if (added == 1) {
            permit(connection, tenant, role.id(), role.permissions());
        }
        return added == 1;
    }

    /** Changes name and permissions, if the version is still this one. */
    public static boolean change(
            Connection connection, TenantId tenant, UUID id, long version, String name, Set<String> permissions)
            throws SQLException {
        int changed = Sql.on(
                        connection,
                        """
                        update security.role set name = ?, version = version + 1
                        where tenant = ? and id = ? and version = ?""")
                .with(name, tenant.value(), id, version)
                .update();
        if (changed == 0) {
            return false;
        }
        Sql.on(connection, "delete from security.role_permission where tenant = ? and role = ?")
                .with(tenant.value(), id)
                .run();
        permit(connection, tenant, id, permissions);
        return true;
    }

    public static void remove(Connection connection, TenantId tenant, UUID id) throws SQLException {
        Sql.on(connection, "delete from security.role where tenant = ? and id = ? and not built_in")
                .with(tenant.value(), id)
                .run();
    }

    /** How many users and teams have a role. */
    public static long holders(Connection connection, TenantId tenant, UUID role) throws SQLException {
        return Sql.on(
                        connection,
                        """
                        select (select count(*) from security.user_role where tenant = ? and role = ?)
                             + (select count(*) from security.team_role where tenant = ? and role = ?) as n""")
                .with(tenant.value(), role, tenant.value(), role)
                .first(row -> row.big("n"))
                .orElse(0L);
    }

    /** Sets all roles of a user. */
    public static void assign(Connection connection, TenantId tenant, UserId user, Collection<UUID> roles)
            throws SQLException {
        Sql.on(connection, "delete from security.user_role where tenant = ? and user_id = ? and role <> all(?)")
                .with(tenant.value(), user.value())
                .array("uuid", roles)
                .run();
        Sql.on(
                        connection,
                        """
                        insert into security.user_role (tenant, user_id, role)
                        select ?, ?, unnest(?) on conflict do nothing""")
                .with(tenant.value(), user.value())
                .array("uuid", roles)
                .run();
    }

    /** Sets all roles of a team. */
    public static void assign(Connection connection, TenantId tenant, TeamId team, Collection<UUID> roles)
            throws SQLException {
        Sql.on(connection, "delete from security.team_role where tenant = ? and team = ? and role <> all(?)")
                .with(tenant.value(), team.value())
                .array("uuid", roles)
                .run();
        Sql.on(
                        connection,
                        """
                        insert into security.team_role (tenant, team, role)
                        select ?, ?, unnest(?) on conflict do nothing""")
                .with(tenant.value(), team.value())
                .array("uuid", roles)
                .run();
    }

    private static List<UUID> values(Collection<TeamId> teams) {
        return teams.stream().map(TeamId::value).toList();
    }

    private static void permit(Connection connection, TenantId tenant, UUID role, Set<String> permissions)
            throws SQLException {
        Sql.on(connection, "insert into security.role_permission (tenant, role, permission) select ?, ?, unnest(?)")
                .with(tenant.value(), role)
                .array("text", permissions)
                .run();
    }

    private static Role role(Row row) throws SQLException {
        return new Role(
                row.uuid("id"),
                row.text("code"),
                row.text("name"),
                new TreeSet<>(row.texts("permissions")),
                row.flag("built_in"),
                row.big("version"));
    }
}
