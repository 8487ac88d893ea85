// SPDX-License-Identifier: Apache-2.0
package live.lib.router;

import java.util.List;

/** The agent gets the next contact who is best at what it needs: the highest levels of these skills together. */
public final class BestSkilledFirst implements Strategy {
    /** What queues call it. */
    public static final String NAME = "best-skill";

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public int version() {
        return 1;
    }

    @Override
    public long score(QueueRule queue, Request contact, Candidate agent) {
        return levels(queue.skills(), agent) + levels(contact.skills(), agent);
    }

    private static long levels(List<SkillLevel> needed, Candidate agent) {
        long levels = 0;
        for (SkillLevel skill : needed) {
            levels += agent.level(skill.skill());
        }
        return levels;
    }
}
