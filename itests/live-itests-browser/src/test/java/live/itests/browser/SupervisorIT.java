// SPDX-License-Identifier: Apache-2.0
package live.itests.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.WaitForSelectorState;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import live.itest.Agent;
import live.itest.CallCentre;
import live.itest.Product;
import live.itest.Running;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The supervisor's page: everything as it is now, and what is done about it. Each test has queues and people of its own. */
@Running
class SupervisorIT {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String FOCUS =
            """
            () => {
              let at = document.activeElement;
              while (at?.shadowRoot?.activeElement) at = at.shadowRoot.activeElement;
              return !!at?.closest('%s');
            }""";
    /** Stands between the page and its socket: what is said to the server, and what it says, may be kept back. */
    private static final String BETWEEN =
            """
            window.WebSocket = class extends WebSocket {
              constructor(address) {
                super(address);
                window.line = this;
              }
              send(text) {
                if (!window.said?.(JSON.parse(text))) super.send(text);
              }
              set onmessage(hear) {
                this.deliver = (frame) => hear({ data: JSON.stringify(frame) });
                super.onmessage = (event) => window.heard?.(event.data) || hear(event);
              }
            };
            """;

    private static final int QUEUES = 200;
    private static final int AGENTS = 500;
    /** Names that are new in each run, also on a product that has seen others. */
    private static final String RUN = Long.toString(System.currentTimeMillis(), 36);

    private static Product product;
    private static CallCentre centre;

    @BeforeAll
    static void fill(Product running) {
        product = running;
        centre = new CallCentre(product, product.admin());
        centre.user("watch-supervisor", "supervisor");
    }

    @Test
    void what_happens_is_seen_as_it_happens() {
        String queue = centre.queue("Watched " + RUN, "watched " + RUN);
        String login = "ann-" + RUN;
        Agent ann = centre.agent(login, "watched " + RUN);
        try (Desktop desktop = opened("/supervisor?agent=" + login + "&queue=Watched " + RUN)) {
            Page page = desktop.page();
            // Estimates are measured in the course of a day.
            page.route(
                    "**/api/v1/routing/estimates",
                    route -> route.fulfill(new Route.FulfillOptions()
                            .setContentType("application/json")
                            .setBody(
                                    """
                    {"items": [{"queue": "%s", "measured": 40, "meanAbsoluteErrorSeconds": 24.4, "biasSeconds": -11.6, "withinRange": 0.78}]}
                    """
                                            .formatted(queue))));
            ann.notReady();
            row(page, "agents", login).waitFor();
            page.locator("live-agents-board .doing").getByText("Break").waitFor();
            String contact = centre.contact(queue, "Seen while it waits", 5);
            row(page, "queues", "Watched " + RUN).click();
            Locator panel = page.locator("live-queue-panel");
            panel.getByText("Seen while it waits").first().waitFor();
            panel.getByText("customer of Seen while it waits").waitFor();
            centre.give(contact, ann);
            panel.getByText("Nobody waits here").waitFor();
            panel.getByText("In hand", new Locator.GetByTextOptions().setExact(true))
                    .waitFor();
            panel.getByText("Told waits were right in 8 of 10 cases").waitFor();
            panel.getByText("wrong by 0:24 on average · 0:12 too short").waitFor();
            desktop.complaints();
            assertThat(desktop.inspect("supervisor-queue")).isEmpty();
            page.keyboard().press("Escape");
            panel.waitFor(new Locator.WaitForOptions().setState(WaitForSelectorState.DETACHED));
            row(page, "agents", login).click();
            page.locator("live-agent-panel")
                    .getByText("Seen while it waits")
                    .first()
                    .waitFor();
            page.locator("live-agent-panel")
                    .getByText("With contacts", new Locator.GetByTextOptions().setExact(true))
                    .first()
                    .waitFor(new Locator.WaitForOptions().setTimeout(45_000));
            assertThat(desktop.inspect("supervisor-agent")).isEmpty();
            isCalledBack(ann, contact, queue);
            desktop.goTo("/statistics?q=Watched " + RUN);
            page.locator("tbody tr").getByText("1 of 1").waitFor();
            assertThat(desktop.inspect("statistics-queues")).isEmpty();
            page.locator("tbody tr").getByText("Watched " + RUN).click();
            Locator hours = page.locator("live-contact-intervals tbody td:nth-child(2)");
            hours.first().waitFor();
            assertThat(hours.first().innerText()).isEqualTo("1");
            assertThat(desktop.inspect("statistics-queue")).isEmpty();
            desktop.assertContent();
        }
    }

