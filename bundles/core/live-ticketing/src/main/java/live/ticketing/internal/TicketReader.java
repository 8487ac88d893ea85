// SPDX-License-Identifier: Apache-2.0
package live.ticketing.internal;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import live.channel.Content;
import live.core.InteractionId;
import live.core.LiveException;
import live.core.MessageId;
import live.core.PersonId;
import live.core.TenantId;
import live.core.event.Event;
import live.core.event.EventConsumer;
import live.lib.html.PlainText;
import live.ticketing.Interactions;
import live.ticketing.Message;
import live.ticketing.Person;
import live.ticketing.Persons;
import live.ticketing.internal.store.Following;
import live.ticketing.internal.store.SearchTable;
import live.ticketing.internal.store.TicketEvents;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/**
 * Reads what was committed: fills the search table by the batch, and opens a ticket again when its customer writes. A
 * message may come before its ticket; the event of its placing then brings it.
 */
@Component(service = EventConsumer.class)
public final class TicketReader implements EventConsumer {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int MOST = 2_000;

    private final SearchTable search;
    private final Following following;
    private final Interactions interactions;
    private final Persons persons;

    @Activate
    public TicketReader(
            @Reference SearchTable search,
            @Reference Following following,
            @Reference Interactions interactions,
            @Reference Persons persons) {
        this.search = search;
        this.following = following;
        this.interactions = interactions;
        this.persons = persons;
    }

    @Override
    public String name() {
        return "ticketing.reader";
    }

    /** What a batch of events asks for, per tenant. */
    private static final class Wanted {
        final Set<UUID> tickets = new LinkedHashSet<>();
        final Set<UUID> contacts = new LinkedHashSet<>();
        final Map<UUID, UUID> messages = new LinkedHashMap<>();
        /** Interactions that go on, with the newest message of the customer. */
        final Map<UUID, UUID> answered = new LinkedHashMap<>();

        final List<Event> troubles = new ArrayList<>();
    }

    @Override
    public void consume(List<Event> events) {
        Map<TenantId, Wanted> byTenant = new LinkedHashMap<>();
        for (Event event : events) {
            Wanted wanted = byTenant.computeIfAbsent(event.tenant(), tenant -> new Wanted());
            switch (event.type()) {
                case TicketEvents.CREATED -> {
                    wanted.tickets.add(event.aggregate());
                    if (data(event).has("interaction")) {
                        wanted.contacts.add(id(event, "interaction"));
                    }
                }
                case TicketEvents.CHANGED -> wanted.tickets.add(event.aggregate());
                case TicketEvents.PLACED -> wanted.contacts.add(id(event, "interaction"));
                case "channels.message.accepted" -> {
                    wanted.messages.put(id(event, "message"), event.aggregate());
                    // With the first message of a contact its placing opens the ticket.
                    if (data(event).path("work").asBoolean()
                            && !data(event).path("opens").asBoolean()) {
                        wanted.answered.put(event.aggregate(), id(event, "message"));
                    }
                }
                case "channels.message.noted" -> wanted.messages.put(id(event, "message"), event.aggregate());
                case "channels.message.state" -> {
                    switch (data(event).path("state").asText()) {
                        case "QUEUED" -> wanted.messages.put(id(event, "message"), event.aggregate());
                        case "FAILED", "UNKNOWN" -> wanted.troubles.add(event);
                        default -> {}
                    }
                }
                case "channels.message.sent-again" -> wanted.troubles.add(event);
                default -> {}
            }
        }
        byTenant.forEach(this::read);
    }

    private void read(TenantId tenant, Wanted wanted) {
        if (!wanted.answered.isEmpty()) {
            following.answered(tenant, wanted.answered);
        }
        wanted.troubles.forEach(event -> follow(tenant, event));
        List<Message> messages = new ArrayList<>();
        if (!wanted.contacts.isEmpty()) {
            messages.addAll(interactions.messages(
                    tenant, wanted.contacts.stream().map(InteractionId::new).toList(), Optional.empty(), MOST));
        }
        Set<UUID> here = messages.stream().map(message -> message.id().value()).collect(Collectors.toSet());
        List<MessageId> missing = wanted.messages.keySet().stream()
                .filter(id -> !here.contains(id))
                .map(MessageId::new)
                .toList();
        if (!missing.isEmpty()) {
            messages.addAll(interactions.find(tenant, missing));
        }
        write(tenant, wanted, messages);
    }

    private void follow(TenantId tenant, Event event) {
        UUID message = id(event, "message");
        if (event.type().equals("channels.message.sent-again")) {
            following.sentAgain(tenant, event.actor(), event.aggregate(), message, id(event, "again"));
        } else {
            following.undelivered(
                    tenant,
                    event.aggregate(),
                    message,
                    data(event).path("state").asText());
        }
    }

    private void write(TenantId tenant, Wanted wanted, List<Message> messages) {
        Map<UUID, UUID> ticketOf = search.tickets(
                tenant,
                messages.stream().map(message -> message.interaction().value()).collect(Collectors.toSet()));
        List<SearchTable.Text> texts = new ArrayList<>();
        Map<UUID, String> previews = new LinkedHashMap<>();
        for (Message message : messages) {
            UUID ticket = ticketOf.get(message.interaction().value());
            if (ticket == null) {
                continue;
            }
            String text = text(message);
            texts.add(new SearchTable.Text(message.id().value(), ticket, message.subject() + "\n" + text));
            if (message.direction() != Message.Direction.NOTE && !text.isBlank()) {
                previews.put(ticket, text);
            }
        }
        Set<UUID> tickets = new HashSet<>(wanted.tickets);
        tickets.addAll(ticketOf.values());
        List<SearchTable.Heading> headings = tickets.isEmpty() ? List.of() : search.headings(tenant, tickets);
        headings.forEach(heading -> texts.add(
                new SearchTable.Text(heading.ticket(), heading.ticket(), heading.number() + " " + heading.subject())));
        search.write(tenant, texts);
        search.previews(tenant, previews);
        search.persons(tenant, known(tenant, headings));
    }

    private List<Person> known(TenantId tenant, List<SearchTable.Heading> headings) {
        List<PersonId> ids = headings.stream()
                .flatMap(heading -> heading.person().stream())
                .distinct()
                .map(PersonId::new)
                .toList();
        return ids.isEmpty() ? List.of() : persons.find(tenant, ids);
    }

    private static String text(Message message) {
        StringBuilder text = new StringBuilder();
        boolean plain = message.contents().stream().anyMatch(Content.Text.class::isInstance);
        for (Content content : message.contents()) {
            if (content instanceof Content.Text part) {
                text.append(part.text()).append('\n');
            } else if (content instanceof Content.Html html && !plain) {
                text.append(PlainText.of(html.html())).append('\n');
            } else if (content instanceof Content.Form form) {
                form.fields().values().forEach(value -> text.append(value).append('\n'));
            } else if (content instanceof Content.Attachment attachment) {
                text.append(attachment.blob().name()).append('\n');
            }
        }
        return text.toString();
    }

    private static UUID id(Event event, String field) {
        return UUID.fromString(Objects.requireNonNull(data(event).path(field).asText()));
    }

    private static JsonNode data(Event event) {
        try {
            return JSON.readTree(event.data());
        } catch (JsonProcessingException e) {
            throw new LiveException("ticketing.event.unreadable", "an event could not be read", e);
        }
    }
}
