// SPDX-License-Identifier: Apache-2.0
package live.admin.internal.web;

import java.util.List;
import javax.ws.rs.GET;
import javax.ws.rs.Path;
import javax.ws.rs.Produces;
import javax.ws.rs.core.MediaType;
import live.core.health.HealthBoard;
import live.core.health.HealthReport;
import live.core.web.Requires;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.jaxrs.whiteboard.propertytypes.JSONRequired;
import org.osgi.service.jaxrs.whiteboard.propertytypes.JaxrsApplicationSelect;
import org.osgi.service.jaxrs.whiteboard.propertytypes.JaxrsResource;

/** How every part of the product is. */
@Component(service = HealthResource.class)
@JaxrsResource
@JaxrsApplicationSelect("(osgi.jaxrs.name=admin)")
@JSONRequired
@Path("health")
@Produces(MediaType.APPLICATION_JSON)
public final class HealthResource {
    private final HealthBoard board;

    public record Check(String name, String state, String code, String message) {}

    public record Report(String status, List<Check> checks) {}

    @Activate
    public HealthResource(@Reference HealthBoard board) {
        this.board = board;
    }

    @GET
    @Requires(AdminPermissions.HEALTH_READ)
    public Report report() {
        HealthReport report = board.report();
        return new Report(
                report.state().name(),
                report.checks().entrySet().stream()
                        .map(check -> new Check(
                                check.getKey(),
                                check.getValue().state().name(),
                                check.getValue().code(),
                                check.getValue().message()))
                        .toList());
    }
}
