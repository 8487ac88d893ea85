// SPDX-License-Identifier: Apache-2.0
package live.lib.router;

import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What becomes of contacts that the people of a queue do not get to. A contact that goes to another queue keeps its place
 * and the skills that it needs itself, begins to wait there anew, and leaves each queue this way at most once. Contacts
 * that require an agent who exists wait for him, whatever this says.
 *
 * @param whenClosed what holds outside the queue's hours
 * @param closedQueue where contacts go with {@link WhenClosed#OVERFLOW}; while the engine does not know it they wait
 * @param maxWaitMillis how long a contact waits until it goes to {@code overflowQueue}; 0 = as long as it takes
 */
public record Diversion(
        WhenClosed whenClosed, @Nullable UUID closedQueue, long maxWaitMillis, @Nullable UUID overflowQueue) {
    /** Contacts wait for opening, and as long as it takes. */
    public static final Diversion NONE = new Diversion(WhenClosed.WAIT, null, 0, null);

    public Diversion {
        Objects.requireNonNull(whenClosed);
        if (maxWaitMillis < 0 || maxWaitMillis > Rules.LONGEST) {
            throw new IllegalArgumentException("longest wait out of bounds");
        }
    }

    /** What a queue does outside its hours. Append only: the ordinal is stored. */
    public enum WhenClosed {
        /** Contacts keep their places until it opens. */
        WAIT,
        /** Who waited already is still served; who comes waits until it opens. */
        SERVE,
        /** Contacts go to another queue. */
        OVERFLOW
    }
}
