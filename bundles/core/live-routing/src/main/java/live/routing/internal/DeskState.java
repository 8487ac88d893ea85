// SPDX-License-Identifier: Apache-2.0
package live.routing.internal;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import live.core.UserId;
import live.routing.AgentDesk;
import live.routing.Assignment;
import live.routing.Offer;
import live.routing.Role;
import live.routing.WorkId;

/**
 * What an agent has, as of a journal entry.
 *
 * @param reachable whether his desk is heard of; nobody unreachable is offered anything
 * @param capacity by medium
 * @param ended invitations to contacts of his that came to nothing, or that somebody has left; the newest of each contact
 */
public record DeskState(
        AgentDesk.Presence presence,
        String reason,
        Instant since,
        boolean reachable,
        List<Offer> offers,
        List<Assignment> assignments,
        List<Room> capacity,
        List<Ended> ended,
        long sequence) {
    /** Units of a medium: taken, and in all. */
    public record Room(String medium, int used, int limit) {}

    /**
     * An invitation that is over.
     *
     * @param agent who did not want to, did not answer, was not there, or has left
     * @param reason {@code declined}, {@code missed}, {@code absent}, {@code expired}, {@code finished}
     */
    public record Ended(
            WorkId contact, WorkId invitation, Optional<UserId> agent, Role role, String reason, Instant at) {}

    /** Of somebody whom routing does not know. */
    static DeskState nobody(long sequence) {
        return new DeskState(
                AgentDesk.Presence.SIGNED_OUT,
                "",
                Instant.EPOCH,
                false,
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                sequence);
    }
}
