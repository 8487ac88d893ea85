// SPDX-License-Identifier: Apache-2.0
package live.routing.internal.web;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import live.core.TeamId;
import live.lib.router.View;
import live.routing.internal.store.QueueDefinition;
import org.jspecify.annotations.Nullable;

/** A queue as JSON; what waits in it is missing while routing does not run. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record QueueBody(
        UUID id,
        String name,
        @Nullable String medium,
        int priority,
        List<SkillBody> skills,
        int offerSeconds,
        int wrapUpSeconds,
        int preferredAgentSeconds,
        String strategy,
        AgentsBody agents,
        boolean active,
        long version,
        @Nullable Integer waiting,
        @Nullable Long longestWaitSeconds,
        @Nullable Integer agentsReady) {

    public record SkillBody(@Nullable UUID skill, @Nullable Integer level) {}

    /** @param mode {@code skills}: everybody with the skills; {@code teams}: those of the teams */
    public record AgentsBody(@Nullable String mode, @Nullable List<UUID> teams) {}

    static QueueBody of(QueueDefinition queue, View.@Nullable QueueState state, Instant now) {
        return new QueueBody(
                queue.id().value(),
                queue.name(),
                queue.medium().orElse(null),
                queue.priority(),
                queue.skills().stream()
                        .map(skill -> new SkillBody(skill.skill().value(), skill.level()))
                        .toList(),
                queue.offerSeconds(),
                queue.wrapUpSeconds(),
                queue.preferredAgentSeconds(),
                queue.strategy(),
                new AgentsBody(
                        queue.byTeams() ? "teams" : "skills",
                        queue.teams().stream().map(TeamId::value).toList()),
                queue.active(),
                queue.version(),
                state == null ? null : state.waiting(),
                state == null ? null : longestWaitSeconds(state, now),
                state == null ? null : state.agentsReady());
    }

    static long longestWaitSeconds(View.QueueState state, Instant now) {
        return state.oldest() == Long.MAX_VALUE ? 0 : Math.max(0, (now.toEpochMilli() - state.oldest()) / 1_000);
    }
}
