// SPDX-License-Identifier: Apache-2.0
package live.routing.internal.web;

import java.util.UUID;
import java.util.concurrent.CompletionStage;
import javax.ws.rs.Consumes;
import javax.ws.rs.DELETE;
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
import live.core.web.Requires;
import live.directory.Directory;
import live.routing.Outcome;
import live.routing.Role;
import live.routing.WorkId;
import live.routing.internal.JournalledDesk;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.jaxrs.whiteboard.propertytypes.JSONRequired;
import org.osgi.service.jaxrs.whiteboard.propertytypes.JaxrsApplicationSelect;
import org.osgi.service.jaxrs.whiteboard.propertytypes.JaxrsResource;

/** Several people on one contact. Every command answers with the caller's desk as it is afterwards. */
@Component(service = InvitationResource.class)
@JaxrsResource
@JaxrsApplicationSelect("(osgi.jaxrs.name=routing)")
@JSONRequired
@Path("/")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public final class InvitationResource {
    private final JournalledDesk desk;
    private final Directory directory;
    private final AuditTrail audit;
    private final Oversight oversight;

    public record RoleChange(@Nullable String role) {}

    /** @param id of this wish, made by the caller: repeating it has no effect; missing = a new one */
    public record Joining(@Nullable UUID id, @Nullable String role) {}

    @Activate
    public InvitationResource(
            @Reference JournalledDesk desk,
            @Reference Directory directory,
            @Reference AuditTrail audit,
            @Reference Oversight oversight) {
        this.oversight = oversight;
        this.desk = desk;
        this.directory = directory;
        this.audit = audit;
    }

    /** The owner of a contact asks somebody to take part in it. */
    @POST
    @Path("desk/work/{id}/invite")
    @Requires(RoutingPermissions.WORK)
    @Answers(DeskBody.class)
    public void invite(
            @Context SecurityContext context,
            @Suspended AsyncResponse response,
            @PathParam("id") String id,
            @Nullable InvitationWish wish) {
        Principal me = Replies.principal(context);
        WorkId contact = DeskResource.work(id);
        InvitationWish.Checked wanted = InvitationWish.check(
                contact, wish, directory.skills(me.tenant()).keySet());
        reply(
                response,
                me,
                desk.invite(
                        me.tenant(),
                        me.user(),
                        contact,
                        wanted.id(),
                        wanted.role(),
                        wanted.target(),
                        wanted.patience()));
    }

    /** The contact's owner takes an invitation back, also when somebody has come. */
    @DELETE
    @Path("desk/invitations/{id}")
    @Requires(RoutingPermissions.WORK)
    @Answers(DeskBody.class)
    public void withdraw(
            @Context SecurityContext context, @Suspended AsyncResponse response, @PathParam("id") String id) {
        Principal me = Replies.principal(context);
        reply(response, me, desk.withdraw(me.tenant(), me.user(), DeskResource.work(id)));
    }

    /** Takes part no longer. */
    @POST
    @Path("desk/invitations/{id}/leave")
    @Requires(RoutingPermissions.WORK)
    @Answers(DeskBody.class)
    public void leave(@Context SecurityContext context, @Suspended AsyncResponse response, @PathParam("id") String id) {
        Principal me = Replies.principal(context);
        reply(response, me, desk.finish(me.tenant(), me.user(), DeskResource.work(id)));
    }

    /** The contact's owner brings somebody in whom he consults, or the other way round; who joined changes his own role. */
    @PUT
    @Path("desk/invitations/{id}/role")
    @Requires(RoutingPermissions.WORK)
    @Answers(DeskBody.class)
    public void changeRole(
            @Context SecurityContext context,
            @Suspended AsyncResponse response,
            @PathParam("id") String id,
            @Nullable RoleChange change) {
        Principal me = Replies.principal(context);
        WorkId invitation = DeskResource.work(id);
        Checks checks = new Checks();
        Role role = InvitationWish.role(
                checks, change == null ? null : change.role(), Role.CONSULT, Role.CONFERENCE, Role.MONITOR, Role.COACH);
        checks.done();
        record(me, "routing.work.role", invitation, role);
        reply(response, me, desk.changeRole(me.tenant(), me.user(), invitation, role));
    }

    /** The owner makes somebody the owner who takes part in the contact, and is rid of it. */
    @POST
    @Path("desk/work/{id}/hand-over")
    @Requires(RoutingPermissions.WORK)
    @Answers(DeskBody.class)
    public void handOver(
            @Context SecurityContext context,
            @Suspended AsyncResponse response,
            @PathParam("id") String id,
            AgentResource.@Nullable Assignee assignee) {
        Principal me = Replies.principal(context);
        WorkId contact = DeskResource.work(id);
        UserId to = AgentResource.Assignee.agent(assignee);
        reply(response, me, desk.handOver(me.tenant(), me.user(), contact, to));
    }

    /** A supervisor takes part in a contact that somebody owns: looks on, coaches the owner, or talks with the customer. */
    @POST
    @Path("work/{id}/join")
    @Requires(RoutingPermissions.SUPERVISE)
    @Answers(DeskBody.class)
    public void join(
            @Context SecurityContext context,
            @Suspended AsyncResponse response,
            @PathParam("id") String id,
            @Nullable Joining joining) {
        Principal me = Replies.principal(context);
        WorkId contact = DeskResource.work(id);
        Checks checks = new Checks();
        Role role = InvitationWish.role(
                checks, joining == null ? null : joining.role(), Role.MONITOR, Role.COACH, Role.CONFERENCE);
        checks.done();
        WorkId invitation = InvitationWish.id(contact, joining == null ? null : joining.id());
        CompletionStage<Outcome> joined = oversight.concerned(me, contact).thenCompose(concerned -> {
            record(me, "routing.work.join", contact, role);
            return desk.join(me.tenant(), me.user(), contact, invitation, role);
        });
        reply(response, me, joined);
    }

    private void record(Principal me, String action, WorkId work, Role role) {
        audit.record(new AuditEntry(me, action, "work:" + work, "{\"role\":\"" + role + "\"}"));
    }

    private void reply(AsyncResponse response, Principal me, CompletionStage<Outcome> outcome) {
        Replies.command(response, outcome, () -> DeskBody.of(desk.state(me.tenant(), me.user())));
    }
}
