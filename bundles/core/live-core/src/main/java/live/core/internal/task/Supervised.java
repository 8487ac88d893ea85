// SPDX-License-Identifier: Apache-2.0
package live.core.internal.task;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import live.core.Task;
import live.core.TaskHandle;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One task with its state: waiting for its time, running, or ended. */
final class Supervised implements TaskHandle {
    private static final Logger LOG = LoggerFactory.getLogger(Supervised.class);
    private static final Duration FIRST_BACK_OFF = Duration.ofSeconds(1);
    private static final Duration LONGEST_BACK_OFF = Duration.ofMinutes(1);
    private static final int SHIFTS = 6;

    /** What comes after a run. */
    enum Kind {
        UNTIL_IT_RETURNS,
        AGAIN_AND_AGAIN,
        ONCE
    }

    private final Supervisor supervisor;
    private final String owner;
    private final String name;
    private final Kind kind;
    private final Duration pause;
    private final CountDownLatch ended = new CountDownLatch(1);

    private @Nullable Task task;
    private @Nullable ScheduledFuture<?> next;
    private @Nullable Thread thread;
    private boolean closed;
    private int failuresInARow;
    private long runs;
    private String lastFailure = "";

    Supervised(Supervisor supervisor, String owner, String name, Kind kind, Duration pause, Task task) {
        this.supervisor = supervisor;
        this.owner = owner;
        this.name = name;
        this.kind = kind;
        this.pause = pause;
        this.task = task;
    }

    void begin(Duration delay) {
        supervisor.begin(this);
        later(delay);
    }

    String owner() {
        return owner;
    }

    String name() {
        return name;
    }

    /** For the thread of a run. Asked anew each time: an ended task that somebody still holds must not hold its module. */
    synchronized @Nullable ClassLoader loader() {
        return task == null ? null : task.getClass().getClassLoader();
    }

    /** Whether it was told to end; it may still be on its way out. */
    synchronized boolean closed() {
        return closed;
    }

    synchronized int failuresInARow() {
        return failuresInARow;
    }

    /** One line for an administrator. */
    synchronized String describe() {
        String state = closed ? "closing" : thread != null ? "running" : "waiting";
        return state + ", " + runs + " runs" + (failuresInARow > 0 ? ", failing: " + lastFailure : "");
    }

    @Override
    public synchronized void close() {
        if (closed) {
            return;
        }
        closed = true;
        if (thread != null) {
            thread.interrupt();
            return;
        }
        if (next != null) {
            next.cancel(false);
        }
        finish();
    }

    @Override
    public boolean awaitEnd(Duration limit) throws InterruptedException {
        return ended.await(limit.toNanos(), TimeUnit.NANOSECONDS);
    }

    void runOnce() {
        Task work;
        synchronized (this) {
            if (closed || task == null) {
                finish();
                return;
            }
            thread = Thread.currentThread();
            runs++;
            work = task;
        }
        Throwable failure = null;
        try {
            work.run();
        } catch (Throwable e) { // the one place that may: a task must not take its thread down unseen
            failure = e;
        }
        after(failure);
    }

    /** The machine has no thread to give. */
    void notStarted() {
        after(new IllegalStateException("no thread"));
    }

    private synchronized void after(@Nullable Throwable failure) {
        thread = null;
        // Not meant for whatever comes next.
        Thread.interrupted();
        if (closed) {
            finish();
            return;
        }
        if (failure == null) {
            failuresInARow = 0;
            if (kind == Kind.AGAIN_AND_AGAIN) {
                later(pause);
            } else {
                finish();
            }
            return;
        }
        failuresInARow++;
        lastFailure = failure.getClass().getSimpleName();
        supervisor.failed();
        if (kind == Kind.ONCE) {
            LOG.warn("code=task.failed task={} fails and is not repeated", name, failure);
            finish();
            return;
        }
        Duration wait = kind == Kind.AGAIN_AND_AGAIN && pause.compareTo(backOff()) > 0 ? pause : backOff();
        // The whole story once, then a line each time: a database that is away for an hour must not fill the disk.
        if (failuresInARow == 1) {
            LOG.warn("code=task.failed task={} fails, again in {} s", name, wait.toSeconds(), failure);
        } else {
            LOG.warn(
                    "code=task.failed task={} has failed {} times in a row, again in {} s: {}",
                    name,
                    failuresInARow,
                    wait.toSeconds(),
                    lastFailure);
        }
        later(wait);
    }

    private Duration backOff() {
        Duration wait = FIRST_BACK_OFF.multipliedBy(1L << Math.min(failuresInARow - 1, SHIFTS));
        return wait.compareTo(LONGEST_BACK_OFF) > 0 ? LONGEST_BACK_OFF : wait;
    }

    private synchronized void later(Duration delay) {
        next = supervisor.schedule(this, delay);
    }

    private void finish() {
        // A handle that somebody keeps must not keep the module.
        task = null;
        next = null;
        supervisor.end(this);
        ended.countDown();
    }
}
