// SPDX-License-Identifier: Apache-2.0
package live.routing.internal.web;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import live.core.QueueId;
import live.core.SkillId;
import live.core.UserId;
import live.core.web.Checks;
import live.routing.Target;
import org.jspecify.annotations.Nullable;

/**
 * Where somebody wants a contact to go: to a queue, to an agent, or, in its queue, to whoever has a skill.
 *
 * @param level of the skill, 1 to 5; 1 if it is missing
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Destination(
        @Nullable String queue, @Nullable String agent, @Nullable String skill, @Nullable Integer level) {

    /** @throws live.core.web.Problem 400 with everything that is wrong */
    static Target target(@Nullable Destination destination, Set<SkillId> skills) {
        Checks checks = new Checks();
        Destination wish = destination == null ? new Destination(null, null, null, null) : destination;
        long given = Stream.of(wish.queue, wish.agent, wish.skill)
                .filter(Objects::nonNull)
                .count();
        checks.that(wish.level == null || wish.skill != null, "level", "field.range", "only with a skill");
        if (given != 1) {
            checks.that(false, "queue", "field.missing", "one of queue, agent and skill must be given");
            checks.done();
        }
        Target target = wish.read(checks, skills);
        checks.done();
        return target;
    }

    private Target read(Checks checks, Set<SkillId> skills) {
        if (agent != null) {
            return new Target.Agent(new UserId(checks.id("agent", agent)));
        }
        if (skill != null) {
            SkillId wanted = new SkillId(checks.id("skill", skill));
            checks.that(skills.contains(wanted), "skill", "field.unknown", "there is no such skill");
            return new Target.SkillGroup(wanted, checks.number("level", level, 1, 5, 1));
        }
        return new Target.Queue(new QueueId(checks.id("queue", queue)));
    }
}
