// SPDX-License-Identifier: Apache-2.0
package live.routing;

import live.core.SkillId;

/**
 * A skill at a level.
 *
 * @param level 1 (some) to 5 (expert): of an agent what he has, of work the least that it needs
 */
public record Skill(SkillId skill, int level) {
    public Skill {
        if (level < 1 || level > 5) {
            throw new IllegalArgumentException("a skill level is 1 to 5");
        }
    }
}
