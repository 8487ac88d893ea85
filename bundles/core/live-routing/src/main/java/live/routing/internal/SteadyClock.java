// SPDX-License-Identifier: Apache-2.0
package live.routing.internal;

import java.time.Clock;
import java.util.function.LongSupplier;

/**
 * Time for the engine: runs with the monotonic clock, never backwards and never in leaps, and draws near to the wall
 * clock at half or double speed when that one was set. So a corrected clock makes no offer expire at once. Not
 * thread-safe.
 */
final class SteadyClock {
    private final Clock wall;
    private final LongSupplier nanos;
    private long lastNanos;
    /** Nanoseconds since 1970; good until the year 2262. */
    private long now;

    SteadyClock(Clock wall, LongSupplier nanos, long notBeforeMillis) {
        this.wall = wall;
        this.nanos = nanos;
        lastNanos = nanos.getAsLong();
        now = Math.max(wall.millis(), notBeforeMillis) * 1_000_000;
    }

    long millis() {
        long reading = nanos.getAsLong();
        long passed = Math.max(0, reading - lastNanos);
        lastNanos = reading;
        long behind = wall.millis() * 1_000_000 - (now + passed);
        if (behind > 0) {
            passed += Math.min(behind, passed);
        } else {
            passed -= Math.min(-behind, passed / 2);
        }
        now += passed;
        return now / 1_000_000;
    }
}
