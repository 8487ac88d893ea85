// SPDX-License-Identifier: Apache-2.0
package live.directory.internal.store;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import live.core.TenantId;
import live.directory.Usage.Use;
import live.lib.sql.Row;
import live.lib.sql.Sql;
import org.jspecify.annotations.Nullable;

/** Teams, skills and units: what users are grouped by. */
public final class Groups {
    private static final int SHOWN = 20;

    private Groups() {}

    /** What is grouped by. */
    public enum Kind {
        TEAM("team"),
        SKILL("skill"),
        UNIT("unit");

        private final String word;

        Kind(String word) {
            this.word = word;
        }

        /** In events, audit entries and problems. */
        public String word() {
            return word;
        }
    }

    /**
     * @param members how many users belong to it
     * @param parent of a unit
     * @param superior who leads a unit
     */
    public record Group(
            UUID id, String name, long members, Optional<UUID> parent, Optional<UUID> superior, long version) {}

    public static List<Group> all(Connection connection, TenantId tenant, Kind kind) throws SQLException {
        return Sql.on(connection, select(kind) + " order by lower(g.name), g.id")
                .with(tenant.value())
                .list(Groups::group);
    }

    public static Optional<Group> find(Connection connection, TenantId tenant, Kind kind, UUID id) throws SQLException {
        return Sql.on(connection, select(kind) + " and g.id = ?")
                .with(tenant.value(), id)
                .first(Groups::group);
    }

    /** Which of these do not exist. */
    public static Set<UUID> missing(Connection connection, TenantId tenant, Kind kind, Collection<UUID> ids)
            throws SQLException {
        Set<UUID> missing = new TreeSet<>(ids);
        missing.removeAll(Sql.on(connection, "select id from " + table(kind) + " where tenant = ? and id = any(?)")
                .with(tenant.value())
                .array("uuid", ids)
                .list(row -> row.uuid("id")));
        return missing;
    }

    /** Adds a group; false if its id or name is taken. */
    public static boolean add(Connection connection, TenantId tenant, Kind kind, Group group) throws SQLException {
        if (kind == Kind.UNIT) {
            return Sql.on(
                                    connection,
                                    """
                                    insert into directory.unit (tenant, id, name, parent, superior, version)
                                    values (?, ?, ?, ?::uuid, ?::uuid, 1) on conflict do nothing""")
                            .with(tenant.value(), group.id(), group.name())
                            .with(text(group.parent()), text(group.superior()))
                            .update()
                    == 1;
        }
        return Sql.on(
                                connection,
                                "insert into " + table(kind)
                                        + " (tenant, id, name, version) values (?, ?, ?, 1) on conflict do nothing")
                        .with(tenant.value(), group.id(), group.name())
                        .update()
                == 1;
    }

    /** Changes a group, if its version is still that of the given one. */
    public static boolean change(Connection connection, TenantId tenant, Kind kind, Group group) throws SQLException {
        if (kind == Kind.UNIT) {
            return Sql.on(
                                    connection,
                                    """
                                    update directory.unit
                                    set name = ?, parent = ?::uuid, superior = ?::uuid, version = version + 1
                                    where tenant = ? and id = ? and version = ?""")
                            .with(group.name(), text(group.parent()), text(group.superior()))
                            .with(tenant.value(), group.id(), group.version())
                            .update()
                    == 1;
        }
        return Sql.on(
                                connection,
                                "update " + table(kind)
                                        + " set name = ?, version = version + 1 where tenant = ? and id = ? and version = ?")
                        .with(group.name(), tenant.value(), group.id(), group.version())
                        .update()
                == 1;
    }

    public static void remove(Connection connection, TenantId tenant, Kind kind, UUID id) throws SQLException {
        Sql.on(connection, "delete from " + table(kind) + " where tenant = ? and id = ?")
                .with(tenant.value(), id)
                .run();
    }

    /** Whether another group of this kind has the name. */
    public static boolean nameTaken(Connection connection, TenantId tenant, Kind kind, UUID but, String name)
            throws SQLException {
        return Sql.on(connection, "select id from " + table(kind) + " where tenant = ? and name = ? and id <> ?")
                .with(tenant.value(), name, but)
                .first(row -> row.uuid("id"))
                .isPresent();
    }

    /** Whether a unit is another one, or stands somewhere above it. */
    public static boolean above(Connection connection, TenantId tenant, UUID unit, UUID other) throws SQLException {
        return Sql.on(
                        connection,
                        """
                        with recursive line(id, parent) as (
                            select id, parent from directory.unit where tenant = ? and id = ?
                            union
                            select u.id, u.parent from directory.unit u join line on u.id = line.parent where u.tenant = ?)
                        select id from line where id = ?""")
                .with(tenant.value(), other, tenant.value(), unit)
                .first(row -> row.uuid("id"))
                .isPresent();
    }

    /** What in the directory refers to a group. */
    public static List<Use> uses(Connection connection, TenantId tenant, Kind kind, UUID id) throws SQLException {
        String users =
                switch (kind) {
                    case TEAM ->
                        "select s.id, s.name, 'user' as kind from directory.staff s join directory.staff_team r"
                                + " on r.tenant = s.tenant and r.staff = s.id where s.tenant = ? and r.team = ?";
                    case SKILL ->
                        "select s.id, s.name, 'user' as kind from directory.staff s join directory.staff_skill r"
                                + " on r.tenant = s.tenant and r.staff = s.id where s.tenant = ? and r.skill = ?";
                    case UNIT ->
                        "select x.id, x.name, x.kind from (select id, name, 'user' as kind, tenant, unit as up"
                                + " from directory.staff union all select id, name, 'unit', tenant, parent from directory.unit) x"
                                + " where x.tenant = ? and x.up = ?";
                };
        return Sql.on(connection, users + " order by 2 limit " + SHOWN)
                .with(tenant.value(), id)
                .list(row -> new Use(row.text("kind"), row.uuid("id"), row.text("name")));
    }

    private static String select(Kind kind) {
        return switch (kind) {
            case TEAM ->
                "select g.id, g.name, g.version, null::uuid as parent, null::uuid as superior,"
                        + " (select count(*) from directory.staff_team r where r.tenant = g.tenant and r.team = g.id) as members"
                        + " from directory.team g where g.tenant = ?";
            case SKILL ->
                "select g.id, g.name, g.version, null::uuid as parent, null::uuid as superior,"
                        + " (select count(*) from directory.staff_skill r where r.tenant = g.tenant and r.skill = g.id) as members"
                        + " from directory.skill g where g.tenant = ?";
            case UNIT ->
                "select g.id, g.name, g.version, g.parent, g.superior,"
                        + " (select count(*) from directory.staff r where r.tenant = g.tenant and r.unit = g.id) as members"
                        + " from directory.unit g where g.tenant = ?";
        };
    }

    private static String table(Kind kind) {
        return "directory." + kind.word();
    }

    private static @Nullable String text(Optional<UUID> id) {
        return id.map(UUID::toString).orElse(null);
    }

    private static Group group(Row row) throws SQLException {
        return new Group(
                row.uuid("id"),
                row.text("name"),
                row.big("members"),
                row.uuidIfAny("parent"),
                row.uuidIfAny("superior"),
                row.big("version"));
    }
}
