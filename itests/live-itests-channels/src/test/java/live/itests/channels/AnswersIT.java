// SPDX-License-Identifier: Apache-2.0
package live.itests.channels;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import live.itest.Agent;
import live.itest.CallCentre;
import live.itest.MailHost;
import live.itest.Product;
import live.itest.Rest;
import live.itest.Running;
import org.awaitility.Awaitility;
import org.awaitility.core.ThrowingRunnable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;

/** Whom an answer reaches, and what happens when it does not. */
@Running
class AnswersIT {
    private static MailHost host;
    private static CallCentre centre;

    private String name;
    private String shop;
    private Agent agent;

    @BeforeAll
    static void open(Product product) {
        host = MailHost.start();
        centre = new CallCentre(product, product.admin());
    }

    @AfterAll
    static void close() {
        host.close();
    }

    /** Each has a queue, a mailbox and an agent of its own. */
    @BeforeEach
    void begin(TestInfo test) {
        name = "answers" + Math.abs(test.getDisplayName().hashCode() % 10_000);
        shop = name + "@shop.example";
        host.mailbox(shop, "shop-password");
        centre.route(shop, centre.queue("Queue " + name, name));
        agent = centre.agent(name + "-agent", name).ready();
    }

    private JsonNode accept(String mail) {
        host.deliver(shop, mail);
        return agent.accept(agent.awaitOffer());
    }

    @Test
    void the_form_of_a_web_site_is_answered_to_whom_it_names() throws Exception {
        centre.emailAccount(name, host, shop, "shop-password");
        host.mailbox("noreply@site.example", "x").mailbox(name + "@customer.example", "x");
        String interaction = accept("Reply-To: Ana <" + name + "@customer.example>\n"
                        + MailHost.plain("noreply@site.example", shop, "Form " + name, "<f@" + name + ">", "Hello"))
                .path("interaction")
                .asText();

        agent.reply(interaction, "<p>Dear Ana</p>", List.of());

        await("the answer", () -> assertThat(host.inbox(name + "@customer.example"))
                .hasSize(1));
        assertThat(host.inbox("noreply@site.example")).isEmpty();
    }

    @Test
    void an_answer_that_comes_back_after_the_work_is_done_opens_its_ticket_again() {
        centre.emailAccount(name, host, shop, "shop-password");
        String customer = name + "@customer.example";
        host.mailbox(customer, "x");
        JsonNode assignment = accept(MailHost.plain(customer, shop, "Gone " + name, "<g@" + name + ">", "Hello"));
        String interaction = assignment.path("interaction").asText();
        agent.reply(interaction, "<p>Are you there?</p>", List.of());
        await("sent", () -> assertThat(host.inbox(customer)).hasSize(1));
        agent.change(agent.ticketOf(interaction), Map.of("type", "status", "status", "solved"));
        agent.finish(assignment.path("work").asText());

        host.deliver(
                shop,
                """
                From: MAILER-DAEMON@customer.example
                To: %s
                Subject: Returned to sender
                Message-ID: <dsn@%s>
                Return-Path: <>
                MIME-Version: 1.0
                Content-Type: multipart/report; report-type=delivery-status; boundary=d

                --d

                I am sorry.
                --d
                Content-Type: message/delivery-status

                Reporting-MTA: dns; customer.example

                Final-Recipient: rfc822; %s
                Action: failed
                Status: 5.1.1

                --d
                Content-Type: text/rfc822-headers

                Message-ID: %s

                --d--
                """
                        .formatted(
                                shop,
                                name,
                                customer,
                                messageId(host.inbox(customer).get(0))));

        JsonNode ticket = agent.ticketOf(interaction);
        await("open again", () -> assertThat(
                        agent.ticket(ticket.path("id").asText()).path("status").asText())
                .isEqualTo("open"));
        assertThat(agent.rest()
                        .get("/api/v1/ticketing/tickets/" + ticket.path("id").asText() + "/history")
                        .expect(200)
                        .text())
                .contains("undelivered");
        assertThat(agent.desk().path("offers")).isEmpty();
    }

    @Test
    void a_contact_whose_ticket_is_merged_is_answered_in_the_other_one() {
        centre.emailAccount(name, host, shop, "shop-password");
        String customer = name + "@customer.example";
        host.mailbox(customer, "x");
        String interaction = accept(MailHost.plain(customer, shop, "Part " + name, "<p@" + name + ">", "Hello"))
                .path("interaction")
                .asText();
        JsonNode whole = agent.rest()
                .post("/api/v1/ticketing/tickets", Map.of("subject", "Whole " + name, "route", false))
                .expect(201)
                .json();
        String part = agent.ticketOf(interaction).path("id").asText();

        agent.change(whole, Map.of("type", "merge", "other", part));

        await("moved", () -> assertThat(agent.ticketOf(interaction).path("id")).isEqualTo(whole.path("id")));
        agent.reply(interaction, "<p>All in one</p>", List.of());
        await("answered", () -> assertThat(host.inbox(customer)).hasSize(1));
    }

