// SPDX-License-Identifier: Apache-2.0
package live.routing.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import live.core.QueueId;
import live.core.SkillId;
import live.core.TeamId;
import live.core.TenantId;
import live.core.UserId;
import live.core.Uuid7;
import live.directory.User;
import live.lib.router.QueueRule;
import live.routing.Skill;
import live.routing.internal.store.DiversionDefinition;
import live.routing.internal.store.QueueDefinition;
import live.routing.internal.store.RingDefinition;
import live.routing.internal.store.RingDefinition.Enough;
import org.junit.jupiter.api.Test;

class QueueCheckTest {
    private static final SkillId GERMAN = SkillId.next();
    private static final SkillId FRENCH = SkillId.next();
    private static final TeamId HERE = new TeamId(Uuid7.next());
    private static final TeamId THERE = new TeamId(Uuid7.next());

    private List<Skill> preferred = List.of();
    private List<TeamId> teams = List.of(HERE);
    private int target;

    private static User user(TeamId team, boolean active, Map<SkillId, Integer> skills) {
        return new User(
                TenantId.DEFAULT,
                new UserId(Uuid7.next()),
                "u",
                "U",
                "u@example.org",
                "en",
                Optional.empty(),
                List.of(team),
                skills,
                active,
                1);
    }

    private static RingDefinition after(int seconds, Enough... skills) {
        return new RingDefinition(seconds, 0, Arrays.asList(skills), List.of());
    }

    private List<Finding> findings(List<RingDefinition> rings) {
        QueueDefinition queue = new QueueDefinition(
                TenantId.DEFAULT,
                QueueId.UNSORTED,
                "Sales",
                Optional.empty(),
                0,
                List.of(new Skill(GERMAN, 4)),
                preferred,
                30,
                0,
                0,
                target == 0 ? OptionalInt.empty() : OptionalInt.of(target),
                "longest-idle",
                !teams.isEmpty(),
                teams,
                rings,
                DiversionDefinition.NONE,
                QueueRule.MAX_ATTEMPTS,
                true,
                1);
        List<User> people = List.of(
                user(HERE, true, Map.of(GERMAN, 5)),
                user(HERE, true, Map.of(GERMAN, 2)),
                user(THERE, true, Map.of(GERMAN, 4)),
                user(THERE, false, Map.of(GERMAN, 5, FRENCH, 5)));
        return QueueCheck.of(queue, Set.of(HERE, THERE), people);
    }

    private List<String> found(RingDefinition... rings) {
        return findings(List.of(rings)).stream()
                .map(finding -> finding.severity() + " " + finding.code() + " " + finding.field())
                .toList();
    }

    @Test
    void aSoundQueueHasNoFindings() {
        assertThat(found(after(30, new Enough(GERMAN, 2)), new RingDefinition(60, 10, List.of(), List.of(THERE))))
                .isEmpty();
    }

    @Test
    void teamsThatAreNotThere() {
        teams = List.of(HERE, new TeamId(Uuid7.next()));
        assertThat(found(new RingDefinition(9, 0, List.of(), List.of(THERE, new TeamId(Uuid7.next())))))
                .containsExactly("ERROR team.unknown agents.teams[1]", "ERROR team.unknown rings[0].teams[1]");
    }

    @Test
    void ringsThatNeverOpenOrOpenNothing() {
        assertThat(found(
                        new RingDefinition(0, 0, List.of(), List.of(THERE)),
                        after(30, new Enough(GERMAN, 2)),
                        new RingDefinition(30, 0, List.of(new Enough(GERMAN, 2)), List.of(HERE, THERE))))
                .containsExactlyInAnyOrder(
                        "ERROR ring.trigger.missing rings[0]",
                        "ERROR ring.order rings[2].afterSeconds",
                        "ERROR ring.opensNothing rings[2]");
        assertThat(found(
                        new RingDefinition(30, 10, List.of(), List.of(THERE)),
                        new RingDefinition(40, 10, List.of(new Enough(GERMAN, 2)), List.of())))
                .containsExactly("ERROR ring.order rings[1].waitingContacts");
    }

    @Test
    void aRingMayLowerWhatOnlyContactsDemand() {
        assertThat(found(after(30, new Enough(FRENCH, 2)))).isEmpty();
    }

    @Test
    void whomTheQueueReaches() {
        assertThat(found(after(30, new Enough(GERMAN, 3)))).containsExactly("WARNING ring.addsNobody rings[0]");
        teams = List.of();
        assertThat(found(new RingDefinition(30, 0, List.of(new Enough(GERMAN, 2)), List.of(THERE))))
                .containsExactly("WARNING ring.teams.needless rings[0].teams");
        TeamId empty = THERE;
        teams = List.of(empty);
        assertThat(QueueCheck.of(queue(List.of(new Skill(FRENCH, 1))), Set.of(empty), List.of()))
                .extracting(Finding::code)
                .containsExactlyInAnyOrder("queue.unreachable", "skill.nobody");
    }

    private QueueDefinition queue(List<Skill> skills) {
        return new QueueDefinition(
                TenantId.DEFAULT,
                QueueId.UNSORTED,
                "Sales",
                Optional.empty(),
                0,
                skills,
                List.of(),
                30,
                0,
                0,
                OptionalInt.empty(),
                "longest-idle",
                true,
                teams,
                List.of(),
                DiversionDefinition.NONE,
                QueueRule.MAX_ATTEMPTS,
                true,
                1);
    }

    @Test
    void nobodyInTheFirstRing() {
        TeamId fresh = new TeamId(Uuid7.next());
        teams = List.of(fresh);
        QueueDefinition queue = queue(List.of());
        QueueDefinition expanding = new QueueDefinition(
                queue.tenant(),
                queue.id(),
                queue.name(),
                queue.medium(),
                0,
                List.of(),
                List.of(),
                30,
                0,
                0,
                OptionalInt.empty(),
                queue.strategy(),
                true,
                teams,
                List.of(new RingDefinition(10, 0, List.of(), List.of(HERE))),
                DiversionDefinition.NONE,
                QueueRule.MAX_ATTEMPTS,
                true,
                1);
        List<Finding> findings =
                QueueCheck.of(expanding, Set.of(fresh, HERE), List.of(user(HERE, true, Map.of(GERMAN, 5))));
        assertThat(findings).singleElement().satisfies(finding -> {
            assertThat(finding.code()).isEqualTo("queue.firstRing.empty");
            assertThat(finding.message()).contains("ring 2");
        });
    }

    @Test
    void nobodyHasThePreferredSkill() {
        preferred = List.of(new Skill(GERMAN, 5), new Skill(FRENCH, 1));
        assertThat(found()).containsExactly("WARNING preferredSkill.nobody preferredSkills[1]");
    }

    @Test
    void whatMissesTheServiceLevel() {
        target = 30;
        assertThat(found(after(30, new Enough(GERMAN, 2))))
                .containsExactly(
                        "WARNING offer.longerThanServiceLevel offerSeconds",
                        "WARNING ring.afterServiceLevel rings[0].afterSeconds");
    }
}
