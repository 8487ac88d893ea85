// SPDX-License-Identifier: Apache-2.0
package live.routing.internal.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import java.util.Map;
import live.core.QueueId;
import live.core.SkillId;
import live.core.TenantId;
import live.core.web.Problem;
import live.routing.Skill;
import live.routing.internal.store.QueueDefinition;
import live.routing.internal.store.RingDefinition;
import org.junit.jupiter.api.Test;

class QueueWishTest {
    private static final SkillId GERMAN = SkillId.next();

    private static QueueDefinition definition(String json) throws Exception {
        QueueWish wish = new ObjectMapper().readValue(json, QueueWish.class);
        return definition(wish);
    }

    private static QueueDefinition definition(QueueWish wish) {
        return wish.definition(
                TenantId.DEFAULT, QueueId.UNSORTED, 1, Map.of(GERMAN, "German"), List.of("longest-idle", "fair-share"));
    }

    @Test
    void aNameIsEnough() throws Exception {
        QueueDefinition queue = definition("{\"name\":\" Sales \"}");
        assertThat(queue.name()).isEqualTo("Sales");
        assertThat(queue.offerSeconds()).isEqualTo(30);
        assertThat(queue.strategy()).isEqualTo("longest-idle");
        assertThat(queue.active()).isTrue();
        assertThat(queue.byTeams()).isFalse();
    }

    @Test
    void aStrategyOfAPartnerIsTakenByItsName() throws Exception {
        assertThat(definition("{\"name\":\"Sales\",\"strategy\":\"fair-share\"}")
                        .strategy())
                .isEqualTo("fair-share");
    }

    @Test
    void everythingThatIsWrongIsTold() {
        String json =
                """
                {"name":"","priority":10,"offerSeconds":4,"wrapUpSeconds":-1,"preferredAgentSeconds":-1,"strategy":"dice",
                 "skills":[{"skill":"%s","level":6},{"skill":"%s","level":3},null],"agents":{"mode":"teams"}}"""
                        .formatted(GERMAN, SkillId.next());
        assertThatThrownBy(() -> definition(json))
                .isInstanceOfSatisfying(Problem.class, problem -> assertThat(problem.fields())
                        .extracting(Problem.Field::field)
                        .contains(
                                "name",
                                "priority",
                                "offerSeconds",
                                "wrapUpSeconds",
                                "preferredAgentSeconds",
                                "strategy",
                                "skills[0].level",
                                "skills[1].skill",
                                "skills[2]",
                                "agents.teams"));
    }

    @Test
    void ringsAndPreferredSkills() throws Exception {
        QueueDefinition queue = definition(
                """
                {"name":"Sales","serviceLevelSeconds":90,"preferredSkills":[{"skill":"%1$s"}],
                 "rings":[{"afterSeconds":30,"skills":[{"skill":"%1$s","level":0}]},
                          {"waitingContacts":9,"teams":["%2$s"]}]}"""
                        .formatted(GERMAN, SkillId.next()));
        assertThat(queue.serviceLevelSeconds()).hasValue(90);
        assertThat(queue.preferredSkills()).containsExactly(new Skill(GERMAN, 1));
        assertThat(queue.rings()).extracting(RingDefinition::afterSeconds).containsExactly(30, 0);
        assertThat(queue.rings().get(0).skills()).containsExactly(new RingDefinition.Enough(GERMAN, 0));
        assertThat(queue.rings().get(1).teams()).hasSize(1);
        assertThat(queue.rings().get(1).waitingContacts()).isEqualTo(9);
        assertThat(definition(QueueBody.of(queue).wish())).isEqualTo(queue);
    }

    @Test
    void whatIsWrongInRingsIsToldByItsPlace() {
        String ring = "{\"afterSeconds\":1}";
        String json =
                """
                {"name":"Sales","serviceLevelSeconds":0,"preferredSkills":[{"skill":"%2$s","level":0}],
                 "rings":[{"afterSeconds":0,"waitingContacts":1000001,"skills":[{"skill":"%1$s","level":6}],"teams":[null]},
                 %3$s,%3$s,%3$s,%3$s,%3$s,%3$s,%3$s,%3$s,%3$s,%3$s]}"""
                        .formatted(GERMAN, SkillId.next(), ring);
        assertThatThrownBy(() -> definition(json))
                .isInstanceOfSatisfying(Problem.class, problem -> assertThat(problem.fields())
                        .extracting(Problem.Field::field)
                        .containsExactlyInAnyOrder(
                                "serviceLevelSeconds",
                                "preferredSkills[0].level",
                                "preferredSkills[0].skill",
                                "rings",
                                "rings[0].afterSeconds",
                                "rings[0].waitingContacts",
                                "rings[0].skills[0].level",
                                "rings[0].teams[0]"));
    }

    @Test
    void anAnswerMaySimplyBeSentBack() throws Exception {
        assertThat(definition(
                                """
                        {"id":"00000000-0000-7000-8000-000000000002","name":"Sales","waiting":3,"longestWaitSeconds":7,
                         "agentsReady":1,"version":4,"agents":{"mode":"skills","teams":[]},"active":false}""")
                        .active())
                .isFalse();
    }
}
