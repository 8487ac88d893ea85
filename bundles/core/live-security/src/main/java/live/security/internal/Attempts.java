// SPDX-License-Identifier: Apache-2.0
package live.security.internal;

import io.github.bucket4j.Bucket;
import io.github.bucket4j.ConsumptionProbe;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntSupplier;

/**
 * Counts attempts by key and says when there were too many. Thread-safe. Remembers a bounded number of keys, those that
 * were seen last.
 */
public final class Attempts {
    private static final int KEYS = 50_000;

    private final IntSupplier most;
    private final Duration window;
    private final Map<String, Counted> keys = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Counted> eldest) {
            return size() > KEYS;
        }
    };

    /**
     * @param perMinute how many are allowed at once, and again within a minute
     */
    public Attempts(IntSupplier perMinute) {
        this(perMinute, Duration.ofMinutes(1));
    }

    /**
     * @param most how many are allowed at once, and again within the time
     */
    public Attempts(IntSupplier most, Duration window) {
        this.most = most;
        this.window = window;
    }

    /**
     * An attempt too many.
     *
     * @param pause how long until the next one
     * @param first whether it is the first of its key within the time: the one to speak of
     */
    public record Refusal(Duration pause, boolean first) {}

    /** What is known of a key. */
    private static final class Counted {
        private final Bucket bucket;
        private final long windowNanos;
        private long toldNanos;

        private Counted(Bucket bucket, Duration window) {
            this.bucket = bucket;
            this.windowNanos = window.toNanos();
            this.toldNanos = System.nanoTime() - windowNanos;
        }

        private synchronized boolean first() {
            long now = System.nanoTime();
            boolean first = now - toldNanos >= windowNanos;
            if (first) {
                toldNanos = now;
            }
            return first;
        }
    }

    /** Counts one attempt; answers what speaks against it. */
    public Optional<Refusal> count(String key) {
        Counted counted = counted(key);
        ConsumptionProbe probe = counted.bucket.tryConsumeAndReturnRemaining(1);
        return probe.isConsumed()
                ? Optional.empty()
                : Optional.of(new Refusal(Duration.ofNanos(probe.getNanosToWaitForRefill()), counted.first()));
    }

    /** Takes back an attempt that turned out to be a good one. */
    public void forgive(String key) {
        counted(key).bucket.addTokens(1);
    }

    private Counted counted(String key) {
        synchronized (keys) {
            return keys.computeIfAbsent(
                    key,
                    k -> new Counted(
                            Bucket.builder()
                                    .addLimit(limit ->
                                            limit.capacity(most.getAsInt()).refillGreedy(most.getAsInt(), window))
                                    .build(),
                            window));
        }
    }
}
