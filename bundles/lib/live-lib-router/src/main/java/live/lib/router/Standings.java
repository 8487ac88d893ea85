// SPDX-License-Identifier: Apache-2.0
package live.lib.router;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * What the built-in strategies ask of free agents, by slot and in few places of memory, so that many agents are compared
 * without touching each. Says the same as the strategies themselves.
 */
final class Standings {
    private long[] idleOrder = new long[64];
    private long[] idle = new long[64];
    private long[] turn = new long[64];
    private long[] occupied = new long[64];

    /** By slot the scores that a built-in strategy would give; null of the one that goes by levels of skills. */
    long @Nullable [] by(Strategy strategy) {
        if (strategy instanceof BestSkilledFirst) {
            return null;
        }
        if (strategy instanceof InTurn) {
            return turn;
        }
        return strategy instanceof LeastOccupiedFirst ? occupied : idle;
    }

    /** Takes note of an agent who may be chosen. */
    void note(Agent agent) {
        int slot = agent.slot;
        if (slot >= idleOrder.length) {
            int length = Math.max(slot + 1, slot * 2);
            idleOrder = Arrays.copyOf(idleOrder, length);
            idle = Arrays.copyOf(idle, length);
            turn = Arrays.copyOf(turn, length);
            occupied = Arrays.copyOf(occupied, length);
        }
        idleOrder[slot] = agent.idleOrder;
        idle[slot] = -agent.idleSince;
        turn[slot] = -agent.lastOffer;
        occupied[slot] = LeastOccupiedFirst.standing(agent);
    }

    boolean idlesLonger(int slot, int other) {
        return idleOrder[slot] < idleOrder[other];
    }
}
