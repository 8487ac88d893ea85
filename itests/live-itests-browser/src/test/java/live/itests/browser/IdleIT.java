// SPDX-License-Identifier: Apache-2.0
package live.itests.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Request;
import com.microsoft.playwright.TimeoutError;
import com.microsoft.playwright.options.AriaRole;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import live.itest.CallCentre;
import live.itest.Product;
import live.itest.Rest;
import live.itest.Running;
import org.junit.jupiter.api.Test;

/** A session that nobody uses. The page's clock is moved on; the server's is not. */
@Running
class IdleIT {
    /** Fewer minutes than the page waits before it asks. */
    private static final int ATTEMPTS = 20;

    @Test
    void who_does_nothing_is_asked_whether_he_is_there_and_told_why_his_session_ended(Product product) {
        CallCentre centre = new CallCentre(product, product.admin());
        Rest idler = centre.user("idle-supervisor", "supervisor");
        String user =
                idler.get("/api/v1/security/me").expect(200).json().path("id").asText();
        try (Desktop desktop = new Desktop(product, "en-GB")) {
            Page page = desktop.page();
            List<String> sent = new CopyOnWriteArrayList<>();
            page.onWebSocket(socket -> socket.onFrameSent(frame -> sent.add(frame.text())));
            page.clock().install();
            desktop.signIn("idle-supervisor", CallCentre.PASSWORD);
            desktop.settle();

            assertThat(IntStream.range(0, ATTEMPTS).anyMatch(attempt -> told(page, sent)))
                    .as("the server hears that somebody is there")
                    .isTrue();
            assertThat(question(page).count()).isZero();
            page.clock().fastForward("28:30");
            question(page).waitFor();
            assertThat(desktop.inspect("idle")).isEmpty();
            page.mouse().move(400, 400);
            assertThat(question(page).isVisible()).isTrue();

            Request told = page.waitForRequest(
                    request -> request.url().endsWith("/security/me"),
                    () -> desktop.button("Stay signed in").click());
            assertThat(told.headerValue("x-idle-seconds")).isIn("0", "1");
            question(page)
                    .waitFor(new Locator.WaitForOptions()
                            .setState(com.microsoft.playwright.options.WaitForSelectorState.DETACHED));

            for (JsonNode session : product.admin()
                    .get("/api/v1/security/users/" + user + "/sessions")
                    .expect(200)
                    .json()
                    .path("items")) {
                product.admin()
                        .delete("/api/v1/security/sessions/"
                                + session.path("id").asText())
                        .expect(204);
            }
            desktop.awaitText("Your session was ended from elsewhere. What you have typed is still here.");
        }
        assertThat(idler.get("/api/v1/security/me")
                        .expect(401)
                        .json()
                        .path("code")
                        .asText())
                .isEqualTo("security.session.revoked");
    }

    /** A minute later the person moves; what watches him may still be on its way to the page. */
    private static boolean told(Page page, List<String> sent) {
        page.clock().fastForward("01:01");
        page.mouse().move(Math.random() * 500, 300);
        try {
            page.waitForCondition(
                    () -> sent.stream().anyMatch(frame -> frame.contains("\"used\"")),
                    new Page.WaitForConditionOptions().setTimeout(3_000));
            return true;
        } catch (TimeoutError e) {
            return false;
        }
    }

    private static Locator question(Page page) {
        return page.getByRole(AriaRole.DIALOG, new Page.GetByRoleOptions().setName("Are you still there?"));
    }
}
