// SPDX-License-Identifier: Apache-2.0
package live.routing.internal.store;

import java.util.Optional;
import live.core.HoursId;
import live.core.QueueId;
import live.lib.router.Diversion.WhenClosed;

/**
 * When a queue is open, and what becomes of contacts that its people do not get to.
 *
 * @param hours empty = always open
 * @param whenClosed what happens out of hours
 * @param closedQueue where contacts go out of hours, if they do
 * @param maxWaitSeconds so long a contact waits until it goes to {@code overflowQueue}; 0 = as long as it takes
 */
public record DiversionDefinition(
        Optional<HoursId> hours,
        WhenClosed whenClosed,
        Optional<QueueId> closedQueue,
        int maxWaitSeconds,
        Optional<QueueId> overflowQueue) {
    /** Always open, and nothing goes anywhere. */
    public static final DiversionDefinition NONE =
            new DiversionDefinition(Optional.empty(), WhenClosed.WAIT, Optional.empty(), 0, Optional.empty());

    /** Whether contacts may go to this queue. */
    public boolean leadsTo(QueueId queue) {
        return closedQueue.filter(queue::equals).isPresent()
                || overflowQueue.filter(queue::equals).isPresent();
    }
}
