// SPDX-License-Identifier: Apache-2.0
package live.lib.router;

import java.util.List;

/** What must not be so of contacts that wait, after whatever has happened. */
final class Waiters {
    private Waiters() {}

    static void check(Floor floor) {
        nothingIsLeftUndone(floor);
        everyRingIsOpen(floor);
        nobodyStaysWhoShouldGo(floor);
    }

    private static void nothingIsLeftUndone(Floor floor) {
        for (Floor.Contact contact : floor.contacts.values()) {
            if (!contact.waits()
                    || contact.request.notBefore() > floor.now
                    || contact.request.preferredAgent() != null && contact.request.preferredUntil() > floor.now) {
                continue;
            }
            floor.desks.forEach((agent, desk) -> {
                if (floor.free(agent, desk, contact, false) && floor.eligible(agent, desk, contact)) {
                    throw new AssertionError("a contact waits beside a free agent: " + contact.request + agent);
                }
            });
        }
    }

    /** Every ring that is due is open to whoever waits for anybody. */
    private static void everyRingIsOpen(Floor floor) {
        for (Floor.Contact contact : floor.contacts.values()) {
            Request request = contact.request;
            boolean held = request.preferredAgent() != null && request.preferredUntil() > floor.now
                    || request.requiredAgent() != null && floor.desks.containsKey(request.requiredAgent());
            if (contact.waits() && request.notBefore() <= floor.now && !held && !floor.rests(contact)) {
                List<Ring> rings = floor.queues.get(request.queue()).rings();
                for (int ring = contact.ring; ring < rings.size(); ring++) {
                    Referee.assertThat(!floor.opens(rings.get(ring), contact), "a ring is shut", ring, request);
                }
            }
        }
    }

    private static void nobodyStaysWhoShouldGo(Floor floor) {
        for (Floor.Contact contact : floor.contacts.values()) {
            Request request = contact.request;
            Diversion diversion = floor.queues.get(request.queue()).diversion();
            boolean held = request.preferredAgent() != null && request.preferredUntil() > floor.now;
            if (floor.rests(contact)) {
                Referee.assertThat(
                        diversion.whenClosed() != Diversion.WhenClosed.OVERFLOW
                                || !floor.mayLeaveFor(diversion.closedQueue(), contact),
                        "rests and should go",
                        request);
            } else if (contact.waits() && request.notBefore() <= floor.now && !held) {
                Referee.assertThat(
                        !floor.isLate(contact) || !floor.mayLeaveFor(diversion.overflowQueue(), contact),
                        "waits too long and should go",
                        request);
            }
        }
    }
}
