// SPDX-License-Identifier: Apache-2.0
package live.itests.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import live.itest.Agent;
import live.itest.CallCentre;
import live.itest.Product;
import live.itest.Rest;
import live.itest.Running;
import live.itest.VisitorSocket;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** Strangers at the door: what they may do, what they may not, and that nothing which they said is lost. */
@Running
class VisitorsIT {
    private static final int POLICY = 1008;
    private static final int REFUSED = 4404;
    private static final int TRIPS = 8;
    private static final int LONGEST = 1 << 20;

    @Test
    void whoever_breaks_the_rules_is_cut_off_and_nobody_else(Product product) {
        branch(product, "rules", null);
        try (VisitorSocket good = VisitorSocket.open(product)) {
            good.hello("rules", "");
            good.here();

            assertThat(sent(product, "no frame at all")).isGreaterThan(1000);
            assertThat(sent(product, "[]")).isGreaterThan(1000);
            assertThat(sent(product, "{\"t\":\"say\",\"to\":\"chat\",\"name\":\"text\",\"data\":{}}"))
                    .isEqualTo(POLICY);
            assertThat(sent(product, "[".repeat(30_000))).isGreaterThan(1000);
            assertThat(sent(product, "x".repeat(LONGEST))).isGreaterThan(1000);
            assertThat(sent(product, "{\"t\":\"hello\",\"branch\":\"nowhere\"}"))
                    .isEqualTo(REFUSED);
            assertThat(sent(product, "{\"t\":\"hello\",\"branch\":{\"a\":1}}")).isEqualTo(REFUSED);
            assertThat(afterHello(product, "{\"t\":\"hello\",\"branch\":\"rules\"}"))
                    .isEqualTo(POLICY);
            assertThat(afterHello(product, chat("text", "{\"id\":\"1\"}"))).isEqualTo(POLICY);
            assertThat(afterHello(product, chat("resume", "{\"after\":-7}"))).isEqualTo(POLICY);
            assertThat(afterHello(product, chat("seen", "{\"message\":\"x\"}"))).isEqualTo(POLICY);
            assertThat(afterHello(product, "{\"t\":\"say\",\"to\":\"place\",\"name\":\"state\",\"data\":{}}"))
                    .isEqualTo(POLICY);
            assertThat(tooFast(product)).isIn(POLICY, VisitorSocket.BROKEN);
            assertThatThrownBy(() -> VisitorSocket.open(product, "https://evil.example"))
                    .hasMessageContaining("WebSocketHandshakeException");

            good.say("text", Map.of("id", UUID.randomUUID().toString(), "text", "still here"));
            good.chat("took", any -> true);
        }
    }

    /** Cut in the middle of a frame, at every byte of it. */
    @Test
    void a_frame_that_is_cut_says_nothing(Product product) {
        branch(product, "cut", null);
        String frame = chat("text", "{\"id\":\"" + UUID.randomUUID() + "\",\"text\":\"cut\"}");
        String token = "";
        for (int i = 1; i < frame.length(); i += 11) {
            try (VisitorSocket line = VisitorSocket.open(product)) {
                token = line.hello("cut", token);
                line.here();
                line.part(frame.substring(0, i));
            }
        }
        try (VisitorSocket line = VisitorSocket.open(product)) {
            line.hello("cut", token);
            line.here().say("resume", Map.of());
            assertThat(line.chat("said", any -> true).path("items")).isEmpty();
        }
    }

    @Test
    void a_token_opens_one_visitors_conversation_and_a_forged_one_opens_none(Product product) {
        branch(product, "tokens", null);
        branch(product, "other-tokens", null);
        String token;
        try (VisitorSocket ada = VisitorSocket.open(product)) {
            token = ada.hello("tokens", "");
            ada.here().say("text", Map.of("id", UUID.randomUUID().toString(), "text", "private"));
            ada.chat("took", any -> true);
        }
        for (String[] shown : new String[][] {
            {"tokens", token.substring(1) + "A"}, {"other-tokens", token}, {"tokens", ""}, {"tokens", "'; drop"}
        }) {
            try (VisitorSocket eve = VisitorSocket.open(product)) {
                assertThat(eve.hello(shown[0], shown[1])).isNotEqualTo(token).isNotEqualTo(shown[1]);
                eve.here().say("resume", Map.of("after", 0));
                assertThat(eve.chat("said", any -> true).path("items")).isEmpty();
            }
        }
        try (VisitorSocket ada = VisitorSocket.open(product)) {
            assertThat(ada.hello("tokens", token)).isEqualTo(token);
            ada.here().say("resume", Map.of("after", 0));
            assertThat(ada.chat("said", any -> true).path("items").toString()).contains("private");
        }
    }

