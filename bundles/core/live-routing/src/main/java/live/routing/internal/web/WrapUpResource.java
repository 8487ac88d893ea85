// SPDX-License-Identifier: Apache-2.0
package live.routing.internal.web;

import java.util.List;
import javax.ws.rs.Consumes;
import javax.ws.rs.GET;
import javax.ws.rs.PUT;
import javax.ws.rs.Path;
import javax.ws.rs.Produces;
import javax.ws.rs.core.Context;
import javax.ws.rs.core.MediaType;
import javax.ws.rs.core.SecurityContext;
import live.core.Principal;
import live.core.audit.AuditEntry;
import live.core.audit.AuditTrail;
import live.core.web.Problem;
import live.core.web.Requires;
import live.routing.internal.Overview;
import live.routing.internal.store.WrapUpCode;
import live.routing.internal.store.WrapUpCodes;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.jaxrs.whiteboard.propertytypes.JSONRequired;
import org.osgi.service.jaxrs.whiteboard.propertytypes.JaxrsApplicationSelect;
import org.osgi.service.jaxrs.whiteboard.propertytypes.JaxrsResource;

/** How contacts may end: read by every agent, changed by administrators. */
@Component(service = WrapUpResource.class)
@JaxrsResource
@JaxrsApplicationSelect("(osgi.jaxrs.name=routing)")
@JSONRequired
@Path("wrap-up-codes")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public final class WrapUpResource {
    private final Overview overview;
    private final AuditTrail audit;
    private final Oversight oversight;

    /** All codes in their order, and the version that a change has to name. */
    public record CodeList(long version, List<WrapUpCode> items) {}

    @Activate
    public WrapUpResource(@Reference Overview overview, @Reference AuditTrail audit, @Reference Oversight oversight) {
        this.oversight = oversight;
        this.overview = overview;
        this.audit = audit;
    }

    @GET
    @Requires(Requires.SIGNED_IN)
    public CodeList all(@Context SecurityContext context) {
        WrapUpCodes.CodeList list =
                overview.wrapUpCodes().get(Replies.principal(context).tenant());
        return new CodeList(list.version(), list.codes());
    }

    @PUT
    @Requires(RoutingPermissions.QUEUE_WRITE)
    public CodeList replace(@Context SecurityContext context, @Nullable WrapUpWish wish) {
        Principal principal = Replies.principal(context);
        oversight.reach(principal).requireEverything();
        WrapUpCodes.CodeList wanted =
                (wish == null ? new WrapUpWish(null, null) : wish).list(overview.queueIds(principal.tenant()));
        AuditEntry entry = new AuditEntry(
                principal, "routing.wrapUp.change", "wrap-up-codes", Json.of(new CodeList(0, wanted.codes())));
        if (overview.wrapUpCodes()
                .replace(principal.tenant(), wanted, connection -> audit.record(connection, entry))
                .isEmpty()) {
            throw Problem.conflict(
                    "routing.wrapUp.changed", "Somebody has changed the wrap-up codes meanwhile.", all(context));
        }
        return all(context);
    }
}
