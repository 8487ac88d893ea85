// SPDX-License-Identifier: Apache-2.0
package live.itests.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.deque.html.axecore.results.Rule;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.ConsoleMessage;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Request;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.ReducedMotion;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;
import live.itest.Product;
import org.awaitility.Awaitility;
import org.awaitility.core.ThrowingRunnable;

/** Somebody's browser with the desktop in it. */
final class Desktop implements AutoCloseable {
    private static final List<String> WCAG =
            List.of("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice");
    private static final Duration QUIET = Duration.ofMillis(400);
    private static final Path SCREENS = Path.of("target", "screens");

    /** What can be scrolled sideways and is neither a table in its card nor a row of filters. */
    private static final String SIDEWAYS =
            """
            () => {
              const found = [];
              const look = (root) => {
                for (const each of root.querySelectorAll('*')) {
                  if (each.shadowRoot) look(each.shadowRoot);
                  const wide = each.clientWidth > 0 && each.scrollWidth > each.clientWidth + 1;
                  if (wide && (each === document.documentElement || /auto|scroll/.test(getComputedStyle(each).overflowX)) && !each.matches('.card, .filters, #table')) found.push(each.localName + '.' + each.className);
                }
              };
              look(document);
              return found;
            }""";

    /** Words that do not fit into what they stand in, and are not cut with an ellipsis either. */
    private static final String SPILLED =
            """
            () => {
              const found = [];
              const look = (root) => {
                for (const each of root.querySelectorAll('*')) {
                  if (each.shadowRoot) look(each.shadowRoot);
                  if (each.matches('.cell') || !each.matches('button, .button, .chip, .badge, [role=tab], th, label, legend, h1, h2, h3, a, .word')) continue;
                  const style = getComputedStyle(each);
                  if (style.display === 'inline' || style.overflowX !== 'visible' || style.clipPath !== 'none' || !each.clientWidth) continue;
                  if (each.scrollWidth > each.clientWidth + 1) found.push(`${each.localName}.${each.className} "${each.innerText.trim().slice(0, 40)}"`);
                }
              };
              look(document);
              return found;
            }""";

    /** What looks different in the dark; everything else that axe knows is the same there. */
    private static final List<String> COLOURS = List.of("color-contrast", "link-in-text-block");
    /** Pictures of every page, for people: {@code -Dlive.screens=true}. Without it only those that show a fault are kept. */
    private static final boolean PICTURES = Boolean.getBoolean("live.screens");

    private static final String TWO_FRAMES =
            "() => new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn)))";

    private final BrowserContext context;
    private final Page page;
    private final List<String> complaints = new ArrayList<>();
    private final Set<Request> unanswered = new HashSet<>();
    private final List<String> asked = new ArrayList<>();
    private long heard = System.nanoTime();

    Desktop(Product product, String locale) {
        context = Chromium.running()
                .newContext(new Browser.NewContextOptions()
                        .setBaseURL(product.uri("").toString())
                        .setLocale(locale)
                        .setViewportSize(1440, 900)
                        .setReducedMotion(ReducedMotion.REDUCE));
        context.setDefaultTimeout(45_000);
        page = context.newPage();
        page.onConsoleMessage(this::hear);
        page.onPageError(error -> complaints.add("error: " + error));
        page.onRequest(request -> {
            heard = System.nanoTime();
            unanswered.add(request);
            String path = URI.create(request.url()).getPath();
            if (path.startsWith("/api/")) {
                asked.add(request.method() + " " + path);
            }
        });
        page.onRequestFinished(this::answered);
        page.onRequestFailed(this::answered);
        // What the page that was left still wanted is not always said to have failed.
        page.onDOMContentLoaded(loaded -> unanswered.clear());
    }

    private void answered(Request request) {
        heard = System.nanoTime();
        unanswered.remove(request);
    }

    /** What was asked of REST since the last time; asking forgets it. */
    List<String> asked() {
        List<String> all = List.copyOf(asked);
        asked.clear();
        return all;
    }

    private void hear(ConsoleMessage message) {
        if (Stream.of("error", "warning").anyMatch(message.type()::equals)) {
            complaints.add(message.type() + ": " + message.text() + " at " + message.location());
        }
    }

    Page page() {
        return page;
    }

    /** What the browser complained about since the last time it was asked; asking forgets it. */
    List<String> complaints() {
        List<String> all = List.copyOf(complaints);
        complaints.clear();
        return all;
    }

    Desktop signIn(String login, String password) {
        page.navigate("/");
        page.getByLabel("User name").fill(login);
        page.getByLabel("Password").fill(password);
        button("Sign in").click();
        page.getByRole(AriaRole.NAVIGATION, new Page.GetByRoleOptions().setName("Modules"))
                .waitFor();
        return this;
    }

