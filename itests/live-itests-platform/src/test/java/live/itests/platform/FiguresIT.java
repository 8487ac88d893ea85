// SPDX-License-Identifier: Apache-2.0
package live.itests.platform;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import live.itest.Agent;
import live.itest.CallCentre;
import live.itest.Product;
import live.itest.Rest;
import live.itest.Running;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What happened to contacts and what agents did is told in figures. */
@Running
class FiguresIT {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private Rest admin;
    private CallCentre centre;

    @BeforeEach
    void open(Product product) {
        admin = product.admin();
        centre = new CallCentre(product, admin);
    }

    private String queue(String name, String skill) {
        return admin.post(
                        "/api/v1/routing/queues",
                        Map.of(
                                "name",
                                name + " " + UUID.randomUUID(),
                                "skills",
                                List.of(Map.of("skill", centre.skill(skill), "level", 1)),
                                "wrapUpSeconds",
                                0,
                                "serviceLevelSeconds",
                                600))
                .expect(201)
                .json()
                .path("id")
                .asText();
    }

    private void arrive(String queue) {
        admin.post(
                        "/api/v1/ticketing/tickets",
                        Map.of("subject", "Count me", "text", "Please.", "queue", queue, "route", true))
                .expect(201);
    }

    @Test
    void whatHappenedIsCounted() {
        String skill = "counting " + UUID.randomUUID();
        String queue = queue("Counted", skill);
        Agent agent = centre.agent("counted-" + UUID.randomUUID(), skill);
        Awaitility.await("routing knows the agent").atMost(PATIENCE).untilAsserted(agent::ready);
        arrive(queue);
        JsonNode offer = agent.awaitOffer();
        agent.accept(offer);
        agent.notReady();
        agent.finish(offer.path("work").asText());
        arrive(queue);

        Rest supervisor = centre.user("counting-" + UUID.randomUUID(), "supervisor");
        Awaitility.await("both are counted").atMost(PATIENCE).untilAsserted(() -> {
            JsonNode line = line(supervisor, "?interval=whole", "queue", queue);
            assertThat(line.path("offered").asInt()).isEqualTo(2);
            assertThat(line.path("answered").asInt()).isEqualTo(1);
            assertThat(line.path("waiting").asInt()).isEqualTo(1);
            assertThat(line.path("handled").asInt()).isEqualTo(1);
            assertThat(line.path("serviceLevel").asDouble()).isEqualTo(0.5);
            assertThat(line.path("serviceLevels").path("A").asDouble()).isEqualTo(1);
            assertThat(line.path("targetSeconds").path(0).asInt()).isEqualTo(600);
            assertThat(line.path("name").asText()).startsWith("Counted ");
        });
        Awaitility.await("the agent's time is counted").atMost(PATIENCE).untilAsserted(() -> {
            JsonNode line = line(supervisor, "/agents?interval=whole", "agent", agent.id());
            assertThat(line.path("accepted").asInt()).isEqualTo(1);
            assertThat(line.path("handled").asInt()).isEqualTo(1);
            assertThat(line.path("busySeconds").asDouble()).isPositive();
            assertThat(line.path("states").findValuesAsText("reason")).contains("break");
        });
        assertThat(supervisor
                        .get("/api/v1/routing/statistics?by=medium&interval=day&zone=Asia/Kathmandu")
                        .expect(200)
                        .json()
                        .path("items"))
                .isNotEmpty();
        assertThat(supervisor
                        .get("/api/v1/routing/statistics?by=moon&interval=fortnight&zone=Mars&from=yesterday&to=0")
                        .expect(400)
                        .text())
                .contains("\"by\"", "\"interval\"", "\"zone\"", "\"from\"", "\"to\"");
        agent.rest().get("/api/v1/routing/statistics").expect(403);
    }

