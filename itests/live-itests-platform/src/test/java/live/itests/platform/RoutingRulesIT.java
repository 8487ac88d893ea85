// SPDX-License-Identifier: Apache-2.0
package live.itests.platform;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
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

/** What administrators and supervisors say about routing holds, and what is in use is not deleted. */
@Running
class RoutingRulesIT {
    private Rest admin;
    private CallCentre centre;

    @BeforeEach
    void open(Product product) {
        admin = product.admin();
        centre = new CallCentre(product, admin);
    }

    @Test
    void an_agent_handles_as_much_at_once_as_is_said_of_him() {
        Rest agent = centre.user("capacity-agent", "agent");
        Rest supervisor = centre.user("capacity-supervisor", "supervisor");
        String id = agent.get("/api/v1/security/me").json().path("id").asText();
        String path = "/api/v1/routing/agents/" + id + "/capacity";
        Awaitility.await("routing knows him")
                .untilAsserted(() -> assertThat(limit(id, "email")).isEqualTo(5));
        JsonNode before = supervisor.get(path).expect(200).json();
        assertThat(before.path("units")).isEmpty();
        assertThat(before.path("standard").path("email").asInt()).isEqualTo(5);
        assertThat(before.path("standard").path("*").asInt()).isEqualTo(1);

        JsonNode after = supervisor
                .put(path, Map.of("version", before.path("version"), "units", Map.of("email", 2, "call", 0)))
                .expect(200)
                .json();

        assertThat(after.path("units").path("email").asInt()).isEqualTo(2);
        assertThat(limit(id, "email")).isEqualTo(2);
        assertThat(limit(id, "call")).isZero();
        assertThat(limit(id, "chat")).isEqualTo(3);
        assertThat(admin.get("/api/v1/admin/audit?action=routing.agent.capacity")
                        .expect(200)
                        .text())
                .contains(id);
        // Somebody with an old page, somebody without the right, and nonsense.
        supervisor
                .put(path, Map.of("version", before.path("version"), "units", Map.of()))
                .expect(409);
        agent.get(path).expect(403);
        agent.put(path, Map.of("version", 1, "units", Map.of())).expect(403);
        assertThat(supervisor
                        .put(path, Map.of("version", 1, "units", Map.of("smoke", 1, "email", -1)))
                        .expect(400)
                        .text())
                .contains("units.smoke", "units.email");
        supervisor
                .get("/api/v1/routing/agents/" + UUID.randomUUID() + "/capacity")
                .expect(404);
        supervisor
                .put(path, Map.of("version", after.path("version"), "units", Map.of()))
                .expect(200);
        assertThat(limit(id, "email")).isEqualTo(5);
    }

    @Test
    void who_there_is_for_a_queue_is_told() {
        Rest supervisor = centre.user("supply-supervisor", "supervisor");
        String queue = centre.queue("Supply", "supply");
        String supply = "/api/v1/routing/supply?medium=email&queue=";
        Agent agent = centre.agent("supply-agent", "supply").ready();

        Awaitility.await("he is counted").atMost(Duration.ofSeconds(30)).untilAsserted(() -> {
            agent.desk();
            JsonNode there = supervisor.get(supply + queue).expect(200).json();
            assertThat(there.path("ready").asInt()).isEqualTo(1);
            assertThat(there.path("free").asInt()).isEqualTo(5);
            assertThat(there.has("holdingSeconds")).isFalse();
        });
        agent.rest().get(supply + queue).expect(403);
        supervisor.get(supply + UUID.randomUUID()).expect(404);
        assertThat(supervisor
                        .get("/api/v1/routing/supply?queue=" + queue)
                        .expect(400)
                        .text())
                .contains("medium");
    }

    private int limit(String agent, String medium) {
        for (JsonNode one :
                admin.get("/api/v1/routing/agents").expect(200).json().path("items")) {
            if (one.path("agent").asText().equals(agent)) {
                return one.path("capacity").path(medium).path("limit").asInt(-1);
            }
        }
        return -1;
    }

