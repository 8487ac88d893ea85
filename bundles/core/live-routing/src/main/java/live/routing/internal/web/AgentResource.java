// SPDX-License-Identifier: Apache-2.0
package live.routing.internal.web;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletionStage;
import java.util.function.Predicate;
import java.util.function.Supplier;
import javax.ws.rs.Consumes;
import javax.ws.rs.GET;
import javax.ws.rs.POST;
import javax.ws.rs.PUT;
import javax.ws.rs.Path;
import javax.ws.rs.PathParam;
import javax.ws.rs.Produces;
import javax.ws.rs.container.AsyncResponse;
import javax.ws.rs.container.Suspended;
import javax.ws.rs.core.Context;
import javax.ws.rs.core.MediaType;
import javax.ws.rs.core.SecurityContext;
import live.core.Principal;
import live.core.UserId;
import live.core.audit.AuditEntry;
import live.core.audit.AuditTrail;
import live.core.web.Answers;
import live.core.web.Checks;
import live.core.web.Problem;
import live.core.web.Requires;
import live.directory.Directory;
import live.lib.router.Invitation;
import live.lib.router.Phase;
import live.lib.router.View;
import live.lib.router.estimate.Estimator;
import live.routing.AgentDesk;
import live.routing.Outcome;
import live.routing.Router;
import live.routing.Target;
import live.routing.WorkId;
import live.routing.internal.Estimates;
import live.routing.internal.Overview;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.jaxrs.whiteboard.propertytypes.JSONRequired;
import org.osgi.service.jaxrs.whiteboard.propertytypes.JaxrsApplicationSelect;
import org.osgi.service.jaxrs.whiteboard.propertytypes.JaxrsResource;

