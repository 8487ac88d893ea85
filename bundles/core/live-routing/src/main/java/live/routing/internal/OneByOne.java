// SPDX-License-Identifier: Apache-2.0
package live.routing.internal;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import live.core.LiveException;

/** Lets one at a time do what costs a processor for a while; others wait a little and are refused. Thread-safe. */
final class OneByOne {
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final Semaphore turn = new Semaphore(1);
    private final String busy;

    /** @param busy code of the exception when others are busy */
    OneByOne(String busy) {
        this.busy = busy;
    }

    <T> T run(Supplier<T> work) {
        try {
            if (!turn.tryAcquire(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new LiveException(busy, "Somebody else does the same at the moment. Try again soon.");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LiveException(busy, "Interrupted while somebody else did the same.");
        }
        try {
            return work.get();
        } finally {
            turn.release();
        }
    }
}
