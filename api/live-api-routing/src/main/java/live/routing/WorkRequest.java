// SPDX-License-Identifier: Apache-2.0
package live.routing;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import live.core.InteractionId;
import live.core.QueueId;
import live.core.TenantId;
import live.core.UserId;

/**
 * What is to be routed.
 *
 * @param medium how it counts against capacity: {@code email}, {@code chat}, {@code call}
 * @param skills needed beside those of the queue
 * @param priority 0 (whenever) to 9 (at once), 5 as a rule; within a priority who came first is first
 * @param preferredAgent asked first, for as long as the queue waits for preferred agents
 * @param requiredAgent the only one who may have it
 * @param enqueuedAt since when it waits: its place, kept over restarts, re-queues and changes of channel; a time that is
 *     still to come by routing's clock counts as now
 * @param notBefore when it may be offered first; empty = at once
 * @param deadline when it leaves the queue unserved
 * @param attributes for strategies and for display, small; no personal data
 */
public record WorkRequest(
        TenantId tenant,
        InteractionId interaction,
        QueueId queue,
        String medium,
        Set<Skill> skills,
        int priority,
        Optional<UserId> preferredAgent,
        Optional<UserId> requiredAgent,
        Instant enqueuedAt,
        Optional<Instant> notBefore,
        Optional<Instant> deadline,
        Map<String, String> attributes) {
    public WorkRequest {
        skills = Set.copyOf(skills);
        attributes = Map.copyOf(attributes);
        if (priority < 0 || priority > 9) {
            throw new IllegalArgumentException("a priority is 0 to 9");
        }
    }
}
