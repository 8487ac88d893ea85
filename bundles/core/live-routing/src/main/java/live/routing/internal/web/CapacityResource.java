// SPDX-License-Identifier: Apache-2.0
package live.routing.internal.web;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import javax.ws.rs.Consumes;
import javax.ws.rs.GET;
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
import live.core.TenantId;
import live.core.UserId;
import live.core.audit.AuditEntry;
import live.core.audit.AuditTrail;
import live.core.web.Answers;
import live.core.web.Checks;
import live.core.web.Problem;
import live.core.web.Requires;
import live.directory.Directory;
import live.directory.User;
import live.routing.internal.Overview;
import live.routing.internal.store.Capacities;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.jaxrs.whiteboard.propertytypes.JSONRequired;
import org.osgi.service.jaxrs.whiteboard.propertytypes.JaxrsApplicationSelect;
import org.osgi.service.jaxrs.whiteboard.propertytypes.JaxrsResource;

/** How much of each medium one agent handles at once. */
@Component(service = CapacityResource.class)
@JaxrsResource
@JaxrsApplicationSelect("(osgi.jaxrs.name=routing)")
@JSONRequired
@Path("agents/{id}/capacity")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public final class CapacityResource {
    private final Overview overview;
    private final Directory directory;
    private final AuditTrail audit;
    private final Oversight oversight;

    /**
     * What is said of an agent.
     *
     * @param units only of him, by medium
     * @param standard what everybody handles, by medium; {@code *} is every medium that is not named
     */
    public record CapacityBody(UUID agent, long version, Map<String, Integer> units, Map<String, Integer> standard) {}

    @Activate
    public CapacityResource(
            @Reference Overview overview,
            @Reference Directory directory,
            @Reference AuditTrail audit,
            @Reference Oversight oversight) {
        this.oversight = oversight;
        this.overview = overview;
        this.directory = directory;
        this.audit = audit;
    }

    @GET
    @Requires(RoutingPermissions.SUPERVISE)
    public CapacityBody one(@Context SecurityContext context, @PathParam("id") String id) {
        Principal me = Replies.principal(context);
        UserId agent = agent(me.tenant(), id).id();
        oversight.requireAgent(me, agent);
        return body(me.tenant(), agent);
    }

    @PUT
    @Requires(RoutingPermissions.SUPERVISE)
    @Answers(CapacityBody.class)
    public void change(
            @Context SecurityContext context,
            @Suspended AsyncResponse response,
            @PathParam("id") String id,
            @Nullable CapacityWish wish) {
        Principal me = Replies.principal(context);
        User user = agent(me.tenant(), id);
        UserId agent = user.id();
        oversight.requireAgent(me, agent);
        Capacities.Own own = (wish == null ? new CapacityWish(null, null) : wish)
                .own(standard().keySet());
        AuditEntry entry =
                new AuditEntry(me, "routing.agent.capacity", "user:" + agent, Json.of(Map.of("units", own.units())));
        if (!overview.capacities().replace(me.tenant(), agent, own, connection -> audit.record(connection, entry))) {
            throw Problem.conflict(
                    "routing.capacity.changed",
                    "Somebody has changed the agent's capacity meanwhile.",
                    body(me.tenant(), agent));
        }
        CapacityBody changed = body(me.tenant(), agent);
        Replies.answer(response, overview.define(user), defined -> changed);
    }

    private CapacityBody body(TenantId tenant, UserId agent) {
        Capacities.Own own = overview.capacities().of(tenant, agent);
        return new CapacityBody(agent.value(), own.version(), own.units(), standard());
    }

    private Map<String, Integer> standard() {
        Map<String, Integer> standard = new LinkedHashMap<>();
        overview.standardCapacity().forEach(units -> standard.put(units.medium(), units.units()));
        return standard;
    }

    private User agent(TenantId tenant, String text) {
        Checks checks = new Checks();
        UserId agent = new UserId(checks.id("id", text));
        checks.done();
        return directory
                .user(tenant, agent)
                .orElseThrow(() -> Problem.notFound("routing.agent.unknown", "There is no such agent."));
    }
}
