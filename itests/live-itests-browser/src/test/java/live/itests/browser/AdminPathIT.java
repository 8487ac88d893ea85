// SPDX-License-Identifier: Apache-2.0
package live.itests.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Download;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.FilePayload;
import com.microsoft.playwright.options.SelectOption;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import live.itest.CallCentre;
import live.itest.MailHost;
import live.itest.Product;
import live.itest.Running;
import org.junit.jupiter.api.Test;

/** An administrator sets up a shop with nothing but the browser: people, queue, mailbox, and a module swapped live. */
@Running
class AdminPathIT {
    private static final String SHOP = "office@shop.example";

    @Test
    void a_shop_is_set_up_in_the_browser(Product product) {
        try (MailHost host = MailHost.start().mailbox(SHOP, "shop-password");
                Desktop desktop = new Desktop(product, "en-GB")) {
            CallCentre centre = new CallCentre(product, product.admin());
            centre.user("office-admin", "admin");
            centre.skill("Radios");
            List<String> faults = new ArrayList<>();
            Page page = desktop.page();
            desktop.signIn("office-admin", CallCentre.PASSWORD);
            desktop.complaints();

            desktop.goTo("/admin/units");
            desktop.button("Add unit").click();
            field(page, "Name").fill("Shop");
            desktop.button("Save").click();
            page.getByText("Shop", new Page.GetByTextOptions().setExact(true)).waitFor();
            desktop.button("Add unit").click();
            field(page, "Name").fill("Shop window");
            field(page, "Part of").selectOption(new SelectOption().setLabel("Shop"));
            desktop.button("Choose a superior").click();
            page.locator("live-choices input").fill("office-admin");
            page.locator("live-choices [role=option]").first().click();
            faults.addAll(desktop.inspect("admin-new-unit"));
            desktop.button("Save").click();
            page.getByRole(
                            AriaRole.ROW,
                            new Page.GetByRoleOptions().setName(Pattern.compile("Shop window.*office-admin.*")))
                    .waitFor();
            faults.addAll(desktop.inspect("admin-units"));

            desktop.goTo("/admin/users");
            desktop.button("Add user").click();
            field(page, "User name").fill("office-agent");
            field(page, "Name").fill("Olga Office");
            field(page, "Email").fill("olga@staff.example");
            field(page, "Unit").selectOption(new SelectOption().setLabel("\u2003Shop window"));
            faults.addAll(desktop.inspect("admin-new-user"));
            Locator password = page.locator("input[type=password]").first();
            if (password.isVisible()) {
                password.fill(CallCentre.PASSWORD);
            }
            desktop.button("Save").click();
            page.getByText("Olga Office").first().waitFor();

            desktop.goTo("/admin/queues");
            desktop.button("Add queue").click();
            field(page, "Name").fill("Office");
            faults.addAll(desktop.inspect("admin-new-queue"));
            desktop.button("Save").click();
            page.getByText("Office", new Page.GetByTextOptions().setExact(true))
                    .first()
                    .waitFor();

            desktop.goTo("/admin/agents");
            page.getByText("Olga Office").first().click();
            field(page, "Email").fill("2");
            faults.addAll(desktop.inspect("admin-agent"));
            desktop.button("Save").click();
            page.getByText("Email 0/2").first().waitFor();

            desktop.goTo("/admin/channels");
            desktop.button("Add channel").click();
            page.getByRole(
                            AriaRole.MENUITEM,
                            new Page.GetByRoleOptions().setName("Email account").setExact(true))
                    .click();
            field(page, "Short name").fill("office");
            page.locator("[name=address], #address").first().fill(SHOP);
            page.locator("[name=receiveHost], #receiveHost").first().fill("127.0.0.1");
            page.locator("[name=receivePort], #receivePort").first().fill("" + host.imapPort());
            page.locator("[name=receiveSecurity], #receiveSecurity")
                    .first()
                    .selectOption(new SelectOption().setValue("NONE"));
            page.locator("[name=receiveUser], #receiveUser").first().fill(SHOP);
            page.locator("[name=receivePassword], #receivePassword").first().fill("wrong");
            page.locator("[name=sendHost], #sendHost").first().fill("127.0.0.1");
            page.locator("[name=sendPort], #sendPort").first().fill("" + host.smtpPort());
            page.locator("[name=sendSecurity], #sendSecurity")
                    .first()
                    .selectOption(new SelectOption().setValue("NONE"));
            desktop.button("Test connection").click();
            trouble(page, "refuses the user or the password");
            faults.addAll(desktop.inspect("admin-channel-wrong"));
            page.locator("[name=receivePassword], #receivePassword").first().fill("shop-password");
            page.locator("[name=receiveHost], #receiveHost").first().fill("mail.nowhere.invalid");
            desktop.button("Test connection").click();
            trouble(page, "No server is known by the name mail.nowhere.invalid");
            page.locator("[name=receiveHost], #receiveHost").first().fill("127.0.0.1");
            Locator security =
                    page.locator("[name=receiveSecurity], #receiveSecurity").first();
            security.selectOption(new SelectOption().setValue("TLS"));
            desktop.button("Test connection").click();
            trouble(page, "does not speak TLS as expected");
            security.selectOption(new SelectOption().setValue("NONE"));
            desktop.button("Test connection").click();
            desktop.await("nothing is wrong any more", () -> {
                assertThat(page.locator(".steps .ok").count()).isPositive();
                assertThat(page.locator(".steps .bad").count()).isZero();
            });
            desktop.button("Save").click();
            page.getByText("Connected").first().waitFor();
            faults.addAll(desktop.inspect("admin-channels"));

            desktop.goTo("/admin/modules");
            page.getByText("live-channel-email").first().waitFor();
            faults.addAll(desktop.inspect("admin-modules"));
            product.shell("bundle:stop live-channel-email");
            desktop.goTo("/admin/channels");
            desktop.shot("admin-channels-without-email");
            product.shell("bundle:start live-channel-email");
            page.getByText("Connected").first().waitFor(new Locator.WaitForOptions().setTimeout(60_000));

            desktop.goTo("/admin/file");
            faults.addAll(desktop.inspect("admin-file-none"));
            page.locator("input[type=file]").setInputFiles(yaml("teams: {Shop team: {parent: Nowhere}}"));
            page.getByText("has faults").waitFor();
            faults.addAll(desktop.inspect("admin-file-faults"));
            page.locator("input[type=file]")
                    .setInputFiles(yaml("units: {Shop: {}, Shop window: {parent: Shop}, Warehouse: {}}"));
            page.getByText("shop.yaml changes one thing.").waitFor();
            faults.addAll(desktop.inspect("admin-file-differences"));
            desktop.button("Apply").click();
            page.locator("live-dialog")
                    .getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName("Apply"))
                    .click();
            page.getByText("Everything is as the file says.").waitFor();
            faults.addAll(desktop.inspect("admin-file-applied"));
            Download file = page.waitForDownload(() -> desktop.button("Export").click());
            assertThat(file.suggestedFilename()).endsWith(".yaml");

            desktop.goTo("/admin/audit");
            faults.addAll(desktop.inspect("admin-audit"));
            desktop.button("Verify").click();
            desktop.settle();
            desktop.shot("admin-audit-verified");
            faults.addAll(desktop.complaints());
            assertThat(faults).isEmpty();
        }
    }

    private static FilePayload yaml(String text) {
        return new FilePayload("shop.yaml", "application/yaml", text.getBytes(StandardCharsets.UTF_8));
    }

    private static void trouble(Page page, String words) {
        page.locator(".steps .bad", new Page.LocatorOptions().setHasText(words)).waitFor();
    }

    private static Locator field(Page page, String label) {
        return page.getByLabel(label, new Page.GetByLabelOptions().setExact(true))
                .first();
    }
}
