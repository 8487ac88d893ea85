// SPDX-License-Identifier: Apache-2.0
package live.lib.router;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * Which agents, by slot, belong to a group or master a skill at a level: whoever is able to take a kind of contact is
 * found by intersecting a few of these sets instead of asking every agent.
 */
final class Abilities {
    private final Bits everybody = new Bits();
    private final Map<UUID, Bits> groups = new HashMap<>();
    /** For each level of a skill that anything ever asked for. */
    private final Map<SkillLevel, Bits> masters = new HashMap<>();

    /** For each skill that anything ever asked for. */
    private final Map<String, Levels> levels = new HashMap<>();

    private final Bits circle = new Bits();

    /** Takes note of what an agent is now. */
    void define(Agent agent) {
        remove(agent);
        everybody.set(agent.slot, true);
        for (UUID group : agent.rule.groups()) {
            groups.computeIfAbsent(group, unknown -> new Bits()).set(agent.slot, true);
        }
        masters.forEach((needed, able) -> able.set(agent.slot, agent.level(needed.skill()) >= needed.level()));
        levels.forEach((skill, levelsOfIt) -> levelsOfIt.set(agent.slot, agent.level(skill)));
    }

    /** Which levels everybody has in a skill, also of those who come later. */
    Levels levels(String skill, Collection<Agent> agents) {
        return levels.computeIfAbsent(skill, unknown -> {
            Levels found = new Levels();
            agents.forEach(agent -> found.set(agent.slot, agent.level(skill)));
            return found;
        });
    }

    void remove(Agent agent) {
        everybody.set(agent.slot, false);
        groups.values().forEach(members -> members.set(agent.slot, false));
        masters.values().forEach(able -> able.set(agent.slot, false));
    }

    /** Fills a set with the agents who are in any of the circles. */
    void find(List<Circle> circles, Collection<Agent> agents, Bits into) {
        into.clear();
        for (Circle each : circles) {
            find(each, agents);
            into.or(circle);
        }
    }

    private void find(Circle wanted, Collection<Agent> agents) {
        circle.clear();
        if (wanted.groups().isEmpty()) {
            circle.or(everybody);
        }
        for (UUID group : wanted.groups()) {
            Bits members = groups.get(group);
            if (members != null) {
                circle.or(members);
            }
        }
        for (SkillLevel need : wanted.skills()) {
            circle.and(masters.computeIfAbsent(need, unknown -> mastersOf(need, agents)));
        }
    }

    private Bits mastersOf(SkillLevel need, Collection<Agent> agents) {
        Levels had = levels(need.skill(), agents);
        Bits able = new Bits();
        for (Agent agent : agents) {
            if (had.of(agent.slot) >= need.level()) {
                able.set(agent.slot, true);
            }
        }
        return able;
    }
}
