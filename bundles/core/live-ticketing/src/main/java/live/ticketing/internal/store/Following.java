// SPDX-License-Identifier: Apache-2.0
package live.ticketing.internal.store;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;
import live.core.InteractionId;
import live.core.Principal;
import live.core.QueueId;
import live.core.TenantId;
import live.core.UserId;
import live.core.audit.AuditEntry;
import live.core.audit.AuditTrail;
import live.core.event.Events;
import live.core.event.NewEvent;
import live.lib.sql.Database;
import live.lib.sql.Sql;
import live.routing.RoutingListener.Change;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Lets tickets follow what happens to their contacts: who has them, and that their customer has written again. */
@Component(service = Following.class)
public final class Following {
    private final Database database;
    private final Events events;
    private final AuditTrail audit;
    private final Clock clock;

    @Activate
    public Following(
            @Reference TicketingDatabase database,
            @Reference Events events,
            @Reference AuditTrail audit,
            @Reference Clock clock) {
        this.database = database.database();
        this.events = events;
        this.audit = audit;
        this.clock = clock;
    }

    private record Standing(UUID id, String status, Optional<UUID> assignee, Optional<UUID> queue) {}

    /** An agent has taken a contact. Nothing happens if the ticket is his already. */
    public void assigned(TenantId tenant, InteractionId interaction, UserId agent, QueueId queue) {
        Principal actor = Principal.system(tenant, "routing");
        follow(
                actor,
                List.of(interaction.value()),
                (ticket, deeds) -> {
                    if (ticket.assignee.equals(Optional.of(agent.value()))) {
                        return false;
                    }
                    deeds.add(History.Deed.of(
                            ticket.id,
                            actor.user(),
                            "assign",
                            "from",
                            ticket.assignee.map(UUID::toString).orElse(""),
                            "to",
                            agent.toString(),
                            "because",
                            "routing"));
                    return true;
                },
                "assignee = ?::uuid, queue = ?::uuid, status = case when status = 'new' then 'open' else status end",
                agent.value(),
                queue.value());
    }

    /** Those of some contacts of one tenant that wait in another queue than their ticket's. */
    public List<Change> elsewhere(List<Change> waiting) {
        if (waiting.isEmpty()) {
            return List.of();
        }
        Set<Integer> elsewhere = new HashSet<>(database.read(connection -> Sql.on(
                        connection,
                        """
                        select a.n from unnest(?, ?) with ordinality as a(interaction, queue, n)
                        -- limited, so that they are looked up by their keys, whatever the planner believes about new tables
                        cross join lateral (select * from ticketing.ticket_interaction i
                            where i.tenant = ? and i.interaction = a.interaction limit 100) i
                        cross join lateral (select * from ticketing.ticket t
                            where t.tenant = i.tenant and t.id = i.ticket limit 1) t
                        where t.category <> 'CLOSED' and t.queue is distinct from a.queue
                        """)
                .array(
                        "uuid",
                        waiting.stream()
                                .map(change -> change.interaction().value())
                                .toList())
                .array(
                        "uuid",
                        waiting.stream().map(change -> change.queue().value()).toList())
                .with(waiting.get(0).tenant().value())
                .list(row -> row.number("n"))));
        // The database counts from 1.
        return IntStream.range(0, waiting.size())
                .filter(i -> elsewhere.contains(i + 1))
                .mapToObj(waiting::get)
                .toList();
    }

    /** A contact waits in another queue. */
    public void moved(TenantId tenant, InteractionId interaction, QueueId queue) {
        Principal actor = Principal.system(tenant, "routing");
        follow(
                actor,
                List.of(interaction.value()),
                (ticket, deeds) -> {
                    if (ticket.queue.equals(Optional.of(queue.value()))) {
                        return false;
                    }
                    deeds.add(History.Deed.of(
                            ticket.id,
                            actor.user(),
                            "move",
                            "from",
                            ticket.queue.map(UUID::toString).orElse(""),
                            "to",
                            queue.toString(),
                            "because",
                            "routing"));
                    return true;
                },
                "queue = ?::uuid",
                queue.value());
    }

