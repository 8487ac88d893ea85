// SPDX-License-Identifier: Apache-2.0
package live.lib.router;

import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Why a contact was offered to this agent, or why it waits.
 *
 * @param at the engine's time, milliseconds
 * @param rules version of the domain's rules
 * @param queueVersion version of the queue's rule
 * @param opening what the queue's hours said
 * @param strategy that chose among those who suit, and its version
 * @param claim milliseconds; of two contacts the one with the smaller claim comes first
 * @param ring how many of the queue's rings are open to the contact
 * @param waitsSince since when it waits for somebody of this queue; what rings count from
 * @param rings the queue's rings, open ones and others
 * @param prefersSkills whether the queue has preferred skills
 * @param chosen who gets the offer; null: nobody, it waits
 * @param freed whether this agent became free and looked for the best claim; otherwise the contact looked for an agent
 * @param agents everybody, the chosen one first, then those who suited, the best first, then the others by what speaks
 *     against them
 */
public record Explanation(
        long at,
        UUID work,
        UUID queue,
        long rules,
        long queueVersion,
        Opening opening,
        String strategy,
        int strategyVersion,
        long claim,
        int ring,
        long waitsSince,
        List<Ring> rings,
        boolean prefersSkills,
        @Nullable UUID chosen,
        boolean freed,
        List<Judged> agents) {
    public Explanation {
        Objects.requireNonNull(work);
        rings = List.copyOf(rings);
        agents = List.copyOf(agents);
    }

    /** What speaks against an agent, the most lasting first; {@link #SUITS} if nothing does. */
    public enum Verdict {
        /** He gets the offer. */
        CHOSEN,
        /** He could have had it. */
        SUITS,
        /** He just had it, declined it or missed it. */
        PAUSED,
        /** It is an invitation to a contact that he has, or takes part in. */
        TAKES_PART,
        /** He has as many open offers as an agent may have. */
        OFFERED,
        /** He is held for a contact that is about to come. */
        RESERVED,
        /** He has something of a medium that blocks this one. */
        BLOCKED,
        /** He handles as much of this medium as he may. */
        OCCUPIED,
        NOT_READY,
        /** He is signed in, and his desk is not heard of. */
        UNREACHABLE,
        SIGNED_OUT,
        /** He may take it as soon as a further ring opens to the contact. */
        RING_NOT_REACHED,
        /** A skill is missing or not high enough. */
        UNSKILLED,
        /** He belongs to none of the groups that serve the queue. */
        OTHER_GROUP,
        /** Somebody else is required, or preferred and waited for. */
        NOT_WANTED,
        /** The contact rests until its queue opens. */
        OUT_OF_HOURS,
        /** The contact rests until its time. */
        TOO_EARLY,
        /** The queue gives nothing to anybody. */
        QUEUE_CLOSED
    }

    /**
     * One agent.
     *
     * @param detail what the verdict is about: the skill, the reason of his absence, the medium; empty if nothing
     * @param ring how many rings must be open until he may take it; {@link #NEVER} if he may by none
     * @param preferredSkills how many of the queue's preferred skills he masters
     * @param score of the strategy; 0 of those who do not suit
     */
    public record Judged(UUID agent, Verdict verdict, String detail, int ring, int preferredSkills, long score) {
        /** Stands for no ring. */
        public static final int NEVER = -1;

        Judged scored(long newScore) {
            return new Judged(agent, verdict, detail, ring, preferredSkills, newScore);
        }
    }
}
