// SPDX-License-Identifier: Apache-2.0
package live.directory.internal.store;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import live.core.SkillId;
import live.core.TeamId;
import live.core.TenantId;
import live.core.UnitId;
import live.core.UserId;
import live.directory.User;
import live.lib.sql.Row;
import live.lib.sql.Sql;

/** Users with their teams and skills. */
public final class Staff {
    private static final String SELECT =
            """
            select s.tenant, s.id, s.login, s.name, s.email, s.locale, s.unit, s.active, s.version,
                   coalesce((select array_agg(t.team order by t.team) from directory.staff_team t
                             where t.tenant = s.tenant and t.staff = s.id), '{}') as teams,
                   coalesce((select array_agg(k.skill || '=' || k.level order by k.skill) from directory.staff_skill k
                             where k.tenant = s.tenant and k.staff = s.id), '{}') as skills
            from directory.staff s
            where s.tenant = ?""";

    private static final String MATCHES = " and (s.login ilike ? or s.name ilike ? or s.email ilike ?)";

    private Staff() {}

    public static List<User> all(Connection connection, TenantId tenant) throws SQLException {
        return Sql.on(connection, SELECT).with(tenant.value()).list(Staff::user);
    }

    public static Optional<User> find(Connection connection, TenantId tenant, UserId id) throws SQLException {
        return Sql.on(connection, SELECT + " and s.id = ?")
                .with(tenant.value(), id.value())
                .first(Staff::user);
    }

    public static Optional<User> byLogin(Connection connection, TenantId tenant, String login) throws SQLException {
        return Sql.on(connection, SELECT + " and s.login = ?")
                .with(tenant.value(), login)
                .first(Staff::user);
    }

    /** Users whose login, name or address holds the text, by login, from after a login on. */
    public static List<User> search(Connection connection, TenantId tenant, String text, String after, int limit)
            throws SQLException {
        String pattern = pattern(text);
        return Sql.on(connection, SELECT + MATCHES + " and s.login > ? order by s.login limit ?")
                .with(tenant.value(), pattern, pattern, pattern, after, limit)
                .list(Staff::user);
    }

    public static long count(Connection connection, TenantId tenant, String text) throws SQLException {
        String pattern = pattern(text);
        return Sql.on(connection, "select count(*) as n from directory.staff s where s.tenant = ?" + MATCHES)
                .with(tenant.value(), pattern, pattern, pattern)
                .first(row -> row.big("n"))
                .orElse(0L);
    }

    /** Adds a user; false if the id or the login is taken. */
    public static boolean add(Connection connection, User user) throws SQLException {
        int added = Sql.on(
                        connection,
                        """
                        insert into directory.staff (tenant, id, login, name, email, locale, unit, active, version)
                        values (?, ?, ?, ?, ?, ?, ?::uuid, ?, 1) on conflict do nothing""")
                .with(user.tenant().value(), user.id().value(), user.login(), user.name(), user.email(), user.locale())
                .with(user.unit().map(UnitId::toString).orElse(null), user.active())
                .update();
        if (added == 1) {
            place(connection, user);
        }
        return added == 1;
    }

    /** Changes a user, if his version is still that of the given one. */
    public static boolean change(Connection connection, User user) throws SQLException {
        int changed = Sql.on(
                        connection,
                        """
                        update directory.staff
                        set login = ?, name = ?, email = ?, locale = ?, unit = ?::uuid, active = ?, version = version + 1
                        where tenant = ? and id = ? and version = ?""")
                .with(user.login(), user.name(), user.email(), user.locale())
                .with(user.unit().map(UnitId::toString).orElse(null), user.active())
                .with(user.tenant().value(), user.id().value(), user.version())
                .update();
        if (changed == 1) {
            Sql.on(connection, "delete from directory.staff_team where tenant = ? and staff = ?")
                    .with(user.tenant().value(), user.id().value())
                    .run();
            Sql.on(connection, "delete from directory.staff_skill where tenant = ? and staff = ?")
                    .with(user.tenant().value(), user.id().value())
                    .run();
            place(connection, user);
        }
        return changed == 1;
    }

    public static void locale(Connection connection, TenantId tenant, UserId id, String locale) throws SQLException {
        Sql.on(connection, "update directory.staff set locale = ?, version = version + 1 where tenant = ? and id = ?")
                .with(locale, tenant.value(), id.value())
                .run();
    }

    private static void place(Connection connection, User user) throws SQLException {
        Sql.on(connection, "insert into directory.staff_team (tenant, staff, team) select ?, ?, unnest(?)")
                .with(user.tenant().value(), user.id().value())
                .array("uuid", user.teams().stream().map(TeamId::value).toList())
                .run();
        Collection<UUID> skills =
                user.skills().keySet().stream().map(SkillId::value).toList();
        Collection<Integer> levels = user.skills().keySet().stream()
                .map(skill -> user.skills().getOrDefault(skill, 1))
                .toList();
        Sql.on(
                        connection,
                        """
                        insert into directory.staff_skill (tenant, staff, skill, level)
                        select ?, ?, d.skill, d.level from unnest(?, ?) as d(skill, level)""")
                .with(user.tenant().value(), user.id().value())
                .array("uuid", skills)
                .array("int4", levels)
                .run();
    }

    private static String pattern(String text) {
        return "%" + text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_") + "%";
    }

    private static User user(Row row) throws SQLException {
        Map<SkillId, Integer> skills = new HashMap<>();
        for (String skill : row.texts("skills")) {
            int cut = skill.indexOf('=');
            skills.put(SkillId.of(skill.substring(0, cut)), Integer.parseInt(skill.substring(cut + 1)));
        }
        return new User(
                new TenantId(row.uuid("tenant")),
                new UserId(row.uuid("id")),
                row.text("login"),
                row.text("name"),
                row.text("email"),
                row.text("locale"),
                row.uuidIfAny("unit").map(UnitId::new),
                row.uuids("teams").stream().map(TeamId::new).toList(),
                Map.copyOf(skills),
                row.flag("active"),
                row.big("version"));
    }
}
