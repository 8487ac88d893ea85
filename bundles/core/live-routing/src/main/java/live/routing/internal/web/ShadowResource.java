// SPDX-License-Identifier: Apache-2.0
package live.routing.internal.web;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import javax.ws.rs.Consumes;
import javax.ws.rs.GET;
import javax.ws.rs.POST;
import javax.ws.rs.Path;
import javax.ws.rs.PathParam;
import javax.ws.rs.Produces;
import javax.ws.rs.core.Context;
import javax.ws.rs.core.MediaType;
import javax.ws.rs.core.Response;
import javax.ws.rs.core.SecurityContext;
import live.core.LiveException;
import live.core.Principal;
import live.core.TenantId;
import live.core.UserId;
import live.core.Uuid7;
import live.core.audit.AuditEntry;
import live.core.audit.AuditTrail;
import live.core.web.Answers;
import live.core.web.Checks;
import live.core.web.Problem;
import live.core.web.Requires;
import live.lib.router.shadow.Comparison;
import live.lib.router.shadow.World;
import live.routing.internal.Shadows;
import live.routing.internal.store.QueueDefinition;
import live.routing.internal.store.QueueVersion;
import live.routing.internal.store.Queues;
import live.routing.internal.store.ShadowRules;
import live.routing.internal.store.ShadowRules.State;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.jaxrs.whiteboard.propertytypes.JSONRequired;
import org.osgi.service.jaxrs.whiteboard.propertytypes.JaxrsApplicationSelect;
import org.osgi.service.jaxrs.whiteboard.propertytypes.JaxrsResource;

