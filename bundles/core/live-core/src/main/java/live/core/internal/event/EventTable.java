// SPDX-License-Identifier: Apache-2.0
package live.core.internal.event;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import javax.sql.DataSource;
import live.core.TenantId;
import live.core.UserId;
import live.core.event.Event;
import live.core.event.Events;
import live.core.event.NewEvent;
import live.core.store.SchemaReady;
import live.core.store.StatementPart;
import live.lib.sql.Database;
import live.lib.sql.Part;
import live.lib.sql.Row;
import live.lib.sql.Sql;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Events in PostgreSQL. */
@Component(service = {Events.class, EventTable.class})
public final class EventTable implements Events {
    /** Ordered, because the order of insertion is the order of reading. */
    private static final String INSERT =
            """
            insert into core.event (tenant, type, aggregate, actor, data)
            select tenant, type, aggregate, actor, data
            from unnest(?, ?, ?, ?, ?) with ordinality as e(tenant, type, aggregate, actor, data, n) order by n""";

    private final Database database;
    private final Bell written = new Bell();

    @Activate
    public EventTable(
            @Reference(target = "(live.store=direct)") DataSource source,
            @Reference(target = "(module=core)") SchemaReady schema) {
        this(source);
    }

    EventTable(DataSource source) {
        database = new Database(source);
    }

    /** Rings when somebody has said that events were committed. */
    Bell written() {
        return written;
    }

    @Override
    public void append(Connection transaction, List<NewEvent> events) throws SQLException {
        if (events.isEmpty()) {
            return;
        }
        Sql.on(transaction, insert(events, INSERT)).update();
    }

    @Override
    public StatementPart appending(String name, List<NewEvent> events) {
        Part part = insert(events, name + " as (" + INSERT + ")");
        return new StatementPart(part.text(), part::bind);
    }

    private static Part insert(List<NewEvent> events, String text) {
        return Part.of(text)
                .array(
                        "uuid",
                        events.stream().map(e -> e.actor().tenant().value()).toList())
                .array("text", events.stream().map(NewEvent::type).toList())
                .array("uuid", events.stream().map(NewEvent::aggregate).toList())
                .array(
                        "uuid",
                        events.stream().map(e -> e.actor().user().value()).toList())
                .array("jsonb", events.stream().map(NewEvent::data).toList());
    }

    @Override
    public void committed() {
        written.ring();
    }

    @Override
    public List<Event> after(long position, int limit) {
        return database.read(connection -> Sql.on(
                        connection,
                        "select position, tenant, type, aggregate, actor, at, data::text as data from core.event_log"
                                + " where position > ? order by position limit ?")
                .with(position, limit)
                .list(EventTable::event));
    }

    static Event event(Row row) throws SQLException {
        return new Event(
                row.big("position"),
                new TenantId(row.uuid("tenant")),
                row.text("type"),
                row.uuid("aggregate"),
                new UserId(row.uuid("actor")),
                row.instant("at"),
                row.text("data"));
    }

    @Override
    public long head() {
        // Over all tenants: there is one order.
        return database.read(
                connection -> Sql.on(connection, "select coalesce(max(position), 0) as head from core.event_log")
                        .first(row -> row.big("head"))
                        .orElse(0L));
    }

    /** For those who read and write these tables beside this class. */
    Database database() {
        return database;
    }
}
