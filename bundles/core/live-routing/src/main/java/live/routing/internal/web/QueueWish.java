// SPDX-License-Identifier: Apache-2.0
package live.routing.internal.web;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;
import live.core.HoursId;
import live.core.QueueId;
import live.core.SkillId;
import live.core.TeamId;
import live.core.TenantId;
import live.core.web.Checks;
import live.core.web.Problem;
import live.lib.router.Diversion.WhenClosed;
import live.lib.router.QueueRule;
import live.routing.Skill;
import live.routing.internal.store.DiversionDefinition;
import live.routing.internal.store.QueueDefinition;
import live.routing.internal.store.RingDefinition;
import org.jspecify.annotations.Nullable;

/** What somebody wants a queue to be. What only an answer holds may be sent back and is ignored. */
public record QueueWish(
        @Nullable UUID id,
        @Nullable String name,
        @Nullable String medium,
        @Nullable Integer priority,
        @Nullable List<QueueBody.SkillBody> skills,
        @Nullable List<QueueBody.SkillBody> preferredSkills,
        @Nullable Integer offerSeconds,
        @Nullable Integer wrapUpSeconds,
        @Nullable Integer preferredAgentSeconds,
        @Nullable Integer serviceLevelSeconds,
        @Nullable String strategy,
        QueueBody.@Nullable AgentsBody agents,
        @Nullable List<QueueBody.RingBody> rings,
        @Nullable UUID hours,
        @Nullable String closed,
        @Nullable UUID closedQueue,
        @Nullable Integer maxWaitSeconds,
        @Nullable UUID overflowQueue,
        @Nullable Integer maxAttempts,
        @Nullable Boolean active,
        @Nullable Long version,
        @Nullable Integer waiting,
        @Nullable Long longestWaitSeconds,
        @Nullable Integer agentsReady,
        @Nullable Boolean open,
        @Nullable Instant openUntil,
        @Nullable List<QueueBody.FindingBody> findings) {
    private static final int HOUR = 3_600;
    private static final int DAY = 24 * HOUR;
    private static final List<String> CLOSED = List.of("wait", "serve", "overflow");
    private static final int MOST_SKILLS = 50;
    private static final int MOST_TEAMS = 200;
    private static final int MOST_RINGS = 10;
    private static final int MOST_WAITING = 1_000_000;

    /** @throws Problem 400 if there is none at all */
    static QueueWish given(@Nullable QueueWish wish) {
        if (wish == null) {
            throw Problem.invalid("name", "field.missing", "must be given");
        }
        return wish;
    }

    long checkedVersion() {
        Checks checks = new Checks();
        long read = checks.version(version);
        checks.done();
        return read;
    }

    /**
     * @param known the skills that there are
     * @param strategies names of the strategies that it may take, the one to be taken unless told first
     * @throws Problem 400 with everything that is wrong
     */
    QueueDefinition definition(
            TenantId tenant, QueueId queue, long asOf, Map<SkillId, String> known, List<String> strategies) {
        Checks checks = new Checks();
        boolean byTeams = agents != null && "teams".equals(agents.mode());
        checks.that(
                agents == null || byTeams || "skills".equals(agents.mode()),
                "agents.mode",
                "field.choice",
                "must be skills or teams");
        List<TeamId> teams = teams(checks, "agents.teams", agents == null ? null : agents.teams());
        checks.that(!byTeams || !teams.isEmpty(), "agents.teams", "field.missing", "at least one must be given");
        QueueDefinition definition = new QueueDefinition(
                tenant,
                queue,
                checks.text("name", name, 200),
                checks.textIfAny("medium", medium, 50),
                checks.number("priority", priority, -9, 9, 0),
                skills(checks, "skills", skills, known),
                skills(checks, "preferredSkills", preferredSkills, known),
                checks.number("offerSeconds", offerSeconds, 5, HOUR, 30),
                checks.number("wrapUpSeconds", wrapUpSeconds, 0, DAY, 60),
                checks.number("preferredAgentSeconds", preferredAgentSeconds, 0, 7 * DAY, 0),
                serviceLevelSeconds == null
                        ? OptionalInt.empty()
                        : OptionalInt.of(checks.number("serviceLevelSeconds", serviceLevelSeconds, 1, 30 * DAY, 0)),
                strategy(checks, strategies),
                byTeams,
                byTeams ? teams : List.of(),
                rings(checks, known),
                diversion(checks),
                checks.number("maxAttempts", maxAttempts, 1, 100, QueueRule.MAX_ATTEMPTS),
                active == null || active,
                asOf);
        checks.done();
        return definition;
    }

    private DiversionDefinition diversion(Checks checks) {
        String wanted = closed == null ? "wait" : closed;
        boolean known = CLOSED.contains(wanted);
        checks.that(known, "closed", "field.choice", "must be one of " + String.join(", ", CLOSED));
        return new DiversionDefinition(
                Optional.ofNullable(hours).map(HoursId::new),
                known ? WhenClosed.valueOf(wanted.toUpperCase(Locale.ROOT)) : WhenClosed.WAIT,
                Optional.ofNullable(closedQueue).map(QueueId::new),
                maxWaitSeconds == null ? 0 : checks.number("maxWaitSeconds", maxWaitSeconds, 1, 30 * DAY, 0),
                Optional.ofNullable(overflowQueue).map(QueueId::new));
    }

    private String strategy(Checks checks, List<String> strategies) {
        String wanted = strategy == null ? strategies.get(0) : strategy;
        checks.that(
                strategies.contains(wanted),
                "strategy",
                "field.choice",
                "must be one of " + String.join(", ", strategies));
        return wanted;
    }

    private static List<Skill> skills(
            Checks checks, String list, @Nullable List<QueueBody.SkillBody> bodies, Map<SkillId, String> known) {
        List<Skill> needed = new ArrayList<>();
        int place = 0;
        for (QueueBody.SkillBody body : checks.<QueueBody.SkillBody>list(list, bodies, MOST_SKILLS)) {
            String field = list + "[" + place++ + "]";
            int level = checks.number(field + ".level", body.level(), 1, 5, 1);
            SkillId skill = skill(checks, field, body, known);
            if (skill != null && level >= 1 && level <= 5) {
                needed.add(new Skill(skill, level));
            }
        }
        return needed;
    }

    private static @Nullable SkillId skill(
            Checks checks, String field, QueueBody.SkillBody body, Map<SkillId, String> known) {
        UUID skill = body.skill();
        if (skill == null || !known.containsKey(new SkillId(skill))) {
            checks.wrong(field + ".skill", "skill.unknown", "there is no such skill");
            return null;
        }
        return new SkillId(skill);
    }

    private static List<TeamId> teams(Checks checks, String field, @Nullable List<UUID> ids) {
        return checks.<UUID>list(field, ids, MOST_TEAMS).stream()
                .map(TeamId::new)
                .toList();
    }

    private List<RingDefinition> rings(Checks checks, Map<SkillId, String> known) {
        List<RingDefinition> wanted = new ArrayList<>();
        int place = 0;
        for (QueueBody.RingBody ring : checks.<QueueBody.RingBody>list("rings", rings, MOST_RINGS)) {
            wanted.add(ring(checks, "rings[" + place++ + "]", ring, known));
        }
        return wanted;
    }

    private static RingDefinition ring(
            Checks checks, String field, QueueBody.RingBody ring, Map<SkillId, String> known) {
        List<RingDefinition.Enough> enough = new ArrayList<>();
        int place = 0;
        for (QueueBody.SkillBody body :
                checks.<QueueBody.SkillBody>list(field + ".skills", ring.skills(), MOST_SKILLS)) {
            String each = field + ".skills[" + place++ + "]";
            int level = checks.number(each + ".level", body.level(), 0, 5, 1);
            SkillId skill = skill(checks, each, body, known);
            if (skill != null) {
                enough.add(new RingDefinition.Enough(skill, level));
            }
        }
        return new RingDefinition(
                ring.afterSeconds() == null
                        ? 0
                        : checks.number(field + ".afterSeconds", ring.afterSeconds(), 1, 30 * DAY, 0),
                ring.waitingContacts() == null
                        ? 0
                        : checks.number(field + ".waitingContacts", ring.waitingContacts(), 1, MOST_WAITING, 0),
                enough,
                teams(checks, field + ".teams", ring.teams()));
    }
}
