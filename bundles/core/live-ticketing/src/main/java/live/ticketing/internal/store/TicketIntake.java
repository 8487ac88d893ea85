// SPDX-License-Identifier: Apache-2.0
package live.ticketing.internal.store;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import live.channel.Address;
import live.channel.Content;
import live.core.InteractionId;
import live.core.MessageId;
import live.core.PersonId;
import live.core.Principal;
import live.core.QueueId;
import live.core.TenantId;
import live.core.TicketId;
import live.core.UserId;
import live.core.Uuid7;
import live.core.audit.AuditEntry;
import live.core.audit.AuditTrail;
import live.core.event.Events;
import live.core.event.NewEvent;
import live.core.store.StatementPart;
import live.lib.sql.Database;
import live.lib.sql.Part;
import live.lib.sql.Sql;
import live.lib.sql.SqlState;
import live.ticketing.Interactions;
import live.ticketing.NewInteraction;
import live.ticketing.NewMessage;
import live.ticketing.NewTicket;
import live.ticketing.Persons;
import live.ticketing.Status;
import live.ticketing.Ticket;
import live.ticketing.TicketNumber;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/**
 * Opens tickets by the batch: what the tickets, their contacts, their history, the events and the audit trail get is
 * written with one statement, whatever the number of tickets and of modules.
 */
@Component(service = TicketIntake.class)
public final class TicketIntake {
    private static final int PREVIEW = 140;

    private static final String TICKETS =
            """
            ticketing_opening as materialized (
                select * from unnest(?, ?, ?, ?, ?, ?, ?, ?, ?, ?) as a(id, interaction, subject, status, priority, queue,
                        assignee, person, tags, preview),
                    (select ?::uuid, ?::timestamptz) as d(tenant, now)),
            ticketing_ticket as (
                insert into ticketing.ticket (tenant, id, subject, status, category, priority, queue, assignee, person,
                    tags, preview, created_at, updated_at)
                select tenant, id, subject, status, 'OPEN', priority, queue, assignee, person,
                    coalesce(string_to_array(nullif(tags, ''), chr(31)), '{}'), preview, now, now
                from ticketing_opening
                returning id, number),
            ticketing_contact as (
                insert into ticketing.ticket_interaction (tenant, interaction, ticket, since)
                select tenant, interaction, id, now from ticketing_opening)""";

    private final Database database;
    private final Persons persons;
    private final Interactions interactions;
    private final Events events;
    private final AuditTrail audit;
    private final Clock clock;

    @Activate
    public TicketIntake(
            @Reference TicketingDatabase database,
            @Reference Persons persons,
            @Reference Interactions interactions,
            @Reference Events events,
            @Reference AuditTrail audit,
            @Reference Clock clock) {
        this.database = database.database();
        this.persons = persons;
        this.interactions = interactions;
        this.events = events;
        this.audit = audit;
        this.clock = clock;
    }

    /** A ticket that somebody wants to open. */
    public record Opening(Principal actor, NewTicket ticket) {}

    /** Stores a batch; a ticket whose id is known already is answered as it is. */
    public List<Ticket> open(List<Opening> openings) throws SQLException {
        Map<TicketId, Ticket> opened = new HashMap<>();
        for (Map.Entry<TenantId, List<Opening>> group : byTenant(openings).entrySet()) {
            opened.putAll(open(group.getKey(), group.getValue()));
        }
        interactions.committed();
        return openings.stream()
                .map(opening ->
                        Objects.requireNonNull(opened.get(opening.ticket().id())))
                .toList();
    }

    private static Map<TenantId, List<Opening>> byTenant(List<Opening> openings) {
        Map<TenantId, List<Opening>> byTenant = new LinkedHashMap<>();
        openings.forEach(opening -> byTenant.computeIfAbsent(opening.actor().tenant(), tenant -> new ArrayList<>())
                .add(opening));
        return byTenant;
    }

    /** Hardly ever is a ticket known already, so nobody looks before the database has refused one. */
    private Map<TicketId, Ticket> open(TenantId tenant, List<Opening> openings) throws SQLException {
        boolean parties =
                openings.stream().anyMatch(opening -> opening.ticket().party().isPresent());
        try {
            // One statement alone is its own transaction, and asks for the commit with the same round trip.
            return parties
                    ? database.transaction(connection -> insert(connection, tenant, openings))
                    : database.alone(connection -> insert(connection, tenant, openings));
        } catch (SQLException e) {
            if (!SqlState.collision(e)) {
                throw e;
            }
            return database.transaction(connection -> {
                Map<TicketId, Ticket> tickets = known(connection, tenant, openings);
                List<Opening> fresh = openings.stream()
                        .filter(opening -> !tickets.containsKey(opening.ticket().id()))
                        .toList();
                tickets.putAll(insert(connection, tenant, fresh));
                return tickets;
            });
        }
    }

    private static Map<TicketId, Ticket> known(Connection connection, TenantId tenant, List<Opening> openings)
            throws SQLException {
        Map<TicketId, Ticket> known = new HashMap<>();
        TicketRows.list(
                        connection,
                        tenant,
                        openings.stream().map(one -> one.ticket().id().value()).toList())
                .forEach(ticket -> known.put(ticket.id(), ticket));
        return known;
    }

