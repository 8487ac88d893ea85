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
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;
import live.core.Principal;
import live.core.TenantId;
import live.core.UserId;
import live.core.audit.AuditEntry;
import live.core.audit.AuditTrail;
import live.core.event.Events;
import live.core.event.NewEvent;
import live.lib.sql.Database;
import live.lib.sql.Sql;
import live.routing.RoutingListener;
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

    private record Standing(
            UUID id,
            String status,
            Optional<UUID> assignee,
            Optional<UUID> queue,
            long queueEntry,
            long assigneeEntry,
            long restEntry) {}

    /** An agent has taken a contact. Nothing happens if the ticket is his already, or this was told before. */
    public void assigned(Change change, UserId agent) {
        Principal actor = Principal.system(change.tenant(), "routing");
        UUID interaction = change.interaction().value();
        change(connection -> {
            List<History.Deed> deeds = new ArrayList<>();
            List<UUID> same = new ArrayList<>();
            for (Standing ticket : standings(connection, change.tenant(), List.of(interaction))) {
                if (ticket.assigneeEntry >= change.sequence()) {
                    continue;
                }
                if (ticket.assignee.equals(Optional.of(agent.value()))) {
                    same.add(ticket.id);
                    continue;
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
            }
            if (!same.isEmpty()) {
                Sql.on(connection, "update ticketing.ticket set assignee_entry = ? where tenant = ? and id = any(?)")
                        .with(change.sequence(), change.tenant().value())
                        .array("uuid", same)
                        .update();
            }
            write(
                    connection,
                    actor,
                    deeds,
                    "assignee = ?::uuid, queue = ?::uuid, status = case when status = 'new' then 'open' else status end,"
                            + " assignee_entry = ?, queue_entry = greatest(queue_entry, ?)",
                    agent.value(),
                    change.queue().value(),
                    change.sequence(),
                    change.sequence());
        });
    }

    /** Somebody has put a contact to rest. Told twice it is written once. */
    public void postponed(Change change, RoutingListener.Rest rest) {
        Principal actor = change.agent()
                .map(agent -> new Principal(change.tenant(), agent, "", Set.of()))
                .orElseGet(() -> Principal.system(change.tenant(), "routing"));
        change(connection -> {
            List<History.Deed> deeds = new ArrayList<>();
            for (Standing ticket : standings(
                    connection, change.tenant(), List.of(change.interaction().value()))) {
                if (ticket.restEntry < change.sequence()) {
                    deeds.add(History.Deed.of(
                            ticket.id,
                            actor.user(),
                            "postpone",
                            "until",
                            rest.until().toString(),
                            "reason",
                            change.reason(),
                            "attempts",
                            Integer.toString(rest.attempts())));
                }
            }
            write(connection, actor, deeds, "rest_entry = ?", change.sequence());
        });
    }

    /** Those of some contacts of one tenant that wait in another queue than their ticket's, and were not told before. */
    public List<Change> elsewhere(List<Change> waiting) {
        if (waiting.isEmpty()) {
            return List.of();
        }
        Set<Integer> elsewhere = new HashSet<>(database.read(connection -> Sql.on(
                        connection,
                        """
                        select a.n from unnest(?, ?, ?) with ordinality as a(interaction, queue, entry, n)
                        -- limited, so that they are looked up by their keys, whatever the planner believes about new tables
                        cross join lateral (select * from ticketing.ticket_interaction i
                            where i.tenant = ? and i.interaction = a.interaction limit 100) i
                        cross join lateral (select * from ticketing.ticket t
                            where t.tenant = i.tenant and t.id = i.ticket limit 1) t
                        where t.category <> 'CLOSED' and t.queue is distinct from a.queue and t.queue_entry < a.entry
                        """)
                .array(
                        "uuid",
                        waiting.stream()
                                .map(change -> change.interaction().value())
                                .toList())
                .array(
                        "uuid",
                        waiting.stream().map(change -> change.queue().value()).toList())
                .array("int8", waiting.stream().map(Change::sequence).toList())
                .with(waiting.get(0).tenant().value())
                .list(row -> row.number("n"))));
        // The database counts from 1.
        return IntStream.range(0, waiting.size())
                .filter(i -> elsewhere.contains(i + 1))
                .mapToObj(waiting::get)
                .toList();
    }

    /** A contact waits in another queue. */
    public void moved(Change change) {
        Principal actor = Principal.system(change.tenant(), "routing");
        UUID queue = change.queue().value();
        UUID interaction = change.interaction().value();
        change(connection -> {
            List<History.Deed> deeds = new ArrayList<>();
            for (Standing ticket : standings(connection, change.tenant(), List.of(interaction))) {
                if (!ticket.queue.equals(Optional.of(queue)) && ticket.queueEntry < change.sequence()) {
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
                }
            }
            write(connection, actor, deeds, "queue = ?::uuid, queue_entry = ?", queue, change.sequence());
        });
    }

    /**
     * The customer has written in contacts that go on: whoever waited for that need not any more. Each message counts
     * once, so that a repetition opens nothing that people have put aside since.
     *
     * @param messages by interaction, the newest
     */
    public void answered(TenantId tenant, Map<UUID, UUID> messages) {
        Principal actor = Principal.system(tenant, "ticketing");
        change(connection -> {
            List<Standing> tickets = standings(connection, tenant, messages.keySet());
            Set<UUID> news = news(connection, tenant, messages);
            List<History.Deed> deeds = new ArrayList<>();
            for (Standing ticket : tickets) {
                boolean waits = !ticket.status.equals(StatusStore.NEW) && !ticket.status.equals(StatusStore.OPEN);
                if (waits && news.contains(ticket.id)) {
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
                }
            }
            write(connection, actor, deeds, "status = 'open', category = 'OPEN'");
        });
    }

    /** Takes note of the messages; answers the tickets for which one of them is new. Ids of messages grow with time. */
    private static Set<UUID> news(Connection connection, TenantId tenant, Map<UUID, UUID> messages)
            throws SQLException {
        List<UUID> interactions = List.copyOf(messages.keySet());
        return new HashSet<>(Sql.on(
                        connection,
                        """
                        update ticketing.ticket_interaction i set answered = a.message
                        from unnest(?, ?) as a(interaction, message)
                        where i.tenant = ? and i.interaction = any(?) and i.interaction = a.interaction
                            and (i.answered is null or i.answered < a.message)
                        returning i.ticket
                        """)
                .array("uuid", interactions)
                .array("uuid", List.copyOf(messages.values()))
                .with(tenant.value())
                .array("uuid", interactions)
                .list(row -> row.uuid("ticket")));
    }

    /**
     * An answer did not reach the customer, or nobody knows. Often its agent has gone on to other things by then, so the
     * ticket is open again and says why.
     */
    public void undelivered(TenantId tenant, UUID interaction, UUID message, String state) {
        Principal actor = Principal.system(tenant, "ticketing");
        change(connection -> {
            for (Standing ticket : standings(connection, tenant, List.of(interaction))) {
                if (told(connection, tenant, ticket, "undelivered", message, state)) {
                    continue;
                }
                List<History.Deed> deeds = new ArrayList<>();
                deeds.add(History.Deed.of(
                        ticket.id,
                        actor.user(),
                        "undelivered",
                        "message",
                        message.toString(),
                        "state",
                        state,
                        "interaction",
                        interaction.toString()));
                if (!ticket.status.equals(StatusStore.NEW) && !ticket.status.equals(StatusStore.OPEN)) {
                    deeds.add(History.Deed.of(
                            ticket.id,
                            actor.user(),
                            "status",
                            "from",
                            ticket.status,
                            "to",
                            StatusStore.OPEN,
                            "because",
                            "undelivered"));
                }
                write(
                        connection,
                        actor,
                        deeds,
                        "status = case when status = 'new' then status else 'open' end, category = 'OPEN'");
            }
        });
    }

    /** Somebody has sent an answer again that failed. */
    public void sentAgain(TenantId tenant, UserId agent, UUID interaction, UUID message, UUID again) {
        Principal actor = new Principal(tenant, agent, "", Set.of());
        change(connection -> {
            List<History.Deed> deeds = new ArrayList<>();
            for (Standing ticket : standings(connection, tenant, List.of(interaction))) {
                if (!told(connection, tenant, ticket, "resend", message, "")) {
                    deeds.add(History.Deed.of(
                            ticket.id,
                            agent,
                            "resend",
                            "message",
                            message.toString(),
                            "again",
                            again.toString(),
                            "interaction",
                            interaction.toString()));
                }
            }
            write(connection, actor, deeds, "status = status");
        });
    }

    /** Whether the history tells of it already: events may be read twice. */
    private static boolean told(
            Connection connection, TenantId tenant, Standing ticket, String type, UUID message, String state)
            throws SQLException {
        return Sql.on(
                        connection,
                        """
                select id from ticketing.history where tenant = ? and ticket = ? and type = ?
                    and data ->> 'message' = ? and coalesce(data ->> 'state', '') = ? limit 1
                """)
                .with(tenant.value(), ticket.id, type, message.toString(), state)
                .first(row -> row.big("id"))
                .isPresent();
    }

    private void change(Database.Act act) {
        database.act(act);
        events.committed();
    }

    /** Writes the same to each ticket of which something is told. */
    private void write(
            Connection connection, Principal actor, List<History.Deed> deeds, String assignment, Object... values)
            throws SQLException {
        if (deeds.isEmpty()) {
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
                .array("uuid", deeds.stream().map(History.Deed::ticket).toList())
                .list(row -> news.add(TicketEvents.changed(actor, row.uuid("id"), row.big("version"))));
        History.write(connection, actor.tenant(), now, deeds);
        events.append(connection, news);
        audit.record(
                connection,
                deeds.stream()
                        .map(deed -> new AuditEntry(
                                actor, "ticketing.ticket." + deed.type(), "ticket:" + deed.ticket(), deed.data()))
                        .toList());
    }

    private static List<Standing> standings(Connection connection, TenantId tenant, Collection<UUID> interactions)
            throws SQLException {
        return Sql.on(
                        connection,
                        """
                select id, status, assignee, queue, queue_entry, assignee_entry, rest_entry from ticketing.ticket
                where tenant = ? and category <> 'CLOSED' and id in (
                    select ticket from ticketing.ticket_interaction where tenant = ? and interaction = any(?))
                order by id for update
                """)
                .with(tenant.value(), tenant.value())
                .array("uuid", interactions)
                .list(row -> new Standing(
                        row.uuid("id"),
                        row.text("status"),
                        row.uuidIfAny("assignee"),
                        row.uuidIfAny("queue"),
                        row.big("queue_entry"),
                        row.big("assignee_entry"),
                        row.big("rest_entry")));
    }
}
