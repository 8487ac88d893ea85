// SPDX-License-Identifier: Apache-2.0
package live.routing.internal;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import live.core.LiveException;
import live.lib.router.Input;
import live.lib.router.Opening;
import live.lib.router.Outcome;
import live.lib.router.View;
import org.jspecify.annotations.Nullable;

/**
 * Tells a domain's engine what is configured: after each change, and after each start. And when queues open and close: at
 * the instant, looked up on the clock again and again, as clocks are set.
 */
final class RuleSync {
    /** So many commands are under way at once. */
    private static final int AT_ONCE = 1_000;
    /** So long a clock that was set may go unnoticed. */
    private static final Duration GLANCE = Duration.ofSeconds(5);

    private final RoutingDomain domain;
    private final Supplier<Rulebook> rulebook;
    private final Clock clock;
    private final Semaphore wanted = new Semaphore(0);
    /** What the engine knows. */
    private volatile @Nullable Rulebook told;

    private Map<UUID, Opening> openings = Map.of();

    RuleSync(RoutingDomain domain, Supplier<Rulebook> rulebook, Clock clock) {
        this.domain = domain;
        this.rulebook = rulebook;
        this.clock = clock;
    }

    void wake() {
        wanted.release();
    }

    /** Works until interrupted; throws, to be run again, when the database or the directory fails. */
    void run() throws InterruptedException, ExecutionException, TimeoutException {
        if (domain.available()) {
            wake();
        }
        while (true) {
            boolean asked = wanted.tryAcquire(untilNextOpening(), TimeUnit.MILLISECONDS);
            wanted.drainPermits();
            if (domain.available()) {
                if (asked) {
                    synchronise();
                } else {
                    lookAtTheClock();
                }
            }
        }
    }

    private long untilNextOpening() {
        long now = clock.millis();
        long next = openings.values().stream().mapToLong(Opening::until).min().orElse(Long.MAX_VALUE);
        return Math.max(1, Math.min(GLANCE.toMillis(), next - now));
    }

    /**
     * What the clock says now of queues of which the engine believes otherwise. On the domain's thread; waits for the
     * database only if this process has not yet read what is configured.
     */
    List<Input.SetOpening> openings(View view) {
        Rulebook known = told;
        return (known == null ? rulebook.get() : known).openingsBut(view, clock.instant());
    }

    private void lookAtTheClock() throws InterruptedException, ExecutionException, TimeoutException {
        Rulebook known = told;
        if (known == null) {
            return;
        }
        Map<UUID, Opening> now = known.openings(clock.instant());
        List<Input> inputs = new ArrayList<>();
        now.forEach((queue, opening) -> {
            if (!opening.equals(openings.get(queue))) {
                inputs.add(new Input.SetOpening(queue, opening));
            }
        });
        send(inputs);
        openings = now;
    }

    private void synchronise() throws InterruptedException, ExecutionException, TimeoutException {
        Rulebook book = rulebook.get();
        Instant now = clock.instant();
        send(domain.ask(view -> book.differences(view, now))
                .toCompletableFuture()
                .get(30, TimeUnit.SECONDS));
        told = book;
        openings = book.openings(now);
    }

    private void send(List<Input> inputs) throws InterruptedException, ExecutionException, TimeoutException {
        List<CompletableFuture<Outcome>> answers = new ArrayList<>();
        for (Input input : inputs) {
            answers.add(domain.send(input).toCompletableFuture());
            if (answers.size() == AT_ONCE) {
                await(answers);
            }
        }
        await(answers);
    }

    private static void await(List<CompletableFuture<Outcome>> answers)
            throws InterruptedException, ExecutionException, TimeoutException {
        for (CompletableFuture<Outcome> answer : answers) {
            if (answer.get(30, TimeUnit.SECONDS) == Outcome.UNKNOWN_MEDIUM) {
                throw new LiveException(
                        "routing.media.tooMany", "More media are configured than routing can tell apart.");
            }
        }
        answers.clear();
    }
}
