// SPDX-License-Identifier: Apache-2.0
package live.itests.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.SelectOption;
import com.microsoft.playwright.options.WaitForSelectorState;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import live.itest.CallCentre;
import live.itest.Product;
import live.itest.Running;
import org.junit.jupiter.api.Test;

/** The rules of a queue in the browser: checked while they are written, kept as versions, rolled back. */
@Running
class QueueRulesIT {
    /** Names that are new in each run, also on a product that has seen others. */
    private static final String RUN = Long.toString(System.currentTimeMillis(), 36);

    @Test
    void rules_are_checked_stored_and_rolled_back(Product product) {
        CallCentre centre = new CallCentre(product, product.admin());
        centre.user("rules-admin", "admin");
        String queue = centre.queue("Rules " + RUN, "rules " + RUN);
        String team = "Helpers " + RUN;
        centre.admin().post("/api/v1/directory/teams", Map.of("name", team)).expect(200, 201);
        try (Desktop desktop = new Desktop(product, "en-GB")) {
            Page page = desktop.page();
            desktop.signIn("rules-admin", CallCentre.PASSWORD).goTo("/admin/queues/" + queue);
            // Nobody has the skill: that is said before anything is changed, and keeps nothing from being stored.
            page.getByText("Nobody has this skill at this level.").waitFor();
            desktop.button("Add ring").click();
            Locator nobody = page.getByText("It opens to nobody");
            nobody.waitFor();
            Locator ring = page.locator("section.ring");
            desktop.button("Save").click();
            page.getByText("This cannot be saved yet").waitFor();
            assertThat(rules(centre, queue).path("rings")).isEmpty();

            page.getByLabel("Add team").selectOption(new SelectOption().setLabel(team));
            // It is served by everybody who has the skill, so it is the skill that must be asked less of.
            ring.getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName("Add skill"))
                    .click();
            nobody.waitFor(new Locator.WaitForOptions().setState(WaitForSelectorState.DETACHED));
            page.getByText("Everybody serves this queue already").waitFor();
            page.getByLabel("Service level target", new Page.GetByLabelOptions().setExact(true))
                    .fill("90");
            page.keyboard().press("Tab");
            page.getByText("It opens only when")
                    .waitFor(new Locator.WaitForOptions().setState(WaitForSelectorState.DETACHED));
            desktop.complaints();
            List<String> faults = new ArrayList<>(desktop.inspect("rules-editor"));
            desktop.button("Save").click();
            page.getByRole(AriaRole.DIALOG)
                    .waitFor(new Locator.WaitForOptions().setState(WaitForSelectorState.DETACHED));
            JsonNode stored = rules(centre, queue);
            assertThat(stored.path("rings").get(0).path("afterSeconds").asInt()).isEqualTo(60);
            assertThat(stored.path("rings").get(0).path("teams")).hasSize(1);
            assertThat(stored.path("serviceLevelSeconds").asInt()).isEqualTo(90);
            assertThat(stored.has("medium")).as("a medium that nobody chose").isFalse();

            desktop.goTo("/admin/queues/" + queue);
            page.getByRole(AriaRole.TAB, new Page.GetByRoleOptions().setName("Versions"))
                    .click();
            page.getByText("Version 2").waitFor();
            page.locator("live-queue-versions").getByText("Expansion").first().waitFor();
            page.locator("live-queue-versions").getByText("rules-admin").first().waitFor();
            faults.addAll(desktop.inspect("rules-versions"));
            faults.addAll(desktop.complaints());
            assertThat(faults).isEmpty();
            desktop.button("Roll back to version 1").click();
            page.getByText("It becomes a new version").waitFor();
            page.locator("live-dialog > button.primary.plain").click();
            page.getByText("Rolled back to version 1").waitFor();
            assertThat(rules(centre, queue).path("rings")).isEmpty();
            assertThat(rules(centre, queue).path("version").asLong()).isEqualTo(3);
        }
    }

    @Test
    void a_queue_goes_by_opening_hours(Product product) {
        CallCentre centre = new CallCentre(product, product.admin());
        centre.user("hours-admin", "admin");
        String queue = centre.queue("Timed " + RUN, "timed " + RUN);
        String other = "Elsewhere " + RUN;
        centre.queue(other, "timed " + RUN);
        String hours = "Office " + RUN;
        try (Desktop desktop = new Desktop(product, "en-GB")) {
            Page page = desktop.page();
            desktop.signIn("hours-admin", CallCentre.PASSWORD).goTo("/admin/hours/new");
            desktop.complaints();
            page.getByLabel("Name").fill(hours);
            page.getByLabel("Time zone").fill("Europe/Berlin");
            desktop.button("Monday: add hours").click();
            desktop.button("Same hours from Monday to Friday").click();
            desktop.button("Add day").click();
            page.getByLabel("Date").fill("2026-12-25");
            page.getByLabel("Occasion").fill("Christmas");
            List<String> faults = new ArrayList<>(desktop.inspect("hours-editor"));
            desktop.button("Save").click();
            Locator row = page.locator("tbody tr").filter(new Locator.FilterOptions().setHasText(hours));
            row.getByText("Mon–Fri 08:00–17:00").waitFor();
            row.getByText("and 1 other day").waitFor();

            desktop.goTo("/admin/queues/" + queue);
            page.getByLabel("Opening hours").selectOption(new SelectOption().setLabel(hours));
            page.getByLabel("Contacts go to another queue").check();
            page.locator(".mark.error").getByText("Choose a queue.").waitFor();
            page.getByLabel("To which queue").selectOption(new SelectOption().setLabel(other));
            page.locator(".mark.error").waitFor(new Locator.WaitForOptions().setState(WaitForSelectorState.DETACHED));
            faults.addAll(desktop.complaints());
            assertThat(faults).isEmpty();
            desktop.button("Save").click();
            page.getByRole(AriaRole.DIALOG)
                    .waitFor(new Locator.WaitForOptions().setState(WaitForSelectorState.DETACHED));
            assertThat(rules(centre, queue).path("closed").asText()).isEqualTo("overflow");
            assertThat(rules(centre, queue).path("hours").asText()).isNotEmpty();
        }
    }

    @Test
    void rules_are_tried_beside_those_that_hold(Product product) {
        CallCentre centre = new CallCentre(product, product.admin());
        centre.user("trial-admin", "admin");
        String name = "Tried " + RUN;
        String queue = centre.queue(name, "tried " + RUN);
        // One trial runs at a time: one that another run has left is at its end.
        for (JsonNode one :
                centre.admin().get("/api/v1/routing/shadow").expect(200).json().path("items")) {
            centre.admin()
                    .post("/api/v1/routing/shadow/" + one.path("id").asText() + "/stop", Map.of())
                    .expect(200);
        }
        try (Desktop desktop = new Desktop(product, "en-GB")) {
            Page page = desktop.page();
            desktop.signIn("trial-admin", CallCentre.PASSWORD).goTo("/admin/queues/" + queue);
            page.getByLabel("Who is asked").selectOption("cyclic");
            desktop.button("Try beside").click();
            Locator trial = page.locator("article").filter(new Locator.FilterOptions().setHasText(name));
            trial.getByText("On trial", new Locator.GetByTextOptions().setExact(true))
                    .first()
                    .waitFor();
            trial.getByText("Everybody in turn").waitFor();
            assertThat(rules(centre, queue).path("strategy").asText()).isEqualTo("longest-idle");
            desktop.complaints();
            assertThat(desktop.inspect("rules-on-trial")).isEmpty();
            confirm(desktop, "Put in force");
            trial.getByText("In force", new Locator.GetByTextOptions().setExact(true))
                    .waitFor();
            assertThat(rules(centre, queue).path("strategy").asText()).isEqualTo("cyclic");
            confirm(desktop, "Take back");
            trial.getByText("Taken back", new Locator.GetByTextOptions().setExact(true))
                    .waitFor();
            assertThat(rules(centre, queue).path("strategy").asText()).isEqualTo("longest-idle");
            desktop.assertContent();
        }
    }

    /** Contacts for which two sets of rules differ come in the course of a day: what the server says of one is played. */
    @Test
    void an_example_of_rules_on_trial_says_how_it_came_about(Product product) {
        CallCentre centre = new CallCentre(product, product.admin());
        centre.user("example-admin", "admin");
        String queue = centre.queue("Example " + RUN, "example " + RUN);
        String agent = centre.agent("example-agent-" + RUN, "example " + RUN).id();
        String side =
                """
                {"agent": "%s", "waitSeconds": %d, "explanation": [{"at": "2026-11-23T10:00:00Z", "queue": "%s", "chosen": "%s", "freed": false,
                  "strategy": "%s", "rulesVersion": 1, "queueVersion": 1, "verdicts": {"CHOSEN": 1}, "agents": [{"agent": "%s", "verdict": "CHOSEN", "detail": "", "score": 1}]}]}
                """;
        String world =
                "{\"answered\": 9, \"abandoned\": 1, \"withinTarget\": 8, \"averageWaitSeconds\": 12, \"expanded\": 0}";
        String shadow =
                """
                {"items": [{"id": "00000000-0000-7000-8000-000000000001", "name": "Played", "state": "stopped", "startedAt": "2026-11-23T09:00:00Z", "queues": [],
                  "compared": 10, "live": %s, "shadow": %s, "sameAgent": 9, "otherAgent": 1,
                  "examples": [{"work": "00000000-0000-7000-8000-000000000002", "live": %s, "shadow": %s}]}]}
                """
                        .formatted(
                                world,
                                world,
                                side.formatted(agent, 30, queue, agent, "longest-idle", agent),
                                side.formatted(agent, 12, queue, agent, "cyclic", agent));
        try (Desktop desktop = new Desktop(product, "en-GB")) {
            Page page = desktop.page();
            desktop.signIn("example-admin", CallCentre.PASSWORD);
            page.route(
                    "**/api/v1/routing/shadow",
                    route -> route.fulfill(new Route.FulfillOptions()
                            .setContentType("application/json")
                            .setBody(shadow)));
            desktop.goTo("/admin/shadow");
            desktop.complaints();
            page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("How it came about"))
                    .click();
            Locator steps = page.locator("live-routing-step");
            steps.nth(1).getByText("Offered to example-agent-" + RUN).waitFor();
            assertThat(steps.count()).as("one for each set of rules").isEqualTo(2);
            assertThat(desktop.inspect("rules-example")).isEmpty();
            desktop.assertContent();
        }
    }

    private static void confirm(Desktop desktop, String act) {
        desktop.button(act).click();
        desktop.page().locator("live-dialog > button.primary.plain").click();
    }

    private static JsonNode rules(CallCentre centre, String queue) {
        return centre.admin().get("/api/v1/routing/queues/" + queue).expect(200).json();
    }
}
