// SPDX-License-Identifier: Apache-2.0
package live.core.internal.task;

import java.util.List;
import live.core.Meters;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicyOption;

/** {@code live_tasks} that have not ended, and {@code live_task_failures} since the start. Nothing while nobody collects metrics. */
@Component(service = TaskMetrics.class, immediate = true)
public final class TaskMetrics {
    private final List<AutoCloseable> gauges;

    @Activate
    public TaskMetrics(
            @Reference(cardinality = ReferenceCardinality.OPTIONAL, policyOption = ReferencePolicyOption.GREEDY)
                    @Nullable
                    Meters meters,
            @Reference Supervisor supervisor) {
        gauges = meters == null
                ? List.of()
                : List.of(
                        meters.gauge("live_tasks", supervisor::size),
                        meters.gauge("live_task_failures", supervisor::failures));
    }

    @Deactivate
    void deactivate() throws Exception {
        for (AutoCloseable gauge : gauges) {
            gauge.close();
        }
    }
}
