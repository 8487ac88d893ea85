// SPDX-License-Identifier: Apache-2.0
package live.lib.router;

import java.util.List;
import java.util.Objects;
import java.util.UUID;

/**
 * An agent as configured: what he can do, where he belongs, and how much he does at once.
 *
 * @param groups teams and whatever else queues name to say who serves them
 * @param capacity units per medium; nothing of a medium is offered to him that is neither listed nor among the
 *     {@link Units#OTHERS others}
 */
public record AgentRule(UUID id, long version, List<SkillLevel> skills, List<UUID> groups, List<Units> capacity) {
    public AgentRule {
        Objects.requireNonNull(id);
        skills = List.copyOf(skills);
        groups = List.copyOf(groups);
        capacity = List.copyOf(capacity);
    }
}
