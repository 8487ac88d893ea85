// SPDX-License-Identifier: Apache-2.0
package live.channels.internal.store;

import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import live.core.QueueId;
import live.core.SkillId;

/**
 * A rule of the administrators: every condition that is present must hold.
 *
 * @param channel an account, {@code email/support}, or all of a kind, {@code email}
 * @param to text that an address it went to contains, or a pattern between slashes
 * @param from the same for address and name of the sender
 * @param subject the same for the subject
 * @param segment the customer's, whatever the case of its letters
 */
public record Rule(
        UUID id,
        String name,
        Optional<String> channel,
        Optional<String> to,
        Optional<String> from,
        Optional<String> subject,
        Optional<String> segment,
        QueueId queue,
        int priority,
        Map<SkillId, Integer> skills,
        boolean active) {}
