// SPDX-License-Identifier: Apache-2.0
package live.channel.tck;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import live.core.Task;
import live.core.TaskHandle;

/** Runs tasks as the platform does: each on a thread of its own, again after a pause when it throws. */
final class Supervisor {
    private static final Duration FIRST_PAUSE = Duration.ofMillis(50);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(1);

    private final String account;
    private final List<Supervised> tasks = new CopyOnWriteArrayList<>();
    private volatile boolean closed;

    Supervisor(String account) {
        this.account = account;
    }

    TaskHandle run(String name, Task task) {
        return start(name, task, Duration.ZERO, false);
    }

    TaskHandle every(String name, Duration pause, Task task) {
        return start(name, task, pause, true);
    }

    private TaskHandle start(String name, Task task, Duration pause, boolean again) {
        Supervised supervised = new Supervised(account + " " + name, task, pause, again);
        tasks.add(supervised);
        supervised.thread.start();
        if (closed) {
            // One task may begin another while all are being closed.
            supervised.close();
        }
        return supervised;
    }

    void close() {
        closed = true;
        tasks.forEach(Supervised::close);
    }

    List<String> running() {
        return tasks.stream()
                .filter(task -> task.thread.isAlive())
                .map(task -> task.thread.getName())
                .toList();
    }

    /** Names of the tasks that did not end in time. */
    List<String> awaitEnd(Duration limit) throws InterruptedException {
        long end = System.nanoTime() + limit.toNanos();
        while (!tasks.isEmpty() && System.nanoTime() < end) {
            for (Supervised task : tasks) {
                task.awaitEnd(Duration.ofNanos(Math.max(1_000_000, end - System.nanoTime())));
            }
        }
        return running();
    }

    private final class Supervised implements TaskHandle {
        private final Thread thread;
        private volatile boolean closed;

        Supervised(String name, Task task, Duration pause, boolean again) {
            thread = new Thread(() -> work(task, pause, again), name);
            thread.setDaemon(true);
        }

        private void work(Task task, Duration pause, boolean again) {
            Duration afterFailure = FIRST_PAUSE;
            try {
                while (!closed) {
                    Duration wait = pause;
                    try {
                        task.run();
                        if (!again) {
                            return;
                        }
                        afterFailure = FIRST_PAUSE;
                    } catch (InterruptedException ended) {
                        return;
                    } catch (Exception failure) {
                        wait = afterFailure;
                        afterFailure = afterFailure.multipliedBy(2);
                        if (afterFailure.compareTo(LONGEST_PAUSE) > 0) {
                            afterFailure = LONGEST_PAUSE;
                        }
                    }
                    Thread.sleep(wait.toMillis());
                }
            } catch (InterruptedException ended) {
                Thread.currentThread().interrupt();
            } finally {
                tasks.remove(this);
            }
        }

        @Override
        public void close() {
            closed = true;
            thread.interrupt();
        }

        @Override
        public boolean awaitEnd(Duration limit) throws InterruptedException {
            thread.join(Math.max(1, limit.toMillis()));
            return !thread.isAlive();
        }
    }
}
