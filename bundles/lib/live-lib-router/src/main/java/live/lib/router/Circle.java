// SPDX-License-Identifier: Apache-2.0
package live.lib.router;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Who may take a contact by one ring of its queue: who belongs to one of the groups and masters all the skills.
 *
 * @param groups empty = everybody belongs
 */
record Circle(List<UUID> groups, List<SkillLevel> skills) {
    /**
     * The circles of a contact that has reached a ring, narrowest first. It may be given to whoever is in any of them.
     *
     * @param own what the contact itself needs
     * @param ring how many of the queue's rings are open to it
     */
    static List<Circle> of(QueueRule queue, List<SkillLevel> own, int ring) {
        TreeMap<String, Integer> needs = new TreeMap<>();
        queue.skills().forEach(need -> needs.merge(need.skill(), need.level(), Math::max));
        own.forEach(need -> needs.merge(need.skill(), need.level(), Math::max));
        Set<UUID> groups = new LinkedHashSet<>(queue.groups());
        boolean everybody = groups.isEmpty();
        List<Circle> circles = new ArrayList<>(ring + 1);
        circles.add(circle(groups, needs));
        for (Ring opened : queue.rings().subList(0, Math.min(ring, queue.rings().size()))) {
            opened.skills().forEach(enough -> lower(needs, enough));
            if (!everybody) {
                groups.addAll(opened.groups());
            }
            circles.add(circle(groups, needs));
        }
        return circles;
    }

    private static Circle circle(Set<UUID> groups, TreeMap<String, Integer> needs) {
        List<SkillLevel> skills = new ArrayList<>(needs.size());
        needs.forEach((skill, level) -> skills.add(new SkillLevel(skill, level)));
        return new Circle(List.copyOf(groups), skills);
    }

    private static void lower(TreeMap<String, Integer> needs, SkillLevel enough) {
        if (enough.level() == 0) {
            needs.remove(enough.skill());
        } else {
            needs.merge(enough.skill(), enough.level(), Math::min);
        }
    }

    boolean has(Agent agent) {
        return agent.belongsTo(groups) && agent.missing(skills) == null;
    }

    /** The first of the circles that the agent is in; null if he is in none. */
    static @Nullable Integer firstWith(Agent agent, List<Circle> circles) {
        for (int i = 0; i < circles.size(); i++) {
            if (circles.get(i).has(agent)) {
                return i;
            }
        }
        return null;
    }
}
