// SPDX-License-Identifier: Apache-2.0
package live.core.internal.clock;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.osgi.service.component.annotations.Component;

/** The machine's clock in UTC. */
@Component(service = Clock.class)
public final class SystemClock extends Clock {
    private final Clock clock;

    public SystemClock() {
        this(Clock.system(ZoneOffset.UTC));
    }

    private SystemClock(Clock clock) {
        this.clock = clock;
    }

    @Override
    public ZoneId getZone() {
        return clock.getZone();
    }

    @Override
    public Clock withZone(ZoneId zone) {
        return new SystemClock(clock.withZone(zone));
    }

    @Override
    public Instant instant() {
        return clock.instant();
    }
}
