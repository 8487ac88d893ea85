// SPDX-License-Identifier: Apache-2.0
package live.routing.internal;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import live.core.LiveException;
import live.lib.router.Input;
import live.lib.router.Outcome;

/** Tells a domain's engine what is configured: after each change, and after each start. */
final class RuleSync {
    /** So many commands are under way at once. */
    private static final int AT_ONCE = 1_000;

    private final RoutingDomain domain;
    private final Supplier<Rulebook> rulebook;
    private final Semaphore wanted = new Semaphore(0);

    RuleSync(RoutingDomain domain, Supplier<Rulebook> rulebook) {
        this.domain = domain;
        this.rulebook = rulebook;
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
            wanted.acquire();
            wanted.drainPermits();
            if (domain.available()) {
                synchronise();
            }
        }
    }

    private void synchronise() throws InterruptedException, ExecutionException, TimeoutException {
        Rulebook book = rulebook.get();
        List<Input> inputs = domain.ask(book::differences).toCompletableFuture().get(30, TimeUnit.SECONDS);
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
