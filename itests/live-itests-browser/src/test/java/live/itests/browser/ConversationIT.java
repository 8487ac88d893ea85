// SPDX-License-Identifier: Apache-2.0
package live.itests.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.WaitForSelectorState;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import live.itest.Agent;
import live.itest.CallCentre;
import live.itest.MailHost;
import live.itest.Product;
import live.itest.Rest;
import live.itest.Running;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What an agent has at hand where he answers. Each test has people and a contact of its own. */
@Running
class ConversationIT {
    private static final String SHOP = "conversation@shop.example";
    /** Names that are new in each run, also on a product that has seen others. */
    private static final String RUN = Long.toString(System.currentTimeMillis(), 36);

    private static final int MANY = 10_000;
    private static final Instant BEGINNING = Instant.parse("2026-01-05T08:00:00Z");
    private static final String TO_THE_TOP = reading("place.scrollTop = 0;");
    private static final String HOW_FAR_DOWN = reading("return Math.round(place.scrollTop);");
    private static final String TO_THE_END = reading("place.scrollTop = place.scrollHeight;");

    private static Product product;
    private static MailHost host;
    private static CallCentre centre;

    @BeforeAll
    static void fill(Product running) {
        product = running;
        host = MailHost.start().mailbox(SHOP, "shop-password");
        centre = new CallCentre(product, product.admin());
        centre.route(SHOP, centre.queue("Conversations", "conversations"));
        centre.emailAccount("conversation", host, SHOP, "shop-password");
    }

    @AfterAll
    static void close() {
        host.close();
    }

    /** Does something with the place that is scrolled. */
    private static String reading(String act) {
        return """
        async () => {
          const find = (root) => {
            for (const each of root.querySelectorAll('*')) {
              if (each.matches('.messages')) return each;
              const within = each.shadowRoot && find(each.shadowRoot);
              if (within) return within;
            }
          };
          const place = find(document);
          %s
        }"""
                .formatted(act);
    }

    /** A mail that an agent has taken; answers the contact. */
    private static String taken(Agent agent, String subject, String text) {
        agent.ready();
        host.deliver(
                SHOP,
                MailHost.plain(
                        "Erika Muster <" + UUID.randomUUID() + "@customer.example>",
                        SHOP,
                        subject,
                        "<" + UUID.randomUUID() + "@customer.example>",
                        text));
        JsonNode offer = agent.awaitOffer();
        agent.accept(offer);
        agent.notReady();
        return offer.path("interaction").asText();
    }

    private static Agent agent(String name) {
        return centre.agent(name + "-" + RUN, "conversations");
    }

    private static Desktop at(String name, String path) {
        return new Desktop(product, "en-GB")
                .signIn(name + "-" + RUN, CallCentre.PASSWORD)
                .goTo(path);
    }

    private static Locator editor(Desktop desktop) {
        return desktop.page().locator("live-composer [contenteditable=true]").first();
    }

