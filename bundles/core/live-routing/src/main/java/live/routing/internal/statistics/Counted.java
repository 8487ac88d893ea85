// SPDX-License-Identifier: Apache-2.0
package live.routing.internal.statistics;

import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/** What a stretch of the journal adds to the figures, and whose tracks it changes. Not thread-safe. */
public final class Counted {
    private final Map<QueueFigures.Key, QueueFigures> queues = new LinkedHashMap<>();
    private final Map<AgentFigures.Key, AgentFigures> agents = new LinkedHashMap<>();
    private final Map<TimeSpent.Key, TimeSpent> times = new LinkedHashMap<>();
    private final Set<UUID> contacts = new HashSet<>();
    private final Set<UUID> invitations = new HashSet<>();
    private final Set<UUID> people = new HashSet<>();
    private final Map<UUID, Long> rules = new HashMap<>();

    public Map<QueueFigures.Key, QueueFigures> queues() {
        return queues;
    }

    public Map<AgentFigures.Key, AgentFigures> agents() {
        return agents;
    }

    public Map<TimeSpent.Key, TimeSpent> times() {
        return times;
    }

    /** Contacts whose tracks are other than before, or gone. */
    Set<UUID> contacts() {
        return contacts;
    }

    /** Invitations whose tracks are other than before, or gone. */
    Set<UUID> invitations() {
        return invitations;
    }

    /** Agents whose tracks are other than before, or gone. */
    Set<UUID> people() {
        return people;
    }

    /** Queues that have another version. */
    Map<UUID, Long> rules() {
        return rules;
    }

    QueueFigures of(QueueFigures.Key key) {
        return queues.computeIfAbsent(key, any -> new QueueFigures());
    }

    void add(AgentFigures.Key key, AgentFigures figures) {
        agents.merge(key, figures, AgentFigures::plus);
    }

    void add(TimeSpent.Key key, TimeSpent spent) {
        times.merge(key, spent, TimeSpent::plus);
    }

    /** Leaves out what belongs to intervals before this one: it was counted already. */
    public void leaveOutBefore(long at) {
        queues.keySet().removeIf(key -> key.at() < at);
        agents.keySet().removeIf(key -> key.at() < at);
        times.keySet().removeIf(key -> key.at() < at);
    }
}
