// SPDX-License-Identifier: Apache-2.0
package live.lib.router;

import java.util.Objects;

/** A skill and how well it is mastered, or how well it must be: a higher level is better. */
public record SkillLevel(String skill, int level) {
    public SkillLevel {
        Objects.requireNonNull(skill);
    }
}
