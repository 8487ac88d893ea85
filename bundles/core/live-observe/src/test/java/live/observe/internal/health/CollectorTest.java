// SPDX-License-Identifier: Apache-2.0
package live.observe.internal.health;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import live.core.Task;
import live.core.TaskHandle;
import live.core.Tasks;
import live.core.health.Health;
import live.core.health.HealthReport;
import org.junit.jupiter.api.Test;

class CollectorTest {
    private final Collector collector = new Collector(new PlainTasks());

    @Test
    void theWorstAnswerIsTheStateOfAll() {
        collector.add(() -> Health.OK, Map.of("name", "test.fine"));
        assertThat(collector.report().state()).isEqualTo(Health.State.UP);

        collector.add(() -> Health.degraded("test.slow", "slow"), Map.of("name", "test.slow"));
        assertThat(collector.report().state()).isEqualTo(Health.State.DEGRADED);

        collector.add(() -> Health.down("test.gone", "gone"), Map.of("name", "test.gone"));
        HealthReport report = collector.report();
        assertThat(report.state()).isEqualTo(Health.State.DOWN);
        assertThat(report.checks()).containsOnlyKeys("test.fine", "test.gone", "test.slow");
    }

    @Test
    void aCheckThatHangsIsDownAndIsNotAskedAgainMeanwhile() {
        CountDownLatch gate = new CountDownLatch(1);
        AtomicInteger asked = new AtomicInteger();
        collector.add(
                () -> {
                    asked.incrementAndGet();
                    try {
                        gate.await();
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                    return Health.OK;
                },
                Map.of("name", "test.hangs"));
        collector.add(() -> Health.OK, Map.of("name", "test.fine"));

        assertThat(collector.report().checks().get("test.hangs").code()).isEqualTo("health.silent");
        HealthReport second = collector.report();
        assertThat(second.checks().get("test.hangs").code()).isEqualTo("health.silent");
        assertThat(second.checks().get("test.fine")).isEqualTo(Health.OK);
        assertThat(asked).hasValue(1);
        gate.countDown();
        await().untilAsserted(() -> assertThat(collector.report().state()).isEqualTo(Health.State.UP));
    }

    @Test
    void aCheckThatThrowsIsDown() {
        collector.add(
                () -> {
                    throw new IllegalStateException("broken");
                },
                Map.of("name", "test.throws"));
        assertThat(collector.report().checks().get("test.throws").code()).isEqualTo("health.broken");
    }

    @Test
    void aCheckThatLeftIsNoLongerShown() {
        AtomicReference<Health> health = new AtomicReference<>(Health.down("x", "y"));
        collector.add(health::get, Map.of("name", "test.stays"));
        live.core.health.HealthCheck leaving = () -> Health.down("x", "y");
        collector.add(leaving, Map.of("name", "test.leaves"));
        collector.remove(leaving);
        assertThat(collector.report().checks()).containsOnlyKeys("test.stays");
    }

    /** Threads without supervision. */
    private static final class PlainTasks implements Tasks {
        @Override
        public TaskHandle run(String name, Task task) {
            Thread thread = new Thread(() -> {
                try {
                    task.run();
                } catch (Exception e) {
                    Thread.currentThread().interrupt();
                }
            });
            thread.setDaemon(true);
            thread.start();
            return new TaskHandle() {
                @Override
                public void close() {
                    thread.interrupt();
                }

                @Override
                public boolean awaitEnd(Duration limit) {
                    return true;
                }
            };
        }

        @Override
        public TaskHandle every(String name, Duration pause, Task task) {
            return run(name, task);
        }

        @Override
        public TaskHandle after(String name, Duration delay, Task task) {
            return run(name, task);
        }
    }
}
