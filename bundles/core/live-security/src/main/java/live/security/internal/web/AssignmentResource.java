// SPDX-License-Identifier: Apache-2.0
package live.security.internal.web;

import java.util.List;
import java.util.OptionalLong;
import javax.servlet.http.HttpServletRequest;
import javax.sql.DataSource;
import javax.ws.rs.Consumes;
import javax.ws.rs.GET;
import javax.ws.rs.PUT;
import javax.ws.rs.Path;
import javax.ws.rs.PathParam;
import javax.ws.rs.Produces;
import javax.ws.rs.core.Context;
import javax.ws.rs.core.MediaType;
import javax.ws.rs.core.SecurityContext;
import live.core.Principal;
import live.core.TeamId;
import live.core.TenantId;
import live.core.UserId;
import live.core.store.SchemaReady;
import live.core.web.Checks;
import live.core.web.Problem;
import live.core.web.Requires;
import live.directory.Directory;
import live.lib.sql.Database;
import live.security.internal.Grants;
import live.security.internal.Holder;
import live.security.internal.Journal;
import live.security.internal.LiveSessions;
import live.security.internal.StaffAccounts;
import live.security.internal.store.Roles;
import live.security.internal.store.Roles.Role;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.jaxrs.whiteboard.propertytypes.JSONRequired;
import org.osgi.service.jaxrs.whiteboard.propertytypes.JaxrsApplicationSelect;
import org.osgi.service.jaxrs.whiteboard.propertytypes.JaxrsResource;

/** Who has which roles: users by themselves, and teams for their members. */
@Component(service = AssignmentResource.class)
@JaxrsResource
@JaxrsApplicationSelect("(osgi.jaxrs.name=security)")
@JSONRequired
@Path("/")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public final class AssignmentResource {
    private final Database database;
    private final Directory directory;
    private final Grants grants;
    private final StaffAccounts accounts;
    private final LiveSessions sessions;
    private final Journal journal;
    private final Confirmation confirmation;

    /**
     * @param roles by their codes
     * @param version how often they were set
     */
    public record RolesBody(List<String> roles, long version) {}

    public record RolesChange(@Nullable List<String> roles, @Nullable Long version) {}

    @Activate
    public AssignmentResource(
            @Reference(target = "(live.store=direct)") DataSource source,
            @Reference(target = "(module=security)") SchemaReady schema,
            @Reference Directory directory,
            @Reference Grants grants,
            @Reference StaffAccounts accounts,
            @Reference LiveSessions sessions,
            @Reference Journal journal,
            @Reference Confirmation confirmation) {
        this.database = new Database(source);
        this.directory = directory;
        this.grants = grants;
        this.accounts = accounts;
        this.sessions = sessions;
        this.journal = journal;
        this.confirmation = confirmation;
    }

    @GET
    @Path("users/{id}/roles")
    @Requires(SecurityPermissions.USER_READ)
    public RolesBody of(@Context SecurityContext context, @PathParam("id") String id) {
        TenantId tenant = SessionResource.principal(context).tenant();
        return body(tenant, user(tenant, id));
    }

    @PUT
    @Path("users/{id}/roles")
    @Requires(SecurityPermissions.USER_WRITE)
    public RolesBody assign(
            @Context SecurityContext context,
            @Context HttpServletRequest request,
            @PathParam("id") String id,
            @Nullable RolesChange body) {
        Principal principal = SessionResource.principal(context);
        Holder.OfUser user = user(principal.tenant(), id);
        accounts.requireReach(principal, user);
        confirmation.require(request, principal);
        set(principal, user, body);
        grants.forget(principal.tenant(), user.user());
        return committed(principal.tenant(), user);
    }

    @GET
    @Path("teams/{id}/roles")
    @Requires(SecurityPermissions.USER_READ)
    public RolesBody ofTeam(@Context SecurityContext context, @PathParam("id") String id) {
        TenantId tenant = SessionResource.principal(context).tenant();
        return body(tenant, team(tenant, id));
    }

    @PUT
    @Path("teams/{id}/roles")
    @Requires(SecurityPermissions.USER_WRITE)
    public RolesBody assignTeam(
            @Context SecurityContext context,
            @Context HttpServletRequest request,
            @PathParam("id") String id,
            @Nullable RolesChange body) {
        Principal principal = SessionResource.principal(context);
        Holder.OfTeam team = team(principal.tenant(), id);
        accounts.requireReach(principal, team);
        confirmation.require(request, principal);
        set(principal, team, body);
        grants.forgetAll();
        return committed(principal.tenant(), team);
    }

    private void set(Principal principal, Holder holder, @Nullable RolesChange request) {
        RolesChange wish = request == null ? new RolesChange(null, null) : request;
        Checks checks = new Checks();
        checks.that(wish.roles() != null, "roles", "field.missing", "must be given");
        List<String> codes = checks.list("roles", wish.roles(), 100);
        long version = checks.version(wish.version());
        checks.done();
        if (!database.<Boolean>change(
                connection -> accounts.roles(connection, principal, holder, codes, OptionalLong.of(version)))) {
            throw Problem.conflict(
                    "security.roles.changed",
                    "The roles have been changed by somebody else.",
                    body(principal.tenant(), holder));
        }
    }

    private RolesBody body(TenantId tenant, Holder holder) {
        return database.read(connection -> new RolesBody(
                Roles.of(connection, tenant, List.of(holder.id())).stream()
                        .map(Role::code)
                        .toList(),
                Roles.version(connection, tenant, holder.id())));
    }

    private Holder.OfUser user(TenantId tenant, String id) {
        UserId user = SessionResource.user(id);
        if (directory.user(tenant, user).isEmpty()) {
            throw Problem.notFound("directory.user.unknown", "There is no such user.");
        }
        return new Holder.OfUser(user);
    }

    private Holder.OfTeam team(TenantId tenant, String id) {
        TeamId team = new TeamId(RoleResource.id(id));
        if (!directory.teams(tenant).containsKey(team)) {
            throw Problem.notFound("directory.team.unknown", "There is no such team.");
        }
        return new Holder.OfTeam(team);
    }

    private RolesBody committed(TenantId tenant, Holder holder) {
        sessions.recheck();
        journal.committed();
        return body(tenant, holder);
    }
}
