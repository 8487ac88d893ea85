// SPDX-License-Identifier: Apache-2.0
package live.ticketing.internal.store;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import live.core.InteractionId;
import live.core.PersonId;
import live.core.QueueId;
import live.core.TenantId;
import live.core.TicketId;
import live.core.UserId;
import live.lib.sql.Row;
import live.lib.sql.Sql;
import live.ticketing.Status;
import live.ticketing.Ticket;
import live.ticketing.TicketNumber;

/** Reads tickets. */
final class TicketRows {
    static final String COLUMNS = "t.id, t.number, t.subject, t.status, t.category, t.priority, t.queue, t.assignee,"
            + " t.person, t.channel, t.tags, t.preview, t.merged_into, t.created_at, t.updated_at, t.version,"
            + " array(select i.interaction from ticketing.ticket_interaction i where i.tenant = t.tenant"
            + " and i.ticket = t.id order by i.since, i.interaction) as interactions";

    private TicketRows() {}

    static Optional<Ticket> get(Connection connection, TenantId tenant, UUID ticket) throws SQLException {
        return Sql.on(connection, "select " + COLUMNS + " from ticketing.ticket t where t.tenant = ? and t.id = ?")
                .with(tenant.value(), ticket)
                .first(row -> ticket(tenant, row));
    }

    static Optional<Ticket> number(Connection connection, TenantId tenant, long number) throws SQLException {
        return Sql.on(connection, "select " + COLUMNS + " from ticketing.ticket t where t.tenant = ? and t.number = ?")
                .with(tenant.value(), number)
                .first(row -> ticket(tenant, row));
    }

    static List<Ticket> list(Connection connection, TenantId tenant, Collection<UUID> tickets) throws SQLException {
        return Sql.on(connection, "select " + COLUMNS + " from ticketing.ticket t where t.tenant = ? and t.id = any(?)")
                .with(tenant.value())
                .array("uuid", tickets)
                .list(row -> ticket(tenant, row));
    }

    static Ticket ticket(TenantId tenant, Row row) throws SQLException {
        return new Ticket(
                tenant,
                new TicketId(row.uuid("id")),
                new TicketNumber(row.big("number")),
                row.text("subject"),
                new Status(row.text("status"), Status.Category.valueOf(row.text("category"))),
                row.number("priority"),
                row.uuidIfAny("queue").map(QueueId::new),
                row.uuidIfAny("assignee").map(UserId::new),
                row.uuidIfAny("person").map(PersonId::new),
                row.uuids("interactions").stream().map(InteractionId::new).toList(),
                row.texts("tags"),
                row.instant("created_at"),
                row.instant("updated_at"),
                row.big("version"));
    }
}
