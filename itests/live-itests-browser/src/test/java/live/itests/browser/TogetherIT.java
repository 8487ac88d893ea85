// SPDX-License-Identifier: Apache-2.0
package live.itests.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.WaitForSelectorState;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import live.itest.Agent;
import live.itest.CallCentre;
import live.itest.Product;
import live.itest.Rest;
import live.itest.Running;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Colleagues on one contact: it is handed on with a note, put aside and taken up again, and several take part in it. Each test has queues and people of its own. */
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
            page.unroute(transfers);

            Locator offer = offer(bens, "Handed on");
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

    @Test
    void a_contact_is_put_aside_and_comes_back() {
        String queue = centre.queue("Aside " + RUN, "aside " + RUN);
        Agent cora = centre.agent("cora-" + RUN, "aside " + RUN);
        centre.user("aside-supervisor-" + RUN, "supervisor");
        cora.ready();
        ObjectNode rules = (ObjectNode) centre.admin()
                .get("/api/v1/routing/queues/" + queue)
                .expect(200)
                .json();
        centre.admin()
                .put("/api/v1/routing/queues/" + queue, rules.put("maxAttempts", 2))
                .expect(200);
        String contact = centre.contact(queue, "Not reached today", 5);
        centre.give(contact, cora);
        List<String> faults = new ArrayList<>();
        try (Desktop coras = new Desktop(product, "en-GB");
                Desktop supervisors = new Desktop(product, "en-GB")) {
            coras.signIn("cora-" + RUN, CallCentre.PASSWORD).goTo("/inbox/" + contact);
            coras.complaints();
            Page page = coras.page();
            page.locator("header .titles").first().click();
            page.keyboard().press("s");
            page.getByLabel("Tomorrow morning").check();
            page.getByLabel("The customer was not reached").check();
            page.getByText("Attempt 1 of 2").waitFor();
            page.getByLabel("The customer asked for it").check();
            page.getByLabel("Note for whoever takes it").fill("Try the mobile number.");
            faults.addAll(coras.inspect("put-aside"));
            dialogButton(page, "Put aside").click();
            page.getByText("Nothing on your desk").waitFor();
            page.getByRole(AriaRole.TAB, new Page.GetByRoleOptions().setName("Later"))
                    .click();
            Locator later = page.locator("live-inbox-list a.row");
            later.getByText("customer of Not reached today").waitFor();
            later.getByText("1 attempt").waitFor();
            later.click();
            page.getByText("Put aside until").waitFor();
            assertThat(coras.button("Take now").isVisible()).isTrue();
            faults.addAll(coras.inspect("put-aside-later"));

            supervisors.signIn("aside-supervisor-" + RUN, CallCentre.PASSWORD).goTo("/supervisor");
            supervisors.link("Put aside").click();
            supervisors.complaints();
            supervisors.goTo("/put-aside?queue=" + queue);
            Locator row = supervisors.page().locator("tbody tr");
            row.getByText("customer of Not reached today").waitFor();
            row.getByText("cora-" + RUN).waitFor();
            faults.addAll(supervisors.inspect("put-aside-all"));
            row.getByRole(AriaRole.BUTTON).first().click();
            supervisors
                    .page()
                    .getByRole(AriaRole.MENUITEM, new Page.GetByRoleOptions().setName("Bring back now"))
                    .click();
            supervisors.page().getByText("Nothing is put aside").waitFor();
            faults.addAll(supervisors.complaints());

            Locator offer = offer(coras, "Not reached today");
            offer.getByText("Try the mobile number.").waitFor();
            offer.getByText("1 attempt before").waitFor();
            offer.getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName("Accept"))
                    .click();
            page.locator("live-participants .note")
                    .getByText("Try the mobile number.")
                    .waitFor();
            String ticket = page.locator("live-conversation a.chips").getAttribute("href");
            page.locator("header .titles").first().click();
            page.keyboard().press("s");
            page.getByLabel("The customer was not reached").check();
            page.getByText("Attempt 2 of 2, the last one").waitFor();
            assertThat(page.getByLabel("Tomorrow morning").count()).isZero();
            faults.addAll(coras.inspect("put-aside-last"));
            dialogButton(page, "End the contact").click();
            page.getByText("the contact has ended").waitFor();
            coras.goTo(ticket);
            page.getByRole(AriaRole.TAB, new Page.GetByRoleOptions().setName("History"))
                    .click();
            page.getByText(Pattern.compile("put it aside until .*: the customer asked for it"))
                    .waitFor();
            faults.addAll(coras.complaints());
        }
        assertThat(faults).isEmpty();
    }

    @Test
    void a_colleague_is_asked_in_and_takes_over_while_a_supervisor_coaches() {
        String queue = centre.queue("Shared " + RUN, "shared " + RUN);
        Agent dan = centre.agent("dan-" + RUN, "shared " + RUN);
        Agent eva = centre.agent("eva-" + RUN);
        centre.user("shared-supervisor-" + RUN, "supervisor");
        dan.ready();
        eva.ready();
        String contact = centre.contact(queue, "Asked together", 5);
        centre.give(contact, dan);
        List<String> faults = new ArrayList<>();
        try (Desktop dans = new Desktop(product, "en-GB");
                Desktop evas = new Desktop(product, "en-GB");
                Desktop supervisors = new Desktop(product, "en-GB")) {
            evas.signIn("eva-" + RUN, CallCentre.PASSWORD).goTo("/inbox");
            dans.signIn("dan-" + RUN, CallCentre.PASSWORD).goTo("/inbox/" + contact);
            dans.complaints();
            evas.complaints();
            Page page = dans.page();
            page.locator("header .titles").first().click();
            page.keyboard().press("i");
            page.getByPlaceholder("Type to search").fill("eva-" + RUN);
            page.getByRole(AriaRole.OPTION, new Page.GetByRoleOptions().setName("eva-" + RUN))
                    .click();
            page.getByLabel("Note for whoever takes it").fill("Is this covered?");
            faults.addAll(dans.inspect("together-ask"));
            dialogButton(page, "Ask").click();
            Locator asked = part(dans, "eva-" + RUN);
            asked.getByText("is asked").waitFor();

            Locator offer = offer(evas, "Asked together");
            offer.getByText("dan-" + RUN + " asks for advice").waitFor();
            offer.getByText("Is this covered?").waitFor();
            faults.addAll(evas.inspect("together-asked"));
            offer.getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName("Accept"))
                    .click();
            evas.page().getByText("You advise:").waitFor();
            part(evas, "dan-" + RUN).getByText("has the contact").waitFor();
            Locator reply = evas.page()
                    .getByRole(AriaRole.TAB, new Page.GetByRoleOptions().setName("Reply"))
                    .first();
            reply.waitFor();
            assertThat(reply.isDisabled()).isTrue();
            faults.addAll(evas.inspect("together-advises"));

            part(dans, "eva-" + RUN).getByText("advises").waitFor();
            faults.addAll(dans.inspect("together-owner"));
            choose(dans, "eva-" + RUN, "Let them answer the customer");
            evas.page().getByText("You take part:").waitFor();

            supervisors.signIn("shared-supervisor-" + RUN, CallCentre.PASSWORD).goTo("/supervisor/queue/" + queue);
            supervisors.complaints();
            Page watched = supervisors.page();
            watched.getByRole(
                            AriaRole.BUTTON,
                            new Page.GetByRoleOptions().setName("Actions for customer of Asked together"))
                    .first()
                    .click();
            watched.locator("live-queue-panel [role=menu]:popover-open button")
                    .filter(new Locator.FilterOptions().setHasText("Coach"))
                    .click();
            watched.getByText("You coach:").waitFor();
            part(dans, "shared-supervisor-" + RUN).getByText("coaches").waitFor();
            supervisors.button("Role").click();
            watched.getByRole(AriaRole.MENUITEMRADIO, new Page.GetByRoleOptions().setName("Read along"))
                    .click();
            watched.getByText("nothing can be written").waitFor();
            part(dans, "shared-supervisor-" + RUN)
                    .waitFor(new Locator.WaitForOptions().setState(WaitForSelectorState.DETACHED));
            faults.addAll(supervisors.inspect("together-reads"));
            supervisors.button("Leave").click();
            watched.getByText("Nothing on your desk").waitFor();

            choose(dans, "eva-" + RUN, "Hand over to eva-" + RUN);
            evas.button("Transfer").waitFor();
            page.getByText("Nothing on your desk").waitFor();
            assertThat(centre.admin()
                            .get("/api/v1/routing/work/" + contact)
                            .expect(200)
                            .json()
                            .path("agent")
                            .asText())
                    .isEqualTo(eva.id());
            handBack(supervisors, queue, contact, eva, dan);
            for (Desktop desktop : List.of(dans, evas, supervisors)) {
                faults.addAll(desktop.complaints());
            }
        }
        assertThat(faults).isEmpty();
    }

    /** Whoever takes part can be given the contact by a supervisor, too. */
    private static void handBack(Desktop supervisors, String queue, String contact, Agent owner, Agent helper) {
        owner.rest()
                .post(
                        "/api/v1/routing/desk/work/" + contact + "/invite",
                        Map.of("role", "CONSULT", "agent", helper.id()))
                .expect(200);
        helper.accept(helper.awaitOffer());
        supervisors.goTo("/supervisor/queue/" + queue);
        Page page = supervisors.page();
        page.locator("live-supply").getByText("Able / signed in").waitFor();
        Locator rows = page.locator("live-queue-panel li");
        rows.filter(new Locator.FilterOptions().setHasText("Advises")).waitFor();
        rows.filter(new Locator.FilterOptions().setHasText("eva-" + RUN))
                .getByRole(AriaRole.BUTTON)
                .first()
                .click();
        page.locator("live-queue-panel [role=menu]:popover-open button")
                .filter(new Locator.FilterOptions().setHasText("Hand over to dan-" + RUN))
                .click();
        supervisors.await("the contact with the helper", () -> assertThat(centre.admin()
                        .get("/api/v1/routing/work/" + contact)
                        .expect(200)
                        .json()
                        .path("agent")
                        .asText())
                .isEqualTo(helper.id()));
    }

    /** Others may be offered as well: contacts of queues that everybody serves. */
    private static Locator offer(Desktop desktop, String subject) {
        return desktop.page().locator("live-offers .offer").filter(new Locator.FilterOptions().setHasText(subject));
    }

    /** Who is shown to be there on the contact. */
    private static Locator part(Desktop desktop, String name) {
        return desktop.page().locator("live-participants .who").filter(new Locator.FilterOptions().setHasText(name));
    }

    private static void choose(Desktop desktop, String name, String act) {
        part(desktop, name).click();
        desktop.page()
                .locator("live-participants [role=menu]:popover-open button")
                .filter(new Locator.FilterOptions().setHasText(act))
                .click();
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
