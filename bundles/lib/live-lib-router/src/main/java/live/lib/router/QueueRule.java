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
 * @param preferredSkills nice to have: among the agents who are able and free those who master more of them come
 *     first, before the strategy is asked
 * @param rings whom contacts are offered to beside, the longer they wait or the more they are; a contact has reached
 *     ring 0 when it comes, and is offered within the queue's own groups and skills
 * @param diversion what becomes of contacts outside the queue's hours, and of those that wait too long
 * @param maxAttempts how often a customer is tried who is not reached, at least once; then the contact ends
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
        long wrapUpMillis,
        List<SkillLevel> preferredSkills,
        List<Ring> rings,
        Diversion diversion,
        int maxAttempts) {
    /** Of a queue that says nothing else. */
    public static final int MAX_ATTEMPTS = 5;

    public QueueRule {
        Objects.requireNonNull(id);
        Objects.requireNonNull(strategy);
        Objects.requireNonNull(diversion);
        groups = List.copyOf(groups);
        skills = List.copyOf(skills);
        preferredSkills = List.copyOf(preferredSkills);
        rings = List.copyOf(rings);
        Request.checkPriority(priority);
        if (offerMillis < 1 || offerMillis > Rules.LONGEST || wrapUpMillis < 0 || wrapUpMillis > Rules.LONGEST) {
            throw new IllegalArgumentException("time for offer or wrap-up out of bounds");
        }
        if (maxAttempts < 1) {
            throw new IllegalArgumentException("a customer is tried once at least");
        }
    }

    /** A queue without preferred skills that never expands and keeps what waits in it. */
    public QueueRule(
            UUID id,
            long version,
            int priority,
            boolean open,
            List<UUID> groups,
            List<SkillLevel> skills,
            String strategy,
            long offerMillis,
            long wrapUpMillis) {
        this(
                id,
                version,
                priority,
                open,
                groups,
                skills,
                strategy,
                offerMillis,
                wrapUpMillis,
                List.of(),
                List.of(),
                Diversion.NONE,
                MAX_ATTEMPTS);
    }

    public QueueRule preferring(List<SkillLevel> nice) {
        return with(nice, rings, diversion, maxAttempts);
    }

    public QueueRule expanding(List<Ring> steps) {
        return with(preferredSkills, steps, diversion, maxAttempts);
    }

    public QueueRule diverting(Diversion other) {
        return with(preferredSkills, rings, other, maxAttempts);
    }

    public QueueRule trying(int attempts) {
        return with(preferredSkills, rings, diversion, attempts);
    }

    private QueueRule with(List<SkillLevel> nice, List<Ring> steps, Diversion other, int attempts) {
        return new QueueRule(
                id,
                version,
                priority,
                open,
                groups,
                skills,
                strategy,
                offerMillis,
                wrapUpMillis,
                nice,
                steps,
                other,
                attempts);
    }
}
