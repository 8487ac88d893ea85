// SPDX-License-Identifier: Apache-2.0
package live.core.internal.task;

import live.core.Meters;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;

/** {@code live_tasks} that have not ended, and {@code live_task_failures} since the start. */
@Component(service = TaskMetrics.class, immediate = true)
public final class TaskMetrics {
    private final AutoCloseable tasks;
    private final AutoCloseable failures;

    @Activate
    public TaskMetrics(@Reference Meters meters, @Reference Supervisor supervisor) {
        tasks = meters.gauge("live_tasks", supervisor::size);
        failures = meters.gauge("live_task_failures", supervisor::failures);
    }

    @Deactivate
    void deactivate() throws Exception {
        tasks.close();
        failures.close();
    }
}