    @Test
    void whoever_takes_part_in_a_contact_answers_as_his_role_allows() {
        centre.emailAccount(name, host, shop, "shop-password");
        String customer = name + "@customer.example";
        host.mailbox(customer, "x");
        JsonNode owned = accept(MailHost.plain(customer, shop, "Loan " + name, "<l@" + name + ">", "Hello"));
        String contact = owned.path("work").asText();
        String interaction = owned.path("interaction").asText();
        Agent expert = centre.agent(name + "-expert", name + "-loans").ready();
        Rest boss = centre.user(name + "-boss", "supervisor");
        String work = "/api/v1/routing/work/" + contact;
        String mine = "/api/v1/routing/desk/work/" + contact;
        Map<String, Object> wish = Map.of("id", UUID.randomUUID().toString(), "role", "CONSULT", "agent", expert.id());

        agent.rest().post(mine + "/invite", wish).expect(200);
        agent.rest().post(mine + "/invite", wish).expect(200);
        JsonNode offer = expert.awaitOffer();
        assertThat(offer.path("role").asText() + offer.path("contact").asText()).isEqualTo("CONSULT" + contact);
        assertThat(expert.accept(offer).path("interaction").asText()).isEqualTo(interaction);
        boss.post(work + "/join", Map.of("role", "MONITOR")).expect(200);

        JsonNode participants = agent.desk().at("/assignments/0/participants");
        assertThat(participants.size()).isEqualTo(1);
        assertThat(boss.get(work).expect(200).json().path("participants").size())
                .isEqualTo(2);
        assertThat(agent.rest().get(work).expect(200).json().path("participants"))
                .isEqualTo(participants);
        assertThat(say(expert.rest(), interaction, "reply")).isEqualTo("ticketing.reply.role");
        assertThat(say(expert.rest(), interaction, "note")).isEmpty();
        assertThat(say(boss, interaction, "note")).isEqualTo("ticketing.note.role");
        assertThat(agent.ticketOf(interaction).path("assignee").asText()).isEqualTo(agent.id());

        String invitation = participants.at("/0/invitation").asText();
        agent.rest()
                .put("/api/v1/routing/desk/invitations/" + invitation + "/role", Map.of("role", "CONFERENCE"))
                .expect(200);
        assertThat(say(expert.rest(), interaction, "reply")).isEmpty();
        await("the expert's answer", () -> assertThat(host.inbox(customer)).hasSize(1));

        agent.rest().post(mine + "/hand-over", Map.of("agent", expert.id())).expect(200);
        assertThat(agent.desk().path("assignments")).isEmpty();
        assertThat(expert.desk().at("/assignments/0/role").asText()).isEqualTo("OWNER");
        await("the expert's ticket", () -> assertThat(
                        expert.ticketOf(interaction).path("assignee").asText())
                .isEqualTo(expert.id()));
        expert.finish(contact);
        assertThat(boss.get("/api/v1/routing/desk").expect(200).json().path("assignments"))
                .isEmpty();
    }

