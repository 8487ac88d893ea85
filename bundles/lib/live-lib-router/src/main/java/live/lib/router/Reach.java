// SPDX-License-Identifier: Apache-2.0
package live.lib.router;

import java.util.List;

/** Whom a queue's rule reaches, ring by ring, whoever is there at the moment. Immutable. */
public final class Reach {
    /** The agent is in no ring. */
    public static final int NEVER = -1;

    private final List<Circle> circles;

    /** The reach for contacts that demand nothing beside what the queue does. */
    public Reach(QueueRule queue) {
        circles = Circle.of(queue, List.of(), queue.rings().size());
    }

    /** How many rings must be open until the agent may be asked; {@link #NEVER} if he never may. */
    public int ringOf(AgentRule rule) {
        Contacts nothing = new Contacts();
        Agent agent = new Agent(0, rule, nothing, new Contacts.ByClaim(nothing));
        agent.define(rule, new Media());
        Integer ring = Circle.firstWith(agent, circles);
        return ring == null ? NEVER : ring;
    }
}
