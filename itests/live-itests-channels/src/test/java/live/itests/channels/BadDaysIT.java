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
import live.itest.Rest;
import live.itest.Running;
import live.lib.mail.ScriptedSmtp;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Mail servers that forget, vanish, refuse and lie. */
@Running
class BadDaysIT {
    private static Product product;
    private static Rest admin;
    private static CallCentre centre;
    private static MailHost host;
    private static String queue;

    @BeforeAll
    static void open(Product running) {
        product = running;
        admin = product.admin();
        centre = new CallCentre(product, admin);
        host = MailHost.start();
        queue = centre.queue("Bad days", "bad-days");
    }

    @AfterAll
    static void close() {
        host.close();
    }

    @Test
    void the_same_mail_twice_and_again_after_a_restore_is_one_contact() {
        String shop = "twice@shop.example";
        account("twice", shop);
        String mail = MailHost.plain("b@customer.example", shop, "twicemark", "<twice@customer.example>", "Once.");
        host.deliver(shop, mail);
        host.deliver(shop, mail);
        await("taken", () -> assertThat(host.taken(shop)).isEqualTo(2));
        await("one ticket", () -> assertThat(tickets("twicemark")).hasSize(1));

        host.goAway();
        host.comeBackRestored();

        host.deliver(
                shop, MailHost.plain("b@customer.example", shop, "afterrestore", "<after@customer.example>", "New."));
        await("the new one", () -> assertThat(tickets("afterrestore")).hasSize(1));
        await("all taken", () -> assertThat(host.taken(shop)).isEqualTo(3));
        assertThat(tickets("twicemark")).hasSize(1);
        assertThat(messages("twicemark")).hasSize(1);
    }

    @Test
    void a_server_that_goes_and_comes_back_is_followed() {
        String shop = "gone@shop.example";
        String account = account("gone", shop);
        await("connected", () -> assertThat(state(account)).isEqualTo("UP"));
        host.deliver(shop, MailHost.plain("c@customer.example", shop, "beforegone", "<bg@customer.example>", "Hello."));
        await("the first", () -> assertThat(tickets("beforegone")).hasSize(1));

        host.goAway();
        await("said", () -> assertThat(state(account)).isNotEqualTo("UP"));
        host.comeBackRestored();

        host.deliver(shop, MailHost.plain("c@customer.example", shop, "aftergone", "<ag@customer.example>", "Back."));
        await("the next", () -> assertThat(tickets("aftergone")).hasSize(1));
    }

    @Test
    void a_wrong_password_is_said_and_tried_gently() {
        String shop = "locked@shop.example";
        host.mailbox(shop, "right-password");
        centre.emailAccount("locked", CallCentre.mailSettings(host, shop, "wrong-password"));

        await("said", () -> assertThat(centre.account("email/locked")
                        .path("status")
                        .path("code")
                        .asText())
                .isEqualTo("email.login.refused"));
        JsonNode test = admin.post(
                        "/api/v1/admin/forms/live.channel.email/test",
                        Map.of("values", CallCentre.mailSettings(host, shop, "wrong-password")))
                .expect(200)
                .json();
        assertThat(test.toString()).contains("\"ok\":false").doesNotContain("wrong-password");
    }

    @Test
    void a_refusal_for_now_is_tried_again_and_one_for_good_is_told() throws Exception {
        try (ScriptedSmtp moody = new ScriptedSmtp()) {
            moody.answer(".", "451 4.3.0 Later, please");
            String shop = "moody@shop.example";
            Agent agent = accepted("moody", shop, moody);
            String interaction =
                    agent.desk().path("assignments").get(0).path("interaction").asText();

            agent.reply(interaction, "<p>First answer</p>", List.of());
            await("tried", () -> assertThat(moody.mails()).isNotEmpty());
            assertThat(outgoing(agent, interaction))
                    .extracting(message -> message.path("state").asText())
                    .noneMatch(state -> state.equalsIgnoreCase("failed"));
            moody.answer(".", "250 OK");
            await("sent", () -> assertThat(moody.accepted()).hasSize(1));

            moody.answer(".", "550 5.1.1 Never heard of them");
            agent.reply(interaction, "<p>Second answer</p>", List.of());
            await("told", () -> assertThat(outgoing(agent, interaction))
                    .anySatisfy(message ->
                            assertThat(message.path("state").asText()).isEqualToIgnoringCase("failed")));
            String failed = outgoing(agent, interaction).stream()
                    .filter(message -> message.path("state").asText().equalsIgnoreCase("failed"))
                    .map(message -> message.path("id").asText())
                    .findFirst()
                    .orElseThrow();

            moody.answer(".", "250 OK");
            agent.rest()
                    .post("/api/v1/channels/messages/" + failed + "/resend", null)
                    .expect(200, 202, 204);
            await("sent after all", () -> assertThat(moody.accepted()).hasSize(2));
        }
    }

