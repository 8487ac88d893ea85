// SPDX-License-Identifier: Apache-2.0
package live.channels.internal;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import live.core.Task;
import live.core.TaskHandle;
import live.core.Tasks;

/** Supervised tasks without a container: a thread each, run again after a short pause when they throw. */
public final class Threads implements Tasks, AutoCloseable {
    private final Set<One> all = ConcurrentHashMap.newKeySet();

    @Override
    public TaskHandle run(String name, Task task) {
        return new One(name, () -> {
            while (true) {
                try {
                    task.run();
                    return;
                } catch (RuntimeException | java.sql.SQLException e) {
                    TimeUnit.MILLISECONDS.sleep(100);
                }
            }
        });
    }

    @Override
    public TaskHandle every(String name, Duration pause, Task task) {
        return run(name, () -> {
            while (true) {
                task.run();
                TimeUnit.NANOSECONDS.sleep(pause.toNanos());
            }
        });
    }

    @Override
    public TaskHandle after(String name, Duration delay, Task task) {
        return new One(name, () -> {
            TimeUnit.NANOSECONDS.sleep(delay.toNanos());
            task.run();
        });
    }

    /** The names of those that have not ended. */
    public Set<String> running() {
        return all.stream().map(one -> one.thread.getName()).collect(java.util.stream.Collectors.toSet());
    }

    @Override
    public void close() {
        all.forEach(One::close);
    }

    private final class One implements TaskHandle {
        final Thread thread;
        final CountDownLatch ended = new CountDownLatch(1);

        One(String name, Task task) {
            all.add(this);
            thread = new Thread(
                    () -> {
                        try {
                            task.run();
                        } catch (InterruptedException e) {
                            Thread.currentThread().interrupt();
                        } catch (Exception e) {
                            if (!Thread.currentThread().isInterrupted()) {
                                e.printStackTrace();
                            }
                        } finally {
                            all.remove(this);
                            ended.countDown();
                        }
                    },
                    name);
            thread.setDaemon(true);
            thread.start();
        }

        @Override
        public void close() {
            thread.interrupt();
        }

        @Override
        public boolean awaitEnd(Duration limit) throws InterruptedException {
            return thread == Thread.currentThread() || ended.await(limit.toMillis(), TimeUnit.MILLISECONDS);
        }
    }
}