    @Test
    void a_queue_keeps_opening_hours_and_sends_its_contacts_elsewhere() {
        String name = "Hours " + UUID.randomUUID();
        Map<String, Object> wish = Map.of("name", name, "zone", "Europe/Berlin", "week", List.of());
        Rest supervisor = centre.user("hours-supervisor", "supervisor");
        supervisor.post("/api/v1/directory/hours", wish).expect(403);
        JsonNode never = admin.post("/api/v1/directory/hours", wish).expect(201).json();
        String hours = never.path("id").asText();
        assertThat(supervisor
                        .get("/api/v1/directory/hours/" + hours + "/state")
                        .expect(200)
                        .json()
                        .path("open")
                        .asBoolean(true))
                .isFalse();

        String other = centre.queue("Night " + UUID.randomUUID(), "hours");
        String id = centre.queue("Day " + UUID.randomUUID(), "hours");
        String path = "/api/v1/routing/queues/" + id;
        ObjectNode queue = (ObjectNode) admin.get(path).expect(200).json();
        assertThat(queue.path("open").asBoolean(true)).isTrue();
        queue.put("hours", hours).put("closed", "overflow");
        assertThat(admin.put(path, queue).expect(400).text()).contains("closedQueue.missing");
        queue.put("closedQueue", id)
                .put("maxWaitSeconds", 60)
                .put("overflowQueue", UUID.randomUUID().toString());
        assertThat(admin.put(path, queue).expect(400).text()).contains("closedQueue.itself", "overflowQueue.unknown");
        queue.put("closedQueue", other).put("overflowQueue", other);
        queue = (ObjectNode) admin.put(path, queue).expect(200).json();
        assertThat(queue.path("findings").toString()).contains("hours.neverOpen");
        Awaitility.await("the queue is closed").atMost(Duration.ofSeconds(60)).untilAsserted(() -> assertThat(
                        admin.get(path).expect(200).json().path("open").asBoolean(true))
                .isFalse());

        // What is in use stays, and no way leads back.
        assertThat(admin.delete("/api/v1/directory/hours/" + hours).expect(409).text())
                .contains(queue.path("name").asText());
        assertThat(admin.delete("/api/v1/routing/queues/" + other).expect(409).text())
                .contains(queue.path("name").asText());
        ObjectNode back = (ObjectNode)
                admin.get("/api/v1/routing/queues/" + other).expect(200).json();
        back.put("maxWaitSeconds", 60).put("overflowQueue", id);
        assertThat(admin.put("/api/v1/routing/queues/" + other, back)
                        .expect(400)
                        .text())
                .contains("overflow.cycle");

        // Hours that change hold at once.
        List<Map<String, Object>> always =
                List.of("MONDAY", "TUESDAY", "WEDNESDAY", "THURSDAY", "FRIDAY", "SATURDAY", "SUNDAY").stream()
                        .map(day -> Map.<String, Object>of("day", day, "from", "00:00", "to", "24:00"))
                        .toList();
        admin.put(
                        "/api/v1/directory/hours/" + hours,
                        Map.of("name", name, "zone", "UTC", "week", always, "version", never.path("version")))
                .expect(200);
        Awaitility.await("the queue is open").atMost(Duration.ofSeconds(60)).untilAsserted(() -> assertThat(
                        admin.get(path).expect(200).json().path("open").asBoolean(false))
                .isTrue());
        admin.delete(path).expect(204);
        admin.delete("/api/v1/directory/hours/" + hours).expect(204);
        assertThat(admin.get("/api/v1/admin/audit?action=directory.hours.delete")
                        .expect(200)
                        .text())
                .contains(hours);
    }

    @Test
    void what_more_people_would_change_is_told_and_nothing_is_changed() {
        String queue = centre.queue("What if " + UUID.randomUUID(), "what-if");
        Rest supervisor = centre.user("what-if-supervisor", "supervisor");
        Map<String, Object> calls = Map.of(
                "queue",
                queue,
                "medium",
                "call",
                "expected",
                List.of(100, 120),
                "handlingSeconds",
                180,
                "patienceSeconds",
                60);
        JsonNode few = served(supervisor, calls, 8);
        JsonNode many = served(supervisor, calls, 16);
        assertThat(few.path("intervals")).hasSize(2);
        assertThat(few.path("runs").asInt()).isEqualTo(5);
        assertThat(level(many)).isGreaterThan(level(few) + 0.1);
        assertThat(many.path("total").path("serviceLevel").path("margin").asDouble())
                .isPositive();
        assertThat(admin.get("/api/v1/routing/queues/" + queue)
                        .expect(200)
                        .json()
                        .path("waiting")
                        .asInt())
                .isZero();

        assertThat(few.path("queues")).hasSize(1);
        assertThat(few.path("queues").get(0).path("queue").asText()).isEqualTo(queue);
        String learner = centre.agent("what-if-learner").id();
        Map<String, Object> alone = Map.of("roster", "everybody", "streams", List.of(calls), "runs", 1);
        Map<String, Object> taught = Map.of(
                "roster",
                "everybody",
                "skilled",
                List.of(Map.of("agent", learner, "skills", skilled())),
                "streams",
                List.of(calls),
                "runs",
                1);
        assertThat(answered(supervisor, taught)).isGreaterThan(answered(supervisor, alone));
        supervisor.delete("/api/v1/routing/what-if/" + UUID.randomUUID()).expect(204);

        centre.user("what-if-agent", "agent")
                .post("/api/v1/routing/what-if", Map.of())
                .expect(403);
        assertThat(supervisor
                        .post(
                                "/api/v1/routing/what-if",
                                Map.of(
                                        "streams",
                                        List.of(Map.of("queue", UUID.randomUUID(), "expected", List.of(-1))),
                                        "people",
                                        List.of(Map.of("count", 0, "capacity", Map.of("call", -5)))))
                        .expect(400)
                        .text())
                .contains(
                        "streams[0].queue",
                        "streams[0].expected",
                        "streams[0].handlingSeconds",
                        "people[0].count",
                        "people[0].capacity.call");
        assertThat(supervisor
                        .post("/api/v1/routing/what-if", Map.of("past", Map.of()))
                        .expect(200)
                        .json()
                        .path("intervals"))
                .hasSize(48);
    }

