// SPDX-License-Identifier: Apache-2.0
package live.itests.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Response;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.AriaRole;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import live.itest.Agent;
import live.itest.CallCentre;
import live.itest.MailHost;
import live.itest.Product;
import live.itest.Running;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Whoever likes no mouse: a contact from the list to its wrap-up by keys alone. */
@Running
class KeyboardIT {
    private static final String SHOP = "keys@shop.example";

    private static Product product;
    private static MailHost host;
    private static CallCentre centre;
    private static Agent agent;

    @BeforeAll
    static void fill(Product running) {
        product = running;
        host = MailHost.start().mailbox(SHOP, "shop-password");
        centre = new CallCentre(product, product.admin());
        String queue = centre.queue("Keys", "keys");
        JsonNode made = product.admin()
                .get("/api/v1/routing/queues/" + queue)
                .expect(200)
                .json();
        ((ObjectNode) made).put("wrapUpSeconds", 600);
        product.admin().put("/api/v1/routing/queues/" + queue, made).expect(200);
        centre.route(SHOP, queue);
        agent = centre.agent("keys-agent", "keys");
        centre.emailAccount("keys", host, SHOP, "shop-password");
        host.deliver(
                SHOP,
                MailHost.plain(
                        "Cora Customer <cora@keys.example>",
                        SHOP,
                        "No sound",
                        "<no-sound@keys.example>",
                        "It makes no sound."));
        agent.ready();
        agent.accept(agent.awaitOffer());
    }

    @AfterAll
    static void close() {
        host.close();
    }

    @Test
    void a_contact_is_handled_by_keyboard_alone() {
        JsonNode codes =
                product.admin().get("/api/v1/routing/wrap-up-codes").expect(200).json();
        try (Desktop desktop = new Desktop(product, "en-GB")) {
            centre.user("keys-admin", "admin");
            desktop.signIn("keys-admin", CallCentre.PASSWORD);
            desktop.goTo("/admin/wrap-up");
            desktop.complaints();
            List<String> faults = new ArrayList<>(desktop.inspect("desk-wrap-up-codes"));
            desktop.button("Add code").click();
            desktop.page().getByLabel("Name (English)").fill("Radio swapped");
            desktop.page().getByLabel("Name (Deutsch)").fill("Radio getauscht");
            desktop.page()
                    .getByLabel("Code", new Page.GetByLabelOptions().setExact(true))
                    .fill("radio-swapped");
            desktop.page()
                    .getByLabel("Keys", new Page.GetByLabelOptions().setExact(true))
                    .check();
            faults.addAll(desktop.inspect("desk-wrap-up-code"));
            desktop.page().keyboard().press("Enter");
            desktop.page().getByText("radio-swapped").waitFor();
            faults.addAll(desktop.complaints());
            assertThat(faults).isEmpty();
        }
        int place = codes.path("items").size() + 1;
        try (Desktop desktop = new Desktop(product, "en-GB")) {
            Page page = desktop.page();
            List<Route> editor = new ArrayList<>();
            page.route(Pattern.compile(".*/editor[^/]*\\.js"), editor::add);
            desktop.signIn("keys-agent", CallCentre.PASSWORD);
            heading(page, "Inbox").waitFor();
            page.keyboard().press("j");
            page.locator("article.message").waitFor();
            page.keyboard().press("r");
            page.keyboard().type("We swap it, ");
            assertThat(editor).as("the editor is still on its way").hasSize(1);
            editor.get(0).resume();
            page.locator(".ProseMirror:focus").waitFor();
            page.keyboard().type("of course.");
            page.getByText("We swap it, of course.").waitFor();
            page.keyboard().press("Control+Enter");
            page.locator("article.message.out").waitFor();
            page.keyboard().press("Escape");
            page.keyboard().press("e");
            page.getByRole(AriaRole.REGION, new Page.GetByRoleOptions().setName("Wrap-up"))
                    .waitFor();
            List<String> faults = new ArrayList<>(desktop.inspect("desk-wrap-up"));
            String work = page.url().substring(page.url().lastIndexOf('/') + 1);
            agent.rest()
                    .post("/api/v1/routing/desk/work/" + work + "/wrap-up", Map.of("code", "nobody-knows-it"))
                    .expect(400);
            page.keyboard().press("" + place);
            page.locator("button[aria-pressed=true]", new Page.LocatorOptions().setHasText("Radio swapped"))
                    .waitFor();
            Response done = page.waitForResponse(response -> response.url().endsWith("/wrap-up"), () -> page.keyboard()
                    .press("e"));
            assertThat(done.status()).isEqualTo(200);
            assertThat(done.request().postData()).contains("radio-swapped");
            desktop.await(
                    "the contact is gone", () -> assertThat(page.locator("live-inbox-list a[href$='" + work + "']")
                                    .count())
                            .isZero());
            assertThat(faults).isEmpty();
        } finally {
            JsonNode now = product.admin()
                    .get("/api/v1/routing/wrap-up-codes")
                    .expect(200)
                    .json();
            product.admin()
                    .put(
                            "/api/v1/routing/wrap-up-codes",
                            Map.of("version", now.path("version").asLong(), "items", codes.path("items")))
                    .expect(200);
        }
    }

    private static Locator heading(Page page, String name) {
        return page.getByRole(
                        AriaRole.HEADING,
                        new Page.GetByRoleOptions().setName(name).setExact(true))
                .first();
    }
}
