// SPDX-License-Identifier: Apache-2.0
package live.itests.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import live.itest.Answer;
import live.itest.CallCentre;
import live.itest.MailHost;
import live.itest.Product;
import live.itest.Rest;
import live.itest.SmallDisk;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** The data folder's disk is full to the last byte while mails and tickets come. */
class FullDiskIT {
    private static final String SHOP = "full@shop.example";
    private static final int MEGABYTES = 640;
    private static final int AT_MOST = 500;
    private static final Duration PATIENCE = Duration.ofSeconds(90);

    @Test
    void nothing_acknowledged_is_lost_and_all_goes_on_by_itself() {
        Optional<SmallDisk> mounted = SmallDisk.mount(MEGABYTES);
        assumeTrue(
                mounted.isPresent(), "a full disk is played with a tmpfs, which this user may not mount: run as root");
        try (SmallDisk disk = mounted.get();
                MailHost host = MailHost.start().mailbox(SHOP, "shop-password");
                Product product = Product.fresh("full-disk", disk.folder()).start()) {
            Rest admin = product.admin();
            CallCentre centre = new CallCentre(product, admin);
            String queue = centre.queue("Full disk", "full-disk");
            centre.route(SHOP, queue);
            centre.emailAccount("full", host, SHOP, "shop-password");
            mail(host, "before");
            awaitTickets(admin, "before");
            Awaitility.await("the mail of before is taken")
                    .atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(host.taken(SHOP)).isOne());

            disk.fill();

            List<UUID> stored = new ArrayList<>();
            UUID refused = untilRefused(admin, queue, stored);
            mail(host, "meanwhile");
            Awaitility.await("the health says it").atMost(PATIENCE).untilAsserted(() -> {
                product.rest().get("/health").expect(503);
                assertThat(admin.get("/api/v1/admin/health").expect(200).text())
                        .as("that the disk is full, and that the mail was tried in vain")
                        .contains("\"disk.full\"")
                        .containsAnyOf("\"channels.ledger.failing\"", "\"store.database.down\"");
            });
            breakLog(product);
            assertThat(ticket(admin, queue, refused).status())
                    .as("still refused")
                    .isEqualTo(503);
            assertThat(host.taken(SHOP))
                    .as("only the mail of before is taken from its server")
                    .isOne();

            disk.free();

            Awaitility.await("healthy again")
                    .atMost(PATIENCE)
                    .untilAsserted(() -> product.rest().get("/health").expect(200));
            Awaitility.await("what was refused is taken now")
                    .atMost(PATIENCE)
                    .until(() -> ticket(admin, queue, refused).status() < 300);
            for (UUID id : stored) {
                admin.get("/api/v1/ticketing/tickets/" + id).expect(200);
            }
            awaitTickets(admin, "before");
            awaitTickets(admin, "meanwhile");
            awaitTickets(admin, refused.toString());
            assertThat(admin.post("/api/v1/admin/audit/verify", null)
                            .expect(200)
                            .json()
                            .path("ok")
                            .asBoolean())
                    .isTrue();
        }
    }

    /** A database that finds no room for its next piece of log gives up at once, and cannot come back before there is. */
    private static void breakLog(Product product) {
        Awaitility.await("the database has given up").atMost(PATIENCE).until(() -> {
            try (Connection connection = product.connect();
                    Statement statement = connection.createStatement()) {
                statement.execute("select pg_switch_wal()");
                return false;
            } catch (SQLException | IllegalStateException e) {
                return true;
            }
        });
    }

    /** Makes tickets until one is refused, notes those that are acknowledged, and answers the one that is not. */
    private static UUID untilRefused(Rest admin, String queue, List<UUID> stored) {
        for (int i = 0; i < AT_MOST; i++) {
            UUID id = UUID.randomUUID();
            Answer answer = ticket(admin, queue, id);
            if (answer.status() >= 300) {
                assertThat(answer.status()).isEqualTo(503);
                // The other one where the database has already met the end of its log.
                assertThat(answer.json().path("code").asText()).isIn("ticketing.busy", "store.unavailable");
                return id;
            }
            stored.add(id);
        }
        throw new AssertionError("a full disk took " + AT_MOST + " tickets");
    }

    private static Answer ticket(Rest admin, String queue, UUID id) {
        return admin.post(
                "/api/v1/ticketing/tickets",
                Map.of("id", id, "subject", "Full disk " + id, "text", incompressible(), "queue", queue));
    }

    private static void mail(MailHost host, String mark) {
        host.deliver(
                SHOP,
                MailHost.plain(
                        mark + "@full.example",
                        SHOP,
                        "Full disk " + mark,
                        "<" + UUID.randomUUID() + "@full.example>",
                        incompressible()));
    }

    /** More than fits into what is left of the last pages of any table. */
    private static String incompressible() {
        byte[] bytes = new byte[20_000];
        new SecureRandom().nextBytes(bytes);
        return HexFormat.of().formatHex(bytes).replaceAll("(.{60})", "$1\n");
    }

    /** That there is one ticket of this mark, and not two. */
    private static void awaitTickets(Rest admin, String mark) {
        Awaitility.await("one ticket " + mark).atMost(PATIENCE).untilAsserted(() -> assertThat(
                        admin.get("/api/v1/ticketing/tickets?limit=200")
                                .expect(200)
                                .json()
                                .path("items"))
                .filteredOn((JsonNode ticket) -> ticket.path("subject").asText().equals("Full disk " + mark))
                .hasSize(1));
    }
}
