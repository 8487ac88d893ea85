// SPDX-License-Identifier: Apache-2.0
package live.itests.platform;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import live.itest.CallCentre;
import live.itest.MailHost;
import live.itest.Product;
import live.itest.Rest;
import live.test.postgres.PostgresServer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Any PostgreSQL instead of the embedded one, named in one file. */
class ExternalDatabaseIT {
    @RegisterExtension
    static final PostgresServer POSTGRES = new PostgresServer();

    @Test
    void one_file_names_it_and_an_outage_is_survived() throws Exception {
        String shop = "outage@shop.example";
        try (MailHost host = MailHost.start().mailbox(shop, "shop-password");
                Product product = Product.fresh("external")) {
            product.configuration("live.store.cfg", "url = " + POSTGRES.url() + "\nuser = live\n")
                    .start();
            Rest admin = product.admin();
            admin.post("/api/v1/directory/teams", Map.of("name", "Elsewhere")).expect(200, 201);

            assertThat(product.database()).as("an embedded server").isEmpty();
            try (Connection connection = POSTGRES.dataSource().getConnection();
                    Statement sql = connection.createStatement();
                    ResultSet found =
                            sql.executeQuery("select count(*) from directory.team where name = 'Elsewhere'")) {
                assertThat(found.next()).isTrue();
                assertThat(found.getInt(1)).isOne();
            }

            CallCentre centre = new CallCentre(product, admin);
            centre.emailAccount("outage", host, shop, "shop-password");
            Awaitility.await("the mailbox is read")
                    .atMost(Duration.ofSeconds(30))
                    .untilAsserted(() -> assertThat(centre.account("email/outage")
                                    .path("status")
                                    .path("state")
                                    .asText())
                            .isEqualTo("UP"));

            POSTGRES.stop();
            host.deliver(shop, mail(shop));
            Awaitility.await("the outage is said")
                    .atMost(Duration.ofSeconds(60))
                    .untilAsserted(() -> product.rest().get("/health").expect(503));
            assertThat(admin.post("/api/v1/directory/teams", Map.of("name", "Lost"))
                            .expect(503)
                            .header("retry-after"))
                    .isNotEmpty();
            assertThat(host.taken(shop)).as("taken without a place to keep it").isZero();
            POSTGRES.start();
            Awaitility.await("recovery without anybody's help")
                    .atMost(Duration.ofSeconds(90))
                    .untilAsserted(() -> product.rest().get("/health").expect(200));
            assertThat(admin.get("/api/v1/directory/teams").expect(200).text())
                    .contains("Elsewhere")
                    .doesNotContain("Lost");
            Awaitility.await("the mail that waited")
                    .atMost(Duration.ofSeconds(60))
                    .untilAsserted(() -> assertThat(host.taken(shop)).isOne());
            List<JsonNode> tickets = Awaitility.await("its ticket")
                    .atMost(Duration.ofSeconds(30))
                    .until(() -> admin.all("/api/v1/ticketing/tickets?q=outagemark"), found -> !found.isEmpty());
            assertThat(tickets).hasSize(1);
            JsonNode message = admin.all("/api/v1/ticketing/tickets/"
                            + tickets.get(0).path("id").asText() + "/messages")
                    .get(0);
            assertThat(message.path("from").path("value").asText()).isEqualTo("patient@customer.example");
            assertThat(message.path("attachments"))
                    .extracting(file -> file.path("name").asText())
                    .containsExactly("proof.bin");
        }
    }

    private static String mail(String to) {
        return """
                From: Patient <patient@customer.example>
                To: %s
                Subject: outagemark
                Message-ID: <outage@customer.example>
                MIME-Version: 1.0
                Content-Type: multipart/mixed; boundary=b

                --b

                I can wait.
                --b
                Content-Type: application/octet-stream; name=proof.bin
                Content-Disposition: attachment; filename=proof.bin

                proof
                --b--
                """
                .formatted(to);
    }
}
