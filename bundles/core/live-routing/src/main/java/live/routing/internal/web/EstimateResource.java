// SPDX-License-Identifier: Apache-2.0
package live.routing.internal.web;

import java.util.List;
import java.util.UUID;
import java.util.function.Predicate;
import javax.ws.rs.GET;
import javax.ws.rs.Path;
import javax.ws.rs.Produces;
import javax.ws.rs.core.Context;
import javax.ws.rs.core.MediaType;
import javax.ws.rs.core.SecurityContext;
import live.core.Principal;
import live.core.web.Requires;
import live.lib.router.estimate.EstimateError;
import live.routing.internal.Estimates;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.jaxrs.whiteboard.propertytypes.JSONRequired;
import org.osgi.service.jaxrs.whiteboard.propertytypes.JaxrsApplicationSelect;
import org.osgi.service.jaxrs.whiteboard.propertytypes.JaxrsResource;

/** How wrong the estimates of waits were. */
@Component(service = EstimateResource.class)
@JaxrsResource
@JaxrsApplicationSelect("(osgi.jaxrs.name=routing)")
@JSONRequired
@Path("estimates")
@Produces(MediaType.APPLICATION_JSON)
public final class EstimateResource {
    private final Estimates estimates;
    private final Oversight oversight;

    public record EstimateErrorList(List<EstimateErrorBody> items) {}

    /**
     * How wrong the estimates of a queue were, that were given when contacts came.
     *
     * @param measured contacts that had an estimate and were answered
     * @param biasSeconds above 0 they promised too long a wait, below too short a one
     * @param withinRange how many were answered within the range that they were promised; it should be 0.8
     */
    public record EstimateErrorBody(
            UUID queue, long measured, double meanAbsoluteErrorSeconds, double biasSeconds, double withinRange) {}

    @Activate
    public EstimateResource(@Reference Estimates estimates, @Reference Oversight oversight) {
        this.oversight = oversight;
        this.estimates = estimates;
    }

    @GET
    @Requires(RoutingPermissions.SUPERVISE)
    public EstimateErrorList errors(@Context SecurityContext context) {
        Principal me = Replies.principal(context);
        Predicate<UUID> seen = oversight.queues(me);
        return new EstimateErrorList(estimates.errors(me.tenant()).stream()
                .filter(error -> seen.test(error.queue()))
                .map(EstimateResource::body)
                .toList());
    }

    private static EstimateErrorBody body(EstimateError error) {
        return new EstimateErrorBody(
                error.queue(),
                error.measured(),
                error.meanAbsoluteMillis() / 1_000,
                error.biasMillis() / 1_000,
                error.withinRange());
    }
}
