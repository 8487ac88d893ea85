// SPDX-License-Identifier: Apache-2.0
package live.routing.internal.web;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import javax.ws.rs.Consumes;
import javax.ws.rs.DELETE;
import javax.ws.rs.DefaultValue;
import javax.ws.rs.GET;
import javax.ws.rs.POST;
import javax.ws.rs.PUT;
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
import live.core.Principal;
import live.core.QueueId;
import live.core.TenantId;
import live.core.Uuid7;
import live.core.audit.AuditEntry;
import live.core.audit.AuditTrail;
import live.core.web.Answers;
import live.core.web.Checks;
import live.core.web.Problem;
import live.core.web.Requires;
import live.directory.Directory;
import live.directory.Usage;
import live.lib.router.View;
import live.lib.sql.DatabaseException;
import live.routing.Outcome;
import live.routing.internal.Overview;
import live.routing.internal.store.QueueDefinition;
import live.routing.internal.store.Queues;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.jaxrs.whiteboard.propertytypes.JSONRequired;
import org.osgi.service.jaxrs.whiteboard.propertytypes.JaxrsApplicationSelect;
import org.osgi.service.jaxrs.whiteboard.propertytypes.JaxrsResource;

/** Queues, and what waits in them. */
@Component(service = QueueResource.class)
@JaxrsResource
@JaxrsApplicationSelect("(osgi.jaxrs.name=routing)")
@JSONRequired
@Path("queues")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public final class QueueResource {
    private static final String UNIQUE_VIOLATION = "23505";

    private final Overview overview;
    private final Directory directory;
    private final AuditTrail audit;
    private final Clock clock;
    private final List<Usage> usages = new CopyOnWriteArrayList<>();

    public record QueueList(List<QueueBody> items) {}

    public record WaitingList(List<WaitingBody> items) {}

    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record WaitingBody(
            UUID work, UUID interaction, UUID queue, int priority, Instant waitingSince, String state) {}

    @Activate
    public QueueResource(
            @Reference Overview overview,
            @Reference Directory directory,
            @Reference AuditTrail audit,
            @Reference Clock clock) {
        this.overview = overview;
        this.directory = directory;
        this.audit = audit;
        this.clock = clock;
    }

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    void addUsage(Usage usage) {
        usages.add(usage);
    }

    void removeUsage(Usage usage) {
        usages.remove(usage);
    }

    @GET
    @Requires(RoutingPermissions.QUEUE_READ)
    @Answers(QueueList.class)
    public void all(@Context SecurityContext context, @Suspended AsyncResponse response) {
        TenantId tenant = Replies.principal(context).tenant();
        List<QueueDefinition> queues = overview.queueTable().all(tenant);
        Replies.answer(response, states(tenant), states -> {
            Instant now = clock.instant();
            return new QueueList(queues.stream()
                    .map(queue -> QueueBody.of(queue, states.get(queue.id().value()), now))
                    .toList());
        });
    }

    /** What routing knows; empty while it does not run, so that queues can be administered all the same. */
    private CompletionStage<Map<UUID, View.QueueState>> states(TenantId tenant) {
        return overview.queues(tenant).handle((states, failure) -> {
            Map<UUID, View.QueueState> byId = new HashMap<>();
            if (failure == null) {
                states.forEach(state -> byId.put(state.rule().id(), state));
            }
            return byId;
        });
    }

    @GET
    @Path("{id}")
    @Requires(RoutingPermissions.QUEUE_READ)
    @Answers(QueueBody.class)
    public void one(@Context SecurityContext context, @Suspended AsyncResponse response, @PathParam("id") String id) {
        TenantId tenant = Replies.principal(context).tenant();
        QueueDefinition queue = find(tenant, id);
        Replies.answer(response, states(tenant), states -> answer(queue, states, 200));
    }

    private void define(AsyncResponse response, QueueDefinition queue, int status) {
        Replies.answer(
                response,
                overview.define(queue).thenCompose(defined -> states(queue.tenant())),
                states -> answer(queue, states, status));
    }

    private Response answer(QueueDefinition queue, Map<UUID, View.QueueState> states, int status) {
        return Response.status(status)
                .entity(QueueBody.of(queue, states.get(queue.id().value()), clock.instant()))
                .build();
    }

    @GET
    @Path("{id}/waiting")
    @Requires(RoutingPermissions.QUEUE_READ)
    @Answers(WaitingList.class)
    public void waiting(
            @Context SecurityContext context,
            @Suspended AsyncResponse response,
            @PathParam("id") String id,
            @QueryParam("limit") @DefaultValue("50") int limit) {
        TenantId tenant = Replies.principal(context).tenant();
        QueueDefinition queue = find(tenant, id);
        Checks checks = new Checks();
        int most = checks.number("limit", limit, 1, 200, 50);
        checks.done();
        Replies.answer(
                response,
                overview.waiting(tenant, queue.id(), most),
                works -> new WaitingList(works.stream().map(QueueResource::body).toList()));
    }

    private static WaitingBody body(View.WorkState work) {
        return new WaitingBody(
                work.request().work(),
                Overview.interaction(work),
                work.request().queue(),
                work.request().priority(),
                Instant.ofEpochMilli(work.request().enqueuedAt()),
                work.phase().name());
    }

    @POST
    @Requires(RoutingPermissions.QUEUE_WRITE)
    @Answers(value = QueueBody.class, status = 201)
    public void add(@Context SecurityContext context, @Suspended AsyncResponse response, @Nullable QueueWish wish) {
        Principal principal = Replies.principal(context);
        TenantId tenant = principal.tenant();
        QueueWish wanted = QueueWish.orEmpty(wish);
        QueueId id = new QueueId(wanted.id() == null ? Uuid7.next() : wanted.id());
        QueueDefinition queue = wanted.definition(
                tenant, id, 1, directory.skills(tenant), overview.strategies().names());
        if (store(() -> overview.queueTable().create(queue, audited(principal, "create", id)))) {
            overview.queuesChanged(tenant);
        }
        define(response, find(tenant, id.toString()), 201);
    }

    @PUT
    @Path("{id}")
    @Requires(RoutingPermissions.QUEUE_WRITE)
    @Answers(QueueBody.class)
    public void change(
            @Context SecurityContext context,
            @Suspended AsyncResponse response,
            @PathParam("id") String id,
            @Nullable QueueWish wish) {
        Principal principal = Replies.principal(context);
        TenantId tenant = principal.tenant();
        QueueDefinition before = find(tenant, id);
        QueueWish wanted = QueueWish.orEmpty(wish);
        // A strategy that is away for the moment may stay what it is.
        List<String> strategies = new ArrayList<>(overview.strategies().names());
        strategies.add(before.strategy());
        QueueDefinition queue =
                wanted.definition(tenant, before.id(), wanted.checkedVersion(), directory.skills(tenant), strategies);
        if (!store(() -> overview.queueTable().change(queue, audited(principal, "change", before.id())))) {
            throw Problem.conflict(
                    "routing.queue.changed",
                    "The queue has been changed by somebody else.",
                    QueueBody.of(find(tenant, id), null, clock.instant()));
        }
        overview.queuesChanged(tenant);
        define(response, find(tenant, id), 200);
    }

    @DELETE
    @Path("{id}")
    @Requires(RoutingPermissions.QUEUE_WRITE)
    @Answers(status = 204)
    public void remove(
            @Context SecurityContext context, @Suspended AsyncResponse response, @PathParam("id") String id) {
        Principal principal = Replies.principal(context);
        TenantId tenant = principal.tenant();
        QueueDefinition queue = find(tenant, id);
        if (queue.id().equals(QueueId.UNSORTED)) {
            throw Problem.conflict("routing.queue.builtIn", "The built-in queue cannot be deleted.");
        }
        List<Usage.Use> uses = uses(queue);
        if (!uses.isEmpty()) {
            String names =
                    uses.stream().map(use -> use.kind() + " " + use.name()).collect(Collectors.joining(", "));
            throw Problem.conflict("routing.queue.used", "It is still used by: " + names + ".", uses);
        }
        // The engine first: it knows whether anything is in the queue, and takes nothing more into it.
        Replies.answer(response, overview.closeQueue(tenant, queue.id()), outcome -> {
            if (outcome instanceof Outcome.Refused refused) {
                throw Problem.conflict(refused.code(), refused.reason());
            }
            overview.queueTable().remove(tenant, queue.id(), audited(principal, "delete", queue.id()));
            overview.queuesChanged(tenant);
            return Response.noContent().build();
        });
    }

    /** Who leads contacts here, and the wrap-up codes that are for it. */
    private List<Usage.Use> uses(QueueDefinition queue) {
        List<Usage.Use> uses = new ArrayList<>();
        usages.forEach(usage -> uses.addAll(usage.of(queue.tenant(), queue.id().value())));
        overview.wrapUpCodes().get(queue.tenant()).codes().stream()
                .filter(code -> code.queues().contains(queue.id().value()))
                .forEach(code ->
                        uses.add(new Usage.Use("wrap-up code", queue.id().value(), code.code())));
        return uses;
    }

    private Queues.Beside audited(Principal principal, String act, QueueId queue) {
        return connection ->
                audit.record(connection, new AuditEntry(principal, "routing.queue." + act, "queue:" + queue, "{}"));
    }

    private static boolean store(java.util.function.BooleanSupplier storing) {
        try {
            return storing.getAsBoolean();
        } catch (DatabaseException e) {
            if (e.state().equals(UNIQUE_VIOLATION)) {
                throw Problem.conflict("routing.queue.nameTaken", "There is a queue of this name already.");
            }
            throw e;
        }
    }

    private QueueDefinition find(TenantId tenant, String text) {
        Checks checks = new Checks();
        QueueId id = new QueueId(checks.id("id", text));
        checks.done();
        return overview.queueTable()
                .find(tenant, id)
                .orElseThrow(() -> Problem.notFound("routing.queue.unknown", "There is no such queue."));
    }
}
