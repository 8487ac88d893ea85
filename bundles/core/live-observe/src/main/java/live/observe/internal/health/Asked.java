// SPDX-License-Identifier: Apache-2.0
package live.observe.internal.health;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import live.core.TaskHandle;
import live.core.Tasks;
import live.core.health.Health;
import live.core.health.HealthCheck;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One check, asked on a thread of its own and at most once at a time: one that hangs hangs alone. */
final class Asked {
    private static final Logger LOG = LoggerFactory.getLogger(Asked.class);
    private static final Health UNKNOWN = Health.degraded("health.unknown", "Was not asked yet");

    private final String name;
    private final HealthCheck check;
    private final Tasks tasks;

    private Health last = UNKNOWN;
    private long answeredAt;
    private boolean answered;
    private @Nullable CountDownLatch asking;
    private @Nullable TaskHandle task;
    private long askedAt;

    Asked(String name, HealthCheck check, Tasks tasks) {
        this.name = name;
        this.check = check;
        this.tasks = tasks;
    }

    String name() {
        return name;
    }

    /** Asks, unless there is an answer that is young enough, or the last question is still open. */
    synchronized void ask(Duration youngEnough) {
        if (asking != null || (answered && System.nanoTime() - answeredAt < youngEnough.toNanos())) {
            return;
        }
        CountDownLatch question = new CountDownLatch(1);
        asking = question;
        askedAt = System.nanoTime();
        task = tasks.run("observe.check." + name, () -> {
            Health health = Health.down("health.broken", "The check itself is broken, see the log");
            try {
                health = check.check();
            } finally {
                answer(health, question);
            }
        });
    }

    /** The newest answer. Waits for an open question, but not beyond its time limit. */
    Health answer(Duration limit) throws InterruptedException {
        CountDownLatch question;
        long left;
        synchronized (this) {
            question = asking;
            left = limit.toNanos() - (System.nanoTime() - askedAt);
        }
        if (question != null && !question.await(Math.max(0, left), TimeUnit.NANOSECONDS)) {
            return Health.down("health.silent", "Does not answer within " + limit.toSeconds() + " s");
        }
        synchronized (this) {
            return last;
        }
    }

    synchronized void forget() {
        if (task != null) {
            task.close();
        }
    }

    private void answer(Health health, CountDownLatch question) {
        synchronized (this) {
            if (answered && health.state() != last.state()) {
                LOG.info("code={} health of {} is {}, was {}", health.code(), name, health.state(), last.state());
            }
            last = health;
            answered = true;
            answeredAt = System.nanoTime();
            asking = null;
        }
        question.countDown();
    }
}