    private Map<TicketId, Ticket> insert(Connection connection, TenantId tenant, List<Opening> openings)
            throws SQLException {
        Map<TicketId, Opening> fresh = new LinkedHashMap<>();
        openings.forEach(opening -> fresh.putIfAbsent(opening.ticket().id(), opening));
        if (fresh.isEmpty()) {
            return Map.of();
        }
        Instant now = clock.instant();
        Map<Address, PersonId> parties = parties(connection, tenant, fresh.values());
        List<NewInteraction> contacts = new ArrayList<>();
        List<NewEvent> news = new ArrayList<>();
        List<AuditEntry> acts = new ArrayList<>();
        List<History.Deed> deeds = new ArrayList<>();
        for (Opening opening : fresh.values()) {
            NewTicket ticket = opening.ticket();
            UUID id = ticket.id().value();
            InteractionId contact = new InteractionId(Uuid7.next());
            contacts.add(contact(opening, contact, person(ticket, parties)));
            deeds.add(History.Deed.of(id, opening.actor().user(), "create"));
            news.add(TicketEvents.created(opening.actor(), id, contact.value()));
            acts.add(new AuditEntry(opening.actor(), "ticketing.ticket.create", "ticket:" + id, "{}"));
        }
        Part tickets = tickets(tenant, now, fresh.values(), contacts);
        Part history = History.writing(tenant, now, deeds);
        StatementPart opening = interactions.opening(connection, contacts);
        StatementPart told = events.appending("ticketing_event", news);
        StatementPart recorded = audit.recording("ticketing_audit", acts);
        String text = "with "
                + String.join(",\n", tickets.text(), history.text(), opening.text(), told.text(), recorded.text())
                + "\nselect id, number from ticketing_ticket";
        Map<TicketId, TicketNumber> numbers = new HashMap<>();
        Sql.on(
                        connection,
                        Part.of(text)
                                .values(tickets::bind)
                                .values(history::bind)
                                .values(opening.values()::bind)
                                .values(told.values()::bind)
                                .values(recorded.values()::bind))
                .list(row -> numbers.put(new TicketId(row.uuid("id")), new TicketNumber(row.big("number"))));
        Map<TicketId, Ticket> opened = new HashMap<>();
        for (NewInteraction contact : contacts) {
            TicketId id = contact.ticket();
            NewTicket ticket = Objects.requireNonNull(fresh.get(id)).ticket();
            opened.put(id, opened(tenant, ticket, Objects.requireNonNull(numbers.get(id)), contact, now));
        }
        return opened;
    }

    private static Ticket opened(
            TenantId tenant, NewTicket ticket, TicketNumber number, NewInteraction contact, Instant now) {
        return new Ticket(
                tenant,
                ticket.id(),
                number,
                ticket.subject(),
                new Status(status(ticket), Status.Category.OPEN),
                ticket.priority(),
                queue(ticket),
                ticket.assignee(),
                contact.person(),
                List.of(contact.id()),
                ticket.tags(),
                now,
                now,
                1);
    }

    private Map<Address, PersonId> parties(Connection connection, TenantId tenant, Collection<Opening> openings)
            throws SQLException {
        List<Address> addresses = openings.stream()
                .flatMap(opening -> opening.ticket().party().stream())
                .toList();
        return addresses.isEmpty() ? Map.of() : persons.ensure(connection, tenant, addresses);
    }

    private static Optional<PersonId> person(NewTicket ticket, Map<Address, PersonId> parties) {
        return ticket.party().map(party -> Objects.requireNonNull(parties.get(party)));
    }

    private static NewInteraction contact(Opening opening, InteractionId id, Optional<PersonId> person) {
        NewTicket ticket = opening.ticket();
        NewMessage note = new NewMessage(
                MessageId.next(),
                List.of(),
                List.of(),
                List.of(),
                "",
                ticket.text().isEmpty() ? List.of() : List.of(new Content.Text(ticket.text())),
                Map.of());
        return new NewInteraction(
                id,
                opening.actor(),
                person,
                ticket.subject(),
                note,
                ticket.id(),
                ticket.route() ? queue(ticket) : Optional.empty(),
                ticket.priority());
    }

    /** What is to be routed waits somewhere. */
    private static Optional<QueueId> queue(NewTicket ticket) {
        return ticket.queue().isEmpty() && ticket.route() ? Optional.of(QueueId.UNSORTED) : ticket.queue();
    }

    private static String status(NewTicket ticket) {
        return ticket.assignee().isPresent() ? StatusStore.OPEN : StatusStore.NEW;
    }

    private static Part tickets(
            TenantId tenant, Instant now, Collection<Opening> openings, List<NewInteraction> contacts) {
        List<NewTicket> all = openings.stream().map(Opening::ticket).toList();
        return Part.of(TICKETS)
                .array("uuid", all.stream().map(ticket -> ticket.id().value()).toList())
                .array(
                        "uuid",
                        contacts.stream().map(contact -> contact.id().value()).toList())
                .array("text", all.stream().map(NewTicket::subject).toList())
                .array("text", all.stream().map(TicketIntake::status).toList())
                .array("int4", all.stream().map(NewTicket::priority).toList())
                .array(
                        "uuid",
                        all.stream()
                                .map(ticket -> queue(ticket).map(QueueId::value).orElse(null))
                                .toList())
                .array(
                        "uuid",
                        all.stream()
                                .map(ticket ->
                                        ticket.assignee().map(UserId::value).orElse(null))
                                .toList())
                .array(
                        "uuid",
                        contacts.stream()
                                .map(contact ->
                                        contact.person().map(PersonId::value).orElse(null))
                                .toList())
                .array(
                        "text",
                        all.stream()
                                .map(ticket -> String.join("\u001f", ticket.tags()))
                                .toList())
                .array(
                        "text",
                        all.stream().map(ticket -> preview(ticket.text())).toList())
                .with(tenant.value(), now);
    }

    static String preview(String text) {
        String line = text.replaceAll("\\s+", " ").strip();
        return line.length() <= PREVIEW
                ? line
                : line.substring(0, line.offsetByCodePoints(0, line.codePointCount(0, PREVIEW)));
    }
}
