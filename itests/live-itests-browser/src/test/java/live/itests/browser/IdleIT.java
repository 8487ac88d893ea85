// SPDX-License-Identifier: Apache-2.0
package live.itests.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Request;
import com.microsoft.playwright.options.AriaRole;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import live.itest.CallCentre;
import live.itest.Product;
import live.itest.Rest;
import live.itest.Running;
import org.junit.jupiter.api.Test;

/** A session that nobody uses. The page's clock is moved on; the server's is not. */
@Running
class IdleIT {
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

            page.clock().fastForward("27:00");
            assertThat(question(page).count()).isZero();
            desktop.await("the server hears that somebody is there", () -> {
                page.mouse().move(Math.random() * 500, 300);
                assertThat(sent).anyMatch(frame -> frame.contains("\"used\""));
            });
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

    private static Locator question(Page page) {
        return page.getByRole(AriaRole.DIALOG, new Page.GetByRoleOptions().setName("Are you still there?"));
    }
}
