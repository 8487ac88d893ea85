// SPDX-License-Identifier: Apache-2.0
package live.routing.internal.web;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import live.core.HoursId;
import live.core.QueueId;
import live.core.TeamId;
import live.lib.router.View;
import live.routing.Skill;
import live.routing.internal.Finding;
import live.routing.internal.store.DiversionDefinition;
import live.routing.internal.store.QueueDefinition;
import live.routing.internal.store.RingDefinition;
import org.jspecify.annotations.Nullable;

/**
 * A queue as JSON; what waits in it, and whether it is open, is missing while routing does not run.
 *
 * @param hours missing = always open
 * @param closed what happens out of hours: contacts {@code wait}; {@code serve}: only those that come wait; {@code
 *     overflow}: they go to {@code closedQueue}
 * @param maxWaitSeconds after which a contact goes to {@code overflowQueue}
 * @param maxAttempts how often a customer is tried who is not reached; then the contact ends
 * @param open by its hours, now
 * @param openUntil when that changes
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record QueueBody(
        UUID id,
        String name,
        @Nullable String medium,
        int priority,
        List<SkillBody> skills,
        List<SkillBody> preferredSkills,
        int offerSeconds,
        int wrapUpSeconds,
        int preferredAgentSeconds,
        @Nullable Integer serviceLevelSeconds,
        String strategy,
        AgentsBody agents,
        List<RingBody> rings,
        @Nullable UUID hours,
        String closed,
        @Nullable UUID closedQueue,
        @Nullable Integer maxWaitSeconds,
        @Nullable UUID overflowQueue,
        int maxAttempts,
        boolean active,
        long version,
        @Nullable Integer waiting,
        @Nullable Long longestWaitSeconds,
        @Nullable Integer agentsReady,
        @Nullable Boolean open,
        @Nullable Instant openUntil,
        @Nullable List<FindingBody> findings) {

    public record SkillBody(@Nullable UUID skill, @Nullable Integer level) {}

    /** @param mode {@code skills}: everybody with the skills; {@code teams}: those of the teams */
    public record AgentsBody(@Nullable String mode, @Nullable List<UUID> teams) {}

    /** A step of the expansion: when it opens, what is enough then, and who serves the queue then. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record RingBody(
            @Nullable Integer afterSeconds,
            @Nullable Integer waitingContacts,
            @Nullable List<SkillBody> skills,
            @Nullable List<UUID> teams) {
        static RingBody of(RingDefinition ring) {
            return new RingBody(
                    ring.afterSeconds() == 0 ? null : ring.afterSeconds(),
                    ring.waitingContacts() == 0 ? null : ring.waitingContacts(),
                    ring.skills().stream()
                            .map(enough -> new SkillBody(enough.skill().value(), enough.level()))
                            .toList(),
                    ring.teams().stream().map(TeamId::value).toList());
        }
    }

    /** @param severity {@code error} or {@code warning} */
    public record FindingBody(
            @Nullable String severity, @Nullable String code, @Nullable String field, @Nullable String message) {
        static List<FindingBody> of(List<Finding> findings) {
            return findings.stream()
                    .map(finding -> new FindingBody(
                            finding.severity().name().toLowerCase(Locale.ROOT),
                            finding.code(),
                            finding.field(),
                            finding.message()))
                    .toList();
        }
    }

    /** The rules alone, without what waits. */
    static QueueBody of(QueueDefinition queue) {
        return of(queue, null, Instant.EPOCH, null);
    }

    static QueueBody of(
            QueueDefinition queue, View.@Nullable QueueState state, Instant now, @Nullable List<Finding> findings) {
        DiversionDefinition diversion = queue.diversion();
        return new QueueBody(
                queue.id().value(),
                queue.name(),
                queue.medium().orElse(null),
                queue.priority(),
                skills(queue.skills()),
                skills(queue.preferredSkills()),
                queue.offerSeconds(),
                queue.wrapUpSeconds(),
                queue.preferredAgentSeconds(),
                queue.serviceLevelSeconds().isPresent()
                        ? queue.serviceLevelSeconds().getAsInt()
                        : null,
                queue.strategy(),
                new AgentsBody(
                        queue.byTeams() ? "teams" : "skills",
                        queue.teams().stream().map(TeamId::value).toList()),
                queue.rings().stream().map(RingBody::of).toList(),
                diversion.hours().map(HoursId::value).orElse(null),
                diversion.whenClosed().name().toLowerCase(Locale.ROOT),
                diversion.closedQueue().map(QueueId::value).orElse(null),
                diversion.maxWaitSeconds() == 0 ? null : diversion.maxWaitSeconds(),
                diversion.overflowQueue().map(QueueId::value).orElse(null),
                queue.maxAttempts(),
                queue.active(),
                queue.version(),
                state == null ? null : state.waiting(),
                state == null ? null : longestWaitSeconds(state, now),
                state == null ? null : state.agentsReady(),
                state == null ? null : state.opening().open(),
                state == null || state.opening().until() == Long.MAX_VALUE
                        ? null
                        : Instant.ofEpochMilli(state.opening().until()),
                findings == null ? null : FindingBody.of(findings));
    }

    /** An answer may be sent back as it is. */
    QueueWish wish() {
        return Json.convert(this, QueueWish.class);
    }

    private static List<SkillBody> skills(List<Skill> skills) {
        return skills.stream()
                .map(skill -> new SkillBody(skill.skill().value(), skill.level()))
                .toList();
    }

    static long longestWaitSeconds(View.QueueState state, Instant now) {
        return state.oldest() == Long.MAX_VALUE ? 0 : Math.max(0, (now.toEpochMilli() - state.oldest()) / 1_000);
    }
}
