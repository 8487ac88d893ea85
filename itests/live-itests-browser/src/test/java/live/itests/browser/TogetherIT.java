// SPDX-License-Identifier: Apache-2.0
package live.itests.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.WaitForSelectorState;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import live.itest.Agent;
import live.itest.CallCentre;
import live.itest.Product;
import live.itest.Rest;
import live.itest.Running;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Colleagues on one contact: it is handed on with a note. Each test has queues and people of its own. */
@Running
class TogetherIT {
    /** Names that are new in each run, also on a product that has seen others. */
    private static final String RUN = Long.toString(System.currentTimeMillis(), 36);

    private static Product product;
    private static CallCentre centre;

    @BeforeAll
    static void fill(Product running) {
        product = running;
        centre = new CallCentre(product, product.admin());
    }

    @Test
    void whoever_takes_a_contact_finds_the_note_that_was_left() {
        String queue = centre.queue("Handed " + RUN, "handed " + RUN);
        Agent anna = centre.agent("anna-" + RUN, "handed " + RUN);
        Agent ben = centre.agent("ben-" + RUN);
        anna.ready();
        ben.ready();
        String contact = centre.contact(queue, "Handed on", 5);
        centre.give(contact, anna);
        List<String> faults = new ArrayList<>();
        try (Desktop annas = new Desktop(product, "en-GB");
                Desktop bens = new Desktop(product, "en-GB")) {
            bens.signIn("ben-" + RUN, CallCentre.PASSWORD).goTo("/inbox");
            annas.signIn("anna-" + RUN, CallCentre.PASSWORD).goTo("/inbox/" + contact);
            annas.complaints();
            Page page = annas.page();
            annas.button("Transfer").click();
            page.getByPlaceholder("Type to search").fill("ben-" + RUN);
            Locator choice = page.getByRole(AriaRole.OPTION, new Page.GetByRoleOptions().setName("ben-" + RUN));
            choice.click();
            page.getByLabel("Note for whoever takes it").fill("Speaks Danish, wants a refund.");
            faults.addAll(annas.inspect("hand-on"));
            // The first attempt breaks after the note was kept: it must not be there twice.
            AtomicInteger attempts = new AtomicInteger();
            Pattern transfers = Pattern.compile(".*/transfer");
            page.route(transfers, route -> {
                if (attempts.incrementAndGet() == 1) {
                    route.abort();
                } else {
                    route.resume();
                }
            });
            page.keyboard().press("Control+Enter");
            page.locator("live-hand-on [role=alert]").waitFor();
            assertThat(page.getByLabel("Note for whoever takes it").inputValue())
                    .contains("Danish");
            dialogButton(page, "Transfer").click();
            page.locator("live-hand-on").waitFor(new Locator.WaitForOptions().setState(WaitForSelectorState.DETACHED));
            page.unroute(transfers, Route::resume);

            Locator offer = bens.page()
                    .locator("live-offers .offer")
                    .filter(new Locator.FilterOptions().setHasText("Handed on"));
            offer.getByText("Note from anna-" + RUN + ":").waitFor();
            offer.getByText("Speaks Danish, wants a refund.").waitFor();
            bens.complaints();
            faults.addAll(bens.inspect("hand-on-offer"));
            offer.getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName("Accept"))
                    .click();
            Locator note = bens.page().locator("live-participants .note");
            note.getByText("Speaks Danish, wants a refund.").waitFor();
            faults.addAll(bens.inspect("hand-on-taken"));
            faults.addAll(bens.complaints());
            assertThat(notes(ben.rest(), contact)).containsOnlyOnce("Speaks Danish, wants a refund.");
            note.getByRole(AriaRole.BUTTON).click();
            note.waitFor(new Locator.WaitForOptions().setState(WaitForSelectorState.DETACHED));
        }
        assertThat(faults).isEmpty();
    }

    private static Locator dialogButton(Page page, String name) {
        return page.locator("live-dialog > button.primary")
                .getByText(name, new Locator.GetByTextOptions().setExact(true));
    }

    private static List<String> notes(Rest rest, String contact) {
        List<String> notes = new ArrayList<>();
        rest.get("/api/v1/channels/interactions/" + contact + "/messages")
                .expect(200)
                .json()
                .path("items")
                .forEach(message -> {
                    if (message.path("direction").asText().equals("NOTE")) {
                        notes.add(message.path("text").asText());
                    }
                });
        return notes;
    }
}
