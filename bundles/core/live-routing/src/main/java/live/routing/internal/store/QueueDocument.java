// SPDX-License-Identifier: Apache-2.0
package live.routing.internal.store;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;
import live.core.HoursId;
import live.core.LiveException;
import live.core.QueueId;
import live.core.SkillId;
import live.core.TeamId;
import live.core.TenantId;
import live.lib.router.Diversion.WhenClosed;
import live.lib.router.QueueRule;
import live.routing.Skill;
import org.jspecify.annotations.Nullable;

/** A queue as it is stored: as JSON, so that each version is kept whole. */
@JsonInclude(JsonInclude.Include.NON_NULL)
record QueueDocument(
        String name,
        @Nullable String medium,
        int priority,
        List<Level> skills,
        List<Level> preferredSkills,
        int offerSeconds,
        int wrapUpSeconds,
        int preferredAgentSeconds,
        @Nullable Integer serviceLevelSeconds,
        String strategy,
        boolean byTeams,
        List<UUID> teams,
        List<Step> rings,
        @Nullable Away away,
        @Nullable Integer maxAttempts,
        boolean active) {
    private static final ObjectMapper JSON = new ObjectMapper();

    record Level(UUID skill, int level) {}

    record Step(int afterSeconds, int waitingContacts, List<Level> skills, List<UUID> teams) {
        static Step of(RingDefinition ring) {
            return new Step(
                    ring.afterSeconds(),
                    ring.waitingContacts(),
                    ring.skills().stream()
                            .map(enough -> new Level(enough.skill().value(), enough.level()))
                            .toList(),
                    ring.teams().stream().map(TeamId::value).toList());
        }

        RingDefinition ring() {
            return new RingDefinition(
                    afterSeconds,
                    waitingContacts,
                    skills.stream()
                            .map(enough -> new RingDefinition.Enough(new SkillId(enough.skill()), enough.level()))
                            .toList(),
                    teams.stream().map(TeamId::new).toList());
        }
    }

    /** When it is open, and where its contacts go; missing = always, and nowhere. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Away(
            @Nullable UUID hours,
            WhenClosed whenClosed,
            @Nullable UUID closedQueue,
            int maxWaitSeconds,
            @Nullable UUID overflowQueue) {
        static @Nullable Away of(DiversionDefinition diversion) {
            return diversion.equals(DiversionDefinition.NONE)
                    ? null
                    : new Away(
                            diversion.hours().map(HoursId::value).orElse(null),
                            diversion.whenClosed(),
                            diversion.closedQueue().map(QueueId::value).orElse(null),
                            diversion.maxWaitSeconds(),
                            diversion.overflowQueue().map(QueueId::value).orElse(null));
        }

        DiversionDefinition diversion() {
            return new DiversionDefinition(
                    Optional.ofNullable(hours).map(HoursId::new),
                    whenClosed,
                    Optional.ofNullable(closedQueue).map(QueueId::new),
                    maxWaitSeconds,
                    Optional.ofNullable(overflowQueue).map(QueueId::new));
        }
    }

    static String write(QueueDefinition queue) {
        QueueDocument document = new QueueDocument(
                queue.name(),
                queue.medium().orElse(null),
                queue.priority(),
                levels(queue.skills()),
                levels(queue.preferredSkills()),
                queue.offerSeconds(),
                queue.wrapUpSeconds(),
                queue.preferredAgentSeconds(),
                queue.serviceLevelSeconds().isPresent()
                        ? queue.serviceLevelSeconds().getAsInt()
                        : null,
                queue.strategy(),
                queue.byTeams(),
                queue.teams().stream().map(TeamId::value).toList(),
                queue.rings().stream().map(Step::of).toList(),
                Away.of(queue.diversion()),
                queue.maxAttempts(),
                queue.active());
        try {
            return JSON.writeValueAsString(document);
        } catch (JsonProcessingException e) {
            throw new LiveException("routing.queue.unwritable", "A queue could not be written", e);
        }
    }

    static QueueDefinition read(TenantId tenant, QueueId id, long version, String json) {
        try {
            return JSON.readValue(json, QueueDocument.class).queue(tenant, id, version);
        } catch (JsonProcessingException e) {
            throw new LiveException("routing.queue.unreadable", "A stored queue could not be read", e);
        }
    }

    private QueueDefinition queue(TenantId tenant, QueueId id, long version) {
        return new QueueDefinition(
                tenant,
                id,
                name,
                Optional.ofNullable(medium),
                priority,
                needs(skills),
                needs(preferredSkills),
                offerSeconds,
                wrapUpSeconds,
                preferredAgentSeconds,
                serviceLevelSeconds == null ? OptionalInt.empty() : OptionalInt.of(serviceLevelSeconds),
                strategy,
                byTeams,
                teams.stream().map(TeamId::new).toList(),
                rings.stream().map(Step::ring).toList(),
                away == null ? DiversionDefinition.NONE : away.diversion(),
                maxAttempts == null ? QueueRule.MAX_ATTEMPTS : maxAttempts,
                active,
                version);
    }

    private static List<Level> levels(List<Skill> skills) {
        return skills.stream()
                .map(skill -> new Level(skill.skill().value(), skill.level()))
                .toList();
    }

    private static List<Skill> needs(List<Level> levels) {
        return levels.stream()
                .map(level -> new Skill(new SkillId(level.skill()), level.level()))
                .toList();
    }
}
