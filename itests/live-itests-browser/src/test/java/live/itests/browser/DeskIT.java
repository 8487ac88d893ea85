// SPDX-License-Identifier: Apache-2.0
package live.itests.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.AriaRole;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import live.itest.Agent;
import live.itest.CallCentre;
import live.itest.MailHost;
import live.itest.Product;
import live.itest.Running;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A desk that one sits at for eight hours: with few requests, and with conversations of any length. */
@Running
class DeskIT {
    private static final String SHOP = "long@shop.example";
    private static final int MESSAGES = 10_000;
    private static final int MOST_REQUESTS = 3;
    private static final Path FIGURES = Path.of("target", "figures.txt");

    private static Product product;
    private static MailHost host;
    private static CallCentre centre;
    private static Agent agent;

    @BeforeAll
    static void fill(Product running) {
        product = running;
        host = MailHost.start().mailbox(SHOP, "shop-password");
        centre = new CallCentre(product, product.admin());
        String queue = centre.queue("Long", "long");
        centre.route(SHOP, queue);
        agent = centre.agent("long-agent", "long");
        centre.emailAccount("long", host, SHOP, "shop-password");
        for (int i = 0; i < 4; i++) {
            mail("Question " + i);
        }
        agent.ready();
        for (int i = 0; i < 4; i++) {
            agent.accept(agent.awaitOffer());
        }
    }

    private static void mail(String subject) {
        host.deliver(
                SHOP,
                MailHost.plain(
                        subject.replace(' ', '-') + " Customer <" + subject.replace(' ', '-') + "@long.example>",
                        SHOP,
                        subject,
                        "<" + subject.replace(' ', '-') + "@long.example>",
                        "It makes no sound."));
    }

    @AfterAll
    static void close() {
        host.close();
    }

    @Test
    void signing_in_leads_to_the_inbox_at_once() {
        try (Desktop desktop = new Desktop(product, "en-GB")) {
            desktop.signIn("long-agent", CallCentre.PASSWORD);
            heading(desktop.page(), "Inbox").waitFor();
            desktop.settle();
            desktop.page().reload();
            heading(desktop.page(), "Inbox").waitFor();
            figure("first contentful paint", (Number) desktop.page()
                    .evaluate("() => performance.getEntriesByName('first-contentful-paint')[0].startTime"));
        }
    }

    @Test
    void a_conversation_opens_with_three_requests() {
        try (Desktop desktop = new Desktop(product, "en-GB")) {
            desktop.signIn("long-agent", CallCentre.PASSWORD);
            heading(desktop.page(), "Inbox").waitFor();
            List<String> ids = contacts(desktop.page());
            // With the first one come things that are fetched once in a day.
            open(desktop, ids.get(0));
            List<Number> times = new ArrayList<>();
            for (String id : ids.subList(1, 4)) {
                desktop.asked();
                times.add(open(desktop, id));
                assertThat(desktop.asked()).as("requests").hasSizeLessThanOrEqualTo(MOST_REQUESTS);
            }
            times.forEach(time -> figure("opening a conversation", time));
            ids.forEach(id -> figure("returning to a conversation", open(desktop, id)));
            assertThat(desktop.complaints()).noneMatch(complaint -> !complaint.contains("401"));
        }
    }

    /** Clicks the row and answers after how many milliseconds its messages are shown. */
    private static Number open(Desktop desktop, String id) {
        Number time = (Number) desktop.page()
                .evaluate(
                        """
                async (id) => {
                  const deep = (root, selector) => root.querySelector(selector)
                    ?? [...root.querySelectorAll('*')].map((each) => each.shadowRoot && deep(each.shadowRoot, selector)).find(Boolean);
                  const begun = performance.now();
                  deep(document, `live-inbox-list`).shadowRoot.querySelector(`a[href$="${id}"]`).click();
                  for (;;) {
                    await new Promise(requestAnimationFrame);
                    const open = deep(document, 'live-conversation');
                    if (open?.interactionId === id && deep(open.shadowRoot, 'article.message')) return performance.now() - begun;
                  }
                }""",
                        id);
        desktop.settle();
        return time;
    }

    private static List<String> contacts(Page page) {
        Locator rows = page.locator("live-inbox-list a.row");
        rows.nth(3).waitFor();
        return rows.all().stream()
                .map(row -> row.getAttribute("href").replace("/inbox/", ""))
                .toList();
    }

