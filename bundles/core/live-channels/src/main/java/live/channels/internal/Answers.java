// SPDX-License-Identifier: Apache-2.0
package live.channels.internal;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Semaphore;

/**
 * Hands answers to a channel on a thread of its own: what a channel does with an answer, and for how long, holds up
 * nobody but itself.
 */
final class Answers {
    private final Queue<Runnable> waiting = new ConcurrentLinkedQueue<>();
    private final Semaphore signal = new Semaphore(0);

    /** Never blocks. Bounded by what its callers have outstanding. */
    void give(Runnable answer) {
        waiting.add(answer);
        signal.release();
    }

    /** Gives answers until its thread is interrupted. */
    void run() throws InterruptedException {
        while (true) {
            signal.acquire();
            Runnable answer = waiting.poll();
            if (answer != null) {
                answer.run();
            }
        }
    }

    /** Gives what is left on the caller's thread. */
    void finish() {
        for (Runnable answer = waiting.poll(); answer != null; answer = waiting.poll()) {
            answer.run();
        }
    }
}
