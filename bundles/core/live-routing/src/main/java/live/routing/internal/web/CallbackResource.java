// SPDX-License-Identifier: Apache-2.0
package live.routing.internal.web;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Predicate;
import javax.ws.rs.Consumes;
import javax.ws.rs.DefaultValue;
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
import javax.ws.rs.core.SecurityContext;
import live.core.Principal;
import live.core.UserId;
import live.core.audit.AuditEntry;
import live.core.audit.AuditTrail;
import live.core.web.Answers;
import live.core.web.Checks;
import live.core.web.Requires;
import live.lib.router.Request;
import live.lib.router.View;
import live.routing.Postponement;
import live.routing.Router;
import live.routing.WorkId;
import live.routing.internal.Overview;
import live.routing.internal.Rests;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.jaxrs.whiteboard.propertytypes.JSONRequired;
import org.osgi.service.jaxrs.whiteboard.propertytypes.JaxrsApplicationSelect;
import org.osgi.service.jaxrs.whiteboard.propertytypes.JaxrsResource;

/** What rests until a time: callbacks, and what agents have put aside. */
@Component(service = CallbackResource.class)
@JaxrsResource
@JaxrsApplicationSelect("(osgi.jaxrs.name=routing)")
@JSONRequired
@Path("/")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public final class CallbackResource {
    private final Rests rests;
    private final Router router;
    private final Overview overview;
    private final AuditTrail audit;
    private final Clock clock;
    private final Oversight oversight;

    /** @param total of all pages, of what concerns the caller */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record CallbackList(List<CallbackBody> items, @Nullable String next, int total) {}

    /**
     * A contact that rests.
     *
     * @param due when it waits again
     * @param attempts how often its customer was not reached
     * @param agent who is asked first then
     * @param alone whether nobody else is asked as long as that agent exists
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record CallbackBody(
            UUID work,
            UUID interaction,
            UUID queue,
            String medium,
            Instant waitingSince,
            Instant due,
            int attempts,
            @Nullable UUID agent,
            boolean alone) {}

    /**
     * How a supervisor wants a contact to rest.
     *
     * @param until when it waits again; missing or past = at once
     * @param agent to whom it comes back first, or with {@code alone} to nobody else as long as he exists
     * @param medium over which it goes on, one that routing knows; missing = as before
     * @param reason a code of small letters, digits and hyphens, at most 40; it is kept, so it is no text about anybody
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Rest(
            @Nullable Instant until,
            @Nullable String agent,
            @Nullable Boolean alone,
            @Nullable String medium,
            @Nullable String reason) {}

    @Activate
    public CallbackResource(
            @Reference Rests rests,
            @Reference Router router,
            @Reference Overview overview,
            @Reference AuditTrail audit,
            @Reference Clock clock,
            @Reference Oversight oversight) {
        this.oversight = oversight;
        this.rests = rests;
        this.router = router;
        this.overview = overview;
        this.audit = audit;
        this.clock = clock;
    }

    /** What rests, the earliest first. */
    @GET
    @Path("callbacks")
    @Requires(RoutingPermissions.SUPERVISE)
    @Answers(CallbackList.class)
    public void callbacks(
            @Context SecurityContext context,
            @Suspended AsyncResponse response,
            @QueryParam("queue") @Nullable String queue,
            @QueryParam("agent") @Nullable String agent,
            @QueryParam("limit") @DefaultValue("50") int limit,
            @QueryParam("cursor") @Nullable String cursor) {
        Checks checks = new Checks();
        UUID ofQueue = queue == null ? null : checks.id("queue", queue);
        UUID ofAgent = agent == null ? null : checks.id("agent", agent);
        Principal me = Replies.principal(context);
        list(response, me, checks, ofQueue, ofAgent, limit, cursor, oversight.resting(me));
    }

    /** What comes back to the caller. */
    @GET
    @Path("desk/callbacks")
    @Requires(RoutingPermissions.WORK)
    @Answers(CallbackList.class)
    public void mine(
            @Context SecurityContext context,
            @Suspended AsyncResponse response,
            @QueryParam("limit") @DefaultValue("50") int limit,
            @QueryParam("cursor") @Nullable String cursor) {
        Principal me = Replies.principal(context);
        list(response, me, new Checks(), null, me.user().value(), limit, cursor, request -> true);
    }

    private void list(
            AsyncResponse response,
            Principal me,
            Checks checks,
            @Nullable UUID queue,
            @Nullable UUID agent,
            int limit,
            @Nullable String cursor,
            Predicate<Request> seen) {
        int most = checks.number("limit", limit, 1, 200, 50);
        View.Due after = cursor == null ? null : due(checks, cursor);
        checks.done();
        // One more, to tell whether any follow.
        Replies.answer(response, rests.scheduled(me.tenant(), queue, agent, seen, after, most + 1), found -> {
            List<View.WorkState> works = found.works();
            boolean more = works.size() > most;
            List<View.WorkState> shown = more ? works.subList(0, most) : works;
            View.WorkState last = more ? shown.get(most - 1) : null;
            return new CallbackList(
                    shown.stream().map(CallbackResource::body).toList(),
                    last == null ? null : last.until() + "." + last.request().work(),
                    found.total());
        });
    }

    private static View.@Nullable Due due(Checks checks, String cursor) {
        int dot = cursor.indexOf('.');
        try {
            return new View.Due(
                    Long.parseLong(cursor.substring(0, Math.max(0, dot))), UUID.fromString(cursor.substring(dot + 1)));
        } catch (IllegalArgumentException e) {
            checks.wrong("cursor", "field.cursor", "must be one that was answered");
            return null;
        }
    }

    private static CallbackBody body(View.WorkState work) {
        UUID required = work.request().requiredAgent();
        return new CallbackBody(
                work.request().work(),
                Overview.interaction(work),
                work.request().queue(),
                work.request().medium(),
                Instant.ofEpochMilli(work.request().enqueuedAt()),
                Instant.ofEpochMilli(work.until()),
                work.attempts(),
                required == null ? work.request().preferredAgent() : required,
                required != null);
    }

    /** A supervisor puts a contact to rest, whoever has it, or ends its rest. */
    @POST
    @Path("work/{id}/postpone")
    @Requires(RoutingPermissions.SUPERVISE)
    @Answers(AgentResource.WorkBody.class)
    public void postpone(
            @Context SecurityContext context,
            @Suspended AsyncResponse response,
            @PathParam("id") String id,
            @Nullable Rest wish) {
        Principal me = Replies.principal(context);
        WorkId work = DeskResource.work(id);
        Rest rest = wish == null ? new Rest(null, null, null, null, null) : wish;
        Checks checks = new Checks();
        boolean alone = Boolean.TRUE.equals(rest.alone());
        Optional<UserId> agent = Optional.ofNullable(rest.agent()).map(given -> new UserId(checks.id("agent", given)));
        checks.that(agent.isPresent() || !alone, "alone", "field.range", "only with an agent");
        Postponement postponement =
                RestWish.read(checks, clock.instant(), rest.until(), rest.medium(), rest.reason(), agent, alone, false);
        checks.done();
        agent.ifPresent(wanted -> oversight.requireAgent(me, wanted));
        AgentResource.reply(
                response,
                overview,
                me,
                work,
                RestWish.overKnownMedium(medium -> rests.knowsMedium(me.tenant(), medium), postponement, () -> oversight
                        .concerned(me, work)
                        .thenCompose(concerned -> {
                            audit.record(new AuditEntry(me, "routing.work.postpone", "work:" + work, Json.of(rest)));
                            return router.postpone(me.tenant(), work, postponement);
                        })));
    }
}