    /** Put to rest until tomorrow, and taken up sooner; returns when that is counted. */
    private static void isCalledBack(Agent agent, String contact, String queue) {
        String tomorrow = Instant.now().plus(Duration.ofDays(1)).toString();
        agent.rest()
                .post("/api/v1/routing/desk/work/" + contact + "/postpone", Map.of("until", tomorrow))
                .expect(200);
        agent.rest()
                .post("/api/v1/routing/desk/work/" + contact + "/pull", null)
                .expect(200);
        Awaitility.await("the callback is counted")
                .atMost(Duration.ofSeconds(30))
                .until(() -> product.admin()
                                .get("/api/v1/routing/statistics?interval=whole&queue=" + queue)
                                .expect(200)
                                .json()
                                .path("items")
                                .path(0)
                                .path("callbacksKept")
                                .asInt()
                        == 1);
    }

    @Test
    void a_contact_is_given_to_somebody_else_and_its_priority_changed() {
        String queue = centre.queue("Moved " + RUN, "moved " + RUN);
        Agent cem = centre.agent("cem-" + RUN, "moved " + RUN);
        Agent dora = centre.agent("dora-" + RUN);
        dora.ready();
        String held = centre.contact(queue, "Held by Cem", 5);
        cem.ready();
        centre.give(held, cem);
        cem.notReady();
        centre.contact(queue, "First in line", 5);
        String later = centre.contact(queue, "Later in line", 5);
        try (Desktop desktop = opened("/supervisor/queue/" + queue)) {
            Page page = desktop.page();
            act(page, "Later in line", "Urgent");
            page.locator("live-queue-panel li:first-child .what")
                    .getByText("Later in line")
                    .first()
                    .waitFor();
            assertThat(work(later).path("priority").asInt()).isEqualTo(9);

            act(page, "Held by Cem", "Reassign …");
            page.getByPlaceholder("Type to search").fill("dora-" + RUN);
            page.getByRole(AriaRole.OPTION, new Page.GetByRoleOptions().setName("dora-" + RUN))
                    .click();
            // Somebody works on it: that is asked first.
            page.getByText("cem-" + RUN + " is working on it").waitFor();
            desktop.button("Reassign").click();
            desktop.await(
                    "the contact with Dora",
                    () -> assertThat(work(held).path("agent").asText()).isEqualTo(dora.id()));
            assertThat(cem.desk().path("assignments")).isEmpty();
            // Once by the test, and once here.
            assertThat(audited("routing.work.assign", "work:" + held)).isEqualTo(2);
            assertThat(audited("routing.work.prioritise", "work:" + later)).isEqualTo(1);
        }
    }

