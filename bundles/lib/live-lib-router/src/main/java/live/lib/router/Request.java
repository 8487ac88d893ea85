// SPDX-License-Identifier: Apache-2.0
package live.lib.router;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A contact that wants an agent.
 *
 * @param work its id, made by the caller; submitting it again has no effect
 * @param units what it takes of an agent's capacity for its medium, at least 1
 * @param skills must-have skills with their least levels
 * @param priority of the client or contact; higher is more urgent
 * @param preferredAgent offered to him alone until {@code preferredUntil}, as long as he is signed in; afterwards to
 *     anyone. If that time has passed already he still comes first when he is free at once
 * @param requiredAgent offered to nobody else as long as this agent exists
 * @param enqueuedAt since when it waits: its place, kept through every re-queue and transfer
 * @param notBefore not offered earlier; at or before {@code enqueuedAt} = at once
 * @param deadline not offered later: a contact that still waits then is ended; {@link Long#MAX_VALUE} = never
 * @param memo what the caller wants to find again beside the contact; the engine never looks inside
 */
public record Request(
        UUID work,
        UUID queue,
        String medium,
        int units,
        List<SkillLevel> skills,
        int priority,
        @Nullable UUID preferredAgent,
        long preferredUntil,
        @Nullable UUID requiredAgent,
        long enqueuedAt,
        long notBefore,
        long deadline,
        String memo) {

    /** Priorities stay within this bound on either side, so that claims never overflow. */
    public static final int PRIORITY_BOUND = 1_000;

    private static final long LATEST = 1L << 50;

    public Request {
        Objects.requireNonNull(work);
        Objects.requireNonNull(queue);
        Objects.requireNonNull(medium);
        Objects.requireNonNull(memo);
        skills = sorted(skills);
        checkUnits(units);
        checkPriority(priority);
        if (enqueuedAt < 0 || enqueuedAt > LATEST) {
            throw new IllegalArgumentException("time of enqueueing out of bounds");
        }
    }

    static void checkPriority(int priority) {
        if (priority < -PRIORITY_BOUND || priority > PRIORITY_BOUND) {
            throw new IllegalArgumentException("priority out of bounds");
        }
    }

    static void checkTime(long time) {
        if (time < 0 || time > LATEST) {
            throw new IllegalArgumentException("time out of bounds");
        }
    }

    static void checkUnits(int units) {
        if (units < 1 || units > 1_000_000) {
            throw new IllegalArgumentException("units out of bounds");
        }
    }

    /** One order and one level per skill, so that equal needs are equal lists. */
    private static List<SkillLevel> sorted(List<SkillLevel> skills) {
        if (skills.size() < 2) {
            return List.copyOf(skills);
        }
        TreeMap<String, Integer> levels = new TreeMap<>();
        skills.forEach(skill -> levels.merge(skill.skill(), skill.level(), Math::max));
        List<SkillLevel> sorted = new ArrayList<>(levels.size());
        levels.forEach((skill, level) -> sorted.add(new SkillLevel(skill, level)));
        return List.copyOf(sorted);
    }

    /** A plain contact: one unit, nobody in particular, from now on, without end. */
    public static Request of(UUID work, UUID queue, String medium, long enqueuedAt) {
        return new Request(
                work, queue, medium, 1, List.of(), 0, null, 0, null, enqueuedAt, enqueuedAt, Long.MAX_VALUE, "");
    }

    public Request withSkills(List<SkillLevel> needed) {
        return with(queue, needed, priority, preferredAgent, preferredUntil, requiredAgent);
    }

    public Request withPriority(int other) {
        return with(queue, skills, other, preferredAgent, preferredUntil, requiredAgent);
    }

    public Request preferring(@Nullable UUID agent, long until) {
        return with(queue, skills, priority, agent, until, requiredAgent);
    }

    public Request requiring(@Nullable UUID agent) {
        return with(queue, skills, priority, preferredAgent, preferredUntil, agent);
    }

    /** The same contact in another queue, with that queue's needs and nobody in particular. */
    public Request in(UUID other, List<SkillLevel> needed) {
        return with(other, needed, priority, null, 0, null);
    }

    /**
     * An invitation to this contact: over its medium and at its place.
     *
     * @param agent the only one who is asked; null = whoever is able
     */
    Request invitation(UUID id, UUID inQueue, List<SkillLevel> needed, @Nullable UUID agent, long until) {
        return new Request(
                id, inQueue, medium, units, needed, priority, null, 0, agent, enqueuedAt, enqueuedAt, until, "");
    }

    /** The same contact as of its coming: nobody waits since a time that is still to come, whatever a clock elsewhere says. */
    public Request cameBy(long now) {
        return enqueuedAt <= now ? this : timed(now, notBefore, deadline);
    }

    /** The same contact once somebody has it: neither too early nor too late from then on. */
    Request begun() {
        return deadline == Long.MAX_VALUE && notBefore <= enqueuedAt
                ? this
                : timed(enqueuedAt, enqueuedAt, Long.MAX_VALUE);
    }

    /** The same contact, not offered earlier than that; it is not too late then. */
    Request resting(long until) {
        return timed(enqueuedAt, until, deadline > until ? deadline : Long.MAX_VALUE);
    }

    /** The same contact over another medium. */
    public Request over(String other, int needed, String newMemo) {
        return new Request(
                work,
                queue,
                other,
                needed,
                skills,
                priority,
                preferredAgent,
                preferredUntil,
                requiredAgent,
                enqueuedAt,
                notBefore,
                deadline,
                newMemo);
    }

    private Request timed(long since, long earliest, long latest) {
        return new Request(
                work,
                queue,
                medium,
                units,
                skills,
                priority,
                preferredAgent,
                preferredUntil,
                requiredAgent,
                since,
                earliest,
                latest,
                memo);
    }

    private Request with(
            UUID inQueue,
            List<SkillLevel> needed,
            int urgency,
            @Nullable UUID preferred,
            long until,
            @Nullable UUID required) {
        return new Request(
                work,
                inQueue,
                medium,
                units,
                needed,
                urgency,
                preferred,
                until,
                required,
                enqueuedAt,
                notBefore,
                deadline,
                memo);
    }
}
