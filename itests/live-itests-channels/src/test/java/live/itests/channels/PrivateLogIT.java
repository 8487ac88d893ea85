// SPDX-License-Identifier: Apache-2.0
package live.itests.channels;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import live.itest.Agent;
import live.itest.CallCentre;
import live.itest.MailHost;
import live.itest.Product;
import live.itest.Rest;
import live.itest.Running;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** What people write, and who they are, stands neither in a log nor in the audit trail, whatever happens to it. */
@Running(expectedErrors = "email")
class PrivateLogIT {
    private static final String SHOP = "private@shop.example";
    /** In everything that is personal here, and nowhere else. */
    private static final String MARK = "Zyxomark";

    private static final String CUSTOMER = MARK.toLowerCase(java.util.Locale.ROOT) + "@customer.example";

    @Test
    void a_contact_leaves_nothing_personal_in_logs_and_audit_trail(Product product) throws Exception {
        try (MailHost host = MailHost.start().mailbox(SHOP, "shop-password").mailbox(CUSTOMER, "password")) {
            Rest admin = product.admin();
            CallCentre centre = new CallCentre(product, admin);
            centre.route(SHOP, centre.queue("Private", "private"));
            Agent agent = centre.agent("private-agent", "private");
            centre.emailAccount("private", host, SHOP, "shop-password");
            agent.ready();

            host.send(SHOP, mail("<first-" + MARK + "@customer.example>", "text/plain; charset=no-such-set"));
            host.send(
                    SHOP, mail("<second-" + MARK + "@customer.example>", "multipart/mixed; boundary=\"never-there\""));
            JsonNode offer = agent.awaitOffer();
            String interaction = offer.path("interaction").asText();
            agent.accept(offer);
            String blob = agent.upload(interaction, MARK + ".txt", MARK.getBytes(StandardCharsets.UTF_8));
            agent.reply(interaction, "<p>" + MARK + "</p>", List.of(blob));
            Awaitility.await("the answer").atMost(Duration.ofSeconds(60)).until(() -> !host.inbox(CUSTOMER)
                    .isEmpty());
            // The server refuses what comes next: a failure tells of more than a success does.
            host.goAway();
            agent.reply(interaction, "<p>again " + MARK + "</p>", List.of());
            refusals(product, admin, agent);
            Awaitility.await("the account tells its trouble")
                    .atMost(Duration.ofSeconds(60))
                    .until(() -> !centre.account("email/private")
                            .path("status")
                            .path("state")
                            .asText()
                            .equals("UP"));
        }
        for (String file : List.of("live.log", "console.log")) {
            Path log = product.data().resolve("log").resolve(file);
            assertThat(Files.readString(log).lines().filter(PrivateLogIT::personal))
                    .as(file)
                    .isEmpty();
        }
        try (Connection connection = product.connect();
                Statement sql = connection.createStatement();
                ResultSet found = sql.executeQuery("select action, subject, details from core.audit_log where (actor"
                        + " || action || subject || details::text) ilike '%" + MARK + "%'")) {
            assertThat(found.next()).as("the audit trail holds a name").isFalse();
        }
    }

    /** Personal things in requests that are refused. */
    private static void refusals(Product product, Rest admin, Agent agent) {
        product.rest()
                .post("/api/v1/security/session", Map.of("login", CUSTOMER, "password", MARK))
                .expect(401);
        admin.post("/api/v1/directory/users", Map.of("login", MARK + "!", "name", MARK, "email", MARK))
                .expect(400);
        admin.post("/api/v1/directory/users", Map.of("login", MARK, "name", MARK, "email", CUSTOMER))
                .expect(201);
        admin.post("/api/v1/directory/users", Map.of("login", MARK, "name", MARK, "email", CUSTOMER))
                .expect(409);
        admin.post("/api/v1/ticketing/tickets", "{\"subject\":\"" + MARK + "\",\"text\":{}}")
                .expect(400);
        admin.get("/api/v1/ticketing/tickets?q=" + MARK).expect(200);
        agent.rest().post("/api/v1/directory/teams", Map.of("name", MARK)).expect(403);
        admin.get("/api/v1/" + MARK).expect(404);
    }

    private static boolean personal(String line) {
        return line.toLowerCase(java.util.Locale.ROOT).contains(MARK.toLowerCase(java.util.Locale.ROOT));
    }

    private static String mail(String id, String type) {
        return """
                From: %s <%s>
                To: %s
                Subject: %s
                Message-ID: %s
                Date: Mon, 5 Jan 2026 10:00:00 +0000
                MIME-Version: 1.0
                Content-Type: %s

                %s
                """
                .formatted(MARK, CUSTOMER, SHOP, MARK, id, type, MARK);
    }
}