    @Test
    void silence_after_the_mail_is_unknown_and_never_sent_twice_by_itself() throws Exception {
        try (ScriptedSmtp moody = new ScriptedSmtp()) {
            moody.answer(".", ScriptedSmtp.BREAK);
            String shop = "silent@shop.example";
            Agent agent = accepted("silent", shop, moody);
            String interaction =
                    agent.desk().path("assignments").get(0).path("interaction").asText();

            agent.reply(interaction, "<p>Did you get this?</p>", List.of());

            await("unknown", () -> assertThat(outgoing(agent, interaction))
                    .anySatisfy(message ->
                            assertThat(message.path("state").asText()).isEqualToIgnoringCase("unknown")));
            assertThat(moody.mails()).hasSize(1);
            assertThat(moody.accepted()).hasSize(1);
        }
    }

    @Test
    void a_bounce_is_tied_to_the_message_that_bounced() {
        String shop = "bounce@shop.example";
        account("bounce", shop);
        Agent agent = centre.agent("bounce-agent", "bad-days").ready();
        host.mailbox("vanished@customer.example", "password");
        host.deliver(
                shop, MailHost.plain("vanished@customer.example", shop, "bouncemark", "<b1@customer.example>", "Hi."));
        JsonNode offer = awaitOfferOf(agent, "bouncemark");
        String interaction = agent.accept(offer).path("interaction").asText();
        agent.reply(interaction, "<p>Where are you?</p>", List.of());
        await("sent", () -> assertThat(host.inbox("vanished@customer.example")).hasSize(1));
        String id = messageId(host.inbox("vanished@customer.example").get(0));

        host.deliver(
                shop,
                """
                From: MAILER-DAEMON@customer.example
                To: %s
                Subject: Undelivered Mail Returned to Sender
                Message-ID: <dsn@customer.example>
                Auto-Submitted: auto-replied
                MIME-Version: 1.0
                Content-Type: multipart/report; report-type=delivery-status; boundary=d

                --d
                Content-Type: text/plain

                I am sorry.
                --d
                Content-Type: message/delivery-status

                Reporting-MTA: dns; customer.example

                Final-Recipient: rfc822; vanished@customer.example
                Action: failed
                Status: 5.1.1

                --d
                Content-Type: message/rfc822

                Message-ID: %s
                Subject: Re: bouncemark

                --d--
                """
                        .formatted(shop, id));

        await("tied", () -> assertThat(outgoing(agent, interaction))
                .anySatisfy(
                        message -> assertThat(message.path("state").asText()).isEqualToIgnoringCase("failed")));
        await("in the conversation of what has bounced", () -> assertThat(agent.messages(interaction))
                .anySatisfy(
                        message -> assertThat(message.path("nature").asText()).isEqualToIgnoringCase("bounce")));
        await("no ticket of its own", () -> assertThat(tickets("Undelivered"))
                .extracting(found -> found.path("subject").asText())
                .containsExactly("bouncemark"));
        agent.notReady();
    }

    private static String account(String name, String shop) {
        host.mailbox(shop, "shop-password");
        centre.route(shop, queue);
        centre.emailAccount(name, host, shop, "shop-password");
        return "email/" + name;
    }

    /** An agent with a contact on the desk, whose answers go to a moody server. */
    private static Agent accepted(String name, String shop, ScriptedSmtp moody) {
        host.mailbox(shop, "shop-password");
        String own = centre.queue("Queue " + name, name);
        centre.route(shop, own);
        Map<String, Object> settings = CallCentre.mailSettings(host, shop, "shop-password");
        settings.put("sendPort", moody.port());
        centre.emailAccount(name, settings);
        Agent agent = centre.agent(name + "-agent", name).ready();
        host.deliver(
                shop,
                MailHost.plain("d@customer.example", shop, name + "mark", "<" + name + "@customer.example>", "?"));
        agent.accept(agent.awaitOffer());
        return agent;
    }

    private static JsonNode awaitOfferOf(Agent agent, String subject) {
        JsonNode offer = agent.awaitOffer();
        while (!agent.interaction(offer.path("interaction").asText())
                .path("subject")
                .asText()
                .equals(subject)) {
            agent.finish(agent.accept(offer).path("work").asText());
            offer = agent.awaitOffer();
        }
        return offer;
    }

    private static String messageId(jakarta.mail.internet.MimeMessage mail) {
        try {
            return mail.getMessageID();
        } catch (jakarta.mail.MessagingException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String state(String account) {
        return centre.account(account).path("status").path("state").asText();
    }

    private static List<JsonNode> outgoing(Agent agent, String interaction) {
        return agent.messages(interaction).stream()
                .filter(message -> message.path("direction").asText().equalsIgnoreCase("out"))
                .toList();
    }

    private static List<JsonNode> tickets(String mark) {
        return admin.all("/api/v1/ticketing/tickets?q=" + mark);
    }

    private static List<JsonNode> messages(String mark) {
        return admin.all(
                "/api/v1/ticketing/tickets/" + tickets(mark).get(0).path("id").asText() + "/messages");
    }

    private static void await(String what, org.awaitility.core.ThrowingRunnable assertion) {
        Awaitility.await(what).atMost(Duration.ofSeconds(150)).untilAsserted(assertion);
    }
}
