// SPDX-License-Identifier: Apache-2.0
package live.security.internal.web;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.regex.Pattern;
import javax.servlet.http.HttpServletRequest;
import javax.sql.DataSource;
import javax.ws.rs.Consumes;
import javax.ws.rs.DELETE;
import javax.ws.rs.GET;
import javax.ws.rs.POST;
import javax.ws.rs.PUT;
import javax.ws.rs.Path;
import javax.ws.rs.PathParam;
import javax.ws.rs.Produces;
import javax.ws.rs.core.Context;
import javax.ws.rs.core.MediaType;
import javax.ws.rs.core.Response;
import javax.ws.rs.core.SecurityContext;
import live.core.Principal;
import live.core.TenantId;
import live.core.Uuid7;
import live.core.store.SchemaReady;
import live.core.web.Answers;
import live.core.web.Checks;
import live.core.web.Problem;
import live.core.web.Requires;
import live.lib.sql.Database;
import live.security.internal.Details;
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

/** Roles and permissions. */
@Component(service = RoleResource.class)
@JaxrsResource
@JaxrsApplicationSelect("(osgi.jaxrs.name=security)")
@JSONRequired
@Path("/")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public final class RoleResource {
    private static final Pattern CODE = Pattern.compile("[a-z][a-z0-9-]{0,49}");

    private final Database database;
    private final Grants grants;
    private final LiveSessions sessions;
    private final Journal journal;
    private final Confirmation confirmation;

    public record PermissionBody(String permission, String description) {}

    public record RoleBody(UUID id, String code, String name, Set<String> permissions, boolean builtIn, long version) {}

    public record RoleList(List<RoleBody> items) {}

    public record NewRole(
            @Nullable UUID id, @Nullable String code, @Nullable String name, @Nullable List<String> permissions) {}

    public record RoleChange(
            @Nullable UUID id,
            @Nullable String code,
            @Nullable String name,
            @Nullable List<String> permissions,
            @Nullable Boolean builtIn,
            @Nullable Long version) {}

    @Activate
    public RoleResource(
            @Reference(target = "(live.store=direct)") DataSource source,
            @Reference(target = "(module=security)") SchemaReady schema,
            @Reference Grants grants,
            @Reference LiveSessions sessions,
            @Reference Journal journal,
            @Reference Confirmation confirmation) {
        this.database = new Database(source);
        this.grants = grants;
        this.sessions = sessions;
        this.journal = journal;
        this.confirmation = confirmation;
    }

    @GET
    @Path("permissions")
    @Requires(SecurityPermissions.USER_READ)
    public List<PermissionBody> permissions() {
        return grants.catalogue().entrySet().stream()
                .map(entry -> new PermissionBody(entry.getKey(), entry.getValue()))
                .toList();
    }

    @GET
    @Path("roles")
    @Requires(SecurityPermissions.USER_READ)
    public RoleList all(@Context SecurityContext context) {
        TenantId tenant = SessionResource.principal(context).tenant();
        return new RoleList(database.read(connection -> {
            List<RoleBody> bodies = new ArrayList<>();
            for (Role role : Roles.all(connection, tenant)) {
                bodies.add(body(role, grants.permissions(connection, tenant, List.of(role))));
            }
            return bodies;
        }));
    }

    @GET
    @Path("roles/{id}")
    @Requires(SecurityPermissions.USER_READ)
    public RoleBody get(@Context SecurityContext context, @PathParam("id") String id) {
        return body(SessionResource.principal(context).tenant(), id(id));
    }

    @POST
    @Path("roles")
    @Requires(SecurityPermissions.ROLE_WRITE)
    @Answers(value = RoleBody.class, status = 201)
    public Response add(@Context SecurityContext context, @Context HttpServletRequest request, @Nullable NewRole body) {
        Principal principal = SessionResource.principal(context);
        NewRole wish = body == null ? new NewRole(null, null, null, null) : body;
        Checks checks = new Checks();
        String code = checks.text("code", wish.code(), 50);
        checks.that(
                CODE.matcher(code).matches(), "code", "field.format", "must be lower case letters, digits and hyphens");
        String name = checks.text("name", wish.name(), 200);
        Set<String> permissions = permissions(checks, wish.permissions(), Set.of());
        checks.done();
        StaffAccounts.within(principal, permissions);
        confirmation.require(request, principal);
        UUID id = wish.id() == null ? Uuid7.next() : wish.id();
        Role role = new Role(id, code, name, permissions, false, 1);
        boolean added = database.change(connection -> {
            if (Roles.find(connection, principal.tenant(), id).isPresent()) {
                return true;
            }
            boolean fresh = Roles.add(connection, principal.tenant(), role);
            if (fresh) {
                Details details = Details.of("code", code).and("permissions", permissions);
                journal.record(connection, principal, "security.role.create", "role:" + id, details);
                journal.event(connection, principal, Journal.ROLE_CHANGED, id, Details.none());
            }
            return fresh;
        });
        if (!added) {
            throw Problem.conflict("security.role.exists", "There is a role " + code + " already.");
        }
        changed();
        return Response.status(Response.Status.CREATED)
                .entity(body(principal.tenant(), id))
                .build();
    }

    @PUT
    @Path("roles/{id}")
    @Requires(SecurityPermissions.ROLE_WRITE)
    public RoleBody change(
            @Context SecurityContext context,
            @Context HttpServletRequest request,
            @PathParam("id") String id,
            @Nullable RoleChange body) {
        Principal principal = SessionResource.principal(context);
        RoleChange wish = body == null ? new RoleChange(null, null, null, null, null, null) : body;
        Role role = find(principal.tenant(), id(id));
        Checks checks = new Checks();
        String name = checks.text("name", wish.name(), 200);
        long version = checks.version(wish.version());
        boolean all = role.permissions().contains(Roles.ALL);
        Set<String> permissions =
                all ? role.permissions() : permissions(checks, wish.permissions(), role.permissions());
        checks.done();
        if (!all) {
            // What he takes away and what he gives, he must have himself.
            Set<String> touched = new TreeSet<>(permissions);
            touched.addAll(role.permissions());
            StaffAccounts.within(principal, touched);
        }
        confirmation.require(request, principal);
        boolean changed = database.change(connection -> {
            boolean current = Roles.change(connection, principal.tenant(), role.id(), version, name, permissions);
            if (current) {
                Details details = Details.of("permissions", permissions);
                journal.record(connection, principal, "security.role.change", "role:" + role.id(), details);
                journal.event(connection, principal, Journal.ROLE_CHANGED, role.id(), Details.none());
            }
            return current;
        });
        if (!changed) {
            throw Problem.conflict(
                    "security.role.changed",
                    "The role has been changed by somebody else.",
                    body(principal.tenant(), role.id()));
        }
        changed();
        return body(principal.tenant(), role.id());
    }

    @DELETE
    @Path("roles/{id}")
    @Requires(SecurityPermissions.ROLE_WRITE)
    @Answers(status = 204)
    public Response remove(@Context SecurityContext context, @PathParam("id") String id) {
        Principal principal = SessionResource.principal(context);
        Role role = find(principal.tenant(), id(id));
        if (role.builtIn()) {
            throw Problem.conflict("security.role.built-in", "A built-in role cannot be deleted.");
        }
        StaffAccounts.within(principal, role.permissions());
        database.act(connection -> {
            long holders = Roles.holders(connection, principal.tenant(), role.id());
            if (holders > 0) {
                throw Problem.conflict("security.role.used", holders + " users or teams have this role.");
            }
            Roles.remove(connection, principal.tenant(), role.id());
            journal.record(
                    connection,
                    principal,
                    "security.role.delete",
                    "role:" + role.id(),
                    Details.of("code", role.code()));
            journal.event(connection, principal, Journal.ROLE_CHANGED, role.id(), Details.none());
        });
        changed();
        return Response.noContent().build();
    }

    private Set<String> permissions(Checks checks, @Nullable List<String> wanted, Set<String> had) {
        Set<String> permissions = new TreeSet<>(checks.<String>list("permissions", wanted, 1_000));
        Set<String> known = grants.catalogue().keySet();
        for (String permission : permissions) {
            checks.that(
                    known.contains(permission) || had.contains(permission),
                    "permissions",
                    "permission.unknown",
                    "there is no permission of one of these names");
        }
        return permissions;
    }

    private void changed() {
        grants.forgetAll();
        sessions.recheck();
        journal.committed();
    }

    private Role find(TenantId tenant, UUID id) {
        return database.read(connection -> Roles.find(connection, tenant, id))
                .orElseThrow(() -> Problem.notFound("security.role.unknown", "There is no such role."));
    }

    private RoleBody body(TenantId tenant, UUID id) {
        Role role = find(tenant, id);
        return body(role, database.read(connection -> grants.permissions(connection, tenant, List.of(role))));
    }

    private static RoleBody body(Role role, Set<String> permissions) {
        return new RoleBody(role.id(), role.code(), role.name(), permissions, role.builtIn(), role.version());
    }

    static UUID id(String text) {
        Checks checks = new Checks();
        UUID id = checks.id("id", text);
        checks.done();
        return id;
    }
}