    @Test
    void a_canned_reply_is_written_once_and_put_in_by_keyboard_in_the_customers_language() {
        centre.user("keeper-" + RUN, "supervisor");
        Agent uma = agent("uma");
        List<String> faults = new ArrayList<>();
        try (Desktop keeper = at("keeper", "/admin/canned")) {
            keeper.complaints();
            Page page = keeper.page();
            keeper.button("Add canned reply").click();
            page.getByLabel("Name").fill("Money back " + RUN);
            page.getByLabel("Who uses it").selectOption("all");
            page.getByLabel("Language of this text").selectOption("en");
            Locator says = page.locator("live-canned-editor [contenteditable=true]");
            says.click();
            says.pressSequentially("Dear {customer}, your money comes back.");
            keeper.button("Another language").click();
            page.getByLabel("Language of this text").selectOption("de");
            keeper.await("an empty text", () -> assertThat(says.innerText()).isBlank());
            says.click();
            says.pressSequentially("Guten Tag {customer}, zu ");
            keeper.button("Ticket number").click();
            says.pressSequentially(": Ihr Geld kommt. {agent}");
            faults.addAll(keeper.inspect("canned-editor"));
            keeper.button("Save").click();
            page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("Money back " + RUN))
                    .waitFor();
            faults.addAll(keeper.inspect("canned-list"));
            faults.addAll(keeper.complaints());
        }
        String contact = taken(
                uma,
                "Kaputt",
                "Guten Tag, mein neues Radio ist leider kaputt und ich möchte dafür mein Geld zurück haben.");
        try (Desktop umas = at("uma", "/inbox/" + contact)) {
            umas.complaints();
            Page page = umas.page();
            page.keyboard().press("r");
            editor(umas).pressSequentially("Hallo. /money back " + RUN);
            page.getByRole(AriaRole.OPTION, new Page.GetByRoleOptions().setName("Money back " + RUN))
                    .waitFor();
            faults.addAll(umas.inspect("canned-choosing"));
            page.keyboard().press("Enter");
            String number = uma.ticketOf(contact).path("number").asText();
            String text = "Hallo. Guten Tag Erika Muster, zu #" + number + ": Ihr Geld kommt. uma-" + RUN;
            umas.await(
                    "the text with what it stands for",
                    () -> assertThat(editor(umas).innerText().strip()).isEqualTo(text));
            // A slash within a word, and one that was not meant, are only slashes.
            editor(umas).pressSequentially(" and/or /");
            page.getByRole(AriaRole.LISTBOX, new Page.GetByRoleOptions().setName("Canned replies"))
                    .waitFor();
            page.keyboard().press("Escape");
            editor(umas).pressSequentially(" {ticket}");
            page.keyboard().press("Control+Enter");
            page.getByText("{ticket} is not filled in yet.").waitFor();
            for (int i = 0; i < " {ticket}".length(); i++) {
                page.keyboard().press("Backspace");
            }
            page.keyboard().press("Control+Enter");
            umas.await("the answer", () -> assertThat(uma.messages(contact).toString())
                    .contains("Ihr Geld kommt", "and/or /"));
            faults.addAll(umas.complaints());
        }
        assertThat(faults).isEmpty();
    }

    @Test
    void who_looks_and_who_answers_is_seen_and_nobody_answers_twice_unawares() {
        Agent vera = agent("vera");
        agent("walt");
        String contact = taken(vera, "Answered twice", "Where is my parcel?");
        String ticket = "/tickets/" + vera.ticketOf(contact).path("number").asText();
        List<String> faults = new ArrayList<>();
        try (Desktop veras = at("vera", "/inbox/" + contact);
                Desktop walts = at("walt", ticket)) {
            veras.complaints();
            walts.complaints();
            Locator seen = veras.page().locator("live-viewing");
            seen.getByText("walt-" + RUN + " is viewing").waitFor();
            faults.addAll(veras.inspect("viewing"));
            editor(walts).pressSequentially("It has left.");
            seen.getByText("walt-" + RUN + " is replying").waitFor();
            Locator beside = veras.page().locator("live-composer [role=status]");
            beside.getByText("walt-" + RUN + " is replying").waitFor();
            faults.addAll(veras.inspect("replying"));
            editor(veras).pressSequentially("It will leave tomorrow.");
            walts.page().keyboard().press("Control+Enter");
            veras.awaitText("It has left.");
            seen.getByText("walt-" + RUN + " is viewing").waitFor();
            editor(veras).press("Control+Enter");
            Locator late = veras.page().locator("live-composer [role=alert]");
            late.getByText("walt-" + RUN + " has answered since you began").waitFor();
            assertThat(vera.messages(contact).toString()).doesNotContain("tomorrow");
            faults.addAll(veras.inspect("overtaken"));
            editor(veras).press("Control+Enter");
            veras.await("both answers", () -> assertThat(vera.messages(contact).toString())
                    .contains("has left", "tomorrow"));
            walts.page().navigate("about:blank");
            seen.getByText("walt-" + RUN).waitFor(new Locator.WaitForOptions().setState(WaitForSelectorState.DETACHED));
            faults.addAll(veras.complaints());
        }
        assertThat(faults).isEmpty();
    }

    /** Nobody writes ten thousand messages for a test: what the server says of them is played. */
    @Test
    void a_conversation_of_ten_thousand_messages_is_read_page_by_page() {
        Agent xara = agent("xara");
        String contact = taken(xara, "Long history", "It goes on and on.");
        try (Desktop xaras = at("xara", "/inbox")) {
            Page page = xaras.page();
            AtomicInteger pages = new AtomicInteger();
            page.route(Pattern.compile(".*/channels/interactions/[^/]+/messages.*"), route -> {
                pages.incrementAndGet();
                route.fulfill(new Route.FulfillOptions()
                        .setContentType("application/json")
                        .setBody(played(contact, route.request().url())));
            });
            xaras.complaints();
            page.locator("live-inbox-list a.row").first().click();
            Locator thread = page.locator("live-thread");
            thread.getByText("Message 9999 of many").waitFor();
            xaras.settle();
            // Once more at most: the newest message that the server really has is not among those that are played.
            int read = pages.get();
            assertThat(read).isLessThanOrEqualTo(2);
            assertThat(thread.locator("article").count()).isLessThan(60);
            thread.hover();
            xaras.await("the page before the last", () -> {
                page.evaluate(TO_THE_TOP);
                assertThat(pages.get()).isGreaterThan(read);
            });
            // What was read stays where it was when a page comes in above it.
            xaras.await("the place that was read", () -> assertThat((Integer) page.evaluate(HOW_FAR_DOWN))
                    .isGreaterThan(1_000));
            assertThat(thread.locator("article").count()).isLessThan(60);
            xaras.await("more pages", () -> {
                page.evaluate(TO_THE_TOP);
                assertThat(pages.get()).isGreaterThan(read + 4);
            });
            assertThat(thread.locator("article").count()).isLessThan(60);
            // Back to the end, where one answers.
            page.evaluate(TO_THE_END);
            thread.getByText("Message 9999 of many").waitFor();
            assertThat(xaras.complaints()).isEmpty();
        }
    }

    /** The page of the conversation that a request is for. */
    private static String played(String contact, String address) {
        Matcher before = Pattern.compile("before=[0-9a-f-]*?0*([0-9]+)(?:&|$)").matcher(address);
        int end = before.find() ? Integer.parseInt(before.group(1)) : MANY;
        ObjectNode answer = Rest.JSON.createObjectNode();
        ArrayNode items = answer.putArray("items");
        for (int i = Math.max(0, end - 50); i < end; i++) {
            items.addObject()
                    .put("id", "018f0000-0000-7000-8000-%012d".formatted(i))
                    .put("interaction", contact)
                    .put("direction", i % 2 == 0 ? "IN" : "OUT")
                    .put("state", i % 2 == 0 ? "NONE" : "SENT")
                    .put("at", BEGINNING.plusSeconds(600L * i).toString())
                    .put("text", "Message " + i + " of many" + "\nand one more line".repeat(i % 7));
        }
        return answer.toString();
    }
}