    @Test
    void states_are_forced_by_keyboard_alone() {
        Agent eli = centre.agent("eli-" + RUN);
        eli.ready();
        try (Desktop desktop = opened("/supervisor?agent=eli-" + RUN)) {
            Page page = desktop.page();
            row(page, "agents", "eli-" + RUN).waitFor();
            page.getByPlaceholder("Find an agent").focus();
            desktop.await("a row under the focus", () -> {
                page.keyboard().press("Tab");
                assertThat(page.evaluate(FOCUS.formatted("#items"))).isEqualTo(true);
            });
            page.keyboard().press("Enter");
            page.locator("live-agent-panel").waitFor();
            openStates(desktop);
            page.keyboard().press("m");
            page.keyboard().press("Enter");
            desktop.await("not ready", () -> assertThat(
                            eli.desk().path("presence").path("reason").asText())
                    .isEqualTo("meeting"));
            openStates(desktop);
            page.keyboard().press("End");
            page.keyboard().press("Enter");
            page.getByText("Sign eli-" + RUN + " out?").waitFor();
            page.keyboard().press("Enter");
            desktop.await("signed out", () -> assertThat(
                            eli.desk().path("presence").path("state").asText())
                    .isEqualTo("SIGNED_OUT"));
            assertThat(audited("routing.agent.force", "user:" + eli.id())).isEqualTo(2);
        }
    }

    private static void openStates(Desktop desktop) {
        desktop.button("Set state").focus();
        desktop.page().keyboard().press("Enter");
        desktop.page().waitForFunction(FOCUS.formatted("[role=menu]"));
    }

    @Test
    void who_does_not_supervise_sees_nothing_of_it() {
        centre.user("watch-agent", "agent");
        try (Desktop desktop = new Desktop(product, "en-GB")) {
            desktop.signIn("watch-agent", CallCentre.PASSWORD).goTo("/supervisor");
            desktop.page().getByText("agent.supervise").waitFor();
            assertThat(desktop.page().locator("nav a[href='/supervisor']").count())
                    .isZero();
        }
    }

    @Test
    void news_that_got_lost_are_made_good() {
        Agent fay = centre.agent("fay-" + RUN);
        Agent gus = centre.agent("gus-" + RUN);
        try (Desktop desktop = new Desktop(product, "en-GB")) {
            Page page = desktop.page();
            // The first news of Fay do not arrive; what comes later shows that something is missing.
            page.addInitScript(
                    BETWEEN
                            + "window.heard = (text) => !window.lost && text.includes('\"after\"') && text.includes('fay-') && (window.lost = true);");
            desktop.signIn("watch-supervisor", CallCentre.PASSWORD).goTo("/supervisor?agent=" + RUN);
            page.locator("live-agents-board vaadin-grid").waitFor();
            fay.ready();
            page.waitForFunction("() => window.lost");
            gus.ready();
            row(page, "agents", "gus-" + RUN).waitFor();
            row(page, "agents", "fay-" + RUN).waitFor();
        }
    }

    /** Nobody signs five hundred agents in for a test: what the server says of them is played. */
    @Test
    void a_large_centre_is_shown_by_what_is_seen_of_it() {
        try (Desktop desktop = new Desktop(product, "en-GB")) {
            Page page = desktop.page();
            page.route(
                    "**/api/v1/routing/queues?*",
                    route -> route.fulfill(new Route.FulfillOptions()
                            .setContentType("application/json")
                            .setBody(queues().toString())));
            page.addInitScript(BETWEEN
                    + """
                    const played = {queues: %s, agents: %s};
                    window.tell = (topic, data) => window.line.deliver({t: 'msg', id: played[topic].id, topic, data});
                    window.said = ({t, topic, id}) => {
                      if (t !== 'sub' || !played[topic]) return false;
                      played[topic].id = id;
                      setTimeout(() => window.tell(topic, played[topic]));
                      return true;
                    };
                    window.change = async (times) => {
                      for (let i = 1; i <= times; i++) {
                        const items = played.agents.items.map((each) => ({...each, reason: `reason ${i}`}));
                        window.tell('agents', {after: i, sequence: i + 1, items});
                        await new Promise(requestAnimationFrame);
                      }
                    };
                    """
                            .formatted(counts(), members()));
            desktop.signIn("watch-supervisor", CallCentre.PASSWORD).goTo("/supervisor");
            row(page, "queues", "Queue 000").waitFor();
            row(page, "agents", "Agent 000").waitFor();
            assertThat(cells(page, "agents")).isLessThan(600);
            assertThat(cells(page, "queues")).isLessThan(600);
            desktop.shot("supervisor-large");
            // Every agent changes, thirty times over; the last change is what stays.
            page.evaluate("() => window.change(30)");
            page.locator("live-agents-board .doing")
                    .getByText("reason 30")
                    .first()
                    .waitFor();
            page.getByPlaceholder("Find an agent").fill("Agent 499");
            row(page, "agents", "Agent 499").waitFor();
        }
    }

