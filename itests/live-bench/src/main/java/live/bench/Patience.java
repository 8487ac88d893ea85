// SPDX-License-Identifier: Apache-2.0
package live.bench;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;

/** Waits for what the product does by itself. */
final class Patience {
    private static final Duration LOOK = Duration.ofMillis(20);

    private Patience() {}

    /**
     * Looks every 20 ms.
     *
     * @return whether it became true in time
     */
    static boolean until(Callable<Boolean> condition, Duration limit) throws Exception {
        long deadline = System.nanoTime() + limit.toNanos();
        while (!condition.call()) {
            if (System.nanoTime() > deadline) {
                return false;
            }
            LockSupport.parkNanos(LOOK.toNanos());
        }
        return true;
    }
}
