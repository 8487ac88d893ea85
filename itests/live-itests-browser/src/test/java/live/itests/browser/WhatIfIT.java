// SPDX-License-Identifier: Apache-2.0
package live.itests.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.SelectOption;
import java.util.ArrayList;
import java.util.List;
import live.itest.CallCentre;
import live.itest.Product;
import live.itest.Running;
import org.junit.jupiter.api.Test;

/** What a planner asks: more people for the contacts that are expected, compared with things as they are. */
@Running
class WhatIfIT {
    /** Names that are new in each run, also on a product that has seen others. */
    private static final String RUN = Long.toString(System.currentTimeMillis(), 36);

    @Test
    void more_people_are_tried_compared_and_a_question_is_taken_back(Product product) {
        CallCentre centre = new CallCentre(product, product.admin());
        String name = "Planned " + RUN;
        centre.queue(name, "planned " + RUN);
        centre.agent("plan-agent-" + RUN, "planned " + RUN);
        centre.user("plan-supervisor", "supervisor");
        try (Desktop desktop = new Desktop(product, "en-GB")) {
            Page page = desktop.page();
            desktop.signIn("plan-supervisor", CallCentre.PASSWORD).goTo("/what-if");
            desktop.complaints();
            page.getByText("No result yet").waitFor();
            page.getByLabel("As many as I expect").check();
            desktop.button("Calculate").click();
            page.getByText("Say how many contacts are expected.").waitFor();
            page.getByLabel("Queue").selectOption(new SelectOption().setLabel(name));
            page.getByLabel("Contacts per interval").fill("30");
            desktop.button("Calculate").click();
            Locator outcome = page.locator("live-what-if-outcome");
            outcome.getByText("Together").waitFor();
            assertThat(outcome.getByRole(AriaRole.ROW).count())
                    .as("20 half hours")
                    .isGreaterThanOrEqualTo(22);

            desktop.button("Add people").click();
            page.getByLabel("Fit for").selectOption(new SelectOption().setLabel(name));
            page.getByLabel("How many").fill("9");
            page.keyboard().press("Tab");
            page.getByText("The question has changed since").waitFor();
            desktop.asked();
            desktop.button("Calculate").click();
            outcome.getByText("Better").first().waitFor();
            assertThat(desktop.asked())
                    .as("things as they are are known already")
                    .containsOnlyOnce("POST /api/v1/routing/what-if");
            List<String> faults = new ArrayList<>(desktop.inspect("what-if"));
            faults.addAll(desktop.complaints());
            assertThat(faults).isEmpty();

            // Whoever does not want to wait need not.
            page.route("**/routing/what-if", route -> {});
            page.getByLabel("How many").fill("10");
            page.keyboard().press("Tab");
            desktop.asked();
            desktop.button("Calculate").click();
            page.getByText("2 of 2: with your changes").waitFor();
            desktop.button("Cancel").click();
            desktop.button("Calculate").waitFor();
            desktop.await("the question taken back", () -> assertThat(desktop.asked())
                    .anyMatch(asked -> asked.startsWith("DELETE /api/v1/routing/what-if/")));
        }
    }
}
