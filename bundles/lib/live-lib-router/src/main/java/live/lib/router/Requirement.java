// SPDX-License-Identifier: Apache-2.0
package live.lib.router;

import java.util.Collection;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * Everything that decides who is able to take a contact, kept once for all contacts alike: skills are compared when an
 * agent or a new kind of contact appears, never per contact.
 */
final class Requirement {
    /**
     * What makes two requirements the same.
     *
     * @param ring how many of the queue's rings are open
     */
    record Key(UUID queue, int lane, List<SkillLevel> skills, int ring) {}

    final int index;
    final Key key;
    final Lane lane;
    final Queue queue;
    /** Agents, by slot, who are able to. */
    final Bits able = new Bits();

    final Heap<Work> waiting;
    /** As in the key, but nearer. */
    private final List<SkillLevel> skills;

    private final int ring;
    private List<Circle> circles = List.of();
    /** Of the skills that the queue and the contact itself demand, in any ring. */
    private Levels[] levels = {};

    Requirement(int index, Key key, Lane lane, Queue queue, Contacts.ByClaim all) {
        this.index = index;
        this.key = key;
        this.lane = lane;
        this.queue = queue;
        skills = key.skills();
        ring = key.ring();
        waiting = new Heap<>(all);
        follow();
    }

    boolean is(Lane otherLane, List<SkillLevel> otherSkills, int otherRing) {
        return lane == otherLane && ring == otherRing && (skills == otherSkills || skills.equals(otherSkills));
    }

    /** Takes over what the queue demands now. */
    void follow() {
        circles = Circle.of(queue.rule, key.skills(), key.ring());
    }

    /** Takes over who is how good at what is demanded. */
    void learn(Abilities abilities, Collection<Agent> agents) {
        levels = Stream.of(queue.rule.skills(), key.skills())
                .flatMap(List::stream)
                .map(need -> abilities.levels(need.skill(), agents))
                .toArray(Levels[]::new);
    }

    /** The levels of an agent in what is demanded, together. */
    long levelsOf(int slot) {
        long sum = 0;
        for (Levels each : levels) {
            sum += each.of(slot);
        }
        return sum;
    }

    /** Who may take it, narrowest circle first; nobody of a queue that is closed. */
    List<Circle> circles() {
        return queue.rule.open() ? circles : List.of();
    }

    boolean suits(Agent agent) {
        return Circle.firstWith(agent, circles()) != null;
    }
}
