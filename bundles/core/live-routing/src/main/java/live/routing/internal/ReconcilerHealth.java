// SPDX-License-Identifier: Apache-2.0
package live.routing.internal;

import java.time.Duration;
import java.time.Instant;
import live.core.health.Health;
import live.core.health.HealthCheck;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Whether what is routed agrees with what its origins know. */
@Component(property = "name=routing.reconciler")
public final class ReconcilerHealth implements HealthCheck {
    static final Duration PATIENCE = Duration.ofMinutes(10);

    private final Reconciler reconciler;

    @Activate
    public ReconcilerHealth(@Reference Reconciler reconciler) {
        this.reconciler = reconciler;
    }

    @Override
    public Health check() {
        return check(Instant.now());
    }

    Health check(Instant now) {
        Instant early = now.minus(PATIENCE);
        for (Reconciler.Status status : reconciler.status()) {
            if (!status.here()) {
                continue;
            }
            long stuck = status.differences().stream()
                    .filter(difference -> difference.kind() != Difference.Kind.OWNER)
                    .filter(difference -> difference.since().isBefore(early))
                    .count();
            if (stuck > 0) {
                return Health.degraded(
                        "routing.reconciler.differs",
                        stuck + " contacts are otherwise by " + status.origin()
                                + " than in routing, and that could not be mended. See routing:reconcile.");
            }
            Instant late = early.minus(reconciler.pause());
            if (!reconciler.pause().isZero()
                    && status.begun().isBefore(late)
                    && status.looked().isBefore(late)) {
                return Health.degraded(
                        "routing.reconciler.silent",
                        status.origin() + " does not answer what became of its contacts. The log says why.");
            }
        }
        return Health.OK;
    }
}
