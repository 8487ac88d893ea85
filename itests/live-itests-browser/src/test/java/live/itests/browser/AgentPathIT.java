// SPDX-License-Identifier: Apache-2.0
package live.itests.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.FilePayload;
import jakarta.mail.internet.MimeMessage;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import live.itest.CallCentre;
import live.itest.MailHost;
import live.itest.Product;
import live.itest.Running;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** An agent's day in one test: ready, offer, answer with a file, note, ticket, history, search. */
@Running
class AgentPathIT {
    private static final String SHOP = "desk@shop.example";
    private static final String CUSTOMER = "ana@desk.example";

    @Test
    void a_customer_is_answered_from_the_browser(Product product) throws Exception {
        try (MailHost host = MailHost.start().mailbox(SHOP, "shop-password").mailbox(CUSTOMER, "password");
                Desktop desktop = new Desktop(product, "en-GB")) {
            CallCentre centre = new CallCentre(product, product.admin());
            centre.route(SHOP, centre.queue("Desk", "desk"));
            centre.user("desk-agent", "agent", "desk");
            centre.emailAccount("desk", host, SHOP, "shop-password");
            List<String> faults = new ArrayList<>();
            Page page = desktop.page();
            desktop.signIn("desk-agent", CallCentre.PASSWORD);
            desktop.complaints();

            page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Presence"))
                    .click();
            page.getByText("Ready", new Page.GetByTextOptions().setExact(true))
                    .first()
                    .click();
            desktop.goTo("/inbox");
            faults.addAll(desktop.inspect("agent-idle"));
            host.deliver(SHOP, mail());
            desktop.button("Accept").waitFor();
            faults.addAll(desktop.inspect("agent-offer"));
            desktop.button("Accept").click();
            page.getByRole(AriaRole.REGION, new Page.GetByRoleOptions().setName("Write a reply"))
                    .waitFor();
            desktop.awaitText("It makes no sound");
            faults.addAll(desktop.inspect("agent-conversation"));

            Locator editor = page.locator("[contenteditable=true]").first();
            editor.click();
            editor.pressSequentially("Dear Ana, please try the attached manual.");
            page.locator("input[type=file]")
                    .first()
                    .setInputFiles(new FilePayload(
                            "manual.txt", "text/plain", "Off and on.".getBytes(StandardCharsets.UTF_8)));
            page.getByText("manual.txt").first().waitFor();
            faults.addAll(desktop.inspect("agent-composing"));
            desktop.button("Send").click();

            MimeMessage answer = Awaitility.await("the answer in the customer's mailbox")
                    .atMost(Duration.ofSeconds(30))
                    .until(() -> host.inbox(CUSTOMER), mails -> mails.size() == 1)
                    .get(0);
            assertThat(answer.getSubject()).isEqualTo("Re: My radio is silent at the desk");
            assertThat(answer.getHeader("In-Reply-To", null)).isEqualTo("<desk-one@desk.example>");
            assertThat(new String(MailHost.bytes(answer), StandardCharsets.UTF_8))
                    .contains("please try the attached manual")
                    .contains("manual.txt");

            page.getByRole(AriaRole.TAB, new Page.GetByRoleOptions().setName("Note"))
                    .first()
                    .click();
            page.locator("[contenteditable=true]").first().click();
            page.locator("[contenteditable=true]").first().pressSequentially("Old model, be patient");
            desktop.button("Add note").click();
            desktop.awaitText("Old model, be patient");
            faults.addAll(desktop.inspect("agent-answered"));
            assertThat(host.inbox(CUSTOMER)).hasSize(1);

            desktop.goTo("/tickets");
            page.getByText("My radio is silent at the desk").first().waitFor();
            faults.addAll(desktop.inspect("agent-tickets"));
            String id = product.admin().all("/api/v1/ticketing/tickets?q=desk-one").stream()
                    .findFirst()
                    .orElseGet(() -> product.admin()
                            .all("/api/v1/ticketing/tickets?q=silent")
                            .get(0))
                    .path("id")
                    .asText();
            desktop.goTo("/tickets/" + id);
            desktop.awaitText("please try the attached manual");
            faults.addAll(desktop.inspect("agent-ticket"));
            page.getByRole(AriaRole.TAB, new Page.GetByRoleOptions().setName("History"))
                    .click();
            desktop.awaitText("replied");
            // What the customer did is part of it, too.
            desktop.awaitText("wrote");
            faults.addAll(desktop.inspect("agent-history"));
            faults.addAll(desktop.complaints());
            assertThat(faults).isEmpty();
        }
    }

    private static String mail() {
        return """
                From: Ana Novak <%s>
                To: %s
                Subject: My radio is silent at the desk
                Message-ID: <desk-one@desk.example>
                MIME-Version: 1.0
                Content-Type: multipart/alternative; boundary=b

                --b
                Content-Type: text/plain; charset=utf-8

                It makes no sound.
                --b
                Content-Type: text/html; charset=utf-8

                <p>It makes no sound.</p><script>document.title='owned'</script><img src="http://127.0.0.1:9/pixel.gif">
                --b--
                """
                .formatted(CUSTOMER, SHOP);
    }
}
