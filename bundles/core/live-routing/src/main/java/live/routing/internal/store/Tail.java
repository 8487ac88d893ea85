// SPDX-License-Identifier: Apache-2.0
package live.routing.internal.store;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import live.routing.internal.store.Journal.Batch;

/**
 * The newest batches that this process has committed to a journal, without a gap: whoever keeps up with it need not ask
 * the database for what was just written. Thread-safe.
 */
final class Tail {
    private static final int MOST_BYTES = 1 << 20;

    private final Deque<Batch> batches = new ArrayDeque<>();
    private int bytes;

    /** Adds what was committed; a gap may hide what another process wrote, so nothing before it is kept. */
    synchronized void add(Batch next) {
        if (!batches.isEmpty() && batches.getLast().last() + 1 != next.first()) {
            clear();
        }
        batches.addLast(next);
        bytes += next.entries().length;
        while (bytes > MOST_BYTES) {
            bytes -= batches.removeFirst().entries().length;
        }
    }

    synchronized void clear() {
        batches.clear();
        bytes = 0;
    }

    /** What follows a sequence, at most {@code limit} batches; none if there is none, or if that is not known here. */
    synchronized List<Batch> after(long sequence, int limit) {
        if (batches.isEmpty() || sequence + 1 < batches.getFirst().first()) {
            return List.of();
        }
        List<Batch> some = new ArrayList<>();
        for (Batch batch : batches) {
            if (batch.last() > sequence) {
                some.add(batch);
                if (some.size() == limit) {
                    break;
                }
            }
        }
        return some;
    }
}
