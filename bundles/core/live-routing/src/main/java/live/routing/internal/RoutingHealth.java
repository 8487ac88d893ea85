// SPDX-License-Identifier: Apache-2.0
package live.routing.internal;

import java.util.List;
import live.core.TenantId;
import live.core.health.Health;
import live.core.health.HealthCheck;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Whether routing decides. */
@Component(property = "name=routing.domain")
public final class RoutingHealth implements HealthCheck {
    private static final String UNAVAILABLE = "routing.unavailable";

    private final Domains domains;

    @Activate
    public RoutingHealth(@Reference Domains domains) {
        this.domains = domains;
    }

    @Override
    public Health check() {
        for (TenantId tenant : domains.tenants()) {
            RoutingDomain domain = domains.domain(tenant);
            if (!domain.available() && domain.follows()) {
                return Health.degraded(
                        "routing.holder.unreachable",
                        "Another node holds the routing and cannot be reached from here, so agents of this one cannot"
                                + " work. See whether live-cluster is installed on both, and whether the network lets"
                                + " them talk.");
            }
            if (!domain.available() && domain.hesitates()) {
                return Health.degraded(
                        UNAVAILABLE,
                        "The journal takes longer to be written than it should, and commands are refused meanwhile. See"
                                + " what keeps the database busy if this comes again.");
            }
            if (!domain.available()) {
                return Health.down(
                        UNAVAILABLE,
                        "Routing stands still because its journal cannot be written. It goes on by itself when the"
                                + " database answers.");
            }
            if (domain.differing() > 0) {
                return Health.degraded(
                        "routing.replay.differs",
                        "This version decides " + domain.differing()
                                + " recorded entries otherwise than the version that recorded them.");
            }
        }
        List<String> troubles = domains.strategies().troubles();
        if (!troubles.isEmpty()) {
            return Health.degraded(
                    "routing.strategy.failed",
                    "These strategies do not choose, the longest idle agent gets the contact: "
                            + String.join("; ", troubles));
        }
        List<String> wrong = domains.settings().wrong();
        return wrong.isEmpty()
                ? Health.OK
                : Health.degraded(
                        "routing.configuration.invalid",
                        "These settings of routing are not understood and left out: " + String.join("; ", wrong));
    }
}