    Desktop goTo(String path) {
        page.navigate(path);
        settle();
        return this;
    }

    /** Until nothing moves any more. */
    void settle() {
        // Frames of mails that come and go confuse the browser's own idea of an idle network.
        page.waitForCondition(() -> unanswered.isEmpty() && System.nanoTime() - heard > QUIET.toNanos());
        still();
    }

    /** The same for a page that was at rest and is only shown differently now: it asks nobody, or does so at once. */
    private void redrawn() {
        page.evaluate(TWO_FRAMES);
        if (!unanswered.isEmpty()) {
            settle();
        }
        still();
    }

    private void still() {
        page.waitForFunction("() => document.getAnimations().every((each) => each.playState !== 'running')");
    }

    /** Until a text is shown, in the page or in the frame that keeps a stranger's mail apart. */
    void awaitText(String text) {
        await("the text " + text, () -> assertThat(page.frames())
                .anyMatch(frame -> frame.getByText(text).count() > 0));
    }

    /** Waits on the thread of the browser, the only one that may ask it. */
    void await(String what, ThrowingRunnable assertion) {
        Awaitility.await(what).pollInSameThread().atMost(Duration.ofSeconds(30)).untilAsserted(assertion);
    }

    Locator button(String name) {
        return page.getByRole(
                        AriaRole.BUTTON,
                        new Page.GetByRoleOptions().setName(name).setExact(true))
                .first();
    }

    Locator link(String name) {
        return page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName(name))
                .first();
    }

    /** Everything that a machine can find wrong with the page, in both themes and all sizes. */
    List<String> inspect(String name) {
        List<String> faults = new ArrayList<>();
        for (ColorScheme theme : List.of(ColorScheme.DARK, ColorScheme.LIGHT)) {
            page.emulateMedia(
                    new Page.EmulateMediaOptions().setColorScheme(theme).setReducedMotion(ReducedMotion.REDUCE));
            redrawn();
            String where = name + "-" + theme.name().toLowerCase(Locale.ROOT);
            List<String> found = axe(where, theme);
            picture(where + "-1440", !found.isEmpty());
            faults.addAll(found);
        }
        for (int width : List.of(1280, 1024, 390)) {
            page.setViewportSize(width, width == 390 ? 844 : 800);
            redrawn();
            List<?> places = (List<?>) page.evaluate(SIDEWAYS);
            picture(name + "-" + width, !places.isEmpty());
            places.forEach(place -> faults.add(name + " scrolls sideways at " + width + ": " + place));
        }
        page.setViewportSize(1440, 900);
        redrawn();
        String text = page.locator("body").innerText();
        if (text.matches("(?s).*\\b(undefined|NaN|\\[object Object\\])\\b.*")) {
            faults.add(name + " shows undefined or NaN");
        }
        return faults;
    }

    /** What does not find its place with the words that are shown, whichever way lines run. */
    List<String> fitting(String name) {
        List<String> faults = new ArrayList<>();
        for (int width : List.of(390, 1440)) {
            page.setViewportSize(width, width == 390 ? 844 : 900);
            for (String direction : List.of("rtl", "ltr")) {
                page.evaluate("to => document.documentElement.dir = to", direction);
                redrawn();
                String where = name + "-" + width + "-" + direction;
                List<Object> places = new ArrayList<>((List<?>) page.evaluate(SIDEWAYS));
                places.addAll((List<?>) page.evaluate(SPILLED));
                picture(where, !places.isEmpty());
                places.forEach(place -> faults.add(where + " does not fit: " + place));
            }
        }
        return faults;
    }

    /** For people to look at, when they wish to. */
    void shot(String name) {
        picture(name, false);
    }

    private void picture(String name, boolean fault) {
        if (PICTURES || fault) {
            page.screenshot(new Page.ScreenshotOptions().setPath(SCREENS.resolve(name + ".png")));
        }
    }

    private List<String> axe(String where, ColorScheme theme) {
        AxeBuilder axe = new AxeBuilder(page).setLegacyMode(true);
        return (theme == ColorScheme.LIGHT ? axe.withTags(WCAG) : axe.withRules(COLOURS))
                .analyze().getViolations().stream()
                        .flatMap(violation -> told(where, violation))
                        .toList();
    }

    private static Stream<String> told(String where, Rule violation) {
        return violation.getNodes().stream()
                .map(node -> where + ": " + violation.getId() + ": " + violation.getHelp() + " at " + node.getTarget()
                        + " " + node.getHtml());
    }

    /** Fails when the browser complained. */
    void assertContent() {
        assertThat(complaints()).as("console").isEmpty();
    }

    @Override
    public void close() {
        LastLook.take(page);
        context.close();
    }
}
