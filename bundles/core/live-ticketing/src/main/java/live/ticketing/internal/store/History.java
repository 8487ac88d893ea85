// SPDX-License-Identifier: Apache-2.0
package live.ticketing.internal.store;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import live.core.TenantId;
import live.core.TicketId;
import live.core.UserId;
import live.lib.sql.Database;
import live.lib.sql.Part;
import live.lib.sql.Sql;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Who did what to a ticket, and when. Written in the transaction that does it. */
@Component(service = History.class)
public final class History {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int MOST = 1_000;

    private static final String INSERT =
            """
            insert into ticketing.history (tenant, ticket, at, actor, type, data)
            select ?, a.ticket, ?, a.actor, a.type, a.data::jsonb
            from unnest(?, ?, ?, ?) with ordinality as a(ticket, actor, type, data, n) order by a.n""";

    private final Database database;

    @Activate
    public History(@Reference TicketingDatabase database) {
        this.database = database.database();
    }

    /** Something that was done. */
    public record Entry(Instant at, UserId actor, String type, String data) {}

    /** Something that is being done to a ticket. */
    record Deed(UUID ticket, UserId actor, String type, String data) {
        static Deed of(UUID ticket, UserId actor, String type, String... namesAndValues) {
            ObjectNode data = JSON.createObjectNode();
            for (int i = 0; i + 1 < namesAndValues.length; i += 2) {
                if (!namesAndValues[i + 1].isEmpty()) {
                    data.put(namesAndValues[i], namesAndValues[i + 1]);
                }
            }
            return new Deed(ticket, actor, type, data.toString());
        }
    }

    /** The newest entries, oldest of them first. */
    public List<Entry> of(TenantId tenant, TicketId ticket) {
        List<Entry> entries = new ArrayList<>(database.read(connection -> Sql.on(
                        connection,
                        """
                        select at, actor, type, data from ticketing.history
                        where tenant = ? and ticket = ? order by id desc limit ?
                        """)
                .with(tenant.value(), ticket.value(), MOST)
                .list(row -> new Entry(
                        row.instant("at"), new UserId(row.uuid("actor")), row.text("type"), row.text("data")))));
        java.util.Collections.reverse(entries);
        return entries;
    }

    static void write(Connection transaction, TenantId tenant, Instant at, List<Deed> deeds) throws SQLException {
        if (deeds.isEmpty()) {
            return;
        }
        Sql.on(transaction, insert(tenant, at, deeds, INSERT)).update();
    }

    /** As {@link #write}, as a part of a statement. */
    static Part writing(TenantId tenant, Instant at, List<Deed> deeds) {
        return insert(tenant, at, deeds, "ticketing_history as (" + INSERT + ")");
    }

    private static Part insert(TenantId tenant, Instant at, List<Deed> deeds, String text) {
        return Part.of(text)
                .with(tenant.value(), at)
                .array("uuid", deeds.stream().map(Deed::ticket).toList())
                .array("uuid", deeds.stream().map(deed -> deed.actor().value()).toList())
                .array("text", deeds.stream().map(Deed::type).toList())
                .array("text", deeds.stream().map(Deed::data).toList());
    }
}
