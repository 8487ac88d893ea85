// SPDX-License-Identifier: Apache-2.0
package live.itests.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.FilePayload;
import java.io.RandomAccessFile;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import live.itest.Agent;
import live.itest.CallCentre;
import live.itest.MailHost;
import live.itest.Product;
import live.itest.Running;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the desktop does when the day is bad: slow servers, lost sessions, wrong clocks, hasty people. Nothing typed is lost. */
@Running
class BadDayIT {
    private static final String SHOP = "bad@shop.example";
    private static final int CONTACTS = 3;

    private static Product product;
    private static MailHost host;
    private static CallCentre centre;
    private static Agent agent;

    @BeforeAll
    static void fill(Product running) {
        product = running;
        host = MailHost.start().mailbox(SHOP, "shop-password");
        centre = new CallCentre(product, product.admin());
        String queue = centre.queue("Bad days", "bad-days");
        JsonNode made = product.admin()
                .get("/api/v1/routing/queues/" + queue)
                .expect(200)
                .json();
        ((ObjectNode) made).put("wrapUpSeconds", 600);
        product.admin().put("/api/v1/routing/queues/" + queue, made).expect(200);
        centre.route(SHOP, queue);
        agent = centre.agent("bad-agent", "bad-days");
        centre.user("bad-admin", "admin");
        centre.emailAccount("bad", host, SHOP, "shop-password");
        agent.ready();
        for (int i = 0; i < CONTACTS; i++) {
            mail("Trouble " + i);
            agent.accept(agent.awaitOffer());
        }
    }

    private static void mail(String subject) {
        String id = subject.replace(' ', '-');
        host.deliver(
                SHOP,
                MailHost.plain(
                        id + " Customer <" + id + "@bad.example>",
                        SHOP,
                        subject,
                        "<" + UUID.randomUUID() + "@bad.example>",
                        "It makes no sound."));
    }

    @AfterAll
    static void close() {
        host.close();
    }

    private static Desktop atTheDesk() {
        Desktop desktop = new Desktop(product, "en-GB");
        toTheDesk(desktop);
        return desktop;
    }

    private static void toTheDesk(Desktop desktop) {
        desktop.signIn("bad-agent", CallCentre.PASSWORD);
        contact(desktop, 0).waitFor();
        desktop.settle();
    }

    private static Locator contact(Desktop desktop, int number) {
        return desktop.page()
                .locator("live-inbox-list a.row", new Page.LocatorOptions().setHasText("Trouble " + number));
    }

    private static Locator editor(Desktop desktop) {
        return desktop.page().locator("[contenteditable=true]").first();
    }

    private static void open(Desktop desktop, int number) {
        contact(desktop, number).click();
        heading(desktop, "Trouble " + number).waitFor();
        editor(desktop).waitFor();
        desktop.settle();
    }

    private static Locator heading(Desktop desktop, String name) {
        return desktop.page()
                .getByRole(
                        AriaRole.HEADING,
                        new Page.GetByRoleOptions().setName(name).setExact(true))
                .first();
    }

    private static void empty(Desktop desktop) {
        editor(desktop).click();
        desktop.page()
                .waitForResponse(
                        response -> response.url().contains("/channels/drafts/")
                                && response.request().method().equals("DELETE"),
                        () -> {
                            desktop.page().keyboard().press("Control+a");
                            desktop.page().keyboard().press("Delete");
                        });
    }

    @Test
    void a_reply_that_leaves_slowly_takes_nothing_from_the_next_conversation() {
        try (Desktop desktop = atTheDesk()) {
            Page page = desktop.page();
            open(desktop, 0);
            List<Route> held = new ArrayList<>();
            page.route(Pattern.compile(".*/ticketing/tickets/[^/]+/changes"), held::add);
            editor(desktop).pressSequentially("Slow answer to the first");
            page.keyboard().press("Control+Enter");
            desktop.await("the reply is on its way", () -> assertThat(held).hasSize(1));
            contact(desktop, 1).click();
            heading(desktop, "Trouble 1").waitFor();
            desktop.await(
                    "an empty editor",
                    () -> assertThat(editor(desktop).innerText().strip()).isEmpty());
            editor(desktop).pressSequentially("Meant for the second");
            held.get(0).resume();
            page.unroute(Pattern.compile(".*/ticketing/tickets/[^/]+/changes"));
            desktop.await(
                    "the customer has it", () -> assertThat(sent()).containsExactly("<p>Slow answer to the first</p>"));
            desktop.settle();
            assertThat(editor(desktop).innerText()).contains("Meant for the second");
            contact(desktop, 0).click();
            desktop.awaitText("Slow answer to the first");
            desktop.settle();
            assertThat(editor(desktop).innerText().strip()).isEmpty();
            open(desktop, 1);
            assertThat(editor(desktop).innerText()).contains("Meant for the second");
            empty(desktop);
        }
    }

