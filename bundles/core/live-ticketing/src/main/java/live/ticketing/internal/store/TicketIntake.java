// SPDX-License-Identifier: Apache-2.0
package live.ticketing.internal.store;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
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
import live.core.Uuid7;
import live.core.audit.AuditEntry;
import live.core.audit.AuditTrail;
import live.core.event.Events;
import live.core.event.NewEvent;
import live.lib.sql.Database;
import live.lib.sql.Sql;
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

/** Opens tickets by the batch: a handful of statements in one transaction, whatever the number of tickets. */
@Component(service = TicketIntake.class)
public final class TicketIntake {
    private static final int PREVIEW = 140;

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
        Map<TenantId, List<Opening>> byTenant = new LinkedHashMap<>();
        openings.forEach(opening -> byTenant.computeIfAbsent(opening.actor().tenant(), tenant -> new ArrayList<>())
                .add(opening));
        Map<TicketId, Ticket> opened = database.transaction(connection -> {
            Map<TicketId, Ticket> tickets = new HashMap<>();
            for (Map.Entry<TenantId, List<Opening>> group : byTenant.entrySet()) {
                open(connection, group.getKey(), group.getValue(), tickets);
            }
            return tickets;
        });
        interactions.committed();
        return openings.stream()
                .map(opening ->
                        Objects.requireNonNull(opened.get(opening.ticket().id())))
                .toList();
    }

    private void open(Connection connection, TenantId tenant, List<Opening> openings, Map<TicketId, Ticket> tickets)
            throws SQLException {
        for (Ticket known : TicketRows.list(
                connection,
                tenant,
                openings.stream().map(one -> one.ticket().id().value()).toList())) {
            tickets.put(known.id(), known);
        }
        Map<TicketId, Opening> fresh = new LinkedHashMap<>();
        for (Opening opening : openings) {
            if (!tickets.containsKey(opening.ticket().id())) {
                fresh.putIfAbsent(opening.ticket().id(), opening);
            }
        }
        if (fresh.isEmpty()) {
            return;
        }
        Instant now = clock.instant();
        Map<Address, PersonId> parties = parties(connection, tenant, fresh.values());
        List<NewInteraction> contacts = new ArrayList<>();
        List<NewEvent> news = new ArrayList<>();
        List<AuditEntry> acts = new ArrayList<>();
        List<History.Deed> deeds = new ArrayList<>();
        Map<TicketId, InteractionId> contactOf = new HashMap<>();
        for (Opening opening : fresh.values()) {
            NewTicket ticket = opening.ticket();
            UUID id = ticket.id().value();
            InteractionId contact = new InteractionId(Uuid7.next());
            contactOf.put(ticket.id(), contact);
            contacts.add(contact(opening, contact, person(ticket, parties)));
            deeds.add(History.Deed.of(id, opening.actor().user(), "create"));
            news.add(TicketEvents.created(opening.actor(), id));
            news.add(TicketEvents.placed(opening.actor(), id, contact.value()));
            acts.add(new AuditEntry(opening.actor(), "ticketing.ticket.create", "ticket:" + id, "{}"));
        }
        Map<TicketId, TicketNumber> numbers = insert(connection, tenant, now, fresh.values(), parties, contactOf);
        History.write(connection, tenant, now, deeds);
        interactions.open(connection, contacts);
        events.append(connection, news);
        audit.record(connection, acts);
        for (Opening opening : fresh.values()) {
            NewTicket ticket = opening.ticket();
            tickets.put(
                    ticket.id(),
                    new Ticket(
                            tenant,
                            ticket.id(),
                            Objects.requireNonNull(numbers.get(ticket.id())),
                            ticket.subject(),
                            new Status(status(ticket), Status.Category.OPEN),
                            ticket.priority(),
                            queue(ticket),
                            ticket.assignee(),
                            person(ticket, parties),
                            List.of(Objects.requireNonNull(contactOf.get(ticket.id()))),
                            ticket.tags(),
                            now,
                            now,
                            1));
        }
    }

    private Map<Address, PersonId> parties(
            Connection connection, TenantId tenant, java.util.Collection<Opening> openings) throws SQLException {
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

    private static Map<TicketId, TicketNumber> insert(
            Connection connection,
            TenantId tenant,
            Instant now,
            java.util.Collection<Opening> openings,
            Map<Address, PersonId> parties,
            Map<TicketId, InteractionId> contactOf)
            throws SQLException {
        List<NewTicket> all = openings.stream().map(Opening::ticket).toList();
        Map<TicketId, TicketNumber> numbers = new HashMap<>();
        Sql.on(
                        connection,
                        """
                with a as materialized (
                    select * from unnest(?, ?, ?, ?, ?, ?, ?, ?, ?, ?) as a(id, interaction, subject, status, priority,
                        queue, assignee, person, tags, preview)),
                i as (
                    insert into ticketing.ticket_interaction (tenant, interaction, ticket, since)
                    select ?, interaction, id, ? from a)
                insert into ticketing.ticket (tenant, id, subject, status, category, priority, queue, assignee, person,
                    tags, preview, created_at, updated_at)
                select ?, id, subject, status, 'OPEN', priority, queue, assignee, person,
                    coalesce(string_to_array(nullif(tags, ''), chr(31)), '{}'), preview, d.now, d.now
                from a, (select ?::timestamptz) as d(now)
                returning id, number
                """)
                .array("uuid", all.stream().map(ticket -> ticket.id().value()).toList())
                .array(
                        "uuid",
                        all.stream()
                                .map(ticket -> Objects.requireNonNull(contactOf.get(ticket.id()))
                                        .value())
                                .toList())
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
                                .map(ticket -> ticket.assignee()
                                        .map(user -> user.value())
                                        .orElse(null))
                                .toList())
                .array(
                        "uuid",
                        all.stream()
                                .map(ticket -> person(ticket, parties)
                                        .map(PersonId::value)
                                        .orElse(null))
                                .toList())
                .array(
                        "text",
                        all.stream()
                                .map(ticket -> String.join("\u001f", ticket.tags()))
                                .toList())
                .array(
                        "text",
                        all.stream().map(ticket -> preview(ticket.text())).toList())
                .with(tenant.value(), now, tenant.value(), now)
                .list(row -> {
                    TicketNumber number = new TicketNumber(row.big("number"));
                    numbers.put(new TicketId(row.uuid("id")), number);
                    return number;
                });
        return numbers;
    }

    static String preview(String text) {
        String line = text.replaceAll("\\s+", " ").strip();
        return line.length() <= PREVIEW
                ? line
                : line.substring(0, line.offsetByCodePoints(0, line.codePointCount(0, PREVIEW)));
    }
}