    private List<Map<String, Object>> skilled() {
        return List.of(Map.of("skill", centre.skill("what-if"), "level", 1));
    }

    private static double answered(Rest supervisor, Map<String, Object> question) {
        return supervisor
                .post("/api/v1/routing/what-if", question)
                .expect(200)
                .json()
                .path("total")
                .path("answered")
                .path("mean")
                .asDouble();
    }

    private JsonNode served(Rest supervisor, Map<String, Object> calls, int agents) {
        return supervisor
                .post(
                        "/api/v1/routing/what-if",
                        Map.of(
                                "intervalMinutes",
                                30,
                                "streams",
                                List.of(calls),
                                "people",
                                List.of(Map.of("count", agents, "skills", skilled())),
                                "runs",
                                5))
                .expect(200)
                .json();
    }

    private static double level(JsonNode answer) {
        return answer.path("total").path("serviceLevel").path("mean").asDouble();
    }

    @Test
    void a_queue_that_rules_or_wrap_up_codes_name_is_not_deleted() {
        String queue = centre.queue("Named " + UUID.randomUUID(), "naming");
        String path = "/api/v1/routing/queues/" + queue;
        centre.route("named@shop.example", queue);
        JsonNode codes = admin.get("/api/v1/routing/wrap-up-codes").expect(200).json();
        ArrayNode items = codes.path("items").deepCopy();
        ObjectNode code = items.addObject().put("code", "named-" + UUID.randomUUID());
        code.putObject("names").put("en", "Named");
        code.putArray("queues").add(queue);
        long version = admin.put(
                        "/api/v1/routing/wrap-up-codes", Map.of("version", codes.path("version"), "items", items))
                .expect(200)
                .json()
                .path("version")
                .asLong();

        assertThat(admin.delete(path).expect(409).text())
                .contains("To named@shop.example", code.path("code").asText());

        withoutRules("named@shop.example");
        assertThat(admin.delete(path).expect(409).text()).doesNotContain("named@shop.example");
        admin.put("/api/v1/routing/wrap-up-codes", Map.of("version", version, "items", codes.path("items")))
                .expect(200);
        admin.delete(path).expect(204);
    }

    @Test
    void a_skill_that_a_rule_demands_is_not_deleted() {
        String skill = centre.skill("Demanded " + UUID.randomUUID());
        JsonNode rules = admin.get("/api/v1/channels/rules").expect(200).json();
        ArrayNode items = rules.path("items").deepCopy();
        ObjectNode rule = items.addObject();
        rule.put("name", "Demands").put("to", "demanding@shop.example").put("priority", 5);
        rule.put("queue", centre.queue("Demanding", "demanding")).put("active", true);
        rule.putArray("skills").addObject().put("skill", skill).put("level", 1);
        admin.put("/api/v1/channels/rules", Map.of("version", rules.path("version"), "items", items))
                .expect(200);

        assertThat(admin.delete("/api/v1/directory/skills/" + skill).expect(409).text())
                .contains("Demands");

        withoutRules("demanding@shop.example");
        admin.delete("/api/v1/directory/skills/" + skill).expect(204);
    }

    @Test
    void a_skill_that_a_contact_waits_for_is_not_deleted() {
        String skill = centre.skill("Awaited " + UUID.randomUUID());
        String queue = centre.queue("Awaiting " + UUID.randomUUID(), "demanding");
        String contact = "/api/v1/routing/work/" + centre.contact(queue, "Awaits somebody", 5);
        admin.post(contact + "/transfer", Map.of("skill", skill)).expect(200);

        assertThat(admin.delete("/api/v1/directory/skills/" + skill).expect(409).text())
                .contains("contacts", "Awaiting");

        admin.post(contact + "/transfer", Map.of("queue", queue)).expect(200);
        admin.delete("/api/v1/directory/skills/" + skill).expect(204);
    }

