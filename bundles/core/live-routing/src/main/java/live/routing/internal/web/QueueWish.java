// SPDX-License-Identifier: Apache-2.0
package live.routing.internal.web;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import live.core.QueueId;
import live.core.SkillId;
import live.core.TeamId;
import live.core.TenantId;
import live.core.web.Checks;
import live.routing.Skill;
import live.routing.internal.store.QueueDefinition;
import org.jspecify.annotations.Nullable;

/** What somebody wants a queue to be. What only an answer holds may be sent back and is ignored. */
public record QueueWish(
        @Nullable UUID id,
        @Nullable String name,
        @Nullable String medium,
        @Nullable Integer priority,
        @Nullable List<QueueBody.SkillBody> skills,
        @Nullable Integer offerSeconds,
        @Nullable Integer wrapUpSeconds,
        @Nullable Integer preferredAgentSeconds,
        @Nullable String strategy,
        QueueBody.@Nullable AgentsBody agents,
        @Nullable Boolean active,
        @Nullable Long version,
        @Nullable Integer waiting,
        @Nullable Long longestWaitSeconds,
        @Nullable Integer agentsReady) {
    private static final int HOUR = 3_600;
    private static final int DAY = 24 * HOUR;

    static QueueWish orEmpty(@Nullable QueueWish wish) {
        return wish != null
                ? wish
                : new QueueWish(
                        null, null, null, null, null, null, null, null, null, null, null, null, null, null, null);
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
     * @throws live.core.web.Problem 400 with everything that is wrong
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
        List<TeamId> teams = new ArrayList<>();
        checks.<UUID>list("agents.teams", agents == null ? null : agents.teams(), 200)
                .forEach(team -> teams.add(new TeamId(team)));
        checks.that(!byTeams || !teams.isEmpty(), "agents.teams", "field.missing", "at least one must be given");
        QueueDefinition definition = new QueueDefinition(
                tenant,
                queue,
                checks.text("name", name, 200),
                checks.textIfAny("medium", medium, 50),
                checks.number("priority", priority, -9, 9, 0),
                skills(checks, known),
                checks.number("offerSeconds", offerSeconds, 5, HOUR, 30),
                checks.number("wrapUpSeconds", wrapUpSeconds, 0, DAY, 60),
                checks.number("preferredAgentSeconds", preferredAgentSeconds, 0, 7 * DAY, 0),
                strategy(checks, strategies),
                byTeams,
                byTeams ? teams : List.of(),
                active == null || active,
                asOf);
        checks.done();
        return definition;
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

    private List<Skill> skills(Checks checks, Map<SkillId, String> known) {
        List<Skill> needed = new ArrayList<>();
        int place = 0;
        for (QueueBody.SkillBody body : checks.<QueueBody.SkillBody>list("skills", skills, 50)) {
            String field = "skills[" + place++ + "]";
            int level = checks.number(field + ".level", body.level(), 1, 5, 1);
            UUID skill = body.skill();
            if (skill == null || !known.containsKey(new SkillId(skill))) {
                checks.wrong(field + ".skill", "skill.unknown", "there is no such skill");
            } else if (level >= 1 && level <= 5) {
                needed.add(new Skill(new SkillId(skill), level));
            }
        }
        return needed;
    }
}
