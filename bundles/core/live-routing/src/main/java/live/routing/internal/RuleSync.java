// SPDX-License-Identifier: Apache-2.0
package live.routing.internal;

import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import live.core.LiveException;
import live.lib.router.Input;

/** Tells a domain's engine what is configured: after each change, and after each start. */
final class RuleSync {
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
        for (Input input : inputs) {
            live.lib.router.Outcome outcome =
                    domain.send(input).toCompletableFuture().get(30, TimeUnit.SECONDS);
            if (outcome == live.lib.router.Outcome.UNKNOWN_MEDIUM) {
                throw new LiveException(
                        "routing.media.tooMany", "More media are configured than routing can tell apart.");
            }
        }
    }
}
