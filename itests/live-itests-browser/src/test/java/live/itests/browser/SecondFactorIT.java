// SPDX-License-Identifier: Apache-2.0
package live.itests.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import live.itest.CallCentre;
import live.itest.Product;
import live.itest.Rest;
import live.itest.Running;
import org.junit.jupiter.api.Test;

/** Somebody protects his account by a second factor, signs in with it, and looks where his account is used. */
@Running
class SecondFactorIT {
    private static final long STEP_SECONDS = 30;

    /** The step of the last code that was shown: none is good twice. */
    private long shown;

    @Test
    void a_second_factor_from_set_up_to_sessions_that_are_ended(Product product) {
        CallCentre centre = new CallCentre(product, product.admin());
        centre.user("factor-agent", "agent");
        List<String> faults = new ArrayList<>();
        try (Desktop first = new Desktop(product, "en-GB");
                Desktop second = new Desktop(product, "en-GB")) {
            first.signIn("factor-agent", CallCentre.PASSWORD).goTo("/me/security");
            first.awaitText("Only the password protects this account");
            faults.addAll(first.inspect("security-without-factor"));
            abroad(product);
            first.awaitText("Somebody signed in to your account from a new browser.");
            first.awaitText("Firefox on Windows");
            String secret = enrol(first, first::inspect, faults);
            first.awaitText("A second factor is set up");
            first.awaitText("10 recovery codes are left.");

            halfIn(second);
            faults.addAll(second.inspect("sign-in-code"));
            second.complaints();
            code(second).fill("000 000");
            second.button("Sign in").click();
            second.awaitText("The code is wrong, or was used before. Wait for the next one.");
            second.complaints();
            second.page().getByLabel("Do not ask in this browser for 30 days").check();
            code(second).fill(next(secret));
            modules(second).waitFor();
            second.goTo("/me/security");
            second.awaitText("Browsers that need no code");
            faults.addAll(second.inspect("security"));
            assertThat(second.complaints()).isEmpty();

            second.page()
                    .getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Sign out Chrome"))
                    .first()
                    .click();
            second.page()
                    .locator("live-dialog")
                    .getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName("Sign out"))
                    .click();
            first.awaitText("Your session was ended from elsewhere. What you have typed is still here.");

            // The browser that is trusted needs no code.
            second.page()
                    .context()
                    .clearCookies(
                            new com.microsoft.playwright.BrowserContext.ClearCookiesOptions().setName("live_session"));
            second.signIn("factor-agent", CallCentre.PASSWORD);
        }
        assertThat(faults).isEmpty();
    }

    @Test
    void who_has_to_have_one_sets_it_up_before_anything_else(Product product) {
        product.admin()
                .post(
                        "/api/v1/security/roles",
                        Map.of("code", "careful", "name", "Careful", "permissions", List.of("ticket.read")))
                .expect(200, 201);
        Rest user = new CallCentre(product, product.admin()).user("factor-must", "careful");
        product.shell("settings:set live.security secondFactorRoles=careful");
        try (Desktop desktop = new Desktop(product, "en-GB")) {
            desktop.page().navigate("/tickets");
            desktop.page().getByLabel("User name").fill("factor-must");
            desktop.page().getByLabel("Password").fill(CallCentre.PASSWORD);
            desktop.button("Sign in").click();

            desktop.awaitText("Your role demands a second factor. Set it up now; then you can go on.");
            assertThat(user.get("/api/v1/ticketing/tickets")
                            .expect(403)
                            .json()
                            .path("code")
                            .asText())
                    .isEqualTo("security.secondFactor.missing");
            assertThat(desktop.inspect("security-must")).isEmpty();

            enrol(desktop);
            desktop.link("Tickets").waitFor();
            user.get("/api/v1/ticketing/tickets").expect(200);
        } finally {
            product.shell("settings:delete live.security");
        }
    }

    private String enrol(Desktop desktop) {
        return enrol(desktop, name -> List.of(), new ArrayList<>());
    }

    private String enrol(Desktop desktop, Function<String, List<String>> look, List<String> faults) {
        Page page = desktop.page();
        desktop.button("Set up").click();
        Locator dialog = page.locator("live-dialog");
        dialog.getByLabel("Password").fill(CallCentre.PASSWORD);
        desktop.button("Continue").click();
        dialog.getByRole(AriaRole.IMG, new Locator.GetByRoleOptions().setName("QR code for the app"))
                .waitFor();
        faults.addAll(look.apply("security-scan"));
        String secret = dialog.locator("code").innerText().replace(" ", "");
        dialog.getByLabel("Code that the app shows now").fill(next(secret));
        desktop.button("Continue").click();
        dialog.getByText("I have kept them in a safe place").click();
        faults.addAll(look.apply("security-recovery"));
        desktop.button("Done").click();
        return secret;
    }

    /** Signs in from where the user never was. */
    private static void abroad(Product product) {
        String body = "{\"login\":\"factor-agent\",\"password\":\"" + CallCentre.PASSWORD + "\"}";
        product.rest()
                .send(
                        "POST",
                        "/api/v1/security/session",
                        BodyPublishers.ofString(body),
                        Map.of(
                                "Content-Type",
                                "application/json",
                                "User-Agent",
                                "Mozilla/5.0 (Windows NT 10.0; rv:140.0) Gecko/20100101 Firefox/140.0"))
                .expect(200);
    }

    private static void halfIn(Desktop desktop) {
        desktop.page().navigate("/");
        desktop.page().getByLabel("User name").fill("factor-agent");
        desktop.page().getByLabel("Password").fill(CallCentre.PASSWORD);
        desktop.button("Sign in").click();
        code(desktop).waitFor();
    }

    private static Locator code(Desktop desktop) {
        return desktop.page().getByLabel("Code", new Page.GetByLabelOptions().setExact(true));
    }

    private static Locator modules(Desktop desktop) {
        return desktop.page().getByRole(AriaRole.NAVIGATION, new Page.GetByRoleOptions().setName("Modules"));
    }

    /** The code of now, or of the next step where that was shown before: a clock may be one step wrong. */
    private String next(String base32) {
        shown = Math.max(System.currentTimeMillis() / 1000 / STEP_SECONDS, shown + 1);
        return code(base32, shown);
    }

    private static String code(String base32, long step) {
        try {
            Mac mac = Mac.getInstance("HmacSHA1");
            mac.init(new SecretKeySpec(decoded(base32), "HmacSHA1"));
            byte[] hash =
                    mac.doFinal(ByteBuffer.allocate(Long.BYTES).putLong(step).array());
            int offset = hash[hash.length - 1] & 15;
            return "%06d".formatted((ByteBuffer.wrap(hash).getInt(offset) & Integer.MAX_VALUE) % 1_000_000);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static byte[] decoded(String base32) {
        ByteBuffer bytes = ByteBuffer.allocate(base32.length() * 5 / 8);
        int bits = 0;
        int held = 0;
        for (char each : base32.toCharArray()) {
            bits = (bits << 5 | "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".indexOf(each)) & 0xffff;
            held += 5;
            if (held >= Byte.SIZE && bytes.hasRemaining()) {
                held -= Byte.SIZE;
                bytes.put((byte) (bits >> held));
            }
        }
        return bytes.array();
    }
}