/** What supervisors see of agents and work, and what they do. Every act of theirs is in the audit trail first. */
@Component(service = AgentResource.class)
@JaxrsResource
@JaxrsApplicationSelect("(osgi.jaxrs.name=routing)")
@JSONRequired
@Path("/")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public final class AgentResource {
    private final Overview overview;
    private final Estimates estimates;
    private final Router router;
    private final Directory directory;
    private final AuditTrail audit;
    private final Oversight oversight;

    public record AgentList(List<AgentBody> items) {}

    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record AgentBody(
            UUID agent,
            String state,
            String reason,
            @Nullable Instant since,
            boolean reachable,
            Map<String, DeskBody.Room> capacity,
            List<UUID> works) {}

    /**
     * A contact, or an invitation to one.
     *
     * @param due when it waits again, while it rests until a time
     * @param attempts how often its customer was not reached
     * @param role of an invitation: to what; missing of a contact
     * @param contact of an invitation: to which contact
     * @param participants who takes part in the contact beside its owner, or is asked to
     * @param position of one that waits, among the contacts that may take one of its agents away; 1 = next
     * @param estimatedWaitSeconds from now on; missing if nobody could take it as things are, or nothing is known yet
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record WorkBody(
            UUID work,
            UUID interaction,
            UUID queue,
            String medium,
            int priority,
            Instant waitingSince,
            String state,
            Instant since,
            @Nullable UUID agent,
            @Nullable Instant due,
            int attempts,
            @Nullable Integer position,
            @Nullable Long estimatedWaitSeconds,
            @Nullable RangeBody estimateRange,
            @Nullable String role,
            @Nullable UUID contact,
            List<DeskBody.ParticipantBody> participants) {
        static WorkBody of(Overview.Seen seen, Estimator.@Nullable Standing standing) {
            View.WorkState work = seen.work();
            Invitation invitation = work.invitation();
            return new WorkBody(
                    work.request().work(),
                    seen.interaction(),
                    work.request().queue(),
                    work.request().medium(),
                    work.request().priority(),
                    Instant.ofEpochMilli(work.request().enqueuedAt()),
                    work.phase().name(),
                    Instant.ofEpochMilli(work.since()),
                    work.agent(),
                    work.phase() == Phase.SCHEDULED ? Instant.ofEpochMilli(work.until()) : null,
                    work.attempts(),
                    RangeBody.position(standing),
                    RangeBody.mean(standing),
                    RangeBody.of(standing),
                    invitation == null ? null : invitation.role().name(),
                    invitation == null ? null : invitation.contact(),
                    seen.participants().stream()
                            .map(DeskBody.ParticipantBody::of)
                            .toList());
        }
    }

    /** What the audit trail keeps of it. */
    record Forced(String state, String reason) {}

    public record Assignee(@Nullable String agent) {
        static UserId agent(@Nullable Assignee assignee) {
            Checks checks = new Checks();
            UserId agent = new UserId(checks.id("agent", assignee == null ? null : assignee.agent()));
            checks.done();
            return agent;
        }
    }

    public record Priority(@Nullable Integer priority) {}

    @Activate
    public AgentResource(
            @Reference Overview overview,
            @Reference Estimates estimates,
            @Reference Router router,
            @Reference Directory directory,
            @Reference AuditTrail audit,
            @Reference Oversight oversight) {
        this.oversight = oversight;
        this.overview = overview;
        this.estimates = estimates;
        this.router = router;
        this.directory = directory;
        this.audit = audit;
    }

    @GET
    @Path("agents")
    @Requires(RoutingPermissions.SUPERVISE)
    @Answers(AgentList.class)
    public void agents(@Context SecurityContext context, @Suspended AsyncResponse response) {
        Principal me = Replies.principal(context);
        Predicate<UUID> mine = oversight.agents(me);
        Replies.answer(
                response,
                overview.agents(me.tenant()),
                agents -> new AgentList(agents.stream()
                        .filter(agent -> mine.test(agent.rule().id()))
                        .map(AgentResource::body)
                        .toList()));
    }

    static AgentBody body(View.AgentState agent) {
        Map<String, DeskBody.Room> capacity = new LinkedHashMap<>();
        agent.rooms().forEach(room -> capacity.put(room.medium(), new DeskBody.Room(room.used(), room.limit())));
        AgentDesk.Presence presence = !agent.signedIn()
                ? AgentDesk.Presence.SIGNED_OUT
                : agent.ready() ? AgentDesk.Presence.READY : AgentDesk.Presence.NOT_READY;
        return new AgentBody(
                agent.rule().id(),
                presence.name(),
                agent.reason(),
                agent.since() == 0 ? null : Instant.ofEpochMilli(agent.since()),
                agent.reachable(),
                capacity,
                agent.works());
    }

    @PUT
    @Path("agents/{id}/presence")
    @Requires(RoutingPermissions.SUPERVISE)
    @Answers(AgentBody.class)
    public void force(
            @Context SecurityContext context,
            @Suspended AsyncResponse response,
            @PathParam("id") String id,
            DeskResource.@Nullable PresenceChange change) {
        Principal me = Replies.principal(context);
        Checks checks = new Checks();
        UserId agent = new UserId(checks.id("id", id));
        AgentDesk.Presence presence = DeskResource.presence(checks, change == null ? null : change.state());
        String reason = checks.textIfAny("reason", change == null ? null : change.reason(), 100)
                .orElse("");
        checks.done();
        oversight.requireAgent(me, agent);
        record(me, "routing.agent.force", "user:" + agent, Json.of(new Forced(presence.name(), reason)));
        Replies.answer(
                response,
                overview.force(me.tenant(), agent, presence, reason).thenCompose(outcome -> {
                    done(outcome);
                    return overview.agents(me.tenant());
                }),
                agents -> agents.stream()
                        .filter(each -> each.rule().id().equals(agent.value()))
                        .findFirst()
                        .map(AgentResource::body)
                        .orElseThrow(() -> Problem.notFound("routing.agent.unknown", "There is no such agent.")));
    }

    @GET
    @Path("work/{id}")
    @Requires(RoutingPermissions.QUEUE_READ)
    @Answers(WorkBody.class)
    public void work(@Context SecurityContext context, @Suspended AsyncResponse response, @PathParam("id") String id) {
        WorkId work = DeskResource.work(id);
        Principal me = Replies.principal(context);
        Estimator.Standing standing =
                estimates.standing(me.tenant(), work.value()).orElse(null);
        Replies.answer(response, overview.work(me.tenant(), work), state -> state.flatMap(
                        found -> me.may(RoutingPermissions.SUPERVISE) && oversight.concerns(me, found)
                                ? Optional.of(found)
                                : found.seenBy(me.user()))
                .map(found -> WorkBody.of(found, standing))
                .orElseThrow(AgentResource::unknown));
    }

    @POST
    @Path("work/{id}/assign")
    @Requires(RoutingPermissions.SUPERVISE)
    @Answers(WorkBody.class)
    public void assign(
            @Context SecurityContext context,
            @Suspended AsyncResponse response,
            @PathParam("id") String id,
            @Nullable Assignee assignee) {
        Principal me = Replies.principal(context);
        WorkId work = DeskResource.work(id);
        UserId agent = Assignee.agent(assignee);
        oversight.requireAgent(me, agent);
        act(response, me, work, () -> {
            record(me, "routing.work.assign", "work:" + work, "{\"agent\":\"" + agent + "\"}");
            return overview.reassign(me.tenant(), work, agent);
        });
    }

    /** Whoever takes part in the contact becomes its owner, whoever has it now. */
    @POST
    @Path("work/{id}/hand-over")
    @Requires(RoutingPermissions.SUPERVISE)
    @Answers(WorkBody.class)
    public void handOver(
            @Context SecurityContext context,
            @Suspended AsyncResponse response,
            @PathParam("id") String id,
            @Nullable Assignee assignee) {
        Principal me = Replies.principal(context);
        WorkId work = DeskResource.work(id);
        UserId agent = Assignee.agent(assignee);
        oversight.requireAgent(me, agent);
        act(response, me, work, () -> {
            record(me, "routing.work.handOver", "work:" + work, "{\"agent\":\"" + agent + "\"}");
            return overview.handOver(me.tenant(), work, agent);
        });
    }

    @POST
    @Path("work/{id}/transfer")
    @Requires(RoutingPermissions.SUPERVISE)
    @Answers(WorkBody.class)
    public void transfer(
            @Context SecurityContext context,
            @Suspended AsyncResponse response,
            @PathParam("id") String id,
            @Nullable Destination destination) {
        Principal me = Replies.principal(context);
        WorkId work = DeskResource.work(id);
        Target target =
                Destination.target(destination, directory.skills(me.tenant()).keySet());
        if (target instanceof Target.Agent wanted) {
            oversight.requireAgent(me, wanted.agent());
        }
        act(response, me, work, () -> {
            record(me, "routing.work.transfer", "work:" + work, Json.of(Objects.requireNonNull(destination)));
            return router.transfer(me.tenant(), work, target);
        });
    }

    @POST
    @Path("work/{id}/priority")
    @Requires(RoutingPermissions.SUPERVISE)
    @Answers(WorkBody.class)
    public void priority(
            @Context SecurityContext context,
            @Suspended AsyncResponse response,
            @PathParam("id") String id,
            @Nullable Priority priority) {
        Principal me = Replies.principal(context);
        WorkId work = DeskResource.work(id);
        Checks checks = new Checks();
        int wanted = checks.number("priority", priority == null ? null : priority.priority(), 0, 9, -1);
        checks.done();
        act(response, me, work, () -> {
            record(me, "routing.work.prioritise", "work:" + work, "{\"priority\":" + wanted + "}");
            return overview.prioritise(me.tenant(), work, wanted);
        });
    }

    private void record(Principal me, String action, String subject, String details) {
        audit.record(new AuditEntry(me, action, subject, details));
    }

    /** Does it if the contact concerns the caller. */
    private void act(AsyncResponse response, Principal me, WorkId work, Supplier<CompletionStage<Outcome>> command) {
        reply(response, overview, me, work, oversight.concerned(me, work).thenCompose(concerned -> command.get()));
    }

    /** Answers with the contact as it is once the command is done. */
    static void reply(
            AsyncResponse response, Overview overview, Principal me, WorkId work, CompletionStage<Outcome> command) {
        Replies.answer(
                response,
                command.thenCompose(outcome -> {
                    done(outcome);
                    return overview.work(me.tenant(), work);
                }),
                state -> state.map(found -> WorkBody.of(found, null)).orElseThrow(AgentResource::unknown));
    }

    private static void done(Outcome outcome) {
        if (outcome instanceof Outcome.Refused refused) {
            throw Problem.conflict(refused.code(), refused.reason());
        }
        if (outcome instanceof Outcome.Gone) {
            throw unknown();
        }
    }

    private static Problem unknown() {
        return Problem.notFound("routing.work.unknown", "There is no such work in routing.");
    }
}