    @Test
    void rules_of_a_queue_are_checked_kept_as_versions_and_rolled_back() {
        String skill = centre.skill("Versioned " + UUID.randomUUID());
        Rest supervisor = centre.user("versions-supervisor", "supervisor");
        Rest agent = centre.user("versions-agent", "agent");
        ObjectNode queue = admin.post("/api/v1/routing/queues", Map.of("name", "Versions " + UUID.randomUUID()))
                .expect(201)
                .json()
                .deepCopy();
        String path = "/api/v1/routing/queues/" + queue.path("id").asText();
        assertThat(queue.path("rings")).isEmpty();
        assertThat(queue.path("preferredSkills")).isEmpty();

        // A queue that can never be meant is refused, one that is only doubtful is not.
        queue.putArray("skills").addObject().put("skill", skill).put("level", 3);
        queue.put("serviceLevelSeconds", 20);
        ObjectNode ring = queue.putArray("rings").addObject();
        ring.putArray("teams").add(UUID.randomUUID().toString());
        JsonNode findings = admin.post("/api/v1/routing/queues/check", queue)
                .expect(200)
                .json()
                .path("findings");
        assertThat(codes(findings, "error"))
                .contains("ring.trigger.missing rings[0]", "team.unknown rings[0].teams[0]");
        assertThat(codes(findings, "warning")).contains("skill.nobody skills[0]", "queue.unreachable agents");
        assertThat(admin.put(path, queue).expect(400).text()).contains("ring.trigger.missing", "team.unknown");
        agent.post("/api/v1/routing/queues/check", queue).expect(403);

        ring.removeAll().put("afterSeconds", 10).putArray("skills").addObject().put("skill", skill);
        ((ObjectNode) ring.path("skills").path(0)).put("level", 0);
        JsonNode changed = supervisor.put(path, queue).expect(200).json();
        assertThat(codes(changed.path("findings"), "warning"))
                .contains("queue.firstRing.empty agents", "offer.longerThanServiceLevel offerSeconds");
        assertThat(changed.path("rings").path(0).path("afterSeconds").asInt()).isEqualTo(10);
        assertThat(changed.path("version").asInt()).isEqualTo(2);

        JsonNode rolledBack = supervisor
                .post(path + "/rollback", Map.of("to", 1, "version", 2))
                .expect(200)
                .json();
        assertThat(rolledBack.path("version").asInt()).isEqualTo(3);
        assertThat(rolledBack.path("rings")).isEmpty();
        supervisor.post(path + "/rollback", Map.of("to", 1, "version", 2)).expect(409);
        supervisor.post(path + "/rollback", Map.of("to", 9, "version", 3)).expect(404);
        supervisor.post(path + "/rollback", Map.of("version", 3)).expect(400);
        agent.post(path + "/rollback", Map.of("to", 1, "version", 3)).expect(403);

        JsonNode newest = supervisor.get(path + "/versions?limit=2").expect(200).json();
        assertThat(newest.path("items")).hasSize(2);
        JsonNode rollback = newest.path("items").path(0);
        assertThat(rollback.path("act").asText()).isEqualTo("rollback");
        assertThat(rollback.path("rolledBackTo").asInt()).isEqualTo(1);
        assertThat(rollback.path("by").path("name").asText()).isEqualTo("versions-supervisor");
        assertThat(rollback.path("changed"))
                .extracting(JsonNode::asText)
                .containsExactlyInAnyOrder("skills", "serviceLevelSeconds", "rings");
        JsonNode oldest = supervisor
                .get(path + "/versions?limit=2&cursor=" + newest.path("next").asText())
                .expect(200)
                .json();
        assertThat(oldest.path("items")).hasSize(1);
        assertThat(oldest.has("next")).isFalse();
        assertThat(oldest.path("items").path(0).path("queue").path("version").asInt())
                .isEqualTo(1);
        assertThat(admin.get("/api/v1/admin/audit?action=routing.queue.rollback")
                        .expect(200)
                        .text())
                .contains(queue.path("id").asText());
        admin.delete(path).expect(204);
        admin.delete("/api/v1/directory/skills/" + skill).expect(204);
    }

    private static List<String> codes(JsonNode findings, String severity) {
        List<String> codes = new java.util.ArrayList<>();
        findings.forEach(finding -> {
            if (finding.path("severity").asText().equals(severity)) {
                codes.add(finding.path("code").asText() + " "
                        + finding.path("field").asText());
            }
        });
        return codes;
    }

    private void withoutRules(String to) {
        JsonNode rules = admin.get("/api/v1/channels/rules").expect(200).json();
        List<JsonNode> kept = new java.util.ArrayList<>();
        rules.path("items").forEach(rule -> {
            if (!rule.path("to").asText().equals(to)) {
                kept.add(rule);
            }
        });
        admin.put("/api/v1/channels/rules", Map.of("version", rules.path("version"), "items", kept))
                .expect(200);
    }
}
