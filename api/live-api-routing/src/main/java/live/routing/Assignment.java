// SPDX-License-Identifier: Apache-2.0
package live.routing;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import live.core.InteractionId;
import live.core.QueueId;
import live.core.UserId;

/**
 * Work that an agent has.
 *
 * @param work the contact, or the invitation by which he takes part in one
 * @param wrapUpUntil present while he does what remains after the contact
 * @param attempts how often its customer was not reached
 * @param contact the work itself, or the contact that he takes part in; the interaction is the contact's
 * @param invitedBy who invited him; whoever joined by himself invited himself
 * @param owner who owns the contact that he takes part in, if anybody does
 * @param participants who else takes part in the contact, or is asked to; who looks on is shown to himself alone
 */
public record Assignment(
        WorkId work,
        InteractionId interaction,
        QueueId queue,
        String medium,
        UserId agent,
        Role role,
        Instant since,
        Optional<Instant> wrapUpUntil,
        int attempts,
        WorkId contact,
        Optional<UserId> invitedBy,
        Optional<UserId> owner,
        List<Participant> participants) {
    public Assignment {
        participants = List.copyOf(participants);
    }
}
