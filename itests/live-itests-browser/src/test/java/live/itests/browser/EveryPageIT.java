// SPDX-License-Identifier: Apache-2.0
package live.itests.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.AriaRole;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import live.itest.CallCentre;
import live.itest.MailHost;
import live.itest.Product;
import live.itest.Running;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every page that the desktop leads to, in both themes and all sizes: no fault that a machine can find. */
@Running
class EveryPageIT {
    private static final Pattern TEXT = Pattern.compile("=\"(?:[^\"\\\\]|\\\\.)*\"");
    private static final Pattern WORD = Pattern.compile("\\{\\w+}|\\p{L}+");
    private static Product product;
    private static MailHost host;

    @BeforeAll
    static void fill(Product running) {
        product = running;
        host = MailHost.start().mailbox("pages@shop.example", "shop-password");
        CallCentre centre = new CallCentre(product, product.admin());
        centre.route("pages@shop.example", centre.queue("Pages and a name that is rather long", "pages"));
        centre.user("pages-admin", "admin", "pages");
        centre.user("pages-agent", "agent", "pages");
        centre.user("pages-supervisor", "supervisor");
        centre.user("pages-foreign", "admin", "pages")
                .put("/api/v1/security/me/locale", Map.of("locale", "de"))
                .expect(200, 204);
        centre.emailAccount("pages", host, "pages@shop.example", "shop-password");
        for (int i = 0; i < 30; i++) {
            host.deliver(
                    "pages@shop.example",
                    MailHost.plain(
                            "Maximiliane Überlängenbrink-Schwarzenberg " + i + " <customer" + i + "@pages.example>",
                            "pages@shop.example",
                            "My radio is silent since the update of last week, number " + i,
                            "<" + i + "@pages.example>",
                            "It makes no sound. ".repeat(20)));
        }
    }

    @AfterAll
    static void close() {
        host.close();
    }

    @Test
    void the_sign_in_page() {
        try (Desktop desktop = new Desktop(product, "en-GB")) {
            desktop.goTo("/");
            assertThat(desktop.inspect("sign-in")).isEmpty();
            // The browser itself reports the answer that nobody is signed in.
            assertThat(desktop.complaints()).allMatch(complaint -> complaint.contains("401"));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"admin", "agent", "supervisor"})
    void every_page_of_a_role(String role) {
        try (Desktop desktop = new Desktop(product, "en-GB")) {
            desktop.signIn("pages-" + role, CallCentre.PASSWORD);
            desktop.complaints();
            List<String> faults = new ArrayList<>();
            for (String path : paths(desktop)) {
                desktop.goTo(path);
                faults.addAll(desktop.inspect(role + path.replace('/', '-')));
                desktop.complaints().forEach(complaint -> faults.add(path + ": " + complaint));
            }
            assertThat(faults).isEmpty();
        }
    }

    @Test
    void other_languages_are_complete_and_have_room() {
        try (Desktop desktop = new Desktop(product, "de-DE")) {
            // Words two fifths longer than any translator of this language would write them.
            desktop.page()
                    .route(
                            Pattern.compile(".*/hr-[A-Z0-9]+\\.js"),
                            route -> route.fulfill(new Route.FulfillOptions()
                                    .setContentType("text/javascript")
                                    .setBody(longer(route.fetch().text()))));
            desktop.goTo("/");
            desktop.page().getByLabel("Benutzername").fill("pages-foreign");
            desktop.page().getByLabel("Passwort").fill(CallCentre.PASSWORD);
            desktop.page().keyboard().press("Enter");
            desktop.button("pages-foreign, Ihre Einstellungen").click();
            desktop.page()
                    .getByRole(AriaRole.MENUITEMRADIO, new Page.GetByRoleOptions().setName("Hrvatski"))
                    .click();
            desktop.page().locator("html[lang=hr]").waitFor();
            List<String> faults = new ArrayList<>();
            Set<String> paths = paths(desktop);
            paths.addAll(List.of("/me/looks", "/me/attention", "/me/keys"));
            for (String path : paths) {
                desktop.goTo(path);
                faults.addAll(desktop.fitting("longer" + path.replace('/', '-')));
                // A word that is missing shows its key.
                assertThat(desktop.page().locator("body").innerText())
                        .as(path)
                        .doesNotContainPattern("(?m)^[a-z-]+\\.[a-z.-]+$");
            }
            assertThat(faults).isEmpty();
        }
    }

    /** The same code with every word of its texts longer by two fifths. */
    private static String longer(String code) {
        return TEXT.matcher(code)
                .replaceAll(text ->
                        Matcher.quoteReplacement(WORD.matcher(text.group()).replaceAll(found -> {
                            String word = found.group();
                            String more =
                                    word.startsWith("{") ? "" : word.substring(word.length() - word.length() * 2 / 5);
                            return Matcher.quoteReplacement(word + more);
                        })));
    }

    /** Where the rail and the administration's own list lead to. */
    private static Set<String> paths(Desktop desktop) {
        desktop.page().locator("nav a").first().waitFor();
        desktop.settle();
        Set<String> paths = new LinkedHashSet<>(links(desktop));
        if (paths.stream().anyMatch(path -> path.startsWith("/admin"))) {
            desktop.goTo("/admin");
            paths.addAll(links(desktop));
        }
        assertThat(paths).isNotEmpty();
        return paths;
    }

    private static List<String> links(Desktop desktop) {
        List<String> paths = new ArrayList<>();
        for (Locator link : desktop.page().locator("nav a[href^='/']").all()) {
            paths.add(link.getAttribute("href"));
        }
        return paths;
    }
}
