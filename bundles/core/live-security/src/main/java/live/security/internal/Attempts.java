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

    private final IntSupplier perMinute;
    private final Map<String, Bucket> buckets = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Bucket> eldest) {
            return size() > KEYS;
        }
    };

    /**
     * @param perMinute how many are allowed at once, and again within a minute
     */
    public Attempts(IntSupplier perMinute) {
        this.perMinute = perMinute;
    }

    /** Counts one attempt; answers how long to wait if it was one too many. */
    public Optional<Duration> count(String key) {
        ConsumptionProbe probe = bucket(key).tryConsumeAndReturnRemaining(1);
        return probe.isConsumed() ? Optional.empty() : Optional.of(Duration.ofNanos(probe.getNanosToWaitForRefill()));
    }

    /** Takes back an attempt that turned out to be a good one. */
    public void forgive(String key) {
        bucket(key).addTokens(1);
    }

    private Bucket bucket(String key) {
        synchronized (buckets) {
            return buckets.computeIfAbsent(key, k -> Bucket.builder()
                    .addLimit(limit -> limit.capacity(perMinute.getAsInt())
                            .refillGreedy(perMinute.getAsInt(), Duration.ofMinutes(1)))
                    .build());
        }
    }
}
