// SPDX-License-Identifier: Apache-2.0
package live.routing;

import java.time.Instant;
import java.util.Optional;
import live.core.QueueId;
import live.core.UserId;

/**
 * Somebody beside the owner of a contact, or an invitation that nobody has answered yet.
 *
 * @param invitation by which he takes part: a piece of work of its own
 * @param agent who has come, is offered it, or is the only one who is asked; empty while anybody of the queue may come
 * @param queue whose agents are asked
 * @param invitedBy who asked for it; himself if he joined unasked
 * @param since when the state began
 * @param until when the offer ends, or when nobody is waited for any more; empty of who has come
 */
public record Participant(
        WorkId invitation,
        Optional<UserId> agent,
        QueueId queue,
        UserId invitedBy,
        Role role,
        State state,
        Instant since,
        Optional<Instant> until) {
    /** How far it has come. */
    public enum State {
        WAITING,
        OFFERED,
        JOINED
    }
}
