// SPDX-License-Identifier: Apache-2.0
package live.routing.internal;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import live.core.Task;
import live.core.TaskHandle;
import live.core.Tasks;

/** Tasks on plain threads, run again when they throw. */
final class ThreadTasks implements Tasks, AutoCloseable {
    private final List<Running> all = new CopyOnWriteArrayList<>();

    private record Running(Thread thread) implements TaskHandle {
        @Override
        public void close() {
            thread.interrupt();
        }

        @Override
        public boolean awaitEnd(Duration limit) throws InterruptedException {
            thread.join(limit.toMillis());
            return !thread.isAlive();
        }
    }

    @Override
    public TaskHandle run(String name, Task task) {
        return start(name, () -> {
            while (true) {
                try {
                    task.run();
                    return;
                } catch (InterruptedException e) {
                    return;
                } catch (Exception e) {
                    if (Thread.interrupted()) {
                        return;
                    }
                    pause(Duration.ofMillis(100));
                }
            }
        });
    }

    @Override
    public TaskHandle every(String name, Duration pause, Task task) {
        return start(name, () -> {
            while (!Thread.interrupted()) {
                quietly(task);
                pause(pause);
            }
        });
    }

    @Override
    public TaskHandle after(String name, Duration delay, Task task) {
        return start(name, () -> {
            pause(delay);
            quietly(task);
        });
    }

    private interface Body {
        void run() throws InterruptedException;
    }

    private TaskHandle start(String name, Body body) {
        Thread thread = new Thread(
                () -> {
                    try {
                        body.run();
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                },
                name);
        thread.setDaemon(true);
        thread.start();
        Running running = new Running(thread);
        all.add(running);
        return running;
    }

    private static void quietly(Task task) throws InterruptedException {
        try {
            task.run();
        } catch (InterruptedException e) {
            throw e;
        } catch (Exception e) {
            e.printStackTrace();
        }
    }

    private static void pause(Duration pause) throws InterruptedException {
        Thread.sleep(pause.toMillis());
    }

    @Override
    public void close() throws InterruptedException {
        all.forEach(Running::close);
        for (Running running : all) {
            running.awaitEnd(Duration.ofSeconds(10));
        }
    }
}
