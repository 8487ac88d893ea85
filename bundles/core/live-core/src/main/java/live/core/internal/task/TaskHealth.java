// SPDX-License-Identifier: Apache-2.0
package live.core.internal.task;

import java.util.stream.Collectors;
import live.core.health.Health;
import live.core.health.HealthCheck;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Degraded while a task fails again and again. */
@Component(property = "name=core.tasks")
public final class TaskHealth implements HealthCheck {
    private static final int PATIENCE = 3;

    private final Supervisor supervisor;

    @Activate
    public TaskHealth(@Reference Supervisor supervisor) {
        this.supervisor = supervisor;
    }

    @Override
    public Health check() {
        String failing = supervisor.tasks().stream()
                .filter(task -> task.failuresInARow() >= PATIENCE)
                .map(Supervised::name)
                .sorted()
                .collect(Collectors.joining(", "));
        return failing.isEmpty()
                ? Health.OK
                : Health.degraded("tasks.failing", "These tasks fail again and again, see the log: " + failing);
    }
}
