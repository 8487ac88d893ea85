// SPDX-License-Identifier: Apache-2.0
package live.routing.internal.web;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import javax.ws.rs.GET;
import javax.ws.rs.Path;
import javax.ws.rs.Produces;
import javax.ws.rs.QueryParam;
import javax.ws.rs.core.Context;
import javax.ws.rs.core.MediaType;
import javax.ws.rs.core.SecurityContext;
import live.core.Principal;
import live.core.QueueId;
import live.core.TenantId;
import live.core.web.Checks;
import live.core.web.Problem;
import live.core.web.Requires;
import live.routing.Supplies;
import live.routing.Supply;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.jaxrs.whiteboard.propertytypes.JSONRequired;
import org.osgi.service.jaxrs.whiteboard.propertytypes.JaxrsApplicationSelect;
import org.osgi.service.jaxrs.whiteboard.propertytypes.JaxrsResource;

/** Who there is for contacts that might come. */
@Component(service = SupplyResource.class)
@JaxrsResource
@JaxrsApplicationSelect("(osgi.jaxrs.name=routing)")
@JSONRequired
@Path("supply")
@Produces(MediaType.APPLICATION_JSON)
public final class SupplyResource {
    private static final int LONGEST_MEDIUM = 50;
    private static final List<Integer> SECONDS = List.of(30, 60, 300);

    private final Supplies supplies;
    private final Oversight oversight;

    /**
     * Who there is for more contacts of a queue over one medium, by the queue's own rules without its rings.
     *
     * @param able agents who belong to the queue, have its skills and handle the medium
     * @param free how many contacts those who are ready have room for now
     * @param ahead how many contacts wait for them, each by the share of its agents who are among them
     * @param inHand how many contacts of the medium they have in hand
     * @param holdingSeconds how long such a contact is in hand on average; missing if nothing is known of that yet
     * @param freed how many contacts in hand are over within some time, as may be expected; missing likewise
     * @param due contacts of the queue that rest until a time in the next 24 hours, by quarter-hour
     */
    public record SupplyBody(
            UUID queue,
            String medium,
            int able,
            int signedIn,
            int ready,
            int free,
            double ahead,
            int inHand,
            @Nullable Double holdingSeconds,
            @Nullable List<FreedBody> freed,
            List<DueBody> due) {}

    public record FreedBody(int seconds, double contacts) {}

    /** @param from when the quarter-hour begins */
    public record DueBody(Instant from, int contacts) {}

    @Activate
    public SupplyResource(@Reference Supplies supplies, @Reference Oversight oversight) {
        this.oversight = oversight;
        this.supplies = supplies;
    }

    /** Of one queue and medium. */
    @GET
    @Requires(RoutingPermissions.SUPERVISE)
    public SupplyBody supply(
            @Context SecurityContext context,
            @QueryParam("queue") @Nullable String queue,
            @QueryParam("medium") @Nullable String medium) {
        Principal me = Replies.principal(context);
        TenantId tenant = me.tenant();
        Checks checks = new Checks();
        UUID id = checks.id("queue", queue);
        String over = checks.text("medium", medium, LONGEST_MEDIUM);
        checks.done();
        oversight.reach(me).require(oversight.queues(me).test(id));
        return supplies.supply(tenant, new QueueId(id), over)
                .map(SupplyResource::body)
                .orElseThrow(() -> Problem.notFound("routing.queue.unknown", "There is no such queue."));
    }

    private static SupplyBody body(Supply supply) {
        return new SupplyBody(
                supply.queue().value(),
                supply.medium(),
                supply.able(),
                supply.signedIn(),
                supply.ready(),
                supply.free(),
                supply.ahead(),
                supply.inHand(),
                supply.holding().map(holding -> holding.toMillis() / 1_000.0).orElse(null),
                freed(supply),
                supply.due().stream()
                        .map(due -> new DueBody(due.from(), due.contacts()))
                        .toList());
    }

    private static @Nullable List<FreedBody> freed(Supply supply) {
        return supply.holding().isEmpty()
                ? null
                : SECONDS.stream()
                        .flatMap(seconds -> supply
                                .freedWithin(Duration.ofSeconds(seconds))
                                .map(contacts -> new FreedBody(seconds, contacts))
                                .stream())
                        .toList();
    }
}
