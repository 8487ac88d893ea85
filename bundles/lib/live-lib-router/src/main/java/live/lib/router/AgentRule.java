// SPDX-License-Identifier: Apache-2.0
package live.lib.router;

import java.util.List;
import java.util.Objects;
import java.util.UUID;

/**
 * An agent as configured: what he can do, which queues he serves, and how much at once.
 *
 * @param capacity units per medium; nothing of a medium that is not listed is offered to him
 */
public record AgentRule(UUID id, long version, List<SkillLevel> skills, List<UUID> queues, List<Units> capacity) {
    public AgentRule {
        Objects.requireNonNull(id);
        skills = List.copyOf(skills);
        queues = List.copyOf(queues);
        capacity = List.copyOf(capacity);
    }
}
