// SPDX-License-Identifier: Apache-2.0
package live.itests.platform;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Duration;
import java.util.Map;
import live.itest.CallCentre;
import live.itest.Product;
import live.itest.Rest;
import live.itest.Running;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** The audit trail keeps what was done, and shows when somebody changed it behind its back. */
@Running(expectedErrors = "audit")
class AuditIT {
    @Test
    void an_altered_entry_is_found_and_named(Product product) throws Exception {
        Rest admin = product.admin();
        admin.post("/api/v1/directory/teams", Map.of("name", "Audited " + System.nanoTime()))
                .expect(200, 201);
        Awaitility.await("the seal").atMost(Duration.ofSeconds(20)).untilAsserted(() -> assertThat(
                        verify(admin).path("unsealedTail").asInt())
                .isZero());
        assertThat(verify(admin).path("ok").asBoolean()).isTrue();
        assertThat(verify(admin).path("entries").asLong()).isPositive();

        try (Connection connection = product.connect();
                Statement sql = connection.createStatement()) {
            String key;
            String action;
            try (ResultSet found = sql.executeQuery(
                    "select ctid::text, action from core.audit_log order by sequence desc offset 1 limit 1")) {
                assertThat(found.next()).isTrue();
                key = found.getString(1);
                action = found.getString(2);
            }
            sql.executeUpdate("update core.audit_log set action = 'nothing.happened' where ctid = '" + key + "'");
            try {
                JsonNode verdict = verify(admin);
                assertThat(verdict.path("ok").asBoolean()).isFalse();
                assertThat(verdict.path("firstBroken").isMissingNode()).isFalse();
            } finally {
                sql.executeUpdate(
                        "update core.audit_log set action = '" + action + "' where action = 'nothing.happened'");
            }
        }
        assertThat(verify(admin).path("ok").asBoolean()).isTrue();
    }

    @Test
    void entries_say_who_did_what_to_whom(Product product) {
        Rest admin = product.admin();
        String team = admin.post("/api/v1/directory/teams", Map.of("name", "Traced " + System.nanoTime()))
                .expect(200, 201)
                .json()
                .path("id")
                .asText();

        JsonNode entries =
                admin.get("/api/v1/admin/audit?subject=" + team).expect(200).json();

        assertThat(entries.path("items")).isNotEmpty();
        assertThat(entries.path("items").get(0).path("action").asText()).contains("team");
    }

    @Test
    void what_somebody_may_not_do_is_audited_once_a_minute(Product product) {
        Rest admin = product.admin();
        Rest agent = new CallCentre(product, admin).user("curious-" + System.nanoTime(), "agent");
        String id =
                agent.get("/api/v1/security/me").expect(200).json().path("id").asText();

        for (int i = 0; i < 5; i++) {
            agent.get("/api/v1/security/tokens").expect(403);
        }
        agent.post("/api/v1/routing/queues", Map.of("name", "Mine")).expect(403);

        assertThat(admin.get("/api/v1/admin/audit?action=security.permission.refuse&actor=" + id)
                        .expect(200)
                        .json()
                        .path("items")
                        .findValuesAsText("operation"))
                .containsExactlyInAnyOrder("GET security/tokens", "POST routing/queues");
    }

    @Test
    void settings_that_the_shell_changes_are_audited_too(Product product) {
        Rest admin = product.admin();
        product.shell("config:property-set -p live.core.events keepDays 31");
        try {
            Awaitility.await("the entry").atMost(Duration.ofSeconds(30)).untilAsserted(() -> assertThat(
                            admin.get("/api/v1/admin/audit?subject=configuration:live.core.events")
                                    .expect(200)
                                    .json()
                                    .path("items")
                                    .findValuesAsText("action"))
                    .contains("core.configuration.file"));
        } finally {
            product.shell("config:delete live.core.events");
        }
    }

    private static JsonNode verify(Rest admin) {
        return admin.post("/api/v1/admin/audit/verify", null).expect(200).json();
    }
}