    /** What has left for the customers, as HTML. */
    private static List<String> sent() {
        List<String> all = new ArrayList<>();
        for (JsonNode assignment : agent.desk().path("assignments")) {
            agent.rest()
                    .get("/api/v1/channels/interactions/"
                            + assignment.path("interaction").asText() + "/messages?limit=50")
                    .expect(200)
                    .json()
                    .path("items")
                    .forEach(message -> {
                        if (message.path("direction").asText().equals("OUT")) {
                            all.add(message.path("html").asText());
                        }
                    });
        }
        return all;
    }

    @Test
    void a_ticket_that_is_changed_while_it_is_opened_is_seen_as_it_is() {
        try (Desktop desktop = atTheDesk()) {
            JsonNode ticket =
                    product.admin().all("/api/v1/ticketing/tickets?q=Trouble-2").get(0);
            String address = "/api/v1/ticketing/tickets/" + ticket.path("id").asText();
            AtomicBoolean first = new AtomicBoolean(true);
            desktop.page().route(found -> found.endsWith(address), route -> {
                String old = route.fetch().text();
                if (first.compareAndSet(true, false)) {
                    product.admin()
                            .post(
                                    address + "/changes",
                                    Map.of(
                                            "version",
                                            ticket.path("version").asLong(),
                                            "changes",
                                            List.of(Map.of("type", "status", "status", "pending"))))
                            .expect(200);
                }
                route.fulfill(new Route.FulfillOptions()
                        .setContentType("application/json")
                        .setBody(old));
            });
            contact(desktop, 2).click();
            Locator header = desktop.page().locator("live-conversation header").first();
            desktop.await("the ticket as it is now", () -> assertThat(header.textContent())
                    .contains("Pending"));
        }
    }

    @Test
    void a_private_note_does_not_come_back_as_a_reply() {
        try (Desktop desktop = atTheDesk()) {
            Page page = desktop.page();
            open(desktop, 1);
            editor(desktop).pressSequentially("This customer is a swindler");
            page.getByText("Draft kept").waitFor();
            page.getByRole(AriaRole.TAB, new Page.GetByRoleOptions().setName("Note"))
                    .first()
                    .click();
            // At once: what is not kept yet goes with the page, and may be slower than the page's return.
            page.route("**/api/v1/channels/drafts/*", route -> {
                if (route.request().method().equals("PUT")) {
                    route.abort();
                } else {
                    route.resume();
                }
            });
            page.reload();
            page.getByRole(AriaRole.REGION, new Page.GetByRoleOptions().setName("Write an internal note"))
                    .waitFor();
            desktop.await(
                    "the text", () -> assertThat(editor(desktop).innerText()).contains("This customer is a swindler"));
            empty(desktop);
        }
    }

    @Test
    void what_was_typed_last_survives_a_reload() {
        try (Desktop desktop = atTheDesk()) {
            open(desktop, 2);
            editor(desktop).pressSequentially("The very last words");
            desktop.page().reload();
            desktop.await(
                    "the text", () -> assertThat(editor(desktop).innerText()).contains("The very last words"));
            empty(desktop);
        }
    }

