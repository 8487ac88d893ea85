// SPDX-License-Identifier: Apache-2.0
package live.itests.channels;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import jakarta.mail.BodyPart;
import jakarta.mail.Multipart;
import jakarta.mail.Part;
import jakarta.mail.internet.MimeMessage;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import live.itest.Agent;
import live.itest.CallCentre;
import live.itest.MailHost;
import live.itest.Product;
import live.itest.Running;
import live.itest.StaffSocket;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/** A customer's mail from mailbox to mailbox: taken, offered, answered, threaded, and back to the same hands. */
@Running
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class EmailPathIT {
    private static final String SHOP = "path@shop.example";
    private static final String CUSTOMER = "ana@customer.example";
    private static final byte[] MANUAL = "Turn it off and on again.".getBytes(StandardCharsets.UTF_8);

    private static MailHost host;
    private static Agent first;
    private static Agent second;
    private static StaffSocket socket;
    private static String interaction;
    private static JsonNode assignment;
    private static JsonNode ticket;
    private static MimeMessage answer;

    @BeforeAll
    static void open(Product product) {
        host = MailHost.start().mailbox(SHOP, "shop-password").mailbox(CUSTOMER, "customer-password");
        CallCentre centre = new CallCentre(product, product.admin());
        centre.route(SHOP, centre.queue("Path", "path"));
        first = centre.agent("path-first", "path");
        second = centre.agent("path-second", "path");
        socket = StaffSocket.open(first.rest()).subscribe(1, "desk", "");
        String pid = centre.emailAccount("path", host, SHOP, "shop-password");
        assertThat(pid).isNotEmpty();
    }

    @AfterAll
    static void close() {
        socket.close();
        host.close();
    }

    @Test
    @Order(1)
    void a_mail_becomes_an_offer_to_an_agent_whose_skills_fit() {
        first.ready();
        host.send(
                SHOP,
                MailHost.plain(
                        "Ana Novak <ana@customer.example>",
                        SHOP,
                        "My radio is silent",
                        "<one@customer.example>",
                        "It makes no sound."));

        JsonNode offer = first.awaitOffer();
        interaction = offer.path("interaction").asText();
        assignment = first.accept(offer);

        JsonNode told = socket.await(
                "the offer on the socket",
                frame -> frame.path("topic").asText().equals("desk")
                        && frame.path("data").path("offers").size() == 1);
        assertThat(told.path("data").path("offers").get(0).path("interaction").asText())
                .isEqualTo(interaction);
        JsonNode shown = first.interaction(interaction);
        assertThat(shown.path("medium").asText()).isEqualToIgnoringCase("email");
        assertThat(shown.path("subject").asText()).isEqualTo("My radio is silent");
        assertThat(shown.path("party").path("value").asText()).isEqualTo(CUSTOMER);
    }

    @Test
    @Order(2)
    void the_ticket_belongs_to_who_accepted_it() {
        ticket = first.ticketOf(interaction);

        assertThat(ticket.path("subject").asText()).isEqualTo("My radio is silent");
        Awaitility.await("the ticket follows the agent")
                .atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(
                                first.ticketOf(interaction).path("assignee").asText())
                        .isEqualTo(first.id()));
    }

    @Test
    @Order(3)
    void the_answer_with_its_attachment_is_threaded_in_the_customers_mailbox() throws Exception {
        String blob = first.upload(interaction, "manual.txt", MANUAL);
        first.reply(interaction, "<p>Dear Ana, <b>please</b> try the attached.</p>", List.of(blob));

        answer = Awaitility.await("the answer")
                .atMost(Duration.ofSeconds(30))
                .until(() -> host.inbox(CUSTOMER), mails -> mails.size() == 1)
                .get(0);

        assertThat(answer.getSubject()).isEqualTo("Re: My radio is silent");
        assertThat(answer.getHeader("In-Reply-To", null)).isEqualTo("<one@customer.example>");
        assertThat(answer.getHeader("References", null)).contains("<one@customer.example>");
        List<Part> parts = new ArrayList<>();
        collect(answer, parts);
        assertThat(parts).anySatisfy(part -> assertThat((String) text(part)).contains("<b>please</b>"));
        assertThat(parts).anySatisfy(part -> {
            assertThat(part.getFileName()).isEqualTo("manual.txt");
            assertThat(part.getInputStream().readAllBytes()).isEqualTo(MANUAL);
        });
        Awaitility.await("the message is shown as sent")
                .atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(first.messages(interaction)).anySatisfy(message -> {
                    assertThat(message.path("direction").asText()).isEqualToIgnoringCase("out");
                    assertThat(message.path("state").asText()).isEqualToIgnoringCase("sent");
                }));
    }

    @Test
    @Order(4)
    void a_note_is_for_colleagues_only() throws Exception {
        int before = host.inbox(CUSTOMER).size();
        first.change(
                first.ticketOf(interaction),
                Map.of(
                        "type",
                        "note",
                        "message",
                        Map.of("id", java.util.UUID.randomUUID().toString(), "text", "Old model")));

        assertThat(first.rest()
                        .get("/api/v1/ticketing/tickets/" + ticket.path("id").asText() + "/messages")
                        .text())
                .contains("Old model");
        assertThat(host.inbox(CUSTOMER)).hasSize(before);
    }

    @Test
    @Order(5)
    void the_next_mail_comes_back_to_the_same_ticket_and_the_same_agent() throws Exception {
        first.finish(assignment.path("work").asText());
        second.ready();
        String references = answer.getHeader("References", null) + " " + answer.getMessageID();
        host.send(
                SHOP,
                """
                From: Ana Novak <ana@customer.example>
                To: %s
                Subject: Re: My radio is silent
                Message-ID: <two@customer.example>
                In-Reply-To: %s
                References: %s
                Content-Type: text/plain; charset=utf-8

                Still nothing.
                """
                        .formatted(SHOP, answer.getMessageID(), references));

        JsonNode offer = first.awaitOffer();
        String next = offer.path("interaction").asText();
        first.accept(offer);

        assertThat(first.ticketOf(next).path("id")).isEqualTo(ticket.path("id"));
        assertThat(second.desk().path("offers")).isEmpty();
        assertThat(first.messages(next))
                .extracting(message -> message.path("subject").asText())
                .contains("My radio is silent", "Re: My radio is silent");
        first.finish(offer.path("work").asText());
        second.notReady();
    }

    @Test
    @Order(6)
    void the_history_says_who_did_what_and_the_search_finds_it() {
        String id = ticket.path("id").asText();
        JsonNode history = first.rest()
                .get("/api/v1/ticketing/tickets/" + id + "/history")
                .expect(200)
                .json();

        assertThat(history.toString()).contains("assign").contains("reply").contains("note");
        Awaitility.await("found by a word of the second mail")
                .atMost(Duration.ofSeconds(10))
                .untilAsserted(() -> assertThat(first.rest()
                                .get("/api/v1/ticketing/tickets?q=silent")
                                .expect(200)
                                .json()
                                .path("items"))
                        .extracting(found -> found.path("id").asText())
                        .contains(id));
        assertThat(first.rest()
                        .get("/api/v1/ticketing/tickets?q=ana@customer.example")
                        .expect(200)
                        .text())
                .contains(id);
    }

    private static void collect(Part part, List<Part> parts) throws Exception {
        if (part.getContent() instanceof Multipart container) {
            for (int i = 0; i < container.getCount(); i++) {
                BodyPart child = container.getBodyPart(i);
                collect(child, parts);
            }
        } else {
            parts.add(part);
        }
    }

    private static Object text(Part part) throws Exception {
        return part.isMimeType("text/*") ? part.getContent().toString() : "";
    }
}
