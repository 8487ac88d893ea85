// SPDX-License-Identifier: Apache-2.0
package live.ticketing.internal.web;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import javax.ws.rs.Consumes;
import javax.ws.rs.GET;
import javax.ws.rs.POST;
import javax.ws.rs.Path;
import javax.ws.rs.PathParam;
import javax.ws.rs.Produces;
import javax.ws.rs.QueryParam;
import javax.ws.rs.container.AsyncResponse;
import javax.ws.rs.container.Suspended;
import javax.ws.rs.core.Context;
import javax.ws.rs.core.MediaType;
import javax.ws.rs.core.Response;
import javax.ws.rs.core.SecurityContext;
import live.core.LiveException;
import live.core.MessageId;
import live.core.Principal;
import live.core.QueueId;
import live.core.TenantId;
import live.core.TicketId;
import live.core.UserId;
import live.core.web.Answers;
import live.core.web.Problem;
import live.core.web.Requires;
import live.directory.Directory;
import live.lib.sql.GroupCommit;
import live.ticketing.Interactions;
import live.ticketing.MessageView;
import live.ticketing.NewTicket;
import live.ticketing.Ticket;
import live.ticketing.TicketChange;
import live.ticketing.TicketNumber;
import live.ticketing.Tickets;
import live.ticketing.internal.store.History;
import live.ticketing.internal.store.TicketQuery;
import live.ticketing.internal.store.TicketSearch;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.jaxrs.whiteboard.propertytypes.JSONRequired;
import org.osgi.service.jaxrs.whiteboard.propertytypes.JaxrsApplicationSelect;
import org.osgi.service.jaxrs.whiteboard.propertytypes.JaxrsResource;

