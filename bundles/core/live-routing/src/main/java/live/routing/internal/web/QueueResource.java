// SPDX-License-Identifier: Apache-2.0
package live.routing.internal.web;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;
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
import live.core.web.Answers;
import live.core.web.Checks;
import live.core.web.Problem;
import live.core.web.Requires;
import live.directory.Usage;
import live.lib.router.Invitation;
import live.lib.router.Phase;
import live.lib.router.View;
import live.lib.router.estimate.Estimator;
import live.routing.Outcome;
import live.routing.internal.Estimates;
import live.routing.internal.Finding;
import live.routing.internal.Overview;
import live.routing.internal.store.QueueDefinition;
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
    private final Overview overview;
    private final Estimates estimates;
    private final QueueChanges changes;
    private final Clock clock;
    private final Oversight oversight;
    private final List<Usage> usages = new CopyOnWriteArrayList<>();

    public record QueueList(List<QueueBody> items) {}

    public record WaitingList(List<WaitingBody> items) {}

    /**
     * @param ring of the queue that it has reached; 1 = the queue itself
     * @param nextRingAt when the next one opens to it by time
     * @param opensAt when its queue opens while it rests
     * @param leavesAt when it goes to another queue unless somebody takes it before
     * @param due when it waits again, while it rests until a time
     * @param attempts how often its customer was not reached
     * @param position among the contacts that may take one of its agents away; 1 = next
     * @param role of an invitation: to what; missing of a contact
     * @param contact of an invitation: to which contact
     * @param estimatedWaitSeconds from now on; missing if nobody could take it as things are, or nothing is known yet
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record WaitingBody(
            UUID work,
            UUID interaction,
            UUID queue,
            int priority,
            Instant waitingSince,
            String state,
            int ring,
            @Nullable Instant nextRingAt,
            @Nullable Instant opensAt,
            @Nullable Instant leavesAt,
            @Nullable Instant due,
            int attempts,
            @Nullable Integer position,
            @Nullable Long estimatedWaitSeconds,
            @Nullable RangeBody estimateRange,
            @Nullable String role,
            @Nullable UUID contact) {}

    public record Findings(List<QueueBody.FindingBody> findings) {}

    /** @param to the version whose content the queue shall have, and the version that it has */
    public record RollbackWish(@Nullable Long to, @Nullable Long version) {}

    @Activate
    public QueueResource(
            @Reference Overview overview,
            @Reference Estimates estimates,
            @Reference QueueChanges changes,
            @Reference Clock clock,
            @Reference Oversight oversight) {
        this.oversight = oversight;
        this.overview = overview;
        this.estimates = estimates;
        this.changes = changes;
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
        Principal me = Replies.principal(context);
        TenantId tenant = me.tenant();
        Predicate<UUID> seen = oversight.queues(me);
        List<QueueDefinition> queues = overview.queueTable().all(tenant).stream()
                .filter(queue -> seen.test(queue.id().value()))
                .toList();
        Replies.answer(response, states(tenant), states -> {
            Instant now = clock.instant();
            return new QueueList(queues.stream()
                    .map(queue -> QueueBody.of(queue, states.get(queue.id().value()), now, null))
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
        QueueDefinition queue = changes.find(tenant, id);
        oversight.requireSeen(Replies.principal(context), queue);
        Replies.answer(response, states(tenant), states -> answer(queue, states, null, 200));
    }

    private void define(AsyncResponse response, QueueDefinition queue, List<Finding> findings, int status) {
        Replies.answer(
                response,
                overview.define(queue).thenCompose(defined -> states(queue.tenant())),
                states -> answer(queue, states, findings, status));
    }

    private Response answer(
            QueueDefinition queue, Map<UUID, View.QueueState> states, @Nullable List<Finding> findings, int status) {
        return Response.status(status)
                .entity(QueueBody.of(queue, states.get(queue.id().value()), clock.instant(), findings))
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
        QueueDefinition queue = changes.find(tenant, id);
        oversight.requireSeen(Replies.principal(context), queue);
        Checks checks = new Checks();
        int most = checks.number("limit", limit, 1, 200, 50);
        checks.done();
        Map<UUID, Estimator.Standing> standings =
                estimates.waiting(tenant, queue.id().value(), most);
        Replies.answer(
                response,
                overview.waiting(tenant, queue.id(), most),
                works -> new WaitingList(works.stream()
                        .map(seen ->
                                body(seen, standings.get(seen.work().request().work())))
                        .toList()));
    }

    private static WaitingBody body(Overview.Seen seen, Estimator.@Nullable Standing standing) {
        View.WorkState work = seen.work();
        Invitation invitation = work.invitation();
        return new WaitingBody(
                work.request().work(),
                seen.interaction(),
                work.request().queue(),
                work.request().priority(),
                Instant.ofEpochMilli(work.request().enqueuedAt()),
                work.phase().name(),
                work.ring() + 1,
                work.phase() == Phase.WAITING ? instant(work.until()) : null,
                work.phase() == Phase.RESTING ? instant(work.until()) : null,
                instant(work.leavesAt()),
                work.phase() == Phase.SCHEDULED ? instant(work.until()) : null,
                work.attempts(),
                RangeBody.position(standing),
                RangeBody.mean(standing),
                RangeBody.of(standing),
                invitation == null ? null : invitation.role().name(),
                invitation == null ? null : invitation.contact());
    }

    private static @Nullable Instant instant(long millis) {
        return millis == Long.MAX_VALUE ? null : Instant.ofEpochMilli(millis);
    }

    @POST
    @Requires(RoutingPermissions.QUEUE_WRITE)
    @Answers(value = QueueBody.class, status = 201)
    public void add(@Context SecurityContext context, @Suspended AsyncResponse response, @Nullable QueueWish wish) {
        Principal principal = Replies.principal(context);
        TenantId tenant = principal.tenant();
        QueueWish wanted = QueueWish.given(wish);
        QueueId id = new QueueId(wanted.id() == null ? Uuid7.next() : wanted.id());
        QueueDefinition queue = changes.definition(wanted, tenant, id);
        oversight.requireManaged(principal, queue);
        List<Finding> doubts = changes.doubts(queue);
        changes.create(principal, queue);
        QueueDefinition created = changes.find(tenant, id.toString());
        oversight.requireSeen(principal, created);
        define(response, created, doubts, 201);
    }

    /** What would be found if the queue were like this; nothing changes. */
    @POST
    @Path("check")
    @Requires(RoutingPermissions.QUEUE_WRITE)
    public Findings check(@Context SecurityContext context, @Nullable QueueWish wish) {
        TenantId tenant = Replies.principal(context).tenant();
        QueueDefinition queue = changes.definition(QueueWish.given(wish), tenant, new QueueId(Uuid7.next()));
        return new Findings(QueueBody.FindingBody.of(changes.check(queue)));
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
        QueueDefinition before = changes.find(tenant, id);
        oversight.requireManaged(principal, before);
        QueueWish wanted = QueueWish.given(wish);
        QueueDefinition queue = changes.definition(wanted, before, wanted.checkedVersion());
        oversight.requireManaged(principal, queue);
        List<Finding> doubts = changes.doubts(queue);
        changed(changes.change(principal, queue), queue);
        define(response, changes.find(tenant, id), doubts, 200);
    }

    private void changed(boolean changed, QueueDefinition queue) {
        if (!changed) {
            throw Problem.conflict(
                    "routing.queue.changed",
                    "The queue has been changed by somebody else.",
                    QueueBody.of(changes.find(queue.tenant(), queue.id().toString())));
        }
    }

    /** The queue becomes what it was. */
    @POST
    @Path("{id}/rollback")
    @Requires(RoutingPermissions.QUEUE_WRITE)
    @Answers(QueueBody.class)
    public void rollBack(
            @Context SecurityContext context,
            @Suspended AsyncResponse response,
            @PathParam("id") String id,
            @Nullable RollbackWish wish) {
        Principal principal = Replies.principal(context);
        TenantId tenant = principal.tenant();
        QueueDefinition now = changes.find(tenant, id);
        oversight.requireManaged(principal, now);
        Checks checks = new Checks();
        long version = checks.version(wish == null ? null : wish.version());
        checks.that(wish != null && wish.to() != null, "to", "field.missing", "must be given");
        checks.done();
        QueueDefinition then = changes.version(now, wish == null || wish.to() == null ? 0 : wish.to());
        QueueDefinition queue = changes.definition(QueueBody.of(then).wish(), now, version);
        oversight.requireManaged(principal, queue);
        List<Finding> doubts = changes.doubts(queue);
        changed(changes.rollBack(principal, queue, then.version()), queue);
        define(response, changes.find(tenant, id), doubts, 200);
    }

    @DELETE
    @Path("{id}")
    @Requires(RoutingPermissions.QUEUE_WRITE)
    @Answers(status = 204)
    public void remove(
            @Context SecurityContext context, @Suspended AsyncResponse response, @PathParam("id") String id) {
        Principal principal = Replies.principal(context);
        TenantId tenant = principal.tenant();
        QueueDefinition queue = changes.find(tenant, id);
        oversight.requireManaged(principal, queue);
        if (queue.id().equals(QueueId.UNSORTED)) {
            throw Problem.conflict("routing.queue.builtIn", "The built-in queue cannot be deleted.");
        }
        List<Usage.Use> uses = QueueUses.of(overview, usages, queue);
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
            changes.remove(principal, queue);
            return Response.noContent().build();
        });
    }
}
