// SPDX-License-Identifier: Apache-2.0
package live.routing.internal.store;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Types;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import javax.sql.DataSource;
import live.core.QueueId;
import live.core.TenantId;
import live.core.UserId;
import live.lib.sql.Database;
import live.lib.sql.Row;
import live.lib.sql.Sql;

/** The queues of all tenants, and what they were before. Thread-safe. */
public final class Queues {
    private final Database database;

    public Queues(DataSource source) {
        database = new Database(source);
    }

    /** What else belongs into the transaction of a change, such as its audit entry. */
    @FunctionalInterface
    public interface Beside {
        void in(Connection transaction) throws SQLException;
    }

    /** In the order of their names. */
    public List<QueueDefinition> all(TenantId tenant) {
        return database.read(connection -> Sql.on(
                        connection,
                        """
                        select tenant, id, version, rules from routing.queue
                        where tenant = ? order by lower(rules ->> 'name')""")
                .with(tenant.value())
                .list(Queues::read));
    }

    public Optional<QueueDefinition> find(TenantId tenant, QueueId id) {
        return database.read(connection -> Sql.on(
                        connection, "select tenant, id, version, rules from routing.queue where tenant = ? and id = ?")
                .with(tenant.value(), id.value())
                .first(Queues::read));
    }

    /**
     * Adds the queue, unless there is one of this id already.
     *
     * @return whether it is new
     * @throws live.lib.sql.DatabaseException state 23505 if the name is taken
     */
    public boolean create(QueueDefinition queue, QueueVersion.Change change, Beside beside) {
        return database.change(connection -> createIn(connection, queue, change, beside));
    }

    /** Changes of several queues, all or none. */
    public void together(Beside several) {
        database.act(several::in);
    }

    /** Adds the queue in a transaction that others have begun. */
    public boolean createIn(Connection connection, QueueDefinition queue, QueueVersion.Change change, Beside beside)
            throws SQLException {
        UUID tenant = queue.tenant().value();
        UUID id = queue.id().value();
        // A queue of this id that was deleted goes on counting, so that a version never means two things.
        Sql insert = Sql.on(
                        connection,
                        """
                            insert into routing.queue (tenant, id, version, rules)
                            select ?, ?, coalesce(max(version), 0) + 1, ?::jsonb from routing.queue_version
                            where tenant = ? and queue = ?
                            on conflict (tenant, id) do nothing""")
                .with(tenant, id, QueueDocument.write(queue), tenant, id);
        return kept(insert.update() == 1, connection, queue, change, beside);
    }

    /** Changes the queue if it still has the version that the change is based on. */
    public boolean change(QueueDefinition queue, QueueVersion.Change change, Beside beside) {
        return database.change(connection -> changeIn(connection, queue, change, beside));
    }

    /** The same in a transaction that others have begun. */
    public boolean changeIn(Connection transaction, QueueDefinition queue, QueueVersion.Change change, Beside beside)
            throws SQLException {
        Sql update = Sql.on(
                        transaction,
                        """
                        update routing.queue set rules = ?::jsonb, version = version + 1
                        where tenant = ? and id = ? and version = ?""")
                .with(QueueDocument.write(queue))
                .with(queue.tenant().value(), queue.id().value(), queue.version());
        return kept(update.update() == 1, transaction, queue, change, beside);
    }

    /** What has changed is kept as a version. */
    private static boolean kept(
            boolean changed, Connection connection, QueueDefinition queue, QueueVersion.Change change, Beside beside)
            throws SQLException {
        if (!changed) {
            return false;
        }
        Sql keep = Sql.on(
                connection,
                """
                insert into routing.queue_version (tenant, queue, version, actor, rolled_back_to, act, rules)
                select tenant, id, version, ?::uuid, ?::bigint, ?, rules from routing.queue where tenant = ? and id = ?""");
        if (change.by().isPresent()) {
            keep.with(change.by().get().value());
        } else {
            keep.withNull(Types.OTHER);
        }
        if (change.rolledBackTo().isPresent()) {
            keep.with(change.rolledBackTo().getAsLong());
        } else {
            keep.withNull(Types.BIGINT);
        }
        keep.with(change.act().code())
                .with(queue.tenant().value(), queue.id().value())
                .update();
        beside.in(connection);
        return true;
    }

    /** The queue goes; what it was is kept, as old decisions name its versions. */
    public void remove(TenantId tenant, QueueId id, Beside beside) {
        database.act(connection -> {
            Sql.on(connection, "delete from routing.queue where tenant = ? and id = ?")
                    .with(tenant.value(), id.value())
                    .update();
            beside.in(connection);
        });
    }

    /** The versions of a queue before the given one, newest first. */
    public List<QueueVersion> versions(TenantId tenant, QueueId id, long before, int limit) {
        return database.read(connection -> Sql.on(
                        connection,
                        """
                        select tenant, queue as id, version, rules, at, actor, act, rolled_back_to
                        from routing.queue_version where tenant = ? and queue = ? and version < ?
                        order by version desc limit ?""")
                .with(tenant.value(), id.value(), before, limit)
                .list(Queues::version));
    }

    private static QueueVersion version(Row row) throws SQLException {
        long rolledBackTo = row.big("rolled_back_to");
        return new QueueVersion(
                read(row),
                row.instant("at"),
                new QueueVersion.Change(
                        row.uuidIfAny("actor").map(UserId::new),
                        QueueVersion.Act.valueOf(row.text("act").toUpperCase(Locale.ROOT)),
                        rolledBackTo == 0 ? OptionalLong.empty() : OptionalLong.of(rolledBackTo)));
    }

    private static QueueDefinition read(Row row) throws SQLException {
        return QueueDocument.read(
                new TenantId(row.uuid("tenant")), new QueueId(row.uuid("id")), row.big("version"), row.text("rules"));
    }
}
