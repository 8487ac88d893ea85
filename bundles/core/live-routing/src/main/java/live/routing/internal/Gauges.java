// SPDX-License-Identifier: Apache-2.0
package live.routing.internal;

import live.core.Meter;
import live.core.Meters;

/** What monitoring sees of routing. */
record Gauges(Meter commit, Meter offered, Meter assigned, Meter missed, Meter declined, Meter ended) {
    private static final String DECISIONS = "live_routing_decisions";
    private static final String KIND = "kind";

    static Gauges of(Meters meters) {
        return new Gauges(
                meters.meter("live_routing_commit"),
                meters.meter(DECISIONS, KIND, "offered"),
                meters.meter(DECISIONS, KIND, "assigned"),
                meters.meter(DECISIONS, KIND, "missed"),
                meters.meter(DECISIONS, KIND, "declined"),
                meters.meter(DECISIONS, KIND, "ended"));
    }
}
