// SPDX-License-Identifier: Apache-2.0
package live.lib.router;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Which commands of which clients were done, and how they went, so that a repetition gets the same answer. */
final class Clients {
    /** How many clients are remembered, and of each how many commands. */
    static final int LIMIT = 100_000;

    static final int WINDOW = 64;
    private static final byte NONE = -1;
    private static final Outcome[] OUTCOMES = Outcome.values();

    /** The newest commands of one client. */
    static final class Seen {
        long highest;
        final byte[] outcomes = new byte[WINDOW];

        Seen(long highest) {
            this.highest = highest;
            java.util.Arrays.fill(outcomes, NONE);
        }
    }

    private final Map<Long, Seen> clients = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Long, Seen> eldest) {
            return size() > LIMIT;
        }
    };

    /** The answer that this command got before; null if it is new. */
    @Nullable
    Outcome known(long client, long sequence) {
        Seen seen = clients.get(client);
        if (seen == null || sequence > seen.highest) {
            return null;
        }
        if (seen.highest - sequence >= WINDOW) {
            return Outcome.STALE;
        }
        byte outcome = seen.outcomes[place(sequence)];
        return outcome == NONE ? null : OUTCOMES[outcome];
    }

    void remember(long client, long sequence, Outcome outcome) {
        Seen seen = clients.computeIfAbsent(client, unknown -> new Seen(sequence));
        if (sequence > seen.highest) {
            long from = Math.max(seen.highest + 1, sequence - WINDOW + 1);
            for (long skipped = from; skipped < sequence; skipped++) {
                seen.outcomes[place(skipped)] = NONE;
            }
            seen.highest = sequence;
        }
        seen.outcomes[place(sequence)] = (byte) outcome.ordinal();
    }

    private static int place(long sequence) {
        return (int) (sequence & WINDOW - 1);
    }

    /** Least recently heard of first. */
    Map<Long, Seen> all() {
        return clients;
    }
}
