// SPDX-License-Identifier: Apache-2.0
package live.core.internal.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import live.core.LiveException;
import live.core.TaskHandle;
import live.core.health.Health;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class TasksTest {
    private final Supervisor supervisor = new Supervisor();
    private final BundleTasks tasks = new BundleTasks(supervisor, "live-test/1");

    @AfterEach
    void stop() {
        supervisor.deactivate();
    }

    @Test
    void aTaskThatFailsRunsAgainUntilItReturns() throws Exception {
        AtomicInteger runs = new AtomicInteger();
        TaskHandle handle = tasks.run("test.flaky", () -> {
            if (runs.incrementAndGet() < 2) {
                throw new IllegalStateException("first time");
            }
        });
        assertThat(handle.awaitEnd(Duration.ofSeconds(10))).isTrue();
        assertThat(runs).hasValue(2);
        assertThat(supervisor.failures()).isEqualTo(1);
    }

    @Test
    void anErrorIsSupervisedLikeAnException() {
        AtomicInteger runs = new AtomicInteger();
        tasks.run("test.error", () -> {
            if (runs.incrementAndGet() < 2) {
                throw new StackOverflowError();
            }
        });
        await().untilAsserted(() -> assertThat(runs).hasValue(2));
    }

    @Test
    void aRepeatedTaskRunsAgainAndAgainUntilItsHandleIsClosed() throws Exception {
        AtomicInteger runs = new AtomicInteger();
        TaskHandle handle = tasks.every("test.tick", Duration.ofMillis(5), runs::incrementAndGet);
        await().until(() -> runs.get() > 3);
        handle.close();
        assertThat(handle.awaitEnd(Duration.ofSeconds(5))).isTrue();
        assertThat(supervisor.tasks()).isEmpty();
    }

    @Test
    void aDelayedTaskThatIsClosedNeverRuns() throws Exception {
        AtomicInteger runs = new AtomicInteger();
        TaskHandle late = tasks.after("test.late", Duration.ofMillis(300), runs::incrementAndGet);
        late.close();
        CountDownLatch later = new CountDownLatch(1);
        tasks.after("test.later", Duration.ofMillis(400), later::countDown);
        later.await();
        assertThat(late.awaitEnd(Duration.ZERO)).isTrue();
        assertThat(runs).hasValue(0);
    }

    @Test
    void closingInterruptsARunningTask() throws Exception {
        CountDownLatch running = new CountDownLatch(1);
        AtomicReference<String> thread = new AtomicReference<>("");
        TaskHandle handle = tasks.run("test.blocked", () -> {
            thread.set(Thread.currentThread().getName());
            running.countDown();
            new CountDownLatch(1).await();
        });
        running.await();
        assertThat(thread).hasValue("test.blocked");
        handle.close();
        assertThat(handle.awaitEnd(Duration.ofSeconds(5))).isTrue();
    }

    @Test
    void whatABundleLeavesBehindIsClosedAndNothingOfOthers() throws Exception {
        CountDownLatch running = new CountDownLatch(2);
        TaskHandle mine = tasks.run("test.mine", () -> block(running));
        TaskHandle other = new BundleTasks(supervisor, "live-other/2").run("test.other", () -> block(running));
        running.await();
        tasks.leave();
        assertThat(mine.awaitEnd(Duration.ZERO)).isTrue();
        assertThat(other.awaitEnd(Duration.ZERO)).isFalse();
        assertThatThrownBy(() -> tasks.run("test.late", () -> {}))
                .isInstanceOfSatisfying(
                        LiveException.class, e -> assertThat(e.code()).isEqualTo("tasks.closed"));
    }

    @Test
    void moreTasksThanThreadsWaitForTheirTurn() throws Exception {
        CountDownLatch gate = new CountDownLatch(1);
        AtomicInteger done = new AtomicInteger();
        int all = Supervisor.LIMIT + 50;
        for (int i = 0; i < all; i++) {
            tasks.run("test.crowd", () -> {
                gate.await();
                done.incrementAndGet();
            });
        }
        gate.countDown();
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(done).hasValue(all));
    }

    @Test
    void aTaskThatFailsAgainAndAgainShowsInHealth() {
        tasks.every("test.broken", Duration.ofMillis(1), () -> {
            throw new IllegalStateException("always");
        });
        TaskHealth health = new TaskHealth(supervisor);
        assertThat(health.check()).isEqualTo(Health.OK);
        await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> {
            assertThat(health.check().code()).isEqualTo("tasks.failing");
            assertThat(health.check().message()).contains("test.broken");
        });
    }

    private static void block(CountDownLatch running) throws InterruptedException {
        running.countDown();
        new CountDownLatch(1).await();
    }
}