    @Test
    void nothing_leaves_without_its_attachment(@TempDir Path folder) throws Exception {
        Path film = folder.resolve("film.mp4");
        try (RandomAccessFile sparse = new RandomAccessFile(film.toFile(), "rw")) {
            sparse.setLength(25_000_001);
        }
        try (Desktop desktop = atTheDesk()) {
            Page page = desktop.page();
            open(desktop, 2);
            page.route(Pattern.compile(".*/channels/blobs.*"), Route::abort);
            editor(desktop).pressSequentially("Please see the attached form");
            page.locator("input[type=file]")
                    .first()
                    .setInputFiles(new FilePayload("form.txt", "text/plain", new byte[] {1}));
            page.locator(".upload.bad").waitFor();
            page.keyboard().press("Control+Enter");
            page.getByText("A file has not arrived").waitFor();
            desktop.shot("bad-upload");
            page.unroute(Pattern.compile(".*/channels/blobs.*"));
            page.getByLabel("Try form.txt again").click();
            desktop.await(
                    "the file",
                    () -> assertThat(page.locator(".upload.bad").count()).isZero());
            page.locator("input[type=file]").first().setInputFiles(film);
            page.getByText("larger than 25 MB").waitFor();
            page.getByLabel("Remove film.mp4").click();
            desktop.button("Cc").click();
            page.locator("label.cc input").fill("nobody-at-all");
            page.keyboard().press("Control+Enter");
            page.getByText("“nobody-at-all” is not an email address.").waitFor();
            page.locator("label.cc input").fill("");
            page.getByLabel("Remove form.txt").click();
            empty(desktop);
        }
    }

    @Test
    void keys_do_nothing_behind_a_dialog() {
        try (Desktop desktop = atTheDesk()) {
            Page page = desktop.page();
            open(desktop, 1);
            page.keyboard().press("Escape");
            page.locator("header .titles").first().click();
            page.keyboard().press("?");
            heading(desktop, "Keyboard shortcuts").waitFor();
            desktop.asked();
            page.keyboard().press("e");
            page.keyboard().press("g");
            page.keyboard().press("t");
            desktop.settle();
            assertThat(desktop.asked()).isEmpty();
            assertThat(page.url()).contains("/inbox/");
            page.keyboard().press("Escape");
        }
    }

    @Test
    void what_is_typed_before_the_palette_is_there_is_no_command() {
        try (Desktop desktop = new Desktop(product, "en-GB")) {
            Page page = desktop.page();
            List<Route> held = new ArrayList<>();
            // Before there is a page: one that is busy takes a key before it learns of a route, and asks past it.
            page.route(Pattern.compile(".*/assets/palette-.*"), held::add);
            toTheDesk(desktop);
            open(desktop, 1);
            page.locator("header .titles").first().click();
            desktop.asked();
            page.keyboard().press("Control+k");
            page.keyboard().press("e");
            desktop.await("the palette is asked for", () -> {
                page.title();
                assertThat(held).hasSize(1);
            });
            held.get(0).resume();
            page.getByRole(AriaRole.COMBOBOX).first().waitFor();
            assertThat(desktop.asked()).isEmpty();
            page.keyboard().press("Escape");
        }
    }

    @Test
    void a_conversation_can_be_answered_while_another_is_wrapped_up() {
        try (Desktop desktop = atTheDesk()) {
            Page page = desktop.page();
            mail("Trouble 9");
            agent.accept(agent.awaitOffer());
            open(desktop, 9);
            desktop.button("Finish").click();
            page.getByRole(AriaRole.REGION, new Page.GetByRoleOptions().setName("Wrap-up"))
                    .waitFor();
            open(desktop, 1);
            editor(desktop).pressSequentially("Still alive");
            assertThat(editor(desktop).innerText()).contains("Still alive");
            empty(desktop);
            contact(desktop, 9).click();
            desktop.button("Done").click();
            desktop.await(
                    "the contact is gone",
                    () -> assertThat(contact(desktop, 9).count()).isZero());
        }
    }

    @Test
    void an_offer_is_seen_by_whoever_has_a_wrong_clock() {
        try (Desktop desktop = new Desktop(product, "en-GB")) {
            Page page = desktop.page();
            page.clock().setSystemTime(Date.from(Instant.now().plusSeconds(3600)));
            desktop.signIn("bad-agent", CallCentre.PASSWORD);
            contact(desktop, 0).waitFor();
            mail("Trouble 8");
            desktop.button("Accept").waitFor();
            assertThat(page.title()).startsWith("(");
            desktop.button("Accept").click();
            desktop.button("Finish").click();
            desktop.button("Done").click();
            desktop.await(
                    "the contact is gone",
                    () -> assertThat(contact(desktop, 8).count()).isZero());
        }
    }

