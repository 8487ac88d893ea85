// SPDX-License-Identifier: Apache-2.0
package live.routing.internal;

import java.time.Instant;
import java.util.List;
import live.routing.AgentDesk;
import live.routing.Assignment;
import live.routing.Offer;

/**
 * What an agent has, as of a journal entry.
 *
 * @param reachable whether his desk is heard of; nobody unreachable is offered anything
 * @param capacity by medium
 */
public record DeskState(
        AgentDesk.Presence presence,
        String reason,
        Instant since,
        boolean reachable,
        List<Offer> offers,
        List<Assignment> assignments,
        List<Room> capacity,
        long sequence) {
    /** Units of a medium: taken, and in all. */
    public record Room(String medium, int used, int limit) {}

    /** Of somebody whom routing does not know. */
    static DeskState nobody(long sequence) {
        return new DeskState(
                AgentDesk.Presence.SIGNED_OUT, "", Instant.EPOCH, false, List.of(), List.of(), List.of(), sequence);
    }
}
