// SPDX-License-Identifier: Apache-2.0
package live.itests.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Frame;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.BoundingBox;
import com.microsoft.playwright.options.LoadState;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import live.itest.CallCentre;
import live.itest.Product;
import live.itest.Running;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** A customer on a page of somebody else, and an agent at the desktop. */
@Running
class ChatIT {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final boolean PICTURES = Boolean.getBoolean("live.screens");
    private static final List<String> WCAG = List.of("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa");

    @Test
    void a_customer_chats_with_an_agent_over_a_page_of_others(Product product) throws Exception {
        String own = product.uri("").toString().replaceFirst("/$", "");
        CallCentre centre = new CallCentre(product, product.admin());
        String queue = centre.queue("Chats", "chats");
        centre.user("chat-agent", "agent", "chats");
        try (ForeignPage foreign = new ForeignPage(own, "shop");
                Desktop desktop = new Desktop(product, "en-GB");
                BrowserContext customer = Chromium.running()
                        .newContext(new Browser.NewContextOptions()
                                .setLocale("en-GB")
                                .setViewportSize(1280, 800))) {
            customer.setDefaultTimeout(45_000);
            branch(product, foreign.origin(), queue);
            List<String> complaints = new ArrayList<>();
            Page page = customer.newPage();
            page.onConsoleMessage(message -> {
                if (message.type().equals("error")) {
                    complaints.add(message.text());
                }
            });
            page.onPageError(complaints::add);

            // The page can neither reach into the widget nor change it.
            page.navigate(foreign.origin() + "/");
            page.waitForFunction("() => window.LiveWidget");
            assertThat(page.evaluate("() => document.querySelectorAll('iframe, button').length"))
                    .isEqualTo(0);
            picture(page, "chat-launcher");
            page.evaluate("() => LiveWidget.open()");
            Frame widget = widget(page);
            Locator text = widget.getByLabel("Write a message");
            text.waitFor();
            assertThat(widget.locator("#greeting").innerText()).isEqualTo("How can we help?");
            assertThat(widget.locator("body").evaluate("body => getComputedStyle(body).color"))
                    .isNotEqualTo("rgb(0, 255, 0)");
            assertThat(inside(page, widget)).isTrue();
            assertThat(widget.getByLabel("Send").isDisabled()).isTrue();
            widget.getByLabel("What is it about?").selectOption("An order");
            text.fill("Where is <b>my</b> order?");
            picture(page, "chat-writing");
            text.press("Enter");
            widget.getByText("· sent").first().waitFor();
            await("a place in the queue", widget, () -> widget.locator("#status")
                    .innerText()
                    .contains("number 1"));
            picture(page, "chat-waiting");

            // Who leaves and comes back keeps his place and what was said.
            page.reload();
            page.waitForFunction("() => window.LiveWidget");
            page.evaluate("() => LiveWidget.open()");
            Frame again = widget(page);
            again.getByText("Where is <b>my</b> order?").waitFor();
            await("his place", again, () -> again.locator("#status").innerText().contains("number 1"));

            desktop.signIn("chat-agent", CallCentre.PASSWORD);
            desktop.page()
                    .getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Presence"))
                    .click();
            desktop.page()
                    .getByText("Ready", new Page.GetByTextOptions().setExact(true))
                    .first()
                    .click();
            desktop.button("Accept").waitFor();
            desktop.button("Accept").click();
            desktop.awaitText("Where is <b>my</b> order?");
            await("that somebody is there", again, () -> again.locator("#status")
                    .innerText()
                    .contains("connected"));
            again.getByText("· read").first().waitFor();

            Locator editor = desktop.page().locator("[contenteditable=true]").first();
            editor.click();
            editor.pressSequentially("On its way");
            again.getByText("Typing…").waitFor();
            editor.press("Enter");
            again.getByText("On its way").waitFor();
            desktop.page().getByText("Read").first().waitFor();
            again.getByLabel("Write a message").pressSequentially("Thank");
            desktop.awaitText("is typing");
            desktop.settle();
            desktop.shot("chat-agent");
            List<String> faults = new ArrayList<>();
            again.getByLabel("Write a message").press("Enter");
            desktop.awaitText("Thank");
            picture(page, "chat-talking");
            faults.addAll(axe(page));

            // The chat is taken away while somebody writes, and nothing is lost.
            product.shell("bundle:stop live-channel-chat");
            again.getByText("One moment").waitFor();
            again.getByLabel("Write a message").fill("Are you there?");
            again.getByLabel("Write a message").press("Enter");
            again.getByText("not sent yet").waitFor();
            picture(page, "chat-moment");
            product.shell("bundle:start live-channel-chat");
            desktop.awaitText("Are you there?");
            await(
                    "that all is sent",
                    again,
                    () -> again.getByText("not sent yet").count() == 0);

            // On a phone it fills the screen; the agent ends, and the customer is told.
            page.setViewportSize(390, 844);
            picture(page, "chat-phone");
            faults.addAll(axe(page));
            BoundingBox place = again.frameElement().boundingBox();
            assertThat(List.of(place.x, place.y, place.width, place.height)).containsExactly(0.0, 0.0, 390.0, 844.0);
            desktop.page().keyboard().press("Escape");
            desktop.button("Finish").click();
            again.getByText("The conversation has ended").waitFor();
            assertThat(texts(again))
                    .containsExactly("Where is <b>my</b> order?", "On its way", "Thank", "Are you there?");
            assertThat(faults).isEmpty();
            assertThat(complaints).isEmpty();
        }
    }

