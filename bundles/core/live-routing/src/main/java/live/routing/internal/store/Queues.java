// SPDX-License-Identifier: Apache-2.0
package live.routing.internal.store;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;
import live.core.QueueId;
import live.core.SkillId;
import live.core.TeamId;
import live.core.TenantId;
import live.lib.sql.Database;
import live.lib.sql.Row;
import live.lib.sql.Sql;
import live.routing.Skill;

/** The queues of all tenants. Thread-safe. */
public final class Queues {
    private static final String COLUMNS =
            """
            tenant, id, name, medium, priority, skills, levels, offer_seconds, wrap_up_seconds,
            preferred_agent_seconds, strategy, agents_mode, teams, active, version""";

    private final Database database;

    public Queues(DataSource source) {
        database = new Database(source);
    }

    /** What else belongs into the transaction of a change, such as its audit entry. */
    @FunctionalInterface
    public interface Beside {
        void in(Connection transaction) throws SQLException;
    }

    public List<QueueDefinition> all(TenantId tenant) {
        return database.read(connection -> Sql.on(
                        connection, "select " + COLUMNS + " from routing.queue where tenant = ? order by lower(name)")
                .with(tenant.value())
                .list(Queues::read));
    }

    public Optional<QueueDefinition> find(TenantId tenant, QueueId id) {
        return database.read(connection -> Sql.on(
                        connection, "select " + COLUMNS + " from routing.queue where tenant = ? and id = ?")
                .with(tenant.value(), id.value())
                .first(Queues::read));
    }

    /**
     * Stores a new queue; one with the same id stays as it is.
     *
     * @return whether it is new
     * @throws live.lib.sql.DatabaseException state 23505 if the name is taken
     */
    public boolean create(QueueDefinition queue, Beside beside) {
        return database.change(connection -> {
            Sql insert = Sql.on(
                            connection,
                            "insert into routing.queue (" + COLUMNS
                                    + ") values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 1) on conflict (tenant, id) do nothing")
                    .with(queue.tenant().value(), queue.id().value());
            boolean created = values(insert, queue).update() == 1;
            if (created) {
                beside.in(connection);
            }
            return created;
        });
    }

    /** Changes the queue if it still has the version that the change is based on. */
    public boolean change(QueueDefinition queue, Beside beside) {
        return database.change(connection -> {
            Sql update = values(
                            Sql.on(
                                    connection,
                                    """
                            update routing.queue set name = ?, medium = ?, priority = ?, skills = ?, levels = ?,
                              offer_seconds = ?, wrap_up_seconds = ?, preferred_agent_seconds = ?, strategy = ?, agents_mode = ?,
                              teams = ?, active = ?, version = version + 1
                            where tenant = ? and id = ? and version = ?"""),
                            queue)
                    .with(queue.tenant().value(), queue.id().value(), queue.version());
            boolean changed = update.update() == 1;
            if (changed) {
                beside.in(connection);
            }
            return changed;
        });
    }

    public void remove(TenantId tenant, QueueId id, Beside beside) {
        database.act(connection -> {
            Sql.on(connection, "delete from routing.queue where tenant = ? and id = ?")
                    .with(tenant.value(), id.value())
                    .update();
            beside.in(connection);
        });
    }

    private static Sql values(Sql sql, QueueDefinition queue) {
        sql.with(queue.name());
        if (queue.medium().isPresent()) {
            sql.with(queue.medium().get());
        } else {
            sql.withNull(java.sql.Types.VARCHAR);
        }
        return sql.with(queue.priority())
                .array(
                        "uuid",
                        queue.skills().stream()
                                .map(skill -> skill.skill().value())
                                .toList())
                .array("int4", queue.skills().stream().map(Skill::level).toList())
                .with(queue.offerSeconds(), queue.wrapUpSeconds(), queue.preferredAgentSeconds())
                .with(queue.strategy())
                .with(queue.byTeams() ? "teams" : "skills")
                .array("uuid", queue.teams().stream().map(TeamId::value).toList())
                .with(queue.active());
    }

    private static QueueDefinition read(Row row) throws SQLException {
        List<UUID> skills = row.uuids("skills");
        List<Integer> levels = row.numbers("levels");
        List<Skill> needed = new ArrayList<>(skills.size());
        for (int i = 0; i < skills.size(); i++) {
            needed.add(new Skill(new SkillId(skills.get(i)), levels.get(i)));
        }
        return new QueueDefinition(
                new TenantId(row.uuid("tenant")),
                new QueueId(row.uuid("id")),
                row.text("name"),
                row.textIfAny("medium"),
                row.number("priority"),
                needed,
                row.number("offer_seconds"),
                row.number("wrap_up_seconds"),
                row.number("preferred_agent_seconds"),
                row.text("strategy"),
                row.text("agents_mode").equals("teams"),
                row.uuids("teams").stream().map(TeamId::new).toList(),
                row.flag("active"),
                row.big("version"));
    }
}
