// SPDX-License-Identifier: Apache-2.0
package live.routing.internal.statistics;

import java.util.UUID;

/**
 * How long somebody was in a state.
 *
 * @param busyMillis of it with at least one contact in hand
 */
public record TimeSpent(long millis, long busyMillis) {
    public static final TimeSpent NONE = new TimeSpent(0, 0);

    /** What he does who is signed in. Append only: the names are stored. */
    public enum State {
        READY,
        NOT_READY,
        /** Nobody hears his desk. */
        AWAY
    }

    /**
     * Who and when.
     *
     * @param reason why he is not ready; empty otherwise
     */
    public record Key(long at, UUID agent, State state, String reason) {}

    public TimeSpent plus(TimeSpent other) {
        return new TimeSpent(millis + other.millis, busyMillis + other.busyMillis);
    }
}
