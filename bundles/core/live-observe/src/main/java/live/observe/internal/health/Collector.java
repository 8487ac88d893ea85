// SPDX-License-Identifier: Apache-2.0
package live.observe.internal.health;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import live.core.TaskHandle;
import live.core.Tasks;
import live.core.health.Health;
import live.core.health.HealthBoard;
import live.core.health.HealthCheck;
import live.core.health.HealthReport;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;

/** Asks all checks that are there, every ten seconds and on demand. */
@Component(service = HealthBoard.class, immediate = true)
public final class Collector implements HealthBoard {
    private static final Duration PAUSE = Duration.ofSeconds(10);
    private static final Duration YOUNG = Duration.ofSeconds(1);
    private static final Duration LIMIT = Duration.ofSeconds(2);

    private final Tasks tasks;
    private final Map<HealthCheck, Asked> checks = new ConcurrentHashMap<>();
    private final TaskHandle task;

    @Activate
    public Collector(@Reference Tasks tasks) {
        this.tasks = tasks;
        // So that a change is told in the log also when nobody looks.
        task = tasks.every("observe.health", PAUSE, () -> checks.values().forEach(asked -> asked.ask(YOUNG)));
    }

    @Deactivate
    void deactivate() {
        task.close();
        checks.values().forEach(Asked::forget);
    }

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    void add(HealthCheck check, Map<String, Object> properties) {
        Object name = properties.getOrDefault("name", properties.getOrDefault("component.name", "unnamed"));
        checks.put(check, new Asked(name.toString(), check, tasks));
    }

    void remove(HealthCheck check) {
        Asked asked = checks.remove(check);
        if (asked != null) {
            asked.forget();
        }
    }

    @Override
    public HealthReport report() {
        List<Asked> all = List.copyOf(checks.values());
        all.forEach(asked -> asked.ask(YOUNG));
        SortedMap<String, Health> answers = new TreeMap<>();
        Health.State worst = Health.State.UP;
        for (Asked asked : all) {
            Health health = answer(asked);
            answers.merge(asked.name(), health, Collector::worse);
            worst = health.state().compareTo(worst) > 0 ? health.state() : worst;
        }
        return new HealthReport(worst, answers);
    }

    private static Health answer(Asked asked) {
        try {
            return asked.answer(LIMIT);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Health.down("health.interrupted", "Whoever asked was interrupted");
        }
    }

    private static Health worse(Health one, Health other) {
        return one.state().compareTo(other.state()) >= 0 ? one : other;
    }
}
