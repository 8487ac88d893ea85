// SPDX-License-Identifier: Apache-2.0
package live.itests.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.WaitForSelectorState;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import live.itest.Agent;
import live.itest.CallCentre;
import live.itest.MailHost;
import live.itest.Product;
import live.itest.Running;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What is written while there is no connection, and leaving the desk. */
@Running
class OfflineIT {
    /** Names that are new in each run, also on a product that has seen others. */
    private static final String RUN = Long.toString(System.currentTimeMillis(), 36);

    private static final String SHOP = "offline-" + RUN + "@shop.example";
    private static final String CUSTOMER = "ana-" + RUN + "@offline.example";
    private static final String WRITER = "writer-" + RUN;
    private static final String LEAVER = "leaver-" + RUN;

    private static Product product;
    private static MailHost host;
    private static CallCentre centre;
    private static String mails;

    @BeforeAll
    static void fill(Product running) {
        product = running;
        host = MailHost.start().mailbox(SHOP, "shop-password").mailbox(CUSTOMER, "password");
        centre = new CallCentre(product, product.admin());
        mails = centre.queue("Offline " + RUN, "offline " + RUN);
        centre.route(SHOP, mails);
        centre.emailAccount("offline-" + RUN, host, SHOP, "shop-password");
    }

    @AfterAll
    static void close() {
        host.close();
    }

    @Test
    void a_reply_that_is_written_offline_goes_by_itself_and_once() throws Exception {
        Agent agent = centre.agent(WRITER, "offline " + RUN);
        host.deliver(
                SHOP,
                MailHost.plain(
                        "Ana <" + CUSTOMER + ">", SHOP, "My radio", "<" + RUN + "@offline.example>", "It is silent."));
        String contact = Awaitility.await("the mail in its queue")
                .atMost(Duration.ofSeconds(30))
                .until(OfflineIT::first, id -> !id.isEmpty());
        agent.ready();
        centre.admin()
                .post("/api/v1/routing/work/" + contact + "/assign", Map.of("agent", agent.id()))
                .expect(200);
        try (Desktop desktop = new Desktop(product, "en-GB")) {
            Page page = desktop.page();
            desktop.signIn(WRITER, CallCentre.PASSWORD).goTo("/inbox/" + contact);
            Locator editor = page.locator("live-composer [contenteditable=true]");
            editor.waitFor();
            page.context().setOffline(true);
            editor.click();
            editor.pressSequentially("Please turn it on.");
            page.keyboard().press("Control+Enter");
            Locator waiting = page.getByText("Waiting to be sent");
            waiting.waitFor();
            assertThat(editor.innerText().strip()).isEmpty();

            page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Take back"))
                    .click();
            waiting.waitFor(new Locator.WaitForOptions().setState(WaitForSelectorState.DETACHED));
            desktop.await("the text again", () -> assertThat(editor.innerText()).contains("Please turn it on."));
            editor.click();
            page.keyboard().press("Control+End");
            editor.pressSequentially(" Thank you.");
            page.keyboard().press("Control+Enter");
            waiting.waitFor();
            desktop.shot("offline-waiting");
            assertThat(host.inbox(CUSTOMER)).isEmpty();

            page.context().setOffline(false);
            waiting.waitFor(new Locator.WaitForOptions().setState(WaitForSelectorState.DETACHED));
            desktop.await("the mail", () -> assertThat(host.inbox(CUSTOMER)).hasSize(1));
            assertThat(new String(MailHost.bytes(host.inbox(CUSTOMER).get(0)), StandardCharsets.UTF_8))
                    .contains("Please turn it on. Thank you.");
            // The same in the conversation: once, and from the server.
            desktop.goTo("/inbox/" + contact);
            desktop.awaitText("Please turn it on. Thank you.");
            assertThat(page.locator("live-thread article.out").count()).isEqualTo(1);
            assertThat(host.inbox(CUSTOMER)).hasSize(1);
        }
    }

    @Test
    void signing_out_leaves_the_desk_and_asks_for_contacts_in_hand() {
        Agent agent = centre.agent(LEAVER);
        String leaver = agent.id();
        agent.ready();
        centre.give(centre.contact(queue(), "In hand", 5), agent);
        try (Desktop desktop = new Desktop(product, "en-GB")) {
            Page page = desktop.page();
            desktop.signIn(LEAVER, CallCentre.PASSWORD).goTo("/inbox");
            signOut(desktop);
            page.getByText("One contact is in hand").waitFor();
            page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Cancel"))
                    .click();
            assertThat(presence(leaver)).isEqualTo("READY");
            signOut(desktop);
            page.getByText("One contact is in hand").waitFor();
            page.locator("live-dialog > button").click();
            page.getByLabel("Password").waitFor();
            desktop.await("signed out", () -> assertThat(presence(leaver)).isEqualTo("SIGNED_OUT"));
        }
    }

    /** What waits for the writer, who may be offered other contacts as well: those of queues that everybody serves. */
    private static String first() {
        return centre.admin()
                .get("/api/v1/routing/queues/" + mails + "/waiting")
                .expect(200)
                .json()
                .path("items")
                .path(0)
                .path("work")
                .asText();
    }

    private static String queue() {
        return centre.queue("In hand " + RUN, "in hand " + RUN);
    }

    /** As supervisors see it. */
    private static String presence(String agent) {
        for (JsonNode each :
                centre.admin().get("/api/v1/routing/agents").expect(200).json().path("items")) {
            if (each.path("agent").asText().equals(agent)) {
                return each.path("state").asText();
            }
        }
        return "";
    }

    private static void signOut(Desktop desktop) {
        desktop.page()
                .getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("your settings"))
                .click();
        desktop.page()
                .locator("live-header [role=menu]:popover-open button")
                .getByText("Sign out", new Locator.GetByTextOptions().setExact(true))
                .click();
    }
}
