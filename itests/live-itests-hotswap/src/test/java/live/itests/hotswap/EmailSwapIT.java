// SPDX-License-Identifier: Apache-2.0
package live.itests.hotswap;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import live.itest.Agent;
import live.itest.CallCentre;
import live.itest.MailHost;
import live.itest.MailLoad;
import live.itest.Poll;
import live.itest.Product;
import live.itest.Rest;
import live.itest.Running;
import live.itest.StaffSocket;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The e-mail channel is swapped while mails arrive: what goes in comes out, and nobody else notices. */
@Running
class EmailSwapIT {
    private static final String CHANNEL = "live-channel-email";
    private static final String SHOP = "swap@shop.example";
    private static final long MOST_HEAP = 10L * 1024 * 1024;
    private static final String[] OTHERS = {
        "/health",
        "/api/v1/security/me",
        "/api/v1/directory/users",
        "/api/v1/ticketing/tickets?limit=1",
        "/api/v1/routing/queues",
        "/api/v1/channels/accounts",
        "/api/v1/admin/modules"
    };

    private static Product product;
    private static MailHost host;
    private static Rest admin;
    private static CallCentre centre;
    private static String queue;

    @BeforeAll
    static void open(Product running) {
        product = running;
        host = MailHost.start().mailbox(SHOP, "shop-password");
        admin = product.admin();
        centre = new CallCentre(product, admin);
        queue = centre.queue("Swap", "swap");
        centre.route(SHOP, queue);
        centre.emailAccount("swap", host, SHOP, "shop-password");
        product.installProbe();
    }

    @AfterAll
    static void close() {
        host.close();
    }

    /** Two hundred lives with a class loader each, and some that only stop and start. */
    @ParameterizedTest
    @CsvSource({"reinstall, 200", "restart, 50"})
    void swaps_under_load_lose_nothing_and_leave_nothing(String mode, int cycles) {
        long place = product.log().end();
        JsonNode swaps;
        List<String> sent;
        try (Poll poll = Poll.start(admin, OTHERS);
                StaffSocket socket = StaffSocket.open(admin)) {
            try (MailLoad load = MailLoad.start(host, SHOP, "swap" + mode, 20)) {
                swaps = product.ask(
                        "probe:swap " + CHANNEL + " " + cycles + " " + mode
                                + " \"(&(objectClass=live.channel.Channel)(service.bundleid=*))\"",
                        Duration.ofMinutes(7));
                load.close();
                sent = load.subjects();
            }
            assertThat(poll.wrong()).as("answers of others").isEmpty();
            assertThat(poll.rounds()).isPositive();
            assertThat(socket.closed()).as("an open browser's socket").isNotDone();
        }
        assertThat(swaps.path("cycles").asInt()).isEqualTo(cycles);
        assertThat(swaps.path("disturbed")).as("bundles that stopped beside it").isEmpty();
        assertThat(swaps.path("loadersLeft").asInt())
                .as("class loaders of former lives")
                .isZero();
        assertThat(swaps.path("threadsLeft")).as("threads of former lives").isEmpty();
        assertThat(swaps.path("socketsMore").asInt())
                .as("sockets of former lives")
                .isLessThan(10);
        assertThat(swaps.path("heapMoreBytes").asLong()).as("live heap").isLessThan(MOST_HEAP);
        awaitAll(sent);
        assertThat(product.log().saying(place, "Refreshing bundles"))
                .allSatisfy(entry -> assertThat(entry.message()).contains(CHANNEL));
    }

    @Test
    void an_administrator_swaps_it_by_shell_under_load() {
        List<String> sent;
        try (Poll poll = Poll.start(admin, OTHERS)) {
            try (MailLoad load = MailLoad.start(host, SHOP, "swapshell", 20)) {
                product.shell("bundle:stop " + CHANNEL);
                product.shell("bundle:start " + CHANNEL);
                product.shell("bundle:update " + CHANNEL);
                product.shell("feature:uninstall " + CHANNEL);
                Awaitility.await("its form is gone")
                        .atMost(Duration.ofSeconds(30))
                        .untilAsserted(() -> assertThat(forms()).doesNotContain("live.channel.email"));
                product.shell("feature:install " + CHANNEL);
                Awaitility.await("its form is back")
                        .atMost(Duration.ofSeconds(30))
                        .untilAsserted(() -> assertThat(forms()).contains("live.channel.email"));
                load.close();
                sent = load.subjects();
            }
            assertThat(poll.wrong()).isEmpty();
        }
        awaitAll(sent);
    }

