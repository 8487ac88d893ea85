// SPDX-License-Identifier: Apache-2.0
package live.itests.platform;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import live.itest.Answer;
import live.itest.CallCentre;
import live.itest.Product;
import live.itest.Rest;
import live.itest.Running;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** What watchers see. */
@Running
class HealthIT {
    @Test
    void strangers_learn_the_status_and_nothing_more(Product product) {
        Answer answer = product.rest().get("/health").expect(200);

        assertThat(answer.json().fieldNames()).toIterable().hasSize(1);
        assertThat(answer.header("cache-control")).contains("no-store");
    }

    @Test
    void administrators_see_every_check(Product product) {
        Answer answer = product.admin().get("/api/v1/admin/health").expect(200);

        assertThat(answer.text()).contains("store");
    }

    @Test
    void a_token_for_it_sees_every_check_at_the_public_address(Product product) {
        String token = token(product, "health.read");
        Answer answer = product.rest().withToken(token).get("/health").expect(200);

        assertThat(answer.json()
                        .path("checks")
                        .path("store.database")
                        .path("state")
                        .asText())
                .isEqualTo("UP");
        assertThat(product.rest()
                        .withToken(token(product, "user.read"))
                        .get("/health")
                        .expect(200)
                        .json()
                        .has("checks"))
                .isFalse();
    }

    @Test
    void metrics_tell_of_connections_tasks_and_events(Product product) {
        assertThat(product.rest().get("/metrics").expect(200).text())
                .contains("live_database_connections{state=\"busy\"}")
                .contains("live_database_waiting")
                .contains("live_tasks ")
                .contains("live_event_lag{consumer=\"ticketing.reader\"}");
    }

    @Test
    void metrics_tell_of_requests_queues_and_accounts(Product product) {
        Rest admin = product.admin();
        CallCentre centre = new CallCentre(product, admin);
        String queue = centre.queue("Counted", "counted");
        String pid = centre.emailAccount(
                "counted",
                Map.of("address", "counted@shop.example", "protocol", "NONE", "sendHost", "127.0.0.1", "sendPort", 9));
        product.rest().get("/api/v1/invented-" + queue).expect(404);

        Awaitility.await("the numbers").atMost(Duration.ofSeconds(60)).untilAsserted(() -> assertThat(
                        product.rest().get("/metrics").expect(200).text())
                .contains("live_http_seconds_count{method=\"POST\",module=\"routing\",status=\"2xx\"}")
                .contains("live_routing_queue_waiting{queue=\"" + queue + "\"} 0.0")
                .contains("live_routing_queue_oldest_seconds{queue=\"" + queue + "\"}")
                .contains("live_channel_up{channel=\"email/counted\"}")
                .doesNotContain("invented"));
        admin.delete("/api/v1/admin/configurations/" + pid).expect(204);
        admin.delete("/api/v1/routing/queues/" + queue).expect(204);
        Awaitility.await("what is gone has no number")
                .atMost(Duration.ofSeconds(60))
                .untilAsserted(() -> assertThat(
                                product.rest().get("/metrics").expect(200).text())
                        .doesNotContain("{queue=\"" + queue)
                        .doesNotContain("live_channel_up{channel=\"email/counted\"}"));
    }

    private static String token(Product product, String permission) {
        return product.admin()
                .post(
                        "/api/v1/security/tokens",
                        Map.of("name", permission, "permissions", java.util.List.of(permission)))
                .expect(200, 201)
                .json()
                .path("token")
                .asText();
    }

    @Test
    void metrics_are_in_the_format_of_prometheus(Product product) {
        Answer answer = product.rest().get("/metrics").expect(200);

        assertThat(answer.header("content-type")).startsWith("text/plain");
        assertThat(answer.text().lines().filter(line -> !line.startsWith("#") && !line.isBlank()))
                .isNotEmpty()
                .allMatch(line -> line.matches("[a-zA-Z_:][a-zA-Z0-9_:]*(\\{.*})? [-+0-9.eEnaINif]+( \\d+)?"));
    }

    @Test
    void an_api_token_works_where_a_session_does_until_it_is_revoked(Product product) {
        Rest admin = product.admin();
        Answer made = admin.post(
                        "/api/v1/security/tokens",
                        Map.of("name", "watcher", "permissions", java.util.List.of("user.read")))
                .expect(200, 201);
        String token = made.json().path("token").asText();
        assertThat(token).startsWith("live_");
        Rest watcher = product.rest().withToken(token);

        watcher.get("/api/v1/directory/users").expect(200);
        watcher.post("/api/v1/directory/teams", Map.of("name", "Not allowed")).expect(403);
        admin.delete("/api/v1/security/tokens/" + made.json().path("id").asText())
                .expect(200, 204);

        watcher.get("/api/v1/directory/users").expect(401);
        assertThat(admin.get("/api/v1/security/tokens").expect(200).text()).doesNotContain(token);
    }

    @Test
    void agents_do_not_administrate(Product product) {
        CallCentre centre = new CallCentre(product, product.admin());
        Rest agent = centre.user("health-agent", "agent");

        agent.get("/api/v1/admin/modules").expect(403);
        agent.get("/api/v1/admin/audit").expect(403);
        agent.post("/api/v1/routing/queues", Map.of("name", "Mine")).expect(403);
    }

    @Test
    void a_wrong_password_says_the_same_for_everybody_and_is_limited(Product product) {
        Answer known = product.rest()
                .post("/api/v1/security/session", Map.of("login", "admin", "password", "wrong-wrong-wrong"));
        Answer unknown = product.rest()
                .post("/api/v1/security/session", Map.of("login", "nobody-here", "password", "wrong-wrong-wrong"));
        assertThat(known.status()).isEqualTo(401);
        assertThat(unknown.json().path("code")).isEqualTo(known.json().path("code"));
        assertThat(unknown.json().path("detail")).isEqualTo(known.json().path("detail"));

        int status = 401;
        for (int i = 0; i < 100 && status == 401; i++) {
            status = product.rest()
                    .post("/api/v1/security/session", Map.of("login", "guessed", "password", "guess-number-" + i))
                    .status();
        }
        assertThat(status).isEqualTo(429);
    }
}
