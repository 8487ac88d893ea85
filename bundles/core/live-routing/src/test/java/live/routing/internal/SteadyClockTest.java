// SPDX-License-Identifier: Apache-2.0
package live.routing.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

class SteadyClockTest {
    private long wallMillis = 1_000_000;
    private long nanos;

    private final Clock wall = new Clock() {
        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }

        @Override
        public Instant instant() {
            return Instant.ofEpochMilli(wallMillis);
        }
    };

    private void pass(long millis) {
        wallMillis += millis;
        nanos += millis * 1_000_000;
    }

    @Test
    void itRunsWithTheWallClock() {
        SteadyClock clock = new SteadyClock(wall, () -> nanos, 0);
        pass(1_234);
        assertThat(clock.millis()).isEqualTo(1_001_234);
    }

    @Test
    void aClockThatIsSetForwardIsReachedAtDoubleSpeed() {
        SteadyClock clock = new SteadyClock(wall, () -> nanos, 0);
        wallMillis += 10_000;
        assertThat(clock.millis()).isEqualTo(1_000_000);
        pass(4_000);
        assertThat(clock.millis()).isEqualTo(1_008_000);
        pass(10_000);
        assertThat(clock.millis()).isEqualTo(wallMillis);
    }

    @Test
    void aClockThatIsSetBackIsAwaitedAtHalfSpeed() {
        SteadyClock clock = new SteadyClock(wall, () -> nanos, 0);
        wallMillis -= 10_000;
        pass(4_000);
        assertThat(clock.millis()).isEqualTo(1_002_000);
        pass(100_000);
        assertThat(clock.millis()).isEqualTo(wallMillis);
    }

    @Test
    void itNeverBeginsBeforeTheEnginesOwnTime() {
        assertThat(new SteadyClock(wall, () -> nanos, 2_000_000).millis()).isEqualTo(2_000_000);
    }
}
