// SPDX-License-Identifier: Apache-2.0
package live.admin.internal.web;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;
import javax.ws.rs.Consumes;
import javax.ws.rs.DELETE;
import javax.ws.rs.GET;
import javax.ws.rs.POST;
import javax.ws.rs.PUT;
import javax.ws.rs.Path;
import javax.ws.rs.PathParam;
import javax.ws.rs.Produces;
import javax.ws.rs.QueryParam;
import javax.ws.rs.core.Context;
import javax.ws.rs.core.HttpHeaders;
import javax.ws.rs.core.MediaType;
import javax.ws.rs.core.Response;
import javax.ws.rs.core.SecurityContext;
import live.admin.internal.form.Form;
import live.admin.internal.form.Forms;
import live.admin.internal.form.Values;
import live.core.LiveException;
import live.core.Principal;
import live.core.configuration.Configuration;
import live.core.configuration.Configurations;
import live.core.web.Answers;
import live.core.web.Checks;
import live.core.web.Problem;
import live.core.web.Requires;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.jaxrs.whiteboard.propertytypes.JSONRequired;
import org.osgi.service.jaxrs.whiteboard.propertytypes.JaxrsApplicationSelect;
import org.osgi.service.jaxrs.whiteboard.propertytypes.JaxrsResource;

/** The settings themselves. A password goes in and never comes out. */
@Component(service = ConfigurationResource.class)
@JaxrsResource
@JaxrsApplicationSelect("(osgi.jaxrs.name=admin)")
@JSONRequired
@Path("configurations")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@Requires(Requires.SIGNED_IN)
public final class ConfigurationResource {
    private final Forms forms;
    private final Configurations configurations;

    /**
     * @param locked whether a cfg file says what applies
     * @param values by attribute; a password as {@code {"set": true}}
     */
    public record Body(String pid, String name, boolean locked, Map<String, Object> values, long version) {}

    public record Wish(
            @Nullable String factory,
            @Nullable String name,
            @Nullable Map<String, JsonNode> values,
            @Nullable Long version) {}

    @Activate
    public ConfigurationResource(@Reference Forms forms, @Reference Configurations configurations) {
        this.forms = forms;
        this.configurations = configurations;
    }

    @GET
    public List<Body> all(
            @Context SecurityContext context,
            @Context HttpHeaders headers,
            @QueryParam("factory") @Nullable String factory) {
        Checks checks = new Checks();
        String pid = checks.text("factory", factory, 200);
        checks.done();
        AdminPermissions.requireSee(AdminPermissions.principal(context), pid);
        Form form = form(pid, headers);
        return told(() -> configurations.of(pid)).stream()
                .map(configuration -> body(form, configuration))
                .toList();
    }

    @GET
    @Path("{pid}")
    public Body get(@Context SecurityContext context, @Context HttpHeaders headers, @PathParam("pid") String pid) {
        AdminPermissions.requireSee(AdminPermissions.principal(context), pid);
        Form form = form(kind(pid), headers);
        return body(form, told(() -> configurations.find(pid)).orElseThrow(() -> unknown(pid)));
    }

    @POST
    @Answers(value = Body.class, status = 201)
    public Response add(@Context SecurityContext context, @Context HttpHeaders headers, @Nullable Wish wish) {
        Wish given = Objects.requireNonNullElse(wish, new Wish(null, null, null, null));
        Checks checks = new Checks();
        String factory = checks.text("factory", given.factory(), 200);
        String name = checks.text("name", given.name(), 64);
        checks.that(
                name.matches("[A-Za-z0-9._-]*"), "name", "field.characters", "may hold letters, digits and . _ - only");
        checks.done();
        Principal principal = AdminPermissions.principal(context);
        AdminPermissions.requireChange(principal, factory);
        Form form = form(factory, headers);
        checks.that(form.factory(), "factory", "field.factory", "is a setting of which there is only one");
        Map<String, List<String>> values =
                Values.read(form, Objects.requireNonNullElse(given.values(), Map.of()), checks);
        Values.complete(form, values, false, checks);
        checks.done();
        Configuration made = told(() -> configurations.create(principal, factory, name, values));
        return Response.status(Response.Status.CREATED).entity(body(form, made)).build();
    }

    @PUT
    @Path("{pid}")
    public Body change(
            @Context SecurityContext context,
            @Context HttpHeaders headers,
            @PathParam("pid") String pid,
            @Nullable Wish wish) {
        Principal principal = AdminPermissions.principal(context);
        AdminPermissions.requireChange(principal, pid);
        Wish given = Objects.requireNonNullElse(wish, new Wish(null, null, null, null));
        Form form = form(kind(pid), headers);
        boolean there = told(() -> configurations.find(pid)).isPresent();
        Checks checks = new Checks();
        Map<String, List<String>> values =
                Values.read(form, Objects.requireNonNullElse(given.values(), Map.of()), checks);
        Values.complete(form, values, there, checks);
        // What was never set has no version that could have been read.
        long version = there ? checks.version(given.version()) : 0;
        checks.done();
        try {
            return body(form, told(() -> configurations.change(principal, pid, version, values)));
        } catch (Stale stale) {
            throw Problem.conflict(
                    "configuration.stale",
                    "It has been changed by somebody else.",
                    body(form, configurations.find(pid).orElseThrow(() -> unknown(pid))));
        }
    }

    @DELETE
    @Path("{pid}")
    @Answers(status = 204)
    public Response remove(
            @Context SecurityContext context,
            @PathParam("pid") String pid,
            @QueryParam("version") @Nullable Long version) {
        Principal principal = AdminPermissions.principal(context);
        AdminPermissions.requireChange(principal, pid);
        try {
            told(() -> {
                long present = version != null
                        ? version
                        : configurations
                                .find(pid)
                                .orElseThrow(() -> unknown(pid))
                                .version();
                configurations.delete(principal, pid, present);
                return pid;
            });
        } catch (Stale stale) {
            throw Problem.conflict("configuration.stale", "It has been changed by somebody else.");
        }
        return Response.noContent().build();
    }

    /** It has changed since it was read. */
    private static final class Stale extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    private static <T> T told(Supplier<T> work) {
        try {
            return work.get();
        } catch (LiveException refused) {
            String message = Objects.requireNonNullElse(refused.getMessage(), refused.code());
            switch (refused.code()) {
                case "configuration.missing" -> throw Problem.notFound(refused.code(), message + ".");
                case "configuration.exists", "configuration.locked" ->
                    throw Problem.conflict(refused.code(), message + ".");
                case "configuration.stale" -> throw new Stale();
                case "configuration.invalid" -> throw Problem.invalid("values", refused.code(), message);
                default -> throw refused;
            }
        }
    }

    private Form form(String pid, HttpHeaders headers) {
        return forms.find(pid, FormResource.locale(headers))
                .orElseThrow(() -> Problem.notFound("admin.form.unknown", "There are no settings " + pid + "."));
    }

    private static String kind(String pid) {
        int tilde = pid.indexOf('~');
        return tilde < 0 ? pid : pid.substring(0, tilde);
    }

    private static Problem unknown(String pid) {
        return Problem.notFound("configuration.missing", "There is no configuration " + pid + ".");
    }

    private static Body body(Form form, Configuration configuration) {
        return new Body(
                configuration.pid(),
                configuration.name(),
                configuration.locked(),
                Values.show(form, configuration.values()),
                configuration.version());
    }
}