    /** Both write while the line breaks again and again: what both have in the end is what the ledger has. */
    @Test
    void nothing_is_lost_or_doubled_when_the_line_breaks(Product product) {
        CallCentre centre = new CallCentre(product, product.admin());
        String queue = centre.queue("Breaks", "breaks");
        branch(product, "breaks", queue);
        Agent agent = centre.agent("breaks-agent", "breaks").ready();
        Random random = new Random(7);
        List<String> said = new ArrayList<>();
        String token = "";
        String interaction = "";
        for (int trip = 0; trip < TRIPS; trip++) {
            try (VisitorSocket line = VisitorSocket.open(product)) {
                token = line.hello("breaks", token);
                line.here();
                String id = UUID.nameUUIDFromBytes(("breaks" + trip).getBytes()).toString();
                Map<String, String> text = Map.of("id", id, "text", "visitor " + trip);
                line.say("text", text);
                if (random.nextBoolean()) {
                    // Gone before the answer: he cannot know, and says it again.
                    line.close();
                    try (VisitorSocket second = VisitorSocket.open(product)) {
                        second.hello("breaks", token);
                        second.here().say("text", text);
                        second.chat("took", took -> took.path("id").asText().equals(id));
                    }
                } else {
                    line.chat("took", took -> took.path("id").asText().equals(id));
                }
                said.add("visitor " + trip);
            }
            if (trip == 0) {
                JsonNode work = agent.accept(agent.awaitOffer());
                interaction = work.path("interaction").asText();
            }
            agent.reply(interaction, "<p>agent " + trip + "</p>", List.of());
            said.add("agent " + trip);
        }
        try (VisitorSocket line = VisitorSocket.open(product)) {
            line.hello("breaks", token);
            line.here().say("resume", Map.of("after", 0));
            JsonNode items = line.chat("said", any -> true).path("items");
            List<String> shown = StreamSupport.stream(items.spliterator(), false)
                    .map(item -> item.path("text").asText())
                    .toList();
            assertThat(shown).containsExactlyElementsOf(said);
            assertThat(agent.messages(interaction)).hasSize(said.size());
        }
    }

    @Test
    void somebody_else_with_less_may_not_touch_branches(Product product) {
        CallCentre centre = new CallCentre(product, product.admin());
        Rest agent = centre.user("branch-agent", "agent");
        agent.get("/api/v1/branch/branches").expect(403);
        product.admin()
                .post(
                        "/api/v1/branch/branches",
                        Map.of("code", "UP and down", "name", "x", "sites", List.of("ftp://x")))
                .expect(400);
        String id = branch(product, "changed", null).path("id").asText();
        JsonNode known =
                product.admin().get("/api/v1/branch/branches/" + id).expect(200).json();
        product.admin()
                .put(
                        "/api/v1/branch/branches/" + id,
                        Map.of("name", "New", "version", known.path("version").asLong()))
                .expect(200);
        product.admin()
                .put(
                        "/api/v1/branch/branches/" + id,
                        Map.of("name", "Old", "version", known.path("version").asLong()))
                .expect(409);
        product.admin().delete("/api/v1/branch/branches/" + id).expect(204);
        assertThat(sent(product, "{\"t\":\"hello\",\"branch\":\"changed\"}")).isEqualTo(REFUSED);
    }

    private static JsonNode branch(Product product, String code, String queue) {
        JsonNode branch = product.admin()
                .post("/api/v1/branch/branches", Map.of("code", code, "name", code))
                .expect(201)
                .json();
        if (queue != null) {
            Awaitility.await("the chat of the branch")
                    .atMost(Duration.ofSeconds(60))
                    .until(() -> product.admin()
                                    .put("/api/v1/channels/accounts/chat/" + code + "/queue", Map.of("queue", queue))
                                    .status()
                            < 300);
        }
        return branch;
    }

    private static String chat(String name, String data) {
        return "{\"t\":\"say\",\"to\":\"chat\",\"name\":\"" + name + "\",\"data\":" + data + "}";
    }

    /** How the line ends of somebody who begins with this. */
    private static int sent(Product product, String text) {
        try (VisitorSocket line = VisitorSocket.open(product)) {
            line.raw(text);
            return line.awaitClosed();
        }
    }

    private static int afterHello(Product product, String text) {
        try (VisitorSocket line = VisitorSocket.open(product)) {
            line.hello("rules", "");
            line.here().raw(text);
            return line.awaitClosed();
        }
    }

    private static int tooFast(Product product) {
        try (VisitorSocket line = VisitorSocket.open(product)) {
            line.hello("rules", "");
            IntStream.range(0, 2_000).forEach(i -> line.raw("{\"t\":\"ping\"}"));
            return line.awaitClosed();
        }
    }
}
