// SPDX-License-Identifier: Apache-2.0
package live.lib.router;

import java.util.List;

/** Opens the rings of a queue to contacts that wait in it. What is open to a contact stays open while it waits. */
final class Expansion {
    private final Domain domain;

    Expansion(Domain domain) {
        this.domain = domain;
    }

    /** Opens the next ring that is due by the time the contact has waited; false if none is. */
    boolean opensByTime(Work work) {
        long waited = domain.now - work.waitsSince;
        List<Ring> rings = work.queue().rule.rings();
        for (int ring = work.ring; ring < rings.size(); ring++) {
            if (rings.get(ring).opensByTime(waited)) {
                open(work, ring + 1);
                return true;
            }
        }
        return false;
    }

    /** When the next ring opens to the contact by time; {@link Long#MAX_VALUE} if none will. */
    static long opensAt(Work work) {
        long next = Long.MAX_VALUE;
        List<Ring> rings = work.queue().rule.rings();
        for (int ring = work.ring; ring < rings.size(); ring++) {
            long after = rings.get(ring).afterMillis();
            if (after > 0) {
                next = Math.min(next, work.waitsSince + after);
            }
        }
        return next;
    }

    /** How many rings the queue's length opens to whatever waits in it. */
    static int byLength(Queue queue) {
        List<Ring> rings = queue.rule.rings();
        int ring = rings.size();
        while (ring > 0 && !rings.get(ring - 1).opensByLength(queue.length())) {
            ring--;
        }
        return ring;
    }

    /** Opens the queue's rings up to this one. */
    void open(Work work, int ring) {
        reach(work, ring);
        domain.decide(new Decision.Expanded(work.id(), work.queue().rule.id(), ring));
    }

    /** Opens everything that is due, by time or by length. */
    void catchUp(Work work, int byLength) {
        boolean opens = true;
        while (opens) {
            opens = opensByTime(work);
        }
        if (work.ring < byLength) {
            open(work, byLength);
        }
    }

    /** The contact begins to wait anew: no ring is open to it. */
    void close(Work work) {
        reach(work, 0);
    }

    private void reach(Work work, int ring) {
        work.ring = ring;
        work.need(domain.requirement(work.request(), work.queue(), ring));
    }
}
