// SPDX-License-Identifier: Apache-2.0
package live.ticketing.internal.store;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
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
import live.lib.sql.Database;
import live.lib.sql.Sql;
import live.ticketing.Interaction;
import live.ticketing.Tickets.Attention;
import live.ticketing.Tickets.Contact;
import live.ticketing.Tickets.Place;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Finds the ticket of contacts, or opens one: by the batch, and with the same answer when asked again. */
@Component(service = Placing.class)
public final class Placing {
    private final Database database;
    private final Events events;
    private final AuditTrail audit;
    private final Clock clock;

    @Activate
    public Placing(
            @Reference TicketingDatabase database,
            @Reference Events events,
            @Reference AuditTrail audit,
            @Reference Clock clock) {
        this.database = database.database();
        this.events = events;
        this.audit = audit;
        this.clock = clock;
    }

    /** A ticket as it matters here. */
    private record Matter(
            UUID id, String category, Optional<UUID> assignee, Optional<UUID> queue, int priority, boolean isNew) {}

    public List<Place> place(List<Contact> contacts) {
        if (contacts.isEmpty()) {
            return List.of();
        }
        TenantId tenant = contacts.get(0).interaction().tenant();
        List<Place> places = database.change(connection -> place(connection, tenant, contacts));
        events.committed();
        return places;
    }

    private List<Place> place(Connection connection, TenantId tenant, List<Contact> contacts) throws SQLException {
        Instant now = clock.instant();
        Map<UUID, UUID> ticketOf = known(connection, tenant, contacts);
        Map<UUID, UUID> byConversation = conversations(connection, tenant, contacts);
        Map<UUID, Matter> matters = matters(connection, tenant, ticketOf, byConversation);
        Batch batch = new Batch(tenant, now);
        List<Place> places = new ArrayList<>();
        for (Contact contact : contacts) {
            Interaction interaction = contact.interaction();
            UUID conversation = UUID.fromString(interaction.conversation());
            Matter matter = matters.get(ticketOf.get(interaction.id().value()));
            if (matter == null) {
                UUID id = byConversation.get(conversation);
                matter = id == null ? null : matters.get(id);
                if (matter == null || matter.category.equals("CLOSED")) {
                    matter = new Matter(
                            Uuid7.next(),
                            contact.attention() == Attention.NONE ? "SOLVED" : "OPEN",
                            Optional.empty(),
                            contact.queue().map(QueueId::value),
                            contact.priority(),
                            true);
                    batch.open(matter, contact, conversation);
                    byConversation.put(conversation, matter.id);
                } else if (!matter.category.equals("OPEN") && contact.attention() != Attention.NONE) {
                    batch.reopen(matter);
                    matter =
                            new Matter(matter.id, "OPEN", matter.assignee, matter.queue, matter.priority, matter.isNew);
                }
                matters.put(matter.id, matter);
                batch.join(matter, interaction);
                ticketOf.put(interaction.id().value(), matter.id);
            }
            places.add(new Place(
                    interaction.id(),
                    new TicketId(matter.id),
                    matter.assignee.map(UserId::new),
                    matter.isNew ? Optional.empty() : matter.queue.map(QueueId::new),
                    Math.max(matter.priority, contact.priority())));
        }
        batch.write(connection, events, audit);
        return places;
    }

    private static Map<UUID, UUID> known(Connection connection, TenantId tenant, List<Contact> contacts)
            throws SQLException {
        Map<UUID, UUID> known = new HashMap<>();
        Sql.on(
                        connection,
                        """
                select interaction, ticket from ticketing.ticket_interaction
                where tenant = ? and interaction = any(?) order by since desc
                """)
                .with(tenant.value())
                .array(
                        "uuid",
                        contacts.stream()
                                .map(contact -> contact.interaction().id().value())
                                .toList())
                .list(row -> {
                    known.put(row.uuid("interaction"), row.uuid("ticket"));
                    return true;
                });
        return known;
    }