    @Test
    void the_modules_page_stops_and_starts_it_and_open_browsers_follow() {
        try (StaffSocket socket = StaffSocket.open(admin).subscribe(1, "admin", "")) {
            socket.await("what is there", frame -> offers(frame, true));

            admin.post("/api/v1/admin/modules/" + CHANNEL + "/stop", null).expect(200);

            assertThat(module().path("state").asText()).isNotEqualTo("started");
            assertThat(forms()).doesNotContain("live.channel.email");
            socket.await("that it is gone", frame -> offers(frame, false));
            int told = socket.frames().size();
            admin.post("/api/v1/admin/modules/" + CHANNEL + "/start", null).expect(200);
            assertThat(module().path("state").asText()).isEqualTo("started");
            assertThat(forms()).contains("live.channel.email");
            Awaitility.await("that it is back")
                    .atMost(Duration.ofSeconds(30))
                    .until(() -> socket.frames().stream().skip(told).anyMatch(frame -> offers(frame, true)));
        }
        admin.post("/api/v1/admin/modules/live-store/stop", null).expect(409);
    }

    @Test
    void what_waits_stays_in_the_queue_while_the_channel_is_away_and_answers_go_when_it_is_back() {
        host.mailbox("waits@customer.example", "password");
        String own = centre.queue("Waiting", "swap-waiting");
        centre.route("waiting@shop.example", own);
        host.mailbox("waiting@shop.example", "shop-password");
        centre.emailAccount("waiting", host, "waiting@shop.example", "shop-password");
        host.deliver(
                "waiting@shop.example",
                MailHost.plain(
                        "waits@customer.example",
                        "waiting@shop.example",
                        "I wait",
                        "<wait@customer.example>",
                        "Hello?"));
        Awaitility.await("it waits").atMost(Duration.ofSeconds(30)).untilAsserted(() -> assertThat(waiting(own))
                .hasSize(1));

        product.shell("bundle:stop " + CHANNEL);
        assertThat(waiting(own)).hasSize(1);
        Agent agent = centre.agent("swap-agent", "swap-waiting").ready();
        JsonNode assignment = agent.accept(agent.awaitOffer());
        agent.reply(assignment.path("interaction").asText(), "<p>Here I am.</p>", List.of());
        assertThat(host.inbox("waits@customer.example")).isEmpty();
        product.shell("bundle:start " + CHANNEL);

        Awaitility.await("the answer").atMost(Duration.ofSeconds(60)).untilAsserted(() -> assertThat(
                        host.inbox("waits@customer.example"))
                .hasSize(1));
    }

    private static void awaitAll(List<String> sent) {
        Awaitility.await("every mail is a ticket")
                .atMost(Duration.ofSeconds(120))
                .pollInterval(Duration.ofSeconds(1))
                .untilAsserted(() -> assertThat(subjects()).containsAll(sent));
        List<String> all = subjects();
        assertThat(all).doesNotHaveDuplicates();
    }

    private static List<String> subjects() {
        return admin.allByOffset("/api/v1/ticketing/tickets?queue=" + queue + "&sort=createdAt").stream()
                .map(ticket -> ticket.path("subject").asText())
                .toList();
    }

    private static Iterable<JsonNode> waiting(String queue) {
        JsonNode answer = admin.get("/api/v1/routing/queues/" + queue + "/waiting")
                .expect(200)
                .json();
        return answer.isArray() ? answer : answer.path("items");
    }

    private static String forms() {
        return admin.get("/api/v1/admin/forms", Map.of("Accept-Language", "en"))
                .expect(200)
                .text();
    }

    /** Whether a frame tells of forms, with or without that of the channel. */
    private static boolean offers(JsonNode frame, boolean there) {
        JsonNode forms = frame.path("data").path("forms");
        return forms.isArray() && forms.toString().contains("\"live.channel.email\"") == there;
    }

    private static JsonNode module() {
        for (JsonNode module : admin.get("/api/v1/admin/modules").expect(200).json()) {
            if (module.path("name").asText().equals(CHANNEL)) {
                return module;
            }
        }
        throw new AssertionError("no module " + CHANNEL);
    }
}
