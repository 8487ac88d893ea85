// SPDX-License-Identifier: Apache-2.0
package live.routing.internal.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Set;
import live.core.SkillId;
import live.core.UserId;
import live.core.web.Problem;
import live.routing.Target;
import org.junit.jupiter.api.Test;

class DestinationTest {
    private static final String GERMAN = "00000000-0000-7000-8000-0000000000dd";
    private static final String ANN = "00000000-0000-7000-8000-00000000000a";

    private static Target target(String json) throws Exception {
        return Destination.target(new ObjectMapper().readValue(json, Destination.class), Set.of(SkillId.of(GERMAN)));
    }

    private static void wrong(String json, String... fields) {
        assertThatThrownBy(() -> target(json))
                .isInstanceOfSatisfying(Problem.class, problem -> assertThat(problem.fields())
                        .extracting(Problem.Field::field)
                        .containsExactlyInAnyOrder(fields));
    }

    @Test
    void itIsAnAgentAQueueOrWhoeverHasASkill() throws Exception {
        assertThat(target("{\"agent\":\"" + ANN + "\"}")).isEqualTo(new Target.Agent(UserId.of(ANN)));
        assertThat(target("{\"queue\":\"" + ANN + "\"}")).isInstanceOf(Target.Queue.class);
        assertThat(target("{\"skill\":\"" + GERMAN + "\"}")).isEqualTo(new Target.SkillGroup(SkillId.of(GERMAN), 1));
        assertThat(target("{\"skill\":\"" + GERMAN + "\",\"level\":4}"))
                .isEqualTo(new Target.SkillGroup(SkillId.of(GERMAN), 4));
    }

    @Test
    void whatCannotBeIsTold() {
        wrong("{}", "queue");
        wrong("{\"queue\":\"" + ANN + "\",\"agent\":\"" + ANN + "\"}", "queue");
        wrong("{\"skill\":\"" + ANN + "\",\"level\":6}", "skill", "level");
        wrong("{\"agent\":\"" + ANN + "\",\"level\":1}", "level");
    }
}
