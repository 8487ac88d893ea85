// SPDX-License-Identifier: Apache-2.0
package live.itests.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.AriaRole;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import live.itest.CallCentre;
import live.itest.Product;
import live.itest.Rest;
import live.itest.Running;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What everybody sets for himself, and what he is told. */
@Running
class PersonalIT {
    private static Product product;
    private static CallCentre centre;

    @BeforeAll
    static void know(Product running) {
        product = running;
        centre = new CallCentre(product, product.admin());
    }

    @Test
    void what_one_sets_is_there_at_once_and_in_other_browsers() {
        Rest self = centre.user("personal-looks", "agent");
        try (Desktop here = new Desktop(product, "en-GB");
                Desktop there = new Desktop(product, "en-GB")) {
            here.signIn("personal-looks", CallCentre.PASSWORD).goTo("/me");
            here.complaints();
            here.page().getByLabel("Dark").check();
            here.page().getByLabel("Comfortable").check();
            here.page().getByLabel("Time zone").selectOption("Asia/Tokyo");
            here.page()
                    .locator("html[data-theme=dark][data-density=comfortable]")
                    .waitFor();
            here.page().reload();
            here.page()
                    .locator("html[data-theme=dark][data-density=comfortable]")
                    .waitFor();

            here.await("the server to have heard of all", () -> assertThat(self.get("/api/v1/personal/preferences")
                            .expect(200)
                            .json()
                            .path("values"))
                    .hasSize(3));
            there.signIn("personal-looks", CallCentre.PASSWORD);
            there.complaints();
            there.page()
                    .locator("html[data-theme=dark][data-density=comfortable]")
                    .waitFor();
            there.goTo("/me/looks");
            assertThat(there.page().getByLabel("Time zone").inputValue()).isEqualTo("Asia/Tokyo");
            there.page().getByLabel("As the system").check();

            List<String> faults = new ArrayList<>();
            for (String page : List.of("looks", "attention", "keys")) {
                there.goTo("/me/" + page);
                faults.addAll(there.inspect("me-" + page));
            }
            assertThat(faults).isEmpty();
            there.assertContent();
        }
    }

    @Test
    void keys_are_given_to_other_commands_and_conflicts_are_said() {
        centre.user("personal-keys", "agent");
        try (Desktop desktop = new Desktop(product, "en-GB")) {
            desktop.signIn("personal-keys", CallCentre.PASSWORD).goTo("/me/keys");
            desktop.complaints();
            Page page = desktop.page();
            named(page, "Keyboard shortcuts: ?. Change").click();
            Locator waiting = named(page, "Type the keys …");
            waiting.waitFor();
            page.keyboard().press("Alt+q");
            page.getByText("Alt types letters on many keyboards; choose other keys.")
                    .waitFor();
            page.keyboard().press("g");
            page.keyboard().press("i");
            page.getByText("“Go to Inbox” has these keys already.").waitFor();
            page.keyboard().press("Control+y");
            named(page, "Keyboard shortcuts: Ctrl y. Change").waitFor();

            desktop.goTo("/tickets");
            page.keyboard().press("Control+y");
            page.locator("live-keys li", new Page.LocatorOptions().setHasText("Keyboard shortcuts"))
                    .getByText("y", new Locator.GetByTextOptions().setExact(true))
                    .waitFor();
            page.keyboard().press("Escape");

            desktop.goTo("/me/keys");
            named(page, "Keyboard shortcuts: as it was").click();
            named(page, "Keyboard shortcuts: ?. Change").waitFor();
            desktop.assertContent();
        }
    }

    @Test
    void what_happened_meanwhile_waits_in_the_bell_of_every_browser() {
        Rest self = centre.user("personal-bell", "agent");
        try (Desktop here = new Desktop(product, "en-GB");
                Desktop there = new Desktop(product, "en-GB")) {
            here.signIn("personal-bell", CallCentre.PASSWORD).goTo("/tickets");
            here.complaints();
            there.signIn("personal-bell", CallCentre.PASSWORD).goTo("/tickets");
            here.complaints();
            named(there.page(), "Notifications").waitFor();
            Map<String, Object> missed = Map.of(
                    "id", UUID.randomUUID().toString(), "kind", "desktop.missed", "path", "/inbox", "values", Map.of());
            self.post("/api/v1/personal/notifications", missed).expect(200);
            self.post("/api/v1/personal/notifications", missed).expect(200);

            named(there.page(), "Notifications, 1 new").waitFor();
            named(here.page(), "Notifications, 1 new").click();
            here.await("the title to count it", () -> assertThat(here.page().title())
                    .startsWith("(1) "));
            assertThat(here.inspect("bell")).isEmpty();
            Locator told = here.link("You missed a contact that was offered to you");
            if (!told.isVisible()) {
                named(here.page(), "Notifications, 1 new").click();
            }
            told.click();
            here.page().waitForURL("**/inbox");
            named(here.page(), "Notifications").waitFor();
            named(there.page(), "Notifications").waitFor();
            there.await(
                    "nothing more to be counted",
                    () -> assertThat(there.page().title()).doesNotStartWith("("));
            here.assertContent();
        }
    }

    @Test
    void enter_waits_for_what_the_palette_finds_and_what_was_used_comes_first() {
        Rest self = centre.user("personal-palette", "agent");
        String number = self.post(
                        "/api/v1/ticketing/tickets",
                        Map.of("subject", "Haystack with a needle7781", "text", "Somewhere in it"))
                .expect(201)
                .json()
                .path("number")
                .asText();
        try (Desktop desktop = new Desktop(product, "en-GB")) {
            desktop.signIn("personal-palette", CallCentre.PASSWORD).goTo("/inbox");
            desktop.complaints();
            Page page = desktop.page();
            List<Route> held = new ArrayList<>();
            page.route("**/ticketing/tickets?*needle7781*", held::add);
            page.keyboard().press("Control+k");
            page.getByRole(AriaRole.COMBOBOX).fill("needle7781");
            page.keyboard().press("Enter");
            page.waitForCondition(() -> !held.isEmpty());
            page.getByText("Searching …").waitFor();
            held.forEach(Route::resume);
            page.waitForURL("**/tickets/" + number);

            page.keyboard().press("Control+k");
            page.getByRole(AriaRole.COMBOBOX).fill("Go to Inbox");
            page.keyboard().press("Enter");
            page.waitForURL("**/inbox");
            page.keyboard().press("Control+k");
            page.getByText("Recently used").waitFor();
            assertThat(page.getByRole(AriaRole.OPTION).first().innerText()).contains("Go to Inbox");
            page.keyboard().press("Enter");
            desktop.assertContent();
        }
    }

    private static Locator named(Page page, String name) {
        return page.getByRole(
                AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name).setExact(true));
    }
}