    private static Map<UUID, UUID> conversations(Connection connection, TenantId tenant, List<Contact> contacts)
            throws SQLException {
        Map<UUID, UUID> tickets = new HashMap<>();
        Sql.on(
                        connection,
                        """
                select conversation, ticket from ticketing.ticket_conversation
                where tenant = ? and conversation = any(?)
                """)
                .with(tenant.value())
                .array(
                        "uuid",
                        contacts.stream()
                                .map(contact ->
                                        UUID.fromString(contact.interaction().conversation()))
                                .toList())
                .list(row -> {
                    tickets.put(row.uuid("conversation"), row.uuid("ticket"));
                    return true;
                });
        return tickets;
    }

    /** Reads and locks, in one order for all. */
    private static Map<UUID, Matter> matters(
            Connection connection, TenantId tenant, Map<UUID, UUID> known, Map<UUID, UUID> byConversation)
            throws SQLException {
        Set<UUID> wanted = new HashSet<>(known.values());
        wanted.addAll(byConversation.values());
        Map<UUID, Matter> matters = new HashMap<>();
        if (wanted.isEmpty()) {
            return matters;
        }
        Sql.on(
                        connection,
                        """
                select id, category, assignee, queue, priority from ticketing.ticket
                where tenant = ? and id = any(?) order by id for update
                """)
                .with(tenant.value())
                .array("uuid", wanted)
                .list(row -> {
                    UUID id = row.uuid("id");
                    matters.put(
                            id,
                            new Matter(
                                    id,
                                    row.text("category"),
                                    row.uuidIfAny("assignee"),
                                    row.uuidIfAny("queue"),
                                    row.number("priority"),
                                    false));
                    return true;
                });
        return matters;
    }

    /** What a batch writes, column by column. */
    private static final class Batch {
        private final TenantId tenant;
        private final Instant now;
        private final Principal actor;
        private final Map<UUID, Contact> opened = new LinkedHashMap<>();
        private final Map<UUID, UUID> conversations = new LinkedHashMap<>();
        private final Set<UUID> solved = new HashSet<>();
        private final List<UUID> reopened = new ArrayList<>();
        private final List<UUID> interactions = new ArrayList<>();
        private final List<UUID> tickets = new ArrayList<>();
        private final List<History.Deed> deeds = new ArrayList<>();

        Batch(TenantId tenant, Instant now) {
            this.tenant = tenant;
            this.now = now;
            this.actor = Principal.system(tenant, "ticketing");
        }

        void open(Matter matter, Contact contact, UUID conversation) {
            opened.put(matter.id, contact);
            if (contact.attention() == Attention.NONE) {
                solved.add(matter.id);
            }
            conversations.put(conversation, matter.id);
            deeds.add(History.Deed.of(
                    matter.id,
                    actor.user(),
                    "create",
                    "channel",
                    contact.interaction().channel().map(Object::toString).orElse(""),
                    "because",
                    contact.attention() == Attention.NONE ? "automatic" : ""));
        }

        void reopen(Matter matter) {
            if (solved.remove(matter.id)) {
                return;
            }
            reopened.add(matter.id);
            deeds.add(History.Deed.of(
                    matter.id,
                    actor.user(),
                    "status",
                    "from",
                    matter.category.toLowerCase(java.util.Locale.ROOT),
                    "to",
                    StatusStore.OPEN,
                    "because",
                    "customer"));
        }

        void join(Matter matter, Interaction interaction) {
            interactions.add(interaction.id().value());
            tickets.add(matter.id);
            if (!matter.isNew
                    || !interaction.equals(
                            Objects.requireNonNull(opened.get(matter.id)).interaction())) {
                deeds.add(History.Deed.of(
                        matter.id,
                        actor.user(),
                        "contact",
                        "interaction",
                        interaction.id().toString()));
            }
        }

