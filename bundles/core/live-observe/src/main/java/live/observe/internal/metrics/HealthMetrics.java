// SPDX-License-Identifier: Apache-2.0
package live.observe.internal.metrics;

import live.core.Meters;
import live.core.health.HealthBoard;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;

/** Health as a number: 0 up, 1 degraded, 2 down. */
@Component(service = HealthMetrics.class, immediate = true)
public final class HealthMetrics {
    private final AutoCloseable gauge;

    @Activate
    public HealthMetrics(@Reference Meters meters, @Reference HealthBoard board) {
        gauge = meters.gauge("live_health", () -> board.report().state().ordinal());
    }

    @Deactivate
    void deactivate() throws Exception {
        gauge.close();
    }
}
