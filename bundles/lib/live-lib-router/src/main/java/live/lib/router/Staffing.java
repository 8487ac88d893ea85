// SPDX-License-Identifier: Apache-2.0
package live.lib.router;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** How many agents serve each queue now, without its rings: counted agent by agent, by the groups that he is in. */
final class Staffing {
    private final Map<Queue, Count> counts = new IdentityHashMap<>();
    private final Map<UUID, List<Count>> byGroup = new HashMap<>();
    /** Of queues that everybody serves. */
    private final Count everybody = new Count();

    /** Agents who are signed in: there and ready, those of them who have something in hand, and the others. */
    static final class Count {
        int ready;
        int busy;
        int away;
        /** Who was counted last, so that nobody is counted twice who is in two groups of a queue. */
        private int last = -1;

        private void add(Agent agent) {
            if (last == agent.slot) {
                return;
            }
            last = agent.slot;
            if (agent.ready && agent.present()) {
                ready++;
                busy += agent.works.isEmpty() ? 0 : 1;
            } else {
                away++;
            }
        }
    }

    Staffing(Collection<Queue> queues) {
        for (Queue queue : queues) {
            List<UUID> groups = queue.rule.groups();
            Count count = groups.isEmpty() ? everybody : new Count();
            counts.put(queue, count);
            groups.forEach(group ->
                    byGroup.computeIfAbsent(group, unknown -> new ArrayList<>()).add(count));
        }
    }

    void count(Agent agent) {
        if (!agent.signedIn) {
            return;
        }
        everybody.add(agent);
        for (UUID group : agent.rule.groups()) {
            byGroup.getOrDefault(group, List.of()).forEach(count -> count.add(agent));
        }
    }

    Count of(Queue queue) {
        return counts.getOrDefault(queue, everybody);
    }
}
