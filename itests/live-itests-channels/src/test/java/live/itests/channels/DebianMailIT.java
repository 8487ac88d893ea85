// SPDX-License-Identifier: Apache-2.0
package live.itests.channels;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import live.itest.Agent;
import live.itest.CallCentre;
import live.itest.MailHost;
import live.itest.Product;
import live.itest.Running;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The path of a mail over the servers that half of the world runs. Runs with {@code -Pdebian-mail}, as root. */
@Running
@Tag("debian-mail")
class DebianMailIT {
    private static final String SHOP = "path@shop.example";
    private static final String CUSTOMER = "ana@customer.example";

    @Test
    void a_mail_is_answered_over_postfix_and_dovecot(Product product) {
        assertThat(DebianMailHost.isInstalled())
                .as("apt-get install postfix dovecot-imapd")
                .isTrue();
        String address = "debian." + SHOP;
        try (DebianMailHost host = new DebianMailHost(address, CUSTOMER)) {
            CallCentre centre = new CallCentre(product, product.admin());
            centre.route(address, centre.queue("Debian", "debian"));
            Map<String, Object> settings =
                    CallCentre.mailSettings(address, host.imapPort(), host.smtpPort(), DebianMailHost.PASSWORD);
            settings.put("pollSeconds", 600);
            centre.emailAccount("debian", settings);
            Agent agent = centre.agent("debian-agent", "debian").ready();
            Awaitility.await("connected").atMost(Duration.ofSeconds(30)).untilAsserted(() -> assertThat(
                            centre.account("email/debian")
                                    .path("status")
                                    .path("state")
                                    .asText())
                    .isEqualTo("UP"));

            MailHost.sendTo(
                    host.smtpPort(),
                    address,
                    MailHost.plain(
                            "Ana <" + CUSTOMER + ">", address, "Over Postfix", "<debian@customer.example>", "Hello."));
            JsonNode assignment = agent.accept(agent.awaitOffer());
            agent.reply(assignment.path("interaction").asText(), "<p>And back.</p>", List.of());

            Awaitility.await("the answer").atMost(Duration.ofSeconds(60)).untilAsserted(() -> assertThat(
                            host.inbox(CUSTOMER))
                    .as(host.log())
                    .singleElement()
                    .satisfies(mail -> assertThat(mail)
                            .contains("In-Reply-To: <debian@customer.example>")
                            .contains("And back.")));
            agent.finish(assignment.path("work").asText());
        }
    }
}
