// SPDX-License-Identifier: Apache-2.0
package live.routing.internal;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** Wakes whoever waits for more in a journal. A hint: what another process committed is found by looking. Thread-safe. */
final class Waker {
    private final Semaphore woken = new Semaphore(1);

    void wake() {
        if (woken.availablePermits() == 0) {
            woken.release();
        }
    }

    /** Waits to be woken, at least so long that what comes together is taken together, and at most a second more. */
    void await(Duration pace) throws InterruptedException {
        TimeUnit.NANOSECONDS.sleep(pace.toNanos());
        if (woken.tryAcquire(1, TimeUnit.SECONDS)) {
            woken.drainPermits();
        }
    }
}
