// SPDX-License-Identifier: Apache-2.0
package live.routing;

import java.time.Instant;
import java.util.Optional;
import live.core.InteractionId;
import live.core.QueueId;
import live.core.UserId;

/**
 * Work that an agent has.
 *
 * @param wrapUpUntil present while he does what remains after the contact
 * @param attempts how often its customer was not reached
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
        int attempts) {}
