// SPDX-License-Identifier: Apache-2.0
package live.ticketing.internal.store;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import live.core.InteractionId;
import live.core.TenantId;
import live.core.UserId;
import live.lib.sql.Database;
import live.lib.sql.Sql;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Who has the tickets of contacts. */
@Component(service = Assignees.class)
public final class Assignees {
    private final Database database;

    @Activate
    public Assignees(@Reference TicketingDatabase database) {
        this.database = database.database();
    }

    /** Of contacts whose tickets are open and have one assignee together. */
    public Map<InteractionId, UserId> of(TenantId tenant, Collection<InteractionId> interactions) {
        Map<InteractionId, UserId> assignees = new HashMap<>();
        database.read(connection -> Sql.on(
                                connection,
                                """
                                select i.interaction, (array_agg(t.assignee))[1] as assignee
                                from ticketing.ticket_interaction i
                                -- limited, so that they are looked up by their keys
                                cross join lateral (select * from ticketing.ticket t
                                    where t.tenant = i.tenant and t.id = i.ticket limit 1) t
                                where i.tenant = ? and i.interaction = any(?) and t.category <> 'CLOSED'
                                group by i.interaction
                                having count(distinct t.assignee) = 1 and count(t.assignee) = count(*)
                                """)
                        .with(tenant.value())
                        .array(
                                "uuid",
                                interactions.stream().map(InteractionId::value).toList())
                        .list(row -> Map.entry(
                                new InteractionId(row.uuid("interaction")), new UserId(row.uuid("assignee")))))
                .forEach(entry -> assignees.put(entry.getKey(), entry.getValue()));
        return assignees;
    }
}
