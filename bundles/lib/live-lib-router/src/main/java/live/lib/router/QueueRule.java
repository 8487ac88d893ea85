// SPDX-License-Identifier: Apache-2.0
package live.lib.router;

import java.util.List;
import java.util.Objects;
import java.util.UUID;

/**
 * A queue.
 *
 * @param priority of the service, added to the priority of each contact; higher is more urgent
 * @param open whether its contacts are offered to anybody now
 * @param groups whose agents serve it; empty = all agents
 * @param skills that every contact of the queue needs, beside its own
 * @param strategy the name of the {@link Strategy} that chooses among free agents; an unknown name means
 *     the first of {@link Strategy#BUILT_IN}
 * @param offerMillis how long an offer stays open
 * @param wrapUpMillis how long after-contact work may last; 0 = there is none
 */
public record QueueRule(
        UUID id,
        long version,
        int priority,
        boolean open,
        List<UUID> groups,
        List<SkillLevel> skills,
        String strategy,
        long offerMillis,
        long wrapUpMillis) {
    public QueueRule {
        Objects.requireNonNull(id);
        Objects.requireNonNull(strategy);
        groups = List.copyOf(groups);
        skills = List.copyOf(skills);
        Request.checkPriority(priority);
        if (offerMillis < 1 || offerMillis > Rules.LONGEST || wrapUpMillis < 0 || wrapUpMillis > Rules.LONGEST) {
            throw new IllegalArgumentException("time for offer or wrap-up out of bounds");
        }
    }
}