    @Test
    void code_that_cannot_be_fetched_is_said_and_not_asked_for_again_and_again() {
        try (Desktop desktop = new Desktop(product, "en-GB")) {
            Page page = desktop.page();
            desktop.signIn("bad-admin", CallCentre.PASSWORD);
            desktop.settle();
            AtomicInteger asked = new AtomicInteger();
            page.route(Pattern.compile(".*/ui/(directory|admin)/.*"), route -> {
                asked.incrementAndGet();
                route.abort();
            });
            page.locator("nav a", new Page.LocatorOptions().setHasText("Admin"))
                    .first()
                    .click();
            page.getByText("The server does not answer").waitFor();
            desktop.settle();
            assertThat(asked.get()).isLessThan(5);
            page.unroute(Pattern.compile(".*/ui/(directory|admin)/.*"));
            desktop.button("Try again").click();
            heading(desktop, "Users").waitFor();
        }
    }

    @Test
    void a_session_that_ends_in_a_dialog_loses_nothing() {
        try (Desktop desktop = new Desktop(product, "en-GB")) {
            Page page = desktop.page();
            desktop.signIn("bad-admin", CallCentre.PASSWORD);
            String name = "Night watch " + UUID.randomUUID();
            desktop.goTo("/admin/teams");
            desktop.button("Add team").click();
            page.getByLabel("Name", new Page.GetByLabelOptions().setExact(true)).fill(name);
            page.context().clearCookies();
            desktop.button("Save").click();
            page.getByText("Your session has ended").waitFor();
            desktop.shot("bad-session");
            page.getByLabel("Password").fill(CallCentre.PASSWORD);
            page.keyboard().press("Enter");
            page.getByText(name).first().waitFor();
            desktop.await(
                    "the dialog is closed",
                    () -> assertThat(page.locator("live-dialog").count()).isZero());
        }
    }

    @Test
    void a_dialog_asks_before_it_throws_away_what_was_entered() {
        try (Desktop desktop = new Desktop(product, "en-GB")) {
            Page page = desktop.page();
            desktop.signIn("bad-admin", CallCentre.PASSWORD);
            desktop.goTo("/admin/skills");
            desktop.button("Add skill").click();
            Locator name = page.getByLabel("Name", new Page.GetByLabelOptions().setExact(true));
            name.fill("Never saved");
            page.keyboard().press("Escape");
            heading(desktop, "Discard what you entered?").waitFor();
            page.locator("live-dialog[heading='Discard what you entered?']")
                    .getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName("Cancel"))
                    .click();
            assertThat(name.inputValue()).isEqualTo("Never saved");
            page.goBack();
            heading(desktop, "Discard what you entered?").waitFor();
            desktop.button("Discard").click();
            desktop.await(
                    "the dialog is closed",
                    () -> assertThat(page.locator("live-dialog").count()).isZero());
            // Untouched it goes without a word.
            desktop.goTo("/admin/skills/new");
            name.waitFor();
            page.keyboard().press("Escape");
            desktop.await(
                    "the dialog is closed",
                    () -> assertThat(page.locator("live-dialog").count()).isZero());
            assertThat(page.url()).endsWith("/admin/skills");
        }
    }

    @Test
    void a_second_tab_goes_on_with_the_session_of_the_first() {
        try (Desktop desktop = atTheDesk()) {
            Page first = desktop.page();
            open(desktop, 0);
            first.context().clearCookies();
            Page second = first.context().newPage();
            second.navigate("/");
            second.getByLabel("User name").fill("bad-agent");
            second.getByLabel("Password").fill(CallCentre.PASSWORD);
            second.keyboard().press("Enter");
            second.locator("live-inbox-list a.row").first().waitFor();
            first.bringToFront();
            editor(desktop).pressSequentially("From the first tab");
            first.getByText("Draft kept").waitFor();
            empty(desktop);
        }
    }

    @Test
    void whoever_comes_back_from_a_ticket_finds_the_list_as_it_was_left() {
        try (Desktop desktop = atTheDesk()) {
            Page page = desktop.page();
            desktop.goTo("/tickets?q=Trouble");
            page.locator("vaadin-grid a.number").first().click();
            page.getByRole(AriaRole.TAB, new Page.GetByRoleOptions().setName("History"))
                    .click();
            assertThat(page.url()).endsWith("?tab=history");
            page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("Back"))
                    .click();
            page.locator("vaadin-grid a.number").first().waitFor();
            assertThat(page.url()).endsWith("/tickets?q=Trouble");
            assertThat(page.locator("input[type=search]").first().inputValue()).isEqualTo("Trouble");
        }
    }
}