/** Tickets: lists, search, opening and changing. */
@Component(service = TicketsResource.class)
@JaxrsResource
@JaxrsApplicationSelect("(osgi.jaxrs.name=ticketing)")
@JSONRequired
@Path("tickets")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public final class TicketsResource {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final Duration SOON = Duration.ofMillis(100);

    private final Tickets tickets;
    private final TicketSearch search;
    private final History history;
    private final Interactions interactions;
    private final ChangeReader reader;
    private final Directory directory;
    private final Targets targets;
    private final Speakers speakers;

    @Activate
    public TicketsResource(
            @Reference Tickets tickets,
            @Reference TicketSearch search,
            @Reference History history,
            @Reference Interactions interactions,
            @Reference ChangeReader reader,
            @Reference Directory directory,
            @Reference Targets targets,
            @Reference Speakers speakers) {
        this.tickets = tickets;
        this.search = search;
        this.history = history;
        this.interactions = interactions;
        this.reader = reader;
        this.directory = directory;
        this.targets = targets;
        this.speakers = speakers;
    }

    @GET
    @Requires("ticket.read")
    public Bodies.Page<Bodies.TicketBody> list(
            @QueryParam("status") @Nullable String status,
            @QueryParam("category") @Nullable String category,
            @QueryParam("queue") @Nullable String queue,
            @QueryParam("assignee") @Nullable String assignee,
            @QueryParam("priority") @Nullable Integer priority,
            @QueryParam("person") @Nullable String person,
            @QueryParam("q") @Nullable String text,
            @QueryParam("sort") @Nullable String sort,
            @QueryParam("offset") @Nullable Integer offset,
            @QueryParam("limit") @Nullable Integer limit,
            @QueryParam("count") @Nullable String count,
            @Context SecurityContext security) {
        Principal caller = Callers.principal(security);
        boolean nobody = "none".equals(assignee);
        Optional<UUID> who = nobody
                ? Optional.empty()
                : "me".equals(assignee) ? Optional.of(caller.user().value()) : id("assignee", assignee);
        TicketQuery query = new TicketQuery(
                word(status),
                word(category).map(name -> name.toUpperCase(Locale.ROOT)),
                id("queue", queue),
                who,
                nobody,
                Optional.ofNullable(priority),
                id("person", person),
                text == null
                        ? ""
                        : text.substring(0, Math.min(text.length(), 200)).replace('\0', ' '),
                sort(sort),
                sort == null || sort.startsWith("-"),
                range("offset", offset == null ? 0 : offset, 0, 100_000),
                range("limit", limit == null ? 50 : limit, 1, 200),
                "exact".equals(count));
        TicketSearch.Found found = search.find(caller.tenant(), query);
        return new Bodies.Page<>(
                found.items().stream().map(Bodies.TicketBody::of).toList(), found.total(), found.totalIsLowerBound());
    }

    @POST
    @Requires("ticket.write")
    @Answers(value = Bodies.TicketBody.class, status = 201)
    public void open(
            Bodies.@Nullable OpenBody body, @Suspended AsyncResponse answer, @Context SecurityContext security) {
        NewTicket ticket = Openings.read(body);
        TenantId tenant = Callers.principal(security).tenant();
        targets.assignee(
                tenant, "assignee", ticket.assignee().map(UserId::value).orElse(null));
        targets.queue(tenant, "queue", ticket.queue().map(QueueId::value).orElse(null));
        CompletableFuture<Ticket> stored =
                tickets.open(Callers.principal(security), ticket).toCompletableFuture();
        if (!soon(stored)) {
            answer.setTimeout(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
            answer.setTimeoutHandler(late -> late.resume(busy()));
        }
        stored.whenComplete((opened, failure) -> {
            if (failure == null) {
                answer.resume(Response.status(Response.Status.CREATED)
                        .entity(Bodies.TicketBody.of(opened))
                        .build());
            } else if (failure instanceof GroupCommit.BadItem) {
                answer.resume(
                        Problem.unprocessable("ticketing.ticket.invalid", "The ticket could not be stored as it is."));
            } else {
                answer.resume(busy());
            }
        });
    }

    /** Most commits take a few milliseconds: to wait for one is cheaper than to hand the request to another thread. */
    private static boolean soon(CompletableFuture<?> stored) {
        try {
            stored.get(SOON.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException e) {
            // Whoever answers looks at it.
        }
        return stored.isDone();
    }

    private static Problem busy() {
        return Problem.unavailable(
                "ticketing.busy", "Not stored for certain. Repeat with the same id.", Duration.ofSeconds(1));
    }

    @GET
    @Path("{id}")
    @Requires("ticket.read")
    public Bodies.TicketBody get(@PathParam("id") String id, @Context SecurityContext security) {
        Principal caller = Callers.principal(security);
        return item(caller, find(caller, id));
    }

    @POST
    @Path("{id}/changes")
    @Requires("ticket.write")
    public Bodies.TicketBody change(
            @PathParam("id") String id, Bodies.@Nullable ChangesBody body, @Context SecurityContext security) {
        Principal caller = Callers.principal(security);
        Ticket ticket = find(caller, id);
        List<TicketChange> changes = reader.read(caller, body);
        speakers.check(caller, ticket, changes);
        long version = body == null || body.version() == null ? 0 : body.version();
        Tickets.Applied applied = tickets.apply(caller, ticket.id(), version, changes);
        if (applied instanceof Tickets.Applied.Done done) {
            return item(caller, done.ticket());
        }
        if (applied instanceof Tickets.Applied.Conflict conflict) {
            throw Problem.conflict(
                    "ticketing.ticket.changed",
                    "Somebody has changed the ticket meanwhile.",
                    item(caller, conflict.current()));
        }
        if (applied instanceof Tickets.Applied.Refused refused) {
            throw Problem.unprocessable(refused.code(), refused.reason());
        }
        throw Callers.missing();
    }

    /** Something that was done to a ticket. */
    public record HistoryBody(Instant at, ActorBody actor, String type, JsonNode data) {}

    /** Who did it. */
    public record ActorBody(Optional<UserId> id, String name) {}

    @GET
    @Path("{id}/history")
    @Requires("ticket.read")
    public List<HistoryBody> history(@PathParam("id") String id, @Context SecurityContext security) {
        Principal caller = Callers.principal(security);
        List<History.Entry> entries =
                history.of(caller.tenant(), find(caller, id).id());
        Map<UserId, String> names = directory.names(
                caller.tenant(), entries.stream().map(History.Entry::actor).collect(Collectors.toSet()));
        return entries.stream()
                .map(entry -> new HistoryBody(entry.at(), actor(entry.actor(), names), entry.type(), data(entry)))
                .toList();
    }

    @GET
    @Path("{id}/messages")
    @Requires("interaction.read")
    public MessagesBody messages(
            @PathParam("id") String id,
            @QueryParam("before") @Nullable String before,
            @QueryParam("limit") @Nullable Integer limit,
            @Context SecurityContext security) {
        Principal caller = Callers.principal(security);
        Optional<MessageId> from = id("before", before).map(MessageId::new);
        int most = range("limit", limit == null ? 50 : limit, 1, 200);
        return new MessagesBody(interactions.views(
                interactions.messages(caller.tenant(), find(caller, id).interactions(), from, most)));
    }

    /** Messages of all contacts of a ticket. */
    public record MessagesBody(List<MessageView> items) {}

    private Bodies.TicketBody item(Principal caller, Ticket ticket) {
        return search.item(caller.tenant(), ticket.id())
                .map(Bodies.TicketBody::of)
                .orElseGet(() -> Bodies.TicketBody.of(ticket));
    }

    private Ticket find(Principal caller, String id) {
        if (id.matches("#?[0-9]{1,15}")) {
            long number = Long.parseLong(id.startsWith("#") ? id.substring(1) : id);
            return number < 1
                    ? missing()
                    : search.get(caller.tenant(), new TicketNumber(number)).orElseGet(TicketsResource::missing);
        }
        try {
            return tickets.get(caller.tenant(), TicketId.of(id)).orElseGet(TicketsResource::missing);
        } catch (IllegalArgumentException e) {
            return missing();
        }
    }

    private static Ticket missing() {
        throw Callers.missing();
    }

    private static ActorBody actor(UserId actor, Map<UserId, String> names) {
        return actor.equals(Principal.SYSTEM_USER)
                ? new ActorBody(Optional.empty(), "system")
                : new ActorBody(Optional.of(actor), names.getOrDefault(actor, ""));
    }

    private static JsonNode data(History.Entry entry) {
        try {
            return JSON.readTree(entry.data());
        } catch (IOException e) {
            throw new LiveException("ticketing.history.unreadable", "a stored history entry could not be read", e);
        }
    }

    private static TicketQuery.Sort sort(@Nullable String sort) {
        if (sort == null || sort.isBlank()) {
            return TicketQuery.Sort.UPDATED;
        }
        return switch (sort.startsWith("-") ? sort.substring(1) : sort) {
            case "updatedAt" -> TicketQuery.Sort.UPDATED;
            case "createdAt" -> TicketQuery.Sort.CREATED;
            case "number" -> TicketQuery.Sort.NUMBER;
            case "priority" -> TicketQuery.Sort.PRIORITY;
            case "subject" -> TicketQuery.Sort.SUBJECT;
            case "status" -> TicketQuery.Sort.STATUS;
            default -> throw Problem.invalid("sort", "field.unknown", "cannot be sorted by");
        };
    }

    private static Optional<String> word(@Nullable String value) {
        return Optional.ofNullable(value).filter(text -> !text.isBlank() && text.indexOf('\0') < 0);
    }

    private static Optional<UUID> id(String field, @Nullable String value) {
        try {
            return word(value).map(UUID::fromString);
        } catch (IllegalArgumentException e) {
            throw Problem.invalid(field, "field.type", "not an id");
        }
    }

    private static int range(String field, int value, int least, int most) {
        if (value < least || value > most) {
            throw Problem.invalid(field, "field.range", least + " to " + most);
        }
        return value;
    }
}
