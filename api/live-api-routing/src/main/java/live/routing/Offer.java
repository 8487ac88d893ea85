// SPDX-License-Identifier: Apache-2.0
package live.routing;

import java.time.Instant;
import live.core.InteractionId;
import live.core.QueueId;
import live.core.UserId;

/**
 * Work held out to an agent, who has until {@code expiresAt} to take it. Shown at least once, always with the same id.
 *
 * @param attempts how often its customer was not reached
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
        int attempts) {}
