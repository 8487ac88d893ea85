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
import java.util.function.Supplier;
import javax.persistence.EntityManager;
import javax.persistence.LockModeType;
import live.core.TenantId;
import live.directory.Usage.Use;
import live.lib.sql.Row;
import live.lib.sql.Sql;

/** Teams, skills and units: what users are grouped by, in one transaction. */
public final class Groups {
    private static final int SHOWN = 20;

    private final EntityManager em;
    private final Connection connection;

    Groups(EntityManager em, Connection connection) {
        this.em = em;
        this.connection = connection;
    }

    /** What is grouped by. */
    public enum Kind {
        TEAM("team", Grouping.Team.class, Grouping.Team::new),
        SKILL("skill", Grouping.Skill.class, Grouping.Skill::new),
        UNIT("unit", Grouping.Unit.class, Grouping.Unit::new);

        private final String word;
        private final Class<? extends Grouping> entity;
        private final Supplier<Grouping> blank;

        Kind(String word, Class<? extends Grouping> entity, Supplier<Grouping> blank) {
            this.word = word;
            this.entity = entity;
            this.blank = blank;
        }

        /** In events, audit entries and problems. */
        public String word() {
            return word;
        }
    }

    /**
     * @param members how many users belong to it
     * @param parent of a unit or a team: the unit that it is part of
     * @param superior who leads a unit
     */
    public record Group(
            UUID id, String name, long members, Optional<UUID> parent, Optional<UUID> superior, long version) {}

    public List<Group> all(TenantId tenant, Kind kind) throws SQLException {
        return Sql.on(connection, select(kind) + " order by lower(g.name), g.id")
                .with(tenant.value())
                .list(Groups::group);
    }

    public Optional<Group> find(TenantId tenant, Kind kind, UUID id) throws SQLException {
        return Sql.on(connection, select(kind) + " and g.id = ?")
                .with(tenant.value(), id)
                .first(Groups::group);
    }

    /** Which of these do not exist. */
    public Set<UUID> missing(TenantId tenant, Kind kind, Collection<UUID> ids) throws SQLException {
        Set<UUID> missing = new TreeSet<>(ids);
        missing.removeAll(Sql.on(connection, "select id from " + table(kind) + " where tenant = ? and id = any(?)")
                .with(tenant.value())
                .array("uuid", ids)
                .list(row -> row.uuid("id")));
        return missing;
    }

    /** Adds a group; false if its id or name is taken. */
    public boolean add(TenantId tenant, Kind kind, Group group) throws SQLException {
        if (row(tenant, kind, group.id()).isPresent() || nameTaken(tenant, kind, group.id(), group.name())) {
            return false;
        }
        Grouping row = kind.blank.get();
        row.tenant = tenant.value();
        row.id = group.id();
        row.take(group);
        em.persist(row);
        return Flush.succeeds(em);
    }

    /** Changes a group, if its version is still that of the given one. */
    public boolean change(TenantId tenant, Kind kind, Group group) {
        Optional<? extends Grouping> row =
                row(tenant, kind, group.id()).filter(found -> found.version == group.version());
        row.ifPresent(found -> {
            em.lock(found, LockModeType.OPTIMISTIC_FORCE_INCREMENT);
            found.take(group);
        });
        return row.isPresent() && Flush.succeeds(em);
    }

    /** Removes a group; false if something refers to it. */
    public boolean remove(TenantId tenant, Kind kind, UUID id) {
        row(tenant, kind, id).ifPresent(em::remove);
        return Flush.succeeds(em);
    }

    private Optional<? extends Grouping> row(TenantId tenant, Kind kind, UUID id) {
        return Optional.ofNullable(em.find(kind.entity, new Key(tenant.value(), id)));
    }

    /** Whether another group of this kind has the name. */
    public boolean nameTaken(TenantId tenant, Kind kind, UUID but, String name) throws SQLException {
        return Sql.on(connection, "select id from " + table(kind) + " where tenant = ? and name = ? and id <> ?")
                .with(tenant.value(), name, but)
                .first(row -> row.uuid("id"))
                .isPresent();
    }

    /** Whether a unit is another one, or stands somewhere above it. */
    public boolean above(TenantId tenant, UUID unit, UUID other) throws SQLException {
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
    public List<Use> uses(TenantId tenant, Kind kind, UUID id) throws SQLException {
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
                                + " from directory.staff union all select id, name, 'unit', tenant, parent from directory.unit"
                                + " union all select id, name, 'team', tenant, unit from directory.team) x"
                                + " where x.tenant = ? and x.up = ?";
                };
        return Sql.on(connection, users + " order by 2 limit " + SHOWN)
                .with(tenant.value(), id)
                .list(row -> new Use(row.text("kind"), row.uuid("id"), row.text("name")));
    }

    private static String select(Kind kind) {
        return switch (kind) {
            case TEAM ->
                "select g.id, g.name, g.version, g.unit as parent, null::uuid as superior,"
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
