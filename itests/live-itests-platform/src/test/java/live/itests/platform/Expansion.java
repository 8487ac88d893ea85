// SPDX-License-Identifier: Apache-2.0
package live.itests.platform;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import live.itest.Agent;
import live.itest.CallCentre;
import live.itest.Rest;
import org.awaitility.Awaitility;

/** A queue whose first ring nobody is in, and an agent who is in its second one. */
final class Expansion {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Rest admin;
    private final Agent agent;
    private final String queue;

    Expansion(CallCentre centre) {
        admin = centre.admin();
        agent = centre.agent("second-ring", "Radios");
        JsonNode made = admin.post(
                        "/api/v1/routing/queues",
                        Map.of(
                                "name",
                                "Old radios",
                                "skills",
                                List.of(skill(centre, "Radios", 1), skill(centre, "Valves", 3)),
                                "wrapUpSeconds",
                                0,
                                "rings",
                                List.of(Map.of("afterSeconds", 2, "skills", List.of(skill(centre, "Valves", 0))))))
                .expect(201)
                .json();
        queue = made.path("id").asText();
        assertThat(made.path("findings").findValuesAsText("code")).contains("queue.firstRing.empty");
    }

    private static Map<String, Object> skill(CallCentre centre, String name, int level) {
        return Map.of("skill", centre.skill(name), "level", level);
    }

    private void arrive(String subject) {
        admin.post(
                        "/api/v1/ticketing/tickets",
                        Map.of("subject", subject, "text", "It hums.", "queue", queue, "route", true))
                .expect(201);
    }

    /** Whom nobody could take at once is offered when the second ring opens; another one waits there for somebody. */
    void reachesTheSecondRing() {
        Awaitility.await("routing knows the agent").atMost(PATIENCE).untilAsserted(() -> agent.rest()
                .put("/api/v1/routing/desk/presence", Map.of("state", "READY"))
                .expect(200));
        arrive("First radio");
        JsonNode offer = agent.awaitOffer();
        assertThat(offer.path("queue").asText()).isEqualTo(queue);
        JsonNode step = newestStep(offer.path("work").asText());
        assertThat(step.path("chosen").asText()).isEqualTo(agent.id());
        assertThat(step.path("ring").asInt()).isEqualTo(2);
        assertThat(step.path("queueVersion").asInt()).isEqualTo(1);
        JsonNode ring = step.path("rings").path(0);
        assertThat(ring.path("reached").asBoolean()).isTrue();
        assertThat(Instant.parse(ring.path("at").asText()))
                .isBeforeOrEqualTo(Instant.parse(step.path("at").asText()));
        assertThat(step.path("agents").path(0).path("ring").asInt()).isEqualTo(2);
        agent.accept(offer);
        agent.finish(offer.path("work").asText());
        agent.notReady();

        arrive("Second radio");
        Awaitility.await("the second ring")
                .atMost(PATIENCE)
                .untilAsserted(() -> assertThat(waiting().path("ring").asInt()).isEqualTo(2));
    }

    void isStillInTheSecondRing() {
        assertThat(waiting().path("ring").asInt()).isEqualTo(2);
        Awaitility.await("the agent is back").atMost(PATIENCE).untilAsserted(agent::ready);
        assertThat(agent.awaitOffer().path("queue").asText()).isEqualTo(queue);
    }

    private JsonNode waiting() {
        JsonNode items = Awaitility.await("the contact waits")
                .atMost(PATIENCE)
                .until(
                        () -> admin.get("/api/v1/routing/queues/" + queue + "/waiting")
                                .json()
                                .path("items"),
                        found -> found.size() == 1);
        return items.path(0);
    }

    private JsonNode newestStep(String work) {
        JsonNode steps = admin.get("/api/v1/routing/work/" + work + "/explanation")
                .expect(200)
                .json()
                .path("steps");
        return steps.path(steps.size() - 1);
    }
}