    @Test
    void what_an_agent_comes_back_to_rests_until_its_customer_writes() {
        centre.emailAccount(name, host, shop, "shop-password");
        String customer = name + "@customer.example";
        JsonNode owned = accept(MailHost.plain(customer, shop, "Later " + name, "<c@" + name + ">", "Call me"));
        String contact = owned.path("work").asText();
        String mine = "/api/v1/routing/desk/work/" + contact + "/postpone";
        String until = Instant.now()
                .plus(Duration.ofDays(1))
                .truncatedTo(ChronoUnit.SECONDS)
                .toString();
        Rest boss = centre.user(name + "-boss", "supervisor");
        String work = "/api/v1/routing/work/" + contact;

        agent.rest().post(mine, Map.of("until", "2999-01-01T00:00:00Z")).expect(400);
        agent.rest().post(mine, Map.of("until", until, "medium", "unheard-of")).expect(400);
        boss.post(work + "/postpone", Map.of("until", until, "medium", "unheard-of"))
                .expect(400);
        Map<String, Object> wish = Map.of("until", until, "mine", true, "notReached", true, "reason", "voicemail");
        assertThat(agent.rest().post(mine, wish).expect(200).json().path("assignments"))
                .isEmpty();
        agent.rest().post(mine, Map.of()).expect(409);
        assertThat(agent.rest()
                        .get("/api/v1/routing/desk/callbacks")
                        .expect(200)
                        .json()
                        .at("/items/0/due")
                        .asText())
                .isEqualTo(until);
        agent.rest().get("/api/v1/routing/callbacks").expect(403);
        JsonNode rests = boss.get("/api/v1/routing/callbacks?agent=" + agent.id())
                .expect(200)
                .json();
        assertThat(rests.path("total").asInt()).isEqualTo(1);
        assertThat(rests.at("/items/0/work").asText() + rests.at("/items/0/attempts"))
                .isEqualTo(contact + "1");
        String interaction = owned.path("interaction").asText();
        await("the ledger knows", () -> assertThat(
                        agent.interaction(interaction).path("state").asText())
                .isEqualTo("POSTPONED"));
        String ticket = agent.ticketOf(interaction).path("id").asText();
        await("the ticket tells", () -> assertThat(agent.rest()
                        .get("/api/v1/ticketing/tickets/" + ticket + "/history")
                        .expect(200)
                        .text())
                .contains("postpone", until, "voicemail"));

        assertThat(boss.post(work + "/postpone", Map.of("until", until))
                        .expect(200)
                        .json()
                        .path("due")
                        .asText())
                .isEqualTo(until);
        assertThat(centre.admin()
                        .get("/api/v1/admin/audit?action=routing.work.postpone")
                        .expect(200)
                        .text())
                .contains(contact);
        host.deliver(
                shop,
                "In-Reply-To: <c@" + name + ">\n"
                        + MailHost.plain(customer, shop, "Re: Later " + name, "<d@" + name + ">", "Sooner"));
        JsonNode offer = agent.awaitOffer();
        assertThat(offer.path("work").asText() + offer.path("attempts")).isEqualTo(contact + "1");
        agent.accept(offer);
        agent.finish(contact);
    }

    /** Writes to the ticket of a contact; answers with the code of the problem, or nothing. */
    private String say(Rest who, String interaction, String type) {
        JsonNode ticket = agent.ticketOf(interaction);
        Map<String, Object> message = Map.of("id", UUID.randomUUID().toString(), "text", "As I know it");
        return who.post(
                        "/api/v1/ticketing/tickets/" + ticket.path("id").asText() + "/changes",
                        Map.of(
                                "version",
                                ticket.path("version"),
                                "changes",
                                List.of(Map.of("type", type, "interaction", interaction, "message", message))))
                .expect(200, 409)
                .json()
                .path("code")
                .asText();
    }

    @Test
    void a_ticket_is_given_to_nobody_who_is_not_there() {
        JsonNode ticket = agent.rest()
                .post("/api/v1/ticketing/tickets", Map.of("subject", "Whose " + name, "route", false))
                .expect(201)
                .json();
        String nobody = java.util.UUID.randomUUID().toString();
        for (Map<String, Object> change : List.of(
                Map.<String, Object>of("type", "assign", "assignee", nobody),
                Map.<String, Object>of("type", "move", "queue", nobody))) {
            assertThat(agent.rest()
                            .post(
                                    "/api/v1/ticketing/tickets/"
                                            + ticket.path("id").asText() + "/changes",
                                    Map.of("version", ticket.path("version"), "changes", List.of(change)))
                            .expect(400)
                            .text())
                    .contains("changes[0].");
        }
        agent.rest()
                .post("/api/v1/ticketing/tickets", Map.of("subject", "Where " + name, "queue", nobody))
                .expect(400);
        agent.change(ticket, Map.of("type", "assign", "assignee", agent.id()));
    }

    @Test
    void a_pop3_mailbox_is_answered_as_well() {
        Map<String, Object> settings = CallCentre.mailSettings(host, shop, "shop-password");
        settings.put("protocol", "POP3");
        settings.put("receivePort", host.pop3Port());
        settings.put("afterTaking", "DELETE");
        centre.emailAccount(name, settings);
        String customer = name + "@customer.example";
        host.mailbox(customer, "x");
        String interaction = accept(MailHost.plain(customer, shop, "Polled " + name, "<o@" + name + ">", "Hello"))
                .path("interaction")
                .asText();
        await("deleted", () -> assertThat(host.inbox(shop)).isEmpty());

        agent.reply(interaction, "<p>Hello yourself</p>", List.of());

        await("the answer", () -> assertThat(host.inbox(customer)).hasSize(1));
    }

    private static String messageId(jakarta.mail.internet.MimeMessage mail) {
        try {
            return mail.getMessageID();
        } catch (jakarta.mail.MessagingException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void await(String what, ThrowingRunnable assertion) {
        Awaitility.await(what).atMost(Duration.ofSeconds(60)).untilAsserted(assertion);
    }
}
