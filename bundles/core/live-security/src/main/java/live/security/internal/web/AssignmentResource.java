// SPDX-License-Identifier: Apache-2.0
package live.security.internal.web;

import java.util.List;
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

    /**
     * @param roles by their codes
     */
    public record RolesBody(List<String> roles) {}

    public record RolesChange(@Nullable List<String> roles) {}

    @Activate
    public AssignmentResource(
            @Reference(target = "(live.store=direct)") DataSource source,
            @Reference(target = "(module=security)") SchemaReady schema,
            @Reference Directory directory,
            @Reference Grants grants,
            @Reference StaffAccounts accounts,
            @Reference LiveSessions sessions,
            @Reference Journal journal) {
        this.database = new Database(source);
        this.directory = directory;
        this.grants = grants;
        this.accounts = accounts;
        this.sessions = sessions;
        this.journal = journal;
    }

    @GET
    @Path("users/{id}/roles")
    @Requires(SecurityPermissions.USER_READ)
    public RolesBody of(@Context SecurityContext context, @PathParam("id") String id) {
        TenantId tenant = SessionResource.principal(context).tenant();
        UserId user = user(tenant, id);
        return new RolesBody(database.read(connection -> Roles.of(connection, tenant, user)).stream()
                .map(Role::code)
                .toList());
    }

    @PUT
    @Path("users/{id}/roles")
    @Requires(SecurityPermissions.USER_WRITE)
    public RolesBody assign(
            @Context SecurityContext context, @PathParam("id") String id, @Nullable RolesChange request) {
        Principal principal = SessionResource.principal(context);
        UserId user = user(principal.tenant(), id);
        List<String> codes = codes(request);
        database.act(connection -> accounts.roles(connection, principal, user, codes));
        grants.forget(principal.tenant(), user);
        committed();
        return of(context, id);
    }

    @GET
    @Path("teams/{id}/roles")
    @Requires(SecurityPermissions.USER_READ)
    public RolesBody ofTeam(@Context SecurityContext context, @PathParam("id") String id) {
        TenantId tenant = SessionResource.principal(context).tenant();
        TeamId team = team(tenant, id);
        return new RolesBody(database.read(connection -> Roles.of(connection, tenant, List.of(team))).stream()
                .map(Role::code)
                .toList());
    }

    @PUT
    @Path("teams/{id}/roles")
    @Requires(SecurityPermissions.USER_WRITE)
    public RolesBody assignTeam(
            @Context SecurityContext context, @PathParam("id") String id, @Nullable RolesChange request) {
        Principal principal = SessionResource.principal(context);
        TeamId team = team(principal.tenant(), id);
        List<String> codes = codes(request);
        database.act(connection -> accounts.roles(connection, principal, team, codes));
        grants.forgetAll();
        committed();
        return ofTeam(context, id);
    }

    private static List<String> codes(@Nullable RolesChange request) {
        Checks checks = new Checks();
        checks.that(request != null && request.roles() != null, "roles", "field.missing", "must be given");
        List<String> codes = checks.list("roles", request == null ? null : request.roles(), 100);
        checks.done();
        return codes;
    }

    private UserId user(TenantId tenant, String id) {
        UserId user = SessionResource.user(id);
        if (directory.user(tenant, user).isEmpty()) {
            throw Problem.notFound("directory.user.unknown", "There is no such user.");
        }
        return user;
    }

    private TeamId team(TenantId tenant, String id) {
        TeamId team = new TeamId(RoleResource.id(id));
        if (!directory.teams(tenant).containsKey(team)) {
            throw Problem.notFound("directory.team.unknown", "There is no such team.");
        }
        return team;
    }

    private void committed() {
        sessions.recheck();
        journal.committed();
    }
}