    private static int cells(Page page, String board) {
        return page.locator("live-" + board + "-board vaadin-grid-cell-content").count();
    }

    private static ObjectNode queues() {
        ObjectNode answer = JSON.createObjectNode();
        ArrayNode items = answer.putArray("items");
        for (int i = 0; i < QUEUES; i++) {
            ObjectNode queue = items.addObject()
                    .put("id", id(i))
                    .put("name", "Queue %03d".formatted(i))
                    .put("priority", 0)
                    .put("offerSeconds", 30)
                    .put("wrapUpSeconds", 0)
                    .put("preferredAgentSeconds", 0)
                    .put("strategy", "cyclic")
                    .put("active", true)
                    .put("version", 1);
            queue.putArray("skills");
            queue.putObject("agents").put("mode", "skills");
        }
        return answer;
    }

    private static ObjectNode counts() {
        ObjectNode snapshot = JSON.createObjectNode().put("sequence", 1);
        ArrayNode items = snapshot.putArray("items");
        for (int i = 0; i < QUEUES; i++) {
            items.addObject()
                    .put("id", id(i))
                    .put("waiting", QUEUES - i)
                    .put("waitingSince", Instant.now().minusSeconds(1000 - i).toString())
                    .put("offered", 0)
                    .put("assigned", 0)
                    .put("wrappingUp", 0)
                    .put("agentsReady", 3)
                    .put("agentsBusy", 1)
                    .put("agentsAway", 2);
        }
        return snapshot;
    }

    private static ObjectNode members() {
        ObjectNode snapshot = JSON.createObjectNode().put("sequence", 1);
        ArrayNode items = snapshot.putArray("items");
        for (int i = 0; i < AGENTS; i++) {
            ObjectNode member = items.addObject()
                    .put("id", id(i))
                    .put("name", "Agent %03d".formatted(i))
                    .put("state", "NOT_READY")
                    .put("reason", "reason 0")
                    .put("since", Instant.now().toString())
                    .put("reachable", true);
            member.putArray("teams");
            member.putObject("capacity").putObject("email").put("used", i % 5).put("limit", 5);
            member.putArray("works");
        }
        return snapshot;
    }

    private static String id(int number) {
        return "00000000-0000-7000-8000-%012d".formatted(number);
    }

    private static Desktop opened(String path) {
        Desktop desktop = new Desktop(product, "en-GB");
        desktop.signIn("watch-supervisor", CallCentre.PASSWORD).goTo(path);
        desktop.complaints();
        return desktop;
    }

    private static Locator row(Page page, String board, String name) {
        return page.locator("live-" + board + "-board")
                .getByText(name, new Locator.GetByTextOptions().setExact(true))
                .first();
    }

    /** Opens the actions of a contact in the queue's panel and chooses one. */
    private static void act(Page page, String subject, String action) {
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Actions for customer of " + subject))
                .click();
        page.locator("live-queue-panel [role=menu]:popover-open button")
                .getByText(action, new Locator.GetByTextOptions().setExact(true))
                .click();
    }

    private static JsonNode work(String work) {
        return centre.admin().get("/api/v1/routing/work/" + work).expect(200).json();
    }

    private static int audited(String action, String subject) {
        return centre.admin()
                .get("/api/v1/admin/audit?action=" + action + "&subject=" + subject)
                .expect(200)
                .json()
                .path("items")
                .size();
    }
}
