// SPDX-License-Identifier: Apache-2.0
package live.lib.router;

import java.util.ArrayDeque;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** The agents by slot. A slot is given again when its agent is gone. */
final class Roster {
    private @Nullable Agent[] agents = new Agent[64];
    private int used;
    private final ArrayDeque<Integer> vacant = new ArrayDeque<>();

    /** A slot that nobody has. */
    int vacancy() {
        Integer recycled = vacant.pollLast();
        return recycled == null ? used++ : recycled;
    }

    void add(Agent agent) {
        if (agent.slot >= agents.length) {
            agents = Arrays.copyOf(agents, Math.max(agents.length * 2, agent.slot + 1));
        }
        agents[agent.slot] = agent;
    }

    void remove(Agent agent) {
        agents[agent.slot] = null;
        vacant.addLast(agent.slot);
    }

    Agent at(int slot) {
        Agent agent = agents[slot];
        if (agent == null) {
            throw new IllegalStateException("no agent in slot " + slot);
        }
        return agent;
    }
}
