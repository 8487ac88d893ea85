// SPDX-License-Identifier: Apache-2.0
package live.routing.internal.store;

import java.util.List;
import live.core.SkillId;
import live.core.TeamId;

/**
 * One step of a queue's expansion.
 *
 * @param afterSeconds of waiting it opens to a contact; 0 = not by time
 * @param waitingContacts that open it to all of them; 0 = not by the queue's length
 * @param skills what is enough from then on; what is not listed stays as it was
 * @param teams that serve the queue from then on, beside those before
 */
public record RingDefinition(int afterSeconds, int waitingContacts, List<Enough> skills, List<TeamId> teams) {
    /** @param level that is enough, 1 to 5; 0 = the skill is not needed any more */
    public record Enough(SkillId skill, int level) {}

    public RingDefinition {
        skills = List.copyOf(skills);
        teams = List.copyOf(teams);
    }
}
