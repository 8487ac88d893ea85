// SPDX-License-Identifier: Apache-2.0
package live.routing.internal.web;

import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletionStage;
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
import live.core.web.Answers;
import live.core.web.Checks;
import live.core.web.Requires;
import live.directory.Directory;
import live.routing.AgentDesk;
import live.routing.OfferId;
import live.routing.Outcome;
import live.routing.Postponement;
import live.routing.Target;
import live.routing.WorkId;
import live.routing.internal.JournalledDesk;
import live.routing.internal.Overview;
import live.routing.internal.Rests;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.jaxrs.whiteboard.propertytypes.JSONRequired;
import org.osgi.service.jaxrs.whiteboard.propertytypes.JaxrsApplicationSelect;
import org.osgi.service.jaxrs.whiteboard.propertytypes.JaxrsResource;

/** The caller's own desk. Every command answers with the desk as it is afterwards. */
@Component(service = DeskResource.class)
@JaxrsResource
@JaxrsApplicationSelect("(osgi.jaxrs.name=routing)")
@JSONRequired
@Path("/")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public final class DeskResource {
    private static final int LONGEST_CODE = 100;

    private final JournalledDesk desk;
    private final Overview overview;
    private final Directory directory;
    private final Rests rests;
    private final Clock clock;

    public record PresenceChange(@Nullable String state, @Nullable String reason) {}

    public record Reason(@Nullable String reason) {}

    public record Code(@Nullable String code) {}

    @Activate
    public DeskResource(
            @Reference JournalledDesk desk,
            @Reference Overview overview,
            @Reference Directory directory,
            @Reference Rests rests,
            @Reference Clock clock) {
        this.rests = rests;
        this.desk = desk;
        this.overview = overview;
        this.directory = directory;
        this.clock = clock;
    }

    @GET
    @Path("desk")
    @Requires(RoutingPermissions.WORK)
    public DeskBody mine(@Context SecurityContext context) {
        Principal me = Replies.principal(context);
        desk.heard(me.tenant(), me.user());
        return body(me);
    }

    @GET
    @Path("reasons")
    @Requires(Requires.SIGNED_IN)
    public List<String> reasons() {
        return overview.reasons();
    }

    @PUT
    @Path("desk/presence")
    @Requires(RoutingPermissions.WORK)
    @Answers(DeskBody.class)
    public void presence(
            @Context SecurityContext context, @Suspended AsyncResponse response, @Nullable PresenceChange change) {
        Principal me = Replies.principal(context);
        Checks checks = new Checks();
        AgentDesk.Presence presence = presence(checks, change == null ? null : change.state());
        String reason = checks.textIfAny("reason", change == null ? null : change.reason(), LONGEST_CODE)
                .orElse("");
        checks.done();
        reply(response, me, desk.presence(me.tenant(), me.user(), presence, reason));
    }

    static AgentDesk.Presence presence(Checks checks, @Nullable String state) {
        for (AgentDesk.Presence presence : AgentDesk.Presence.values()) {
            if (presence.name().equals(state == null ? "" : state.toUpperCase(Locale.ROOT))) {
                return presence;
            }
        }
        checks.wrong("state", "field.choice", "must be READY, NOT_READY or SIGNED_OUT");
        return AgentDesk.Presence.SIGNED_OUT;
    }

    @POST
    @Path("desk/offers/{id}/accept")
    @Requires(RoutingPermissions.WORK)
    @Answers(DeskBody.class)
    public void accept(
            @Context SecurityContext context, @Suspended AsyncResponse response, @PathParam("id") String id) {
        Principal me = Replies.principal(context);
        reply(response, me, desk.accept(me.tenant(), me.user(), offer(id)));
    }

    @POST
    @Path("desk/offers/{id}/decline")
    @Requires(RoutingPermissions.WORK)
    @Answers(DeskBody.class)
    public void decline(
            @Context SecurityContext context,
            @Suspended AsyncResponse response,
            @PathParam("id") String id,
            @Nullable Reason reason) {
        Principal me = Replies.principal(context);
        Checks checks = new Checks();
        String why = checks.textIfAny("reason", reason == null ? null : reason.reason(), LONGEST_CODE)
                .orElse("");
        checks.done();
        reply(response, me, desk.decline(me.tenant(), me.user(), offer(id), why));
    }

    @POST
    @Path("desk/work/{id}/finish")
    @Requires(RoutingPermissions.WORK)
    @Answers(DeskBody.class)
    public void finish(
            @Context SecurityContext context, @Suspended AsyncResponse response, @PathParam("id") String id) {
        Principal me = Replies.principal(context);
        reply(response, me, desk.finish(me.tenant(), me.user(), work(id)));
    }

    @POST
    @Path("desk/work/{id}/wrap-up")
    @Requires(RoutingPermissions.WORK)
    @Answers(DeskBody.class)
    public void wrapUp(
            @Context SecurityContext context,
            @Suspended AsyncResponse response,
            @PathParam("id") String id,
            @Nullable Code code) {
        Principal me = Replies.principal(context);
        Checks checks = new Checks();
        String given = checks.textIfAny("code", code == null ? null : code.code(), LONGEST_CODE)
                .orElse("");
        WorkId work = work(id);
        checks.that(given.isEmpty() || offered(me, work, given), "code", "wrapUp.unknown", "is no code of this queue");
        checks.done();
        reply(response, me, desk.wrapUp(me.tenant(), me.user(), work, given));
    }

    /** Whether his contact may end so; of a contact that is not his the engine says what is wrong. */
    private boolean offered(Principal me, WorkId work, String code) {
        return desk.assignments(me.tenant(), me.user()).stream()
                .filter(assignment -> assignment.work().equals(work))
                .allMatch(assignment -> overview.wrapUpCodes().get(me.tenant()).codes().stream()
                        .anyMatch(each -> each.code().equals(code) && each.fits(assignment.queue())));
    }

    @POST
    @Path("desk/work/{id}/transfer")
    @Requires(RoutingPermissions.WORK)
    @Answers(DeskBody.class)
    public void transfer(
            @Context SecurityContext context,
            @Suspended AsyncResponse response,
            @PathParam("id") String id,
            @Nullable Destination destination) {
        Principal me = Replies.principal(context);
        Target target =
                Destination.target(destination, directory.skills(me.tenant()).keySet());
        reply(response, me, desk.transfer(me.tenant(), me.user(), work(id), target));
    }

    @POST
    @Path("desk/work/{id}/pull")
    @Requires(RoutingPermissions.WORK)
    @Answers(DeskBody.class)
    public void pull(@Context SecurityContext context, @Suspended AsyncResponse response, @PathParam("id") String id) {
        Principal me = Replies.principal(context);
        reply(response, me, desk.pull(me.tenant(), me.user(), work(id)));
    }

    @POST
    @Path("desk/work/{id}/postpone")
    @Requires(RoutingPermissions.WORK)
    @Answers(DeskBody.class)
    public void postpone(
            @Context SecurityContext context,
            @Suspended AsyncResponse response,
            @PathParam("id") String id,
            @Nullable RestWish wish) {
        Principal me = Replies.principal(context);
        Postponement postponement = RestWish.given(wish).postponement(clock.instant(), me.user());
        WorkId work = work(id);
        reply(
                response,
                me,
                RestWish.overKnownMedium(
                        medium -> rests.knowsMedium(me.tenant(), medium),
                        postponement,
                        () -> desk.postpone(me.tenant(), me.user(), work, postponement)));
    }

    private void reply(AsyncResponse response, Principal me, CompletionStage<Outcome> outcome) {
        Replies.command(response, outcome, () -> body(me));
    }

    private DeskBody body(Principal me) {
        return DeskBody.of(desk.state(me.tenant(), me.user()));
    }

    private static OfferId offer(String text) {
        Checks checks = new Checks();
        OfferId id = new OfferId(checks.id("id", text));
        checks.done();
        return id;
    }

    static WorkId work(String text) {
        Checks checks = new Checks();
        WorkId id = new WorkId(checks.id("id", text));
        checks.done();
        return id;
    }
}