        void write(Connection connection, Events events, AuditTrail audit) throws SQLException {
            if (interactions.isEmpty()) {
                return;
            }
            insert(connection);
            Map<UUID, Long> versions = touch(connection);
            History.write(connection, tenant, now, deeds);
            List<NewEvent> news = new ArrayList<>();
            opened.keySet().forEach(ticket -> news.add(TicketEvents.created(actor, ticket)));
            versions.forEach((ticket, version) -> news.add(TicketEvents.changed(actor, ticket, version)));
            for (int i = 0; i < tickets.size(); i++) {
                news.add(TicketEvents.placed(actor, tickets.get(i), interactions.get(i)));
            }
            events.append(connection, news);
            audit.record(
                    connection,
                    opened.keySet().stream()
                            .map(ticket -> new AuditEntry(actor, "ticketing.ticket.create", "ticket:" + ticket, "{}"))
                            .toList());
        }

        private void insert(Connection connection) throws SQLException {
            List<Contact> contacts = List.copyOf(opened.values());
            List<Interaction> firsts =
                    contacts.stream().map(Contact::interaction).toList();
            Sql.on(
                            connection,
                            """
                    with i as (
                        insert into ticketing.ticket_interaction (tenant, interaction, ticket, since)
                        select ?, a.interaction, a.ticket, ? from unnest(?, ?) as a(interaction, ticket)
                        on conflict do nothing),
                    c as (
                        insert into ticketing.ticket_conversation (tenant, conversation, ticket)
                        select ?, a.conversation, a.ticket from unnest(?, ?) as a(conversation, ticket)
                        on conflict (tenant, conversation) do update set ticket = excluded.ticket)
                    insert into ticketing.ticket (tenant, id, subject, status, category, priority, queue, person, channel,
                        created_at, updated_at)
                    select ?, a.id, a.subject, case when a.solved then 'solved' else 'new' end,
                        case when a.solved then 'SOLVED' else 'OPEN' end, a.priority, a.queue, a.person, a.channel,
                        d.now, d.now
                    from unnest(?, ?, ?, ?, ?, ?, ?) as a(id, subject, solved, priority, queue, person, channel),
                        (select ?::timestamptz) as d(now)
                    """)
                    .with(tenant.value(), now)
                    .array("uuid", interactions)
                    .array("uuid", tickets)
                    .with(tenant.value())
                    .array("uuid", conversations.keySet())
                    .array("uuid", conversations.values())
                    .with(tenant.value())
                    .array("uuid", opened.keySet())
                    .array("text", firsts.stream().map(Interaction::subject).toList())
                    .array(
                            "bool",
                            opened.keySet().stream().map(solved::contains).toList())
                    .array("int4", contacts.stream().map(Contact::priority).toList())
                    .array(
                            "uuid",
                            contacts.stream()
                                    .map(contact ->
                                            contact.queue().map(QueueId::value).orElse(null))
                                    .toList())
                    .array(
                            "uuid",
                            firsts.stream()
                                    .map(first ->
                                            first.person().map(PersonId::value).orElse(null))
                                    .toList())
                    .array(
                            "text",
                            firsts.stream()
                                    .map(first -> first.channel()
                                            .map(Object::toString)
                                            .orElse(null))
                                    .toList())
                    .with(now)
                    .run();
        }

        /** Tickets that went on: their time and version move, and those that were done are open again. */
        private Map<UUID, Long> touch(Connection connection) throws SQLException {
            List<UUID> old = tickets.stream()
                    .filter(ticket -> !opened.containsKey(ticket))
                    .distinct()
                    .toList();
            Map<UUID, Long> versions = new LinkedHashMap<>();
            if (!old.isEmpty()) {
                Sql.on(
                                connection,
                                """
                        update ticketing.ticket set updated_at = ?, version = version + 1,
                            status = case when id = any(?) then 'open' else status end,
                            category = case when id = any(?) then 'OPEN' else category end
                        where tenant = ? and id = any(?) returning id, version
                        """)
                        .with(now)
                        .array("uuid", reopened)
                        .array("uuid", reopened)
                        .with(tenant.value())
                        .array("uuid", old)
                        .list(row -> {
                            versions.put(row.uuid("id"), row.big("version"));
                            return true;
                        });
            }
            return versions;
        }
    }
}
