// SPDX-License-Identifier: Apache-2.0
package live.core.internal.task;

import java.time.Duration;
import java.util.List;
import live.core.LiveException;
import live.core.Task;
import live.core.TaskHandle;
import live.core.Tasks;
import org.osgi.framework.Bundle;
import org.osgi.service.component.ComponentContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ServiceScope;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The tasks of one bundle. When the bundle lets go of the service, what it left running is closed and told. */
@Component(service = Tasks.class, scope = ServiceScope.BUNDLE)
public final class BundleTasks implements Tasks {
    private static final Logger LOG = LoggerFactory.getLogger(BundleTasks.class);
    /** More than this many waiting or running tasks of one bundle are a leak by themselves. */
    private static final int LIMIT = 100_000;

    private static final Duration GRACE = Duration.ofSeconds(5);

    private final Supervisor supervisor;
    private final String owner;
    private volatile boolean left;

    @Activate
    public BundleTasks(@Reference Supervisor supervisor, ComponentContext context) {
        this(supervisor, name(context.getUsingBundle()));
    }

    BundleTasks(Supervisor supervisor, String owner) {
        this.supervisor = supervisor;
        this.owner = owner;
    }

    @Override
    public TaskHandle run(String name, Task task) {
        return begin(
                new Supervised(supervisor, owner, name, Supervised.Kind.UNTIL_IT_RETURNS, Duration.ZERO, task),
                Duration.ZERO);
    }

    @Override
    public TaskHandle every(String name, Duration pause, Task task) {
        return begin(
                new Supervised(supervisor, owner, name, Supervised.Kind.AGAIN_AND_AGAIN, pause, task), Duration.ZERO);
    }

    @Override
    public TaskHandle after(String name, Duration delay, Task task) {
        return begin(new Supervised(supervisor, owner, name, Supervised.Kind.ONCE, delay, task), delay);
    }

    private TaskHandle begin(Supervised task, Duration delay) {
        if (left) {
            throw new LiveException("tasks.closed", owner + " has left");
        }
        if (supervisor.size() >= LIMIT) {
            throw new LiveException("tasks.exhausted", "more than " + LIMIT + " tasks");
        }
        task.begin(delay);
        if (left) {
            task.close();
        }
        return task;
    }

    @Deactivate
    void leave() {
        left = true;
        List<Supervised> mine = supervisor.tasks().stream()
                .filter(task -> task.owner().equals(owner))
                .toList();
        // What the bundle has closed itself is no leak, though it may need another moment.
        List<Supervised> leaked = mine.stream().filter(task -> !task.closed()).toList();
        mine.forEach(Supervised::close);
        leaked.forEach(
                task -> LOG.warn("code=task.leak bundle={} left its task {} to the supervisor", owner, task.name()));
        for (Supervised task : mine) {
            if (!ended(task)) {
                LOG.error("code=task.stuck bundle={} task {} does not end when interrupted", owner, task.name());
            }
        }
    }

    private static boolean ended(Supervised task) {
        try {
            return task.awaitEnd(GRACE);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private static String name(Bundle bundle) {
        return bundle.getSymbolicName() + "/" + bundle.getBundleId();
    }
}
