// SPDX-License-Identifier: Apache-2.0
package live.core;

import java.security.SecureRandom;
import java.util.UUID;

/**
 * Time-ordered identifiers: UUID version 7 (RFC 9562, section 5.7) with a counter in rand_a (section 6.2, method 1).
 *
 * <p>Ids of one process are strictly increasing, also within a millisecond and when the wall clock is set back: the
 * timestamp then stays where it was until the clock has caught up. Thread-safe.
 */
public final class Uuid7 {
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final int COUNTER_LIMIT = 1 << 12;

    private static long lastMillis;
    private static int counter;

    private Uuid7() {}

    /** The next identifier. */
    public static UUID next() {
        long millis;
        int sequence;
        synchronized (Uuid7.class) {
            long now = System.currentTimeMillis();
            if (now > lastMillis) {
                lastMillis = now;
                // Starts low so that a burst within the millisecond has room to count up.
                counter = RANDOM.nextInt(COUNTER_LIMIT / 4);
            } else if (++counter == COUNTER_LIMIT) {
                lastMillis++;
                counter = 0;
            }
            millis = lastMillis;
            sequence = counter;
        }
        long high = millis << 16 | 0x7000L | sequence;
        long low = RANDOM.nextLong() & 0x3FFF_FFFF_FFFF_FFFFL | 0x8000_0000_0000_0000L;
        return new UUID(high, low);
    }
}
