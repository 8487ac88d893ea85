// SPDX-License-Identifier: Apache-2.0
package live.routing.internal.web;

import java.util.List;
import javax.ws.rs.GET;
import javax.ws.rs.Path;
import javax.ws.rs.Produces;
import javax.ws.rs.core.MediaType;
import live.core.web.Requires;
import live.routing.internal.Overview;
import live.routing.internal.Strategies;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.jaxrs.whiteboard.propertytypes.JSONRequired;
import org.osgi.service.jaxrs.whiteboard.propertytypes.JaxrsApplicationSelect;
import org.osgi.service.jaxrs.whiteboard.propertytypes.JaxrsResource;

/** How queues may choose among agents: the built-in strategies, and those of partners that are installed. */
@Component(service = StrategyResource.class)
@JaxrsResource
@JaxrsApplicationSelect("(osgi.jaxrs.name=routing)")
@JSONRequired
@Path("strategies")
@Produces(MediaType.APPLICATION_JSON)
public final class StrategyResource {
    private final Strategies strategies;

    public record StrategyList(List<StrategyBody> items) {}

    public record StrategyBody(String name, int version, boolean builtIn) {}

    @Activate
    public StrategyResource(@Reference Overview overview) {
        strategies = overview.strategies();
    }

    @GET
    @Requires(RoutingPermissions.QUEUE_READ)
    public StrategyList all() {
        return new StrategyList(strategies.choice().stream()
                .map(strategy ->
                        new StrategyBody(strategy.name(), strategy.version(), strategies.isBuiltIn(strategy.name())))
                .toList());
    }
}
