// SPDX-License-Identifier: Apache-2.0
package live.itests.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.microsoft.playwright.CDPSession;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import live.itest.CallCentre;
import live.itest.Product;
import live.itest.Running;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A page that stays open for weeks while its modules are exchanged. */
@Running
class RedeployIT {
    private static final int WARM = 10;
    private static final int ALL = 50;
    /** A browser keeps the code of a module until the page is loaded anew, and with it its templates: a view has far more nodes. */
    private static final double NODES = 700;

    private static final double LISTENERS = 60;

    /** Plays what the server says when a module is exchanged; its files come from an address that is new each time. */
    private static final String EXCHANGE =
            """
            window.WebSocket = class extends WebSocket {
              set onmessage(hear) {
                super.onmessage = (event) => {
                  const frame = JSON.parse(event.data);
                  if (frame.topic === 'modules' && frame.data?.snapshot) {
                    window.modules = frame.data.snapshot;
                    window.tell = (data) => hear({ data: JSON.stringify({ ...frame, data }) });
                  }
                  hear(event);
                };
              }
            };
            const frame = () => new Promise(requestAnimationFrame);
            const deep = (root, selector) => root.querySelector(selector)
              ?? [...root.querySelectorAll('*')].map((each) => each.shadowRoot && deep(each.shadowRoot, selector)).find(Boolean);
            const view = () => deep(document, 'main')?.firstElementChild;
            const shown = () => view()?.shadowRoot && deep(view().shadowRoot, 'vaadin-grid');
            window.exchange = async (id, from, to) => {
              for (let i = from; i < to; i++) {
                const info = window.modules.find((each) => each.id === id);
                window.tell({ removed: { id } });
                while (shown()) await frame();
                window.tell({ added: { ...info, entry: info.entry.replace('/index.js', `/~${i}/index.js`), rev: `${info.rev}.${i}` } });
                while (!shown()) await frame();
              }
            };
            """;

    private static Product product;

    @BeforeAll
    static void fill(Product running) {
        product = running;
        new CallCentre(product, product.admin()).user("redeploy-supervisor", "supervisor");
    }

    @Test
    void what_an_exchanged_module_had_in_the_page_goes_with_it() {
        String module = "routing";
        try (Desktop desktop = new Desktop(product, "en-GB")) {
            Page page = desktop.page();
            page.setDefaultTimeout(120_000);
            page.addInitScript(EXCHANGE);
            Map<String, byte[]> files = new HashMap<>();
            page.route("**/ui/" + module + "/~*/**", route -> {
                String real = route.request().url().replaceFirst("/~\\d+/", "/").replaceFirst("\\?.*", "");
                byte[] file = files.get(real);
                if (file == null) {
                    file = route.fetch(new Route.FetchOptions().setUrl(real)).body();
                    files.put(real, file);
                }
                route.fulfill(new Route.FulfillOptions()
                        .setContentType("text/javascript")
                        .setBodyBytes(file));
            });
            desktop.signIn("redeploy-supervisor", CallCentre.PASSWORD).goTo("/supervisor");
            page.locator("vaadin-grid").first().waitFor();
            desktop.complaints();
            page.evaluate("([id, to]) => window.exchange(id, 0, to)", List.of(module, WARM));
            Map<String, Double> warm = retained(page);
            page.evaluate("([id, from, to]) => window.exchange(id, from, to)", List.of(module, WARM, ALL));
            // What the old module was in the middle of ends within moments; then nothing of it may be left.
            desktop.await("what was exchanged to be collected", () -> {
                Map<String, Double> end = retained(page);
                assertThat(each(warm, end, "Nodes")).as("nodes").isLessThan(NODES);
                assertThat(each(warm, end, "JSEventListeners")).as("listeners").isLessThan(LISTENERS);
            });
            assertThat(desktop.complaints()).noneMatch(complaint -> complaint.startsWith("error"));
        }
    }

    /** By how much each exchange has let it grow. */
    private static double each(Map<String, Double> warm, Map<String, Double> end, String what) {
        return (end.get(what) - warm.get(what)) / (ALL - WARM);
    }

    /** What is retained after everything was collected that can be. */
    private static Map<String, Double> retained(Page page) {
        CDPSession session = page.context().newCDPSession(page);
        session.send("Performance.enable");
        session.send("HeapProfiler.collectGarbage");
        Map<String, Double> found = new HashMap<>();
        for (JsonElement each : session.send("Performance.getMetrics").getAsJsonArray("metrics")) {
            JsonObject metric = each.getAsJsonObject();
            found.put(metric.get("name").getAsString(), metric.get("value").getAsDouble());
        }
        found.keySet().retainAll(Set.of("Nodes", "JSEventListeners"));
        session.detach();
        return found;
    }
}
