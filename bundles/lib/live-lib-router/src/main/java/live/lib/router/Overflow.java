// SPDX-License-Identifier: Apache-2.0
package live.lib.router;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Tells which contacts rest until their queue opens, and which leave it for another one. Looks, and changes nothing. */
final class Overflow {
    private final Domain domain;

    /** Where a contact goes, and what for. */
    record Way(Queue queue, Decision.Overflowed.Why why) {}

    Overflow(Domain domain) {
        this.domain = domain;
    }

    /** Whether the hours of its queue keep the contact from being offered. */
    boolean closedTo(Work work) {
        Queue queue = work.queue();
        return !queue.opening.open()
                && !(queue.rule.diversion().whenClosed() == Diversion.WhenClosed.SERVE && work.admitted)
                && !requiresSomebody(work);
    }

    /** Where the contact goes as its queue is closed; null if it rests there. */
    @Nullable
    Way whenClosed(Work work) {
        Diversion diversion = work.queue().rule.diversion();
        return diversion.whenClosed() == Diversion.WhenClosed.OVERFLOW
                ? way(work, diversion.closedQueue(), Decision.Overflowed.Why.CLOSED)
                : null;
    }

    /** Where the contact goes if it has waited too long by now; null if it stays. */
    @Nullable
    Way whenLate(Work work) {
        return leavesAt(work) <= domain.now
                ? way(work, work.queue().rule.diversion().overflowQueue(), Decision.Overflowed.Why.LATE)
                : null;
    }

    /** When the contact will have waited too long; {@link Long#MAX_VALUE} if that does not come to pass. */
    long leavesAt(Work work) {
        Diversion diversion = work.queue().rule.diversion();
        return diversion.maxWaitMillis() == 0
                        || way(work, diversion.overflowQueue(), Decision.Overflowed.Why.LATE) == null
                ? Long.MAX_VALUE
                : work.waitsSince + diversion.maxWaitMillis();
    }

    private @Nullable Way way(Work work, @Nullable UUID to, Decision.Overflowed.Why why) {
        Queue queue = to == null ? null : domain.queues.get(to);
        return queue == null || queue == work.queue() || work.hasLeft(work.queue()) || requiresSomebody(work)
                ? null
                : new Way(queue, why);
    }

    private boolean requiresSomebody(Work work) {
        UUID required = work.requiredAgent();
        return required != null && domain.agents.containsKey(required);
    }
}