    /** The customer has written in contacts that go on: whoever waited for that need not any more. */
    public void answered(TenantId tenant, Collection<UUID> interactions) {
        List<UUID> waiting = waiting(tenant, interactions);
        if (waiting.isEmpty()) {
            return;
        }
        Principal actor = Principal.system(tenant, "ticketing");
        follow(
                actor,
                waiting,
                (ticket, deeds) -> {
                    if (ticket.status.equals(StatusStore.NEW) || ticket.status.equals(StatusStore.OPEN)) {
                        return false;
                    }
                    deeds.add(History.Deed.of(
                            ticket.id,
                            actor.user(),
                            "status",
                            "from",
                            ticket.status,
                            "to",
                            StatusStore.OPEN,
                            "because",
                            "customer"));
                    return true;
                },
                "status = 'open', category = 'OPEN'");
    }

    /** Most contacts are new, and nobody waits for them: only the others are worth a lock. */
    private List<UUID> waiting(TenantId tenant, Collection<UUID> interactions) {
        return database.read(connection -> Sql.on(
                        connection,
                        """
                        select distinct a.interaction from unnest(?) as a(interaction)
                        -- limited, so that they are looked up by their keys, whatever the planner believes about new tables
                        cross join lateral (select * from ticketing.ticket_interaction i
                            where i.tenant = ? and i.interaction = a.interaction limit 100) i
                        cross join lateral (select * from ticketing.ticket t
                            where t.tenant = i.tenant and t.id = i.ticket limit 1) t
                        where t.category <> 'CLOSED' and t.status not in ('new', 'open')
                        """)
                .array("uuid", interactions)
                .with(tenant.value())
                .list(row -> row.uuid("interaction")));
    }

    private interface Decision {
        boolean concerns(Standing ticket, List<History.Deed> deeds);
    }

    private void follow(
            Principal actor, Collection<UUID> interactions, Decision decision, String assignment, Object... values) {
        database.act(connection -> {
            List<History.Deed> deeds = new ArrayList<>();
            List<UUID> concerned = new ArrayList<>();
            for (Standing ticket : standings(connection, actor.tenant(), interactions)) {
                if (decision.concerns(ticket, deeds)) {
                    concerned.add(ticket.id);
                }
            }
            if (concerned.isEmpty()) {
                return;
            }
            Instant now = clock.instant();
            List<NewEvent> news = new ArrayList<>();
            Sql.on(
                            connection,
                            "update ticketing.ticket set " + assignment + ", updated_at = ?, version = version + 1"
                                    + " where tenant = ? and id = any(?) returning id, version")
                    .with(values)
                    .with(now, actor.tenant().value())
                    .array("uuid", concerned)
                    .list(row -> news.add(TicketEvents.changed(actor, row.uuid("id"), row.big("version"))));
            History.write(connection, actor.tenant(), now, deeds);
            events.append(connection, news);
            audit.record(
                    connection,
                    deeds.stream()
                            .map(deed -> new AuditEntry(
                                    actor, "ticketing.ticket." + deed.type(), "ticket:" + deed.ticket(), deed.data()))
                            .toList());
        });
        events.committed();
    }

    private static List<Standing> standings(Connection connection, TenantId tenant, Collection<UUID> interactions)
            throws SQLException {
        return Sql.on(
                        connection,
                        """
                select id, status, assignee, queue from ticketing.ticket
                where tenant = ? and category <> 'CLOSED' and id in (
                    select ticket from ticketing.ticket_interaction where tenant = ? and interaction = any(?))
                order by id for update
                """)
                .with(tenant.value(), tenant.value())
                .array("uuid", interactions)
                .list(row -> new Standing(
                        row.uuid("id"), row.text("status"), row.uuidIfAny("assignee"), row.uuidIfAny("queue")));
    }
}
