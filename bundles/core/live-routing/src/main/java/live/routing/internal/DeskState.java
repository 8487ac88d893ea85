// SPDX-License-Identifier: Apache-2.0
package live.routing.internal;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import live.core.QueueId;
import live.core.UserId;
import live.routing.AgentDesk;
import live.routing.Assignment;
import live.routing.Offer;
import live.routing.ReservationId;
import live.routing.Role;
import live.routing.WorkId;

/**
 * What an agent has, as of a journal entry.
 *
 * @param reachable whether his desk is heard of; nobody unreachable is offered anything
 * @param reservations contacts to come for which he is held
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
        List<Reserved> reservations,
        List<Room> capacity,
        List<Ended> ended,
        long sequence) {
    /** He is held for a contact of this queue and medium, at most until then. */
    public record Reserved(ReservationId id, QueueId queue, String medium, Instant until) {}

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
                List.of(),
                sequence);
    }
}
