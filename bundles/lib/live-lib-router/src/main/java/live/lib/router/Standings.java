// SPDX-License-Identifier: Apache-2.0
package live.lib.router;

import java.util.Arrays;

/**
 * What the built-in strategies ask of free agents, by slot and in few places of memory, so that many agents are compared
 * without touching each. Says the same as the strategies themselves.
 */
final class Standings {
    private long[] idleOrder = new long[64];
    private long[] idleSince = new long[64];
    private long[] lastOffer = new long[64];
    private long[] occupied = new long[64];

    /** How an agent stands with one strategy: the score that it would give him. */
    interface Standing {
        long of(int slot, Requirement requirement);
    }

    /** What a built-in strategy goes by. */
    Standing by(Strategy strategy) {
        if (strategy instanceof InTurn) {
            return (slot, requirement) -> -lastOffer[slot];
        }
        if (strategy instanceof LeastOccupiedFirst) {
            return (slot, requirement) -> occupied[slot];
        }
        if (strategy instanceof BestSkilledFirst) {
            return (slot, requirement) -> requirement.levelsOf(slot);
        }
        return (slot, requirement) -> -idleSince[slot];
    }

    /** Takes note of an agent who may be chosen. */
    void note(Agent agent) {
        int slot = agent.slot;
        if (slot >= idleOrder.length) {
            int length = Math.max(slot + 1, slot * 2);
            idleOrder = Arrays.copyOf(idleOrder, length);
            idleSince = Arrays.copyOf(idleSince, length);
            lastOffer = Arrays.copyOf(lastOffer, length);
            occupied = Arrays.copyOf(occupied, length);
        }
        idleOrder[slot] = agent.idleOrder;
        idleSince[slot] = agent.idleSince;
        lastOffer[slot] = agent.lastOffer;
        occupied[slot] = LeastOccupiedFirst.standing(agent);
    }

    boolean idlesLonger(int slot, int other) {
        return idleOrder[slot] < idleOrder[other];
    }
}
