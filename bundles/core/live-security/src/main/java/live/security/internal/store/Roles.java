// SPDX-License-Identifier: Apache-2.0
package live.security.internal.store;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import live.core.TenantId;
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
    private static final String HELD_BY = " and exists (select from security.holder_role h"
            + " where h.tenant = r.tenant and h.role = r.id and h.holder = any(?))";

    private Roles() {}

    /**
     * @param code one word that does not change
     * @param permissions by name, or {@link #ALL}
     */
    public record Role(UUID id, String code, String name, Set<String> permissions, boolean builtIn, long version) {}

    public static List<Role> all(Connection connection, TenantId tenant) throws SQLException {
        return roles(connection, tenant, "").list(Roles::role);
    }

    public static Optional<Role> find(Connection connection, TenantId tenant, UUID id) throws SQLException {
        return roles(connection, tenant, " and r.id = ?").with(id).first(Roles::role);
    }

    public static List<Role> byCode(Connection connection, TenantId tenant, Collection<String> codes)
            throws SQLException {
        return roles(connection, tenant, " and r.code = any(?)")
                .array("text", codes)
                .list(Roles::role);
    }

    /** The roles that any of these users and teams has itself. */
    public static List<Role> of(Connection connection, TenantId tenant, Collection<UUID> holders) throws SQLException {
        return roles(connection, tenant, HELD_BY).array("uuid", holders).list(Roles::role);
    }

    private static Sql roles(Connection connection, TenantId tenant, String condition) throws SQLException {
        return Sql.on(connection, SELECT + condition + " order by r.code").with(tenant.value());
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

    /** Who has each role, users and teams alike. */
    public static Map<UUID, List<String>> holders(Connection connection, TenantId tenant) throws SQLException {
        Map<UUID, List<String>> holders = new HashMap<>();
        Sql.on(connection, "select role, holder from security.holder_role where tenant = ? order by role, holder")
                .with(tenant.value())
                .list(row -> Map.entry(row.uuid("role"), row.uuid("holder").toString()))
                .forEach(each -> holders.computeIfAbsent(each.getKey(), role -> new ArrayList<>())
                        .add(each.getValue()));
        return holders;
    }

    /** How many users and teams have a role. */
    public static long holders(Connection connection, TenantId tenant, UUID role) throws SQLException {
        return Sql.on(connection, "select count(*) as n from security.holder_role where tenant = ? and role = ?")
                .with(tenant.value(), role)
                .first(row -> row.big("n"))
                .orElse(0L);
    }

    /** How often the roles of a user or a team were set. */
    public static long version(Connection connection, TenantId tenant, UUID holder) throws SQLException {
        return Sql.on(connection, "select version from security.holder where tenant = ? and id = ?")
                .with(tenant.value(), holder)
                .first(row -> row.big("version"))
                .orElse(0L);
    }

    /** Counts the version of a user or a team up, from the given one or else from whatever it is; false if it is not. */
    public static boolean advance(Connection connection, TenantId tenant, UUID holder, OptionalLong from)
            throws SQLException {
        Sql.on(connection, "insert into security.holder (tenant, id, version) values (?, ?, 0) on conflict do nothing")
                .with(tenant.value(), holder)
                .run();
        String condition = from.isPresent() ? " and version = " + from.getAsLong() : "";
        return Sql.on(
                                connection,
                                "update security.holder set version = version + 1 where tenant = ? and id = ?"
                                        + condition)
                        .with(tenant.value(), holder)
                        .update()
                == 1;
    }

    /** Sets all roles of a user or a team. */
    public static void assign(Connection connection, TenantId tenant, UUID holder, Collection<UUID> roles)
            throws SQLException {
        Sql.on(connection, "delete from security.holder_role where tenant = ? and holder = ? and role <> all(?)")
                .with(tenant.value(), holder)
                .array("uuid", roles)
                .run();
        Sql.on(
                        connection,
                        """
                        insert into security.holder_role (tenant, holder, role)
                        select ?, ?, unnest(?) on conflict do nothing""")
                .with(tenant.value(), holder)
                .array("uuid", roles)
                .run();
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