    @Test
    void a_page_that_may_not_show_the_branch_does_not(Product product) throws Exception {
        String own = product.uri("").toString().replaceFirst("/$", "");
        product.admin()
                .post(
                        "/api/v1/branch/branches",
                        Map.of("code", "elsewhere", "name", "Elsewhere", "sites", List.of("https://shop.example")))
                .expect(201);
        try (ForeignPage foreign = new ForeignPage(own, "elsewhere");
                BrowserContext customer = Chromium.running().newContext()) {
            Page page = customer.newPage();
            page.navigate(foreign.origin() + "/");
            page.waitForFunction("() => window.LiveWidget");
            List<String> complaints = new ArrayList<>();
            page.onConsoleMessage(message -> complaints.add(message.text()));
            page.evaluate("() => LiveWidget.open()");
            Awaitility.await().pollInSameThread().atMost(PATIENCE).until(() -> {
                page.waitForLoadState(LoadState.LOAD);
                page.evaluate("() => 1");
                return complaints.stream().anyMatch(text -> text.contains("frame-ancestors"));
            });
        }
    }

    private static void branch(Product product, String site, String queue) {
        product.admin()
                .post(
                        "/api/v1/branch/branches",
                        Map.of(
                                "code", "shop",
                                "name", "Shop",
                                "title", "Shop help",
                                "greeting", "How can we help?",
                                "subjects", List.of("An order", "Something else"),
                                "sites", List.of(site)))
                .expect(201);
        Awaitility.await("the chat of the branch")
                .atMost(PATIENCE)
                .until(() -> product.admin()
                                .put("/api/v1/channels/accounts/chat/shop/queue", Map.of("queue", queue))
                                .status()
                        < 300);
    }

    private static Frame widget(Page page) {
        return Awaitility.await("the frame of the widget")
                .pollInSameThread()
                .atMost(PATIENCE)
                .until(
                        () -> {
                            page.evaluate("() => 1");
                            return page.frames().stream()
                                    .filter(frame -> frame.url().contains("/widget/page"))
                                    .findFirst()
                                    .orElse(null);
                        },
                        frame -> frame != null);
    }

    /** Waits on the thread of the browser, the only one that may ask it. */
    private static void await(String what, Frame frame, java.util.concurrent.Callable<Boolean> condition) {
        Awaitility.await(what).pollInSameThread().atMost(PATIENCE).until(() -> {
            frame.evaluate("() => 1");
            return condition.call();
        });
    }

    /** Whether the frame stands where it should, and not where the page would like it. */
    private static boolean inside(Page page, Frame widget) {
        BoundingBox place = widget.frameElement().boundingBox();
        return place.x + place.width == page.viewportSize().width - 20 && place.width == 380;
    }

    private static List<String> texts(Frame widget) {
        return widget.locator("#messages .text").allInnerTexts();
    }

    private static List<String> axe(Page page) {
        return new AxeBuilder(page)
                .withTags(WCAG).analyze().getViolations().stream()
                        // What the shop's own page looks like is its own matter.
                        .flatMap(violation -> violation.getNodes().stream()
                                .filter(node -> node.getTarget().toString().contains("iframe"))
                                .map(node -> violation.getId() + " at " + node.getTarget() + " " + node.getHtml()))
                        .toList();
    }

    private static void picture(Page page, String name) {
        if (PICTURES) {
            page.screenshot(new Page.ScreenshotOptions().setPath(Path.of("target", "screens", name + ".png")));
        }
    }
}