/** Rules that are tried beside those that hold, and made to hold. */
@Component(service = ShadowResource.class)
@JaxrsResource
@JaxrsApplicationSelect("(osgi.jaxrs.name=routing)")
@JSONRequired
@Path("shadow")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public final class ShadowResource {
    private static final int MOST_QUEUES = 50;

    private final Shadows shadows;
    private final QueueChanges changes;
    private final Oversight oversight;
    private final AuditTrail audit;
    private final Clock clock;

    /** @param queues as they shall be, each with its id and the version that it is based on */
    public record ShadowWish(@Nullable UUID id, @Nullable String name, @Nullable List<QueueWish> queues) {}

    public record ShadowList(List<ShadowBody> items) {}

    /**
     * Rules that are, or were, tried.
     *
     * @param state {@code running}, {@code stopped}, {@code failed}, {@code activated} or {@code rolled-back}
     * @param reason why it ended, if nobody ended it
     * @param compared contacts that came since, and that were answered or gone by both sets of rules; missing with all
     *     that follows before it has begun
     * @param handlingExpected contacts whose time in hand was not known, and for which another one's stood
     * @param notMapped acts of people that had no meaning by the other rules
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record ShadowBody(
            UUID id,
            String name,
            String state,
            @Nullable String reason,
            Instant startedAt,
            @Nullable UUID by,
            List<QueueBody> queues,
            @Nullable Long compared,
            @Nullable WorldBody live,
            @Nullable WorldBody shadow,
            @Nullable Long sameAgent,
            @Nullable Long otherAgent,
            @Nullable Long handlingTaken,
            @Nullable Long handlingExpected,
            @Nullable Long notMapped,
            @Nullable List<ExampleBody> examples) {}

    /** @param expanded of the answered, those to whom a further ring was open */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record WorldBody(
            long answered, long abandoned, long withinTarget, @Nullable Double averageWaitSeconds, long expanded) {
        static WorldBody of(World world) {
            return new WorldBody(
                    world.answered(),
                    world.abandoned(),
                    world.withinTarget(),
                    world.answered() == 0 ? null : world.waitMillis() / 1_000.0 / world.answered(),
                    world.expanded());
        }
    }

    public record ExampleBody(UUID work, SideBody live, SideBody shadow) {}

    /** @param agent who answered; missing if nobody did */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record SideBody(@Nullable UUID agent, double waitSeconds, List<ExplanationResource.Step> explanation) {
        static SideBody of(Comparison.Side side) {
            return new SideBody(
                    side.agent(),
                    side.waitMillis() / 1_000.0,
                    side.explanation() == null ? List.of() : List.of(ExplanationResource.step(side.explanation())));
        }
    }

    @Activate
    public ShadowResource(
            @Reference Shadows shadows,
            @Reference QueueChanges changes,
            @Reference AuditTrail audit,
            @Reference Clock clock,
            @Reference Oversight oversight) {
        this.oversight = oversight;
        this.shadows = shadows;
        this.changes = changes;
        this.audit = audit;
        this.clock = clock;
    }

    @GET
    @Requires(RoutingPermissions.SUPERVISE)
    public ShadowList all(@Context SecurityContext context) {
        oversight.reach(Replies.principal(context)).requireEverything();
        TenantId tenant = Replies.principal(context).tenant();
        return new ShadowList(shadows.table().all(tenant).stream()
                .map(rules -> body(tenant, rules))
                .toList());
    }

    @GET
    @Path("{id}")
    @Requires(RoutingPermissions.SUPERVISE)
    public ShadowBody one(@Context SecurityContext context, @PathParam("id") String id) {
        oversight.reach(Replies.principal(context)).requireEverything();
        TenantId tenant = Replies.principal(context).tenant();
        return body(tenant, find(tenant, id));
    }

    @POST
    @Requires(RoutingPermissions.QUEUE_WRITE)
    @Answers(value = ShadowBody.class, status = 201)
    public Response begin(@Context SecurityContext context, @Nullable ShadowWish wish) {
        oversight.reach(Replies.principal(context)).requireEverything();
        Principal me = Replies.principal(context);
        TenantId tenant = me.tenant();
        Checks checks = new Checks();
        String name = checks.text("name", wish == null ? null : wish.name(), 200);
        List<QueueWish> wishes = checks.list("queues", wish == null ? null : wish.queues(), MOST_QUEUES);
        checks.that(!wishes.isEmpty(), "queues", "field.missing", "at least one must be given");
        Set<UUID> ids = new HashSet<>();
        checks.that(
                wishes.stream().allMatch(queue -> queue.id() != null && ids.add(queue.id())),
                "queues",
                "field.choice",
                "each must be another queue that there is");
        checks.done();
        List<QueueDefinition> queues = new ArrayList<>();
        for (QueueWish queue : wishes) {
            QueueDefinition now = changes.find(tenant, String.valueOf(queue.id()));
            QueueDefinition draft = changes.definition(queue, now, queue.checkedVersion());
            changes.doubts(draft);
            if (now.version() != draft.version()) {
                throw changed(now);
            }
            queues.add(draft);
        }
        UUID id = wish == null || wish.id() == null ? Uuid7.next() : wish.id();
        Instant now = clock.instant();
        ShadowRules rules = new ShadowRules(
                id,
                name,
                State.RUNNING,
                "",
                now,
                now,
                me.isSystem() ? Optional.empty() : Optional.of(me.user()),
                queues,
                "null");
        if (!shadows.begin(tenant, rules, audited(me, "start", id))
                && shadows.table().find(tenant, id).isEmpty()) {
            throw Problem.conflict("routing.shadow.running", "Other rules are tried at the moment: end that first.");
        }
        return Response.status(201)
                .entity(body(tenant, find(tenant, id.toString())))
                .build();
    }

    @POST
    @Path("{id}/stop")
    @Requires(RoutingPermissions.QUEUE_WRITE)
    public ShadowBody stop(@Context SecurityContext context, @PathParam("id") String id) {
        oversight.reach(Replies.principal(context)).requireEverything();
        Principal me = Replies.principal(context);
        TenantId tenant = me.tenant();
        ShadowRules rules = find(tenant, id);
        keep(tenant, rules);
        if (shadows.table()
                .move(tenant, rules.id(), List.of(State.RUNNING), State.STOPPED, "", audited(me, "stop", rules.id()))) {
            shadows.end(tenant);
        }
        return body(tenant, find(tenant, id));
    }

    /** The rules hold from now on, all at once. */
    @POST
    @Path("{id}/activate")
    @Requires(RoutingPermissions.QUEUE_WRITE)
    public ShadowBody activate(@Context SecurityContext context, @PathParam("id") String id) {
        oversight.reach(Replies.principal(context)).requireEverything();
        Principal me = Replies.principal(context);
        TenantId tenant = me.tenant();
        ShadowRules rules = find(tenant, id);
        keep(tenant, rules);
        rules.queues().forEach(changes::doubts);
        move(
                me,
                rules,
                List.of(State.RUNNING, State.STOPPED, State.FAILED),
                State.ACTIVATED,
                changes.all(me, rules.queues(), QueueVersion.Act.CHANGE));
        return body(tenant, find(tenant, id));
    }

    /** The queues are again what they were before the rules held, all at once. */
    @POST
    @Path("{id}/rollback")
    @Requires(RoutingPermissions.QUEUE_WRITE)
    public ShadowBody rollBack(@Context SecurityContext context, @PathParam("id") String id) {
        oversight.reach(Replies.principal(context)).requireEverything();
        Principal me = Replies.principal(context);
        TenantId tenant = me.tenant();
        ShadowRules rules = find(tenant, id);
        List<QueueDefinition> before = new ArrayList<>();
        for (QueueDefinition draft : rules.queues()) {
            QueueDefinition now = changes.find(tenant, draft.id().toString());
            QueueDefinition then = changes.version(now, draft.version());
            QueueDefinition again = changes.definition(QueueBody.of(then).wish(), now, draft.version() + 1);
            changes.doubts(again);
            before.add(again);
        }
        move(
                me,
                rules,
                List.of(State.ACTIVATED),
                State.ROLLED_BACK,
                changes.all(me, before, QueueVersion.Act.ROLLBACK));
        return body(tenant, find(tenant, id));
    }

    /** What is known of a running one is kept when it ends. */
    private void keep(TenantId tenant, ShadowRules rules) {
        if (rules.state() == State.RUNNING) {
            shadows.keep(tenant, rules);
        }
    }

    private void move(Principal me, ShadowRules rules, List<State> from, State to, Queues.Beside queues) {
        TenantId tenant = me.tenant();
        Queues.Beside audited = audited(me, to == State.ACTIVATED ? "activate" : "rollback", rules.id());
        try {
            boolean moved = shadows.table().move(tenant, rules.id(), from, to, "", connection -> {
                queues.in(connection);
                audited.in(connection);
            });
            if (!moved) {
                throw Problem.conflict(
                        "routing.shadow.state",
                        "These rules are " + rules.state().code() + " already.");
            }
        } catch (LiveException e) {
            if (e.code().equals(QueueChanges.CHANGED)) {
                throw Problem.conflict(e.code(), "A queue has been changed by somebody else since.");
            }
            throw e;
        }
        if (rules.state() == State.RUNNING) {
            shadows.end(tenant);
        }
        changes.tell(tenant, rules.queues());
    }

    private static Problem changed(QueueDefinition now) {
        return Problem.conflict(
                QueueChanges.CHANGED, "The queue has been changed by somebody else.", QueueBody.of(now));
    }

    private ShadowRules find(TenantId tenant, String id) {
        Checks checks = new Checks();
        UUID known = checks.id("id", id);
        checks.done();
        return shadows.table()
                .find(tenant, known)
                .orElseThrow(() -> Problem.notFound("routing.shadow.unknown", "There are no such rules."));
    }

    private Queues.Beside audited(Principal me, String act, UUID id) {
        AuditEntry entry = new AuditEntry(me, "routing.shadow." + act, "shadow:" + id, "{}");
        return connection -> audit.record(connection, entry);
    }

    private ShadowBody body(TenantId tenant, ShadowRules rules) {
        Comparison comparison = shadows.comparison(tenant, rules).orElse(null);
        boolean silent = rules.state() == State.RUNNING
                && rules.heard().isBefore(clock.instant().minus(Shadows.SILENCE));
        String reason = silent ? "restart" : rules.reason();
        return new ShadowBody(
                rules.id(),
                rules.name(),
                (silent ? State.STOPPED : rules.state()).code(),
                reason.isEmpty() ? null : reason,
                rules.began(),
                rules.by().map(UserId::value).orElse(null),
                rules.queues().stream().map(QueueBody::of).toList(),
                comparison == null ? null : comparison.compared(),
                comparison == null ? null : WorldBody.of(comparison.live()),
                comparison == null ? null : WorldBody.of(comparison.shadow()),
                comparison == null ? null : comparison.sameAgent(),
                comparison == null ? null : comparison.otherAgent(),
                comparison == null ? null : comparison.handlingTaken(),
                comparison == null ? null : comparison.handlingExpected(),
                comparison == null ? null : comparison.notMapped(),
                comparison == null
                        ? null
                        : comparison.examples().stream()
                                .map(example -> new ExampleBody(
                                        example.work(), SideBody.of(example.live()), SideBody.of(example.shadow())))
                                .toList());
    }
}