    @Test
    void whoWaitsKnowsWhere() {
        String skill = "estimating " + UUID.randomUUID();
        String queue = queue("Estimated", skill);
        Agent agent = centre.agent("estimated-" + UUID.randomUUID(), skill);
        Awaitility.await("routing knows the agent").atMost(PATIENCE).untilAsserted(agent::ready);
        // He handles one thing at once, so that whatever comes then waits.
        admin.put(
                        "/api/v1/routing/agents/" + agent.id() + "/capacity",
                        Map.of("version", 0, "units", Map.of("ticket", 1)))
                .expect(200);
        arrive(queue);
        JsonNode offer = agent.awaitOffer();
        agent.accept(offer);
        agent.finish(offer.path("work").asText());
        arrive(queue);
        agent.accept(agent.awaitOffer());
        arrive(queue);
        arrive(queue);
        // Contacts of the queue that everybody serves may be before them.
        JsonNode items = Awaitility.await("both know their places")
                .atMost(PATIENCE)
                .until(
                        () -> admin.get("/api/v1/routing/queues/" + queue + "/waiting")
                                .expect(200)
                                .json()
                                .path("items"),
                        found -> found.path(0).has("position")
                                && found.path(1).has("position")
                                && found.path(1).has("estimatedWaitSeconds"));
        JsonNode last = items.path(1);
        assertThat(items.path(0).path("position").asInt()).isPositive();
        assertThat(last.path("position").asInt())
                .isGreaterThan(items.path(0).path("position").asInt());
        assertThat(last.path("estimateRange").path("toSeconds").asLong())
                .isGreaterThanOrEqualTo(
                        last.path("estimateRange").path("fromSeconds").asLong());
        assertThat(admin.get("/api/v1/routing/work/" + last.path("work").asText())
                        .expect(200)
                        .json()
                        .path("position")
                        .asInt())
                .isPositive();
        assertThat(admin.get("/api/v1/routing/estimates").expect(200).json().has("items"))
                .isTrue();
        agent.rest().get("/api/v1/routing/estimates").expect(403);
    }

    @Test
    void otherRulesAreTriedMadeToHoldAndTakenBack() {
        String skill = "trying " + UUID.randomUUID();
        String queue = queue("Tried", skill);
        String path = "/api/v1/routing/queues/" + queue;
        Agent agent = centre.agent("tried-" + UUID.randomUUID(), skill);
        Awaitility.await("routing knows the agent").atMost(PATIENCE).untilAsserted(agent::ready);
        ObjectNode draft = admin.get(path).expect(200).json().deepCopy();
        draft.put("priority", 3);
        JsonNode begun = admin.post("/api/v1/routing/shadow", Map.of("name", "Sooner", "queues", List.of(draft)))
                .expect(201)
                .json();
        String shadow = "/api/v1/routing/shadow/" + begun.path("id").asText();
        assertThat(begun.path("state").asText()).isEqualTo("running");
        admin.post("/api/v1/routing/shadow", Map.of("name", "Another", "queues", List.of(draft)))
                .expect(409);
        Awaitility.await("it has begun")
                .atMost(PATIENCE)
                .until(() -> admin.get(shadow).expect(200).json().has("compared"));
        arrive(queue);
        JsonNode offer = agent.awaitOffer();
        agent.accept(offer);
        agent.finish(offer.path("work").asText());
        Awaitility.await("it is compared").atMost(PATIENCE).untilAsserted(() -> {
            JsonNode now = admin.get(shadow).expect(200).json();
            assertThat(now.path("compared").asInt()).isPositive();
            assertThat(now.path("sameAgent").asInt()).isPositive();
            assertThat(now.path("shadow").path("answered").asInt()).isPositive();
        });
        // What holds has not changed meanwhile.
        assertThat(admin.get(path).expect(200).json().path("priority").asInt()).isZero();

        assertThat(admin.post(shadow + "/activate", null)
                        .expect(200)
                        .json()
                        .path("state")
                        .asText())
                .isEqualTo("activated");
        assertThat(admin.get(path).expect(200).json().path("priority").asInt()).isEqualTo(3);
        admin.post(shadow + "/activate", null).expect(409);
        assertThat(admin.post(shadow + "/rollback", null)
                        .expect(200)
                        .json()
                        .path("state")
                        .asText())
                .isEqualTo("rolled-back");
        JsonNode again = admin.get(path).expect(200).json();
        assertThat(again.path("priority").asInt()).isZero();
        assertThat(again.path("version").asInt()).isEqualTo(3);

        // What is based on rules that do not hold any more is refused.
        admin.post("/api/v1/routing/shadow", Map.of("name", "Late", "queues", List.of(draft)))
                .expect(409);
        assertThat(admin.post("/api/v1/routing/shadow", Map.of("name", "", "queues", List.of()))
                        .expect(400)
                        .text())
                .contains("name", "queues");
        assertThat(admin.get("/api/v1/admin/audit?action=routing.shadow.activate")
                        .expect(200)
                        .text())
                .contains(begun.path("id").asText());
        agent.rest().get(shadow).expect(403);
        agent.rest().post(shadow + "/stop", null).expect(403);
    }

    /** Of a day, as both intervals that a test may run over are in it. */
    private static JsonNode line(Rest rest, String question, String field, String id) {
        for (JsonNode line : rest.get("/api/v1/routing/statistics" + question)
                .expect(200)
                .json()
                .path("items")) {
            if (line.path(field).asText().equals(id)) {
                return line;
            }
        }
        throw new AssertionError("nothing is counted of " + id);
    }
}
