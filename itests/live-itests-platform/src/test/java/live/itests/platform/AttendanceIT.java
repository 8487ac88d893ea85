// SPDX-License-Identifier: Apache-2.0
package live.itests.platform;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import live.itest.Agent;
import live.itest.CallCentre;
import live.itest.Product;
import live.itest.Rest;
import live.itest.Running;
import live.itest.StaffSocket;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** What a supervisor sees of agents whose sessions end. */
@Running
class AttendanceIT {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @Test
    void who_signs_out_or_is_signed_out_is_ready_no_more(Product product) throws Exception {
        Rest admin = product.admin();
        String login = "attendance-" + UUID.randomUUID();
        Agent agent = new CallCentre(product, admin).agent(login);
        Rest other = product.rest();
        other.signIn(login, CallCentre.PASSWORD);
        String id = agent.id();
        try (StaffSocket socket = StaffSocket.open(agent.rest()).subscribe(1, "desk", "")) {
            socket.await("the desk", frame -> frame.path("topic").asText().equals("desk"));
            agent.ready();

            other.delete("/api/v1/security/session").expect(204);
            assertThat(state(admin, id).path("state").asText())
                    .as("one session of two ended")
                    .isEqualTo("READY");

            end(admin, id);
            assertThat(socket.closed().get(PATIENCE.toSeconds(), TimeUnit.SECONDS))
                    .isEqualTo(4401);
            awaitState(admin, id, "NOT_READY", "session-ended");
            assertThat(agent.rest()
                            .get("/api/v1/routing/desk")
                            .expect(401)
                            .json()
                            .path("code")
                            .asText())
                    .isEqualTo("security.session.revoked");
        }

        Agent back = agent.signInAgain(login);
        try (StaffSocket socket = StaffSocket.open(back.rest()).subscribe(1, "desk", "")) {
            socket.await("the desk", frame -> frame.path("topic").asText().equals("desk"));
            awaitState(admin, id, "READY", "");
            back.rest().delete("/api/v1/security/session").expect(204);
            awaitState(admin, id, "SIGNED_OUT", "");
        }
    }

    private static void end(Rest admin, String user) {
        for (JsonNode session : admin.get("/api/v1/security/users/" + user + "/sessions")
                .expect(200)
                .json()
                .path("items")) {
            admin.delete("/api/v1/security/sessions/" + session.path("id").asText())
                    .expect(204);
        }
    }

    private static void awaitState(Rest admin, String agent, String state, String reason) {
        Awaitility.await(state).atMost(PATIENCE).untilAsserted(() -> {
            JsonNode now = state(admin, agent);
            assertThat(Map.of(
                            "state",
                            now.path("state").asText(),
                            "reason",
                            now.path("reason").asText()))
                    .isEqualTo(Map.of("state", state, "reason", reason));
        });
    }

    private static JsonNode state(Rest admin, String agent) {
        for (JsonNode each :
                admin.get("/api/v1/routing/agents").expect(200).json().path("items")) {
            if (each.path("agent").asText().equals(agent)) {
                return each;
            }
        }
        throw new AssertionError("routing does not know " + agent);
    }
}
