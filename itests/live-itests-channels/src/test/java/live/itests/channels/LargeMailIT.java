// SPDX-License-Identifier: Apache-2.0
package live.itests.channels;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import jakarta.mail.internet.MimeMessage;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Random;
import live.itest.CallCentre;
import live.itest.MailHost;
import live.itest.Product;
import live.itest.Rest;
import live.itest.Running;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Attachments of the size that people send, and of a size that is too much. */
@Running
class LargeMailIT {
    private static final String CUSTOMER = "large@customer.example";

    private static MailHost host;
    private static CallCentre centre;
    private static Rest admin;

    @BeforeAll
    static void open(Product product) {
        host = MailHost.start().mailbox(CUSTOMER, "password");
        admin = product.admin();
        centre = new CallCentre(product, admin);
    }

    @AfterAll
    static void close() {
        host.close();
    }

    @Test
    void an_attachment_of_forty_megabytes_is_taken_whole() {
        String shop = "forty@shop.example";
        account("forty", shop, Map.of());
        byte[] bytes = new byte[40_000_000];
        new Random(40).nextBytes(bytes);

        host.deliver(shop, mail(shop, "fortymark", bytes));

        JsonNode attachment = message("fortymark").path("attachments").get(0);
        assertThat(attachment.path("name").asText()).isEqualTo("large.bin");
        assertThat(attachment.path("size").asLong()).isEqualTo(bytes.length);
        byte[] back = admin.get(
                        "/api/v1/channels/blobs/" + attachment.path("id").asText())
                .expect(200)
                .bytes();
        assertThat(java.util.Arrays.equals(back, bytes)).isTrue();
        assertThat(host.inbox(CUSTOMER)).isEmpty();
    }

    @Test
    void beyond_the_limit_the_customer_gets_an_answer_and_the_agent_a_note() throws Exception {
        String shop = "limit@shop.example";
        account("limit", shop, Map.of("largestMegabytes", 1));

        host.deliver(shop, mail(shop, "limitmark", new byte[2_000_000]));

        assertThat(message("limitmark").path("text").asText())
                .contains("more than this account takes")
                .contains("large.bin")
                .contains("See attachment");
        List<MimeMessage> told = Awaitility.await("the customer is told")
                .atMost(Duration.ofSeconds(30))
                .until(() -> host.inbox(CUSTOMER), mails -> !mails.isEmpty());
        assertThat(told.get(0).getContent().toString()).contains("limitmark").contains("1 MB");
        assertThat(told.get(0).getHeader("Auto-Submitted", null)).isEqualTo("auto-replied");
        assertThat(host.inbox(shop)).as("the rest of it is nowhere else").hasSize(1);
    }

    private static void account(String name, String shop, Map<String, Object> more) {
        host.mailbox(shop, "shop-password");
        centre.route(shop, centre.queue("Large " + name, name));
        Map<String, Object> settings = CallCentre.mailSettings(host, shop, "shop-password");
        settings.putAll(more);
        centre.emailAccount(name, settings);
    }

    private static String mail(String shop, String subject, byte[] attachment) {
        return """
                From: %s
                To: %s
                Subject: %s
                Message-ID: <%s@customer.example>
                MIME-Version: 1.0
                Content-Type: multipart/mixed; boundary=b

                --b

                See attachment
                --b
                Content-Type: application/octet-stream
                Content-Disposition: attachment; filename=large.bin
                Content-Transfer-Encoding: base64

                %s
                --b--
                """
                .formatted(
                        CUSTOMER,
                        shop,
                        subject,
                        subject,
                        Base64.getMimeEncoder().encodeToString(attachment));
    }

    private static JsonNode message(String mark) {
        JsonNode ticket = Awaitility.await(mark)
                .atMost(Duration.ofSeconds(90))
                .until(() -> admin.all("/api/v1/ticketing/tickets?q=" + mark), tickets -> tickets.size() == 1)
                .get(0);
        return admin.all("/api/v1/ticketing/tickets/" + ticket.path("id").asText() + "/messages")
                .get(0);
    }
}