    /** Nobody sends ten thousand mails in a test: what the server says of one conversation is played. */
    @Test
    void ten_thousand_messages_scroll_smoothly() throws IOException {
        try (Desktop desktop = new Desktop(product, "en-GB")) {
            desktop.signIn("long-agent", CallCentre.PASSWORD);
            Page page = desktop.page();
            heading(page, "Inbox").waitFor();
            String id = contacts(page).get(0);
            String body = messages(id);
            page.route(
                    Pattern.compile(".*/interactions/[^/]+/messages.*"),
                    route -> route.fulfill(new Route.FulfillOptions()
                            .setContentType("application/json")
                            .setBody(body)));
            page.locator("live-inbox-list a.row").first().click();
            page.getByText("Message number " + (MESSAGES - 1)).waitFor();
            assertThat(page.locator("article.message").count()).isLessThan(60);
            page.evaluate(
                    """
                    async () => {
                      const deep = (root, selector) => root.querySelector(selector)
                        ?? [...root.querySelectorAll('*')].map((each) => each.shadowRoot && deep(each.shadowRoot, selector)).find(Boolean);
                      const place = deep(document, '.messages');
                      const frames = [];
                      let last = performance.now();
                      for (let i = 0; i < 120; i++) {
                        place.scrollTop -= 150;
                        await new Promise(requestAnimationFrame);
                        frames.push(performance.now() - last);
                        last = performance.now();
                      }
                      window.frames95 = frames.sort((a, b) => a - b)[114];
                      place.scrollTop = 0;
                    }""");
            figure("95 % of frames while scrolling 10,000 messages", (Number) page.evaluate("() => window.frames95"));
            page.getByText("Message number 0", new Page.GetByTextOptions().setExact(true))
                    .waitFor();
            assertThat(page.locator("article.message").count()).isLessThan(60);
            desktop.shot("desk-ten-thousand");
        }
    }

    private static String messages(String interaction) throws IOException {
        ObjectMapper json = new ObjectMapper();
        ArrayNode items = json.createArrayNode();
        Instant first = Instant.now().minusSeconds(3600L * MESSAGES);
        for (int i = 0; i < MESSAGES; i++) {
            items.addObject()
                    .put("id", "%08d-0000-7000-8000-000000000000".formatted(i))
                    .put("interaction", interaction)
                    .put("direction", i % 3 == 2 ? "OUT" : "IN")
                    .put("state", "SENT")
                    .put("at", first.plusSeconds(3600L * i).toString())
                    .put("text", "Message number " + i + "\n".repeat(i % 7 == 0 ? 1 : 0) + "")
                    .putObject("from")
                    .put("kind", "email")
                    .put("value", "ana@long.example")
                    .put("name", "Ana");
        }
        return json.writeValueAsString(json.createObjectNode().set("items", items));
    }

    @Test
    void a_supervisor_is_told_why_a_contact_went_where_it_went() {
        String interaction =
                agent.desk().path("assignments").get(0).path("interaction").asText();
        centre.user("long-supervisor", "supervisor");
        try (Desktop desktop = new Desktop(product, "en-GB")) {
            desktop.signIn("long-supervisor", CallCentre.PASSWORD);
            heading(desktop.page(), "Inbox").waitFor();
            desktop.goTo("/inbox/" + interaction);
            desktop.button("Why here?").click();
            desktop.page().getByText("Offered to long-agent").waitFor();
            desktop.page()
                    .getByRole(AriaRole.CELL, new Page.GetByRoleOptions().setName("Was asked"))
                    .first()
                    .waitFor();
            desktop.complaints();
            assertThat(desktop.inspect("desk-why")).isEmpty();
        }
    }

    private static Locator heading(Page page, String name) {
        return page.getByRole(
                        AriaRole.HEADING,
                        new Page.GetByRoleOptions().setName(name).setExact(true))
                .first();
    }

    /** For people to read; the time on a busy machine proves nothing. */
    private static void figure(String what, Number milliseconds) {
        try {
            Files.writeString(
                    FIGURES,
                    "%s: %.0f ms%n".formatted(what, milliseconds.doubleValue()),
                    StandardCharsets.UTF_8,
                    StandardOpenOption.CREATE,
                    StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
