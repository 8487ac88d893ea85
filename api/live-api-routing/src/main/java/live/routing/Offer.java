// SPDX-License-Identifier: Apache-2.0
package live.routing;

import java.time.Instant;
import java.util.Optional;
import live.core.InteractionId;
import live.core.QueueId;
import live.core.UserId;

/**
 * Work held out to an agent, who has until {@code expiresAt} to take it. Shown at least once, always with the same id.
 *
 * @param attempts how often its customer was not reached
 * @param role what he would be to the contact
 * @param contact the work itself, or of an invitation the contact that it is to; the interaction is the contact's
 * @param invitedBy of an invitation
 */
public record Offer(
        OfferId id,
        WorkId work,
        InteractionId interaction,
        QueueId queue,
        String medium,
        UserId agent,
        Instant waitingSince,
        Instant offeredAt,
        Instant expiresAt,
        int attempts,
        Role role,
        WorkId contact,
        Optional<UserId> invitedBy) {}
