// SPDX-License-Identifier: Apache-2.0
package live.core.internal.task;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;

/**
 * Where all threads of the platform come from, and where they are counted.
 *
 * <p>Each run of a task has a thread of its own that ends with the run. A pooled thread would keep what a module left in
 * its thread-locals, and with it the module's class loader, long after the module is gone; for the same reason threads
 * are started by the timer's thread, never by a module's: a thread inherits the protection domains of who starts it.
 */
@Component(service = Supervisor.class)
public final class Supervisor {
    /** Most tasks that run at once. One that comes later waits for its turn. */
    static final int LIMIT = 1_000;

    private static final Duration RETRY_WHEN_FULL = Duration.ofMillis(100);

    private final ScheduledThreadPoolExecutor timer;
    private final Semaphore room = new Semaphore(LIMIT);
    private final Set<Supervised> tasks = ConcurrentHashMap.newKeySet();
    private final AtomicLong failures = new AtomicLong();

    @Activate
    public Supervisor() {
        timer = new ScheduledThreadPoolExecutor(1, run -> {
            Thread thread = new Thread(run, "live-timer");
            thread.setDaemon(true);
            thread.setContextClassLoader(Supervisor.class.getClassLoader());
            return thread;
        });
        timer.setRemoveOnCancelPolicy(true);
        timer.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
        // The timer's thread must exist before the first module asks, see above.
        timer.prestartCoreThread();
    }

    @Deactivate
    void deactivate() {
        tasks.forEach(Supervised::close);
        timer.shutdownNow();
    }

    /** All tasks that have not ended. */
    List<Supervised> tasks() {
        return List.copyOf(tasks);
    }

    int size() {
        return tasks.size();
    }

    /** How many runs have failed since the start. */
    long failures() {
        return failures.get();
    }

    void begin(Supervised task) {
        tasks.add(task);
    }

    void end(Supervised task) {
        tasks.remove(task);
    }

    void failed() {
        failures.incrementAndGet();
    }

    ScheduledFuture<?> schedule(Supervised task, Duration delay) {
        return timer.schedule(() -> launch(task), delay.toNanos(), TimeUnit.NANOSECONDS);
    }

    private void launch(Supervised task) {
        if (!room.tryAcquire()) {
            timer.schedule(() -> launch(task), RETRY_WHEN_FULL.toNanos(), TimeUnit.NANOSECONDS);
            return;
        }
        boolean started = false;
        try {
            Thread thread = new Thread(
                    () -> {
                        try {
                            task.runOnce();
                        } finally {
                            // Whoever keeps a thread that has ended (the framework's class loaders do) must not keep
                            // the module with it.
                            Thread.currentThread().setContextClassLoader(null);
                            room.release();
                        }
                    },
                    task.name());
            thread.setDaemon(true);
            thread.setContextClassLoader(task.loader());
            thread.start();
            started = true;
        } finally {
            if (!started) {
                room.release();
                task.notStarted();
            }
        }
    }
}
