// SPDX-License-Identifier: Apache-2.0
package live.routing.internal;

import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;

/** Brings the turns of a domain into the journal, one after the other, on a thread of its own. Thread-safe. */
final class Committer {
    private final BlockingQueue<Flight> handed = new ArrayBlockingQueue<>(1);

    /** @throws IllegalStateException if another one has not even begun */
    void hand(Flight flight) {
        handed.add(flight);
    }

    /** Works until interrupted. */
    void run() throws InterruptedException {
        while (true) {
            handed.take().fly();
        }
    }
}
