// SPDX-License-Identifier: Apache-2.0
package live.core.internal.task;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import live.core.health.Dump;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** The tasks of every bundle. */
@Component(property = "name=core.tasks")
public final class TaskDump implements Dump {
    private static final int LINES = 500;

    private final Supervisor supervisor;

    @Activate
    public TaskDump(@Reference Supervisor supervisor) {
        this.supervisor = supervisor;
    }

    @Override
    public List<String> lines() {
        Map<String, Long> alike = supervisor.tasks().stream()
                .sorted(Comparator.comparing(Supervised::owner).thenComparing(Supervised::name))
                .collect(Collectors.groupingBy(
                        task -> task.owner() + " " + task.name() + ": " + task.describe(),
                        TreeMap::new,
                        Collectors.counting()));
        return alike.entrySet().stream()
                .limit(LINES)
                .map(line -> line.getKey() + (line.getValue() > 1 ? " (" + line.getValue() + " times)" : ""))
                .toList();
    }
}
