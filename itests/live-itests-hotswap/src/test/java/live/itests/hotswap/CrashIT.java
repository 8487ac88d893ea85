// SPDX-License-Identifier: Apache-2.0
package live.itests.hotswap;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import live.itest.Agent;
import live.itest.CallCentre;
import live.itest.MailHost;
import live.itest.MailLoad;
import live.itest.Product;
import live.itest.Rest;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * {@code kill -9} of the product at random moments under load. What it acknowledged is found after the restart, once; what
 * it sent was sent once, or is shown as unknown. The seed gives the moment.
 */
class CrashIT {
    private static final String SHOP = "crash@shop.example";
    private static final String CUSTOMER = "crash@customer.example";
    private static final int SEEDS = Integer.getInteger("live.crash.seeds", 20);
    /** Of so many the place is noted. */
    private static final int PLACES = 50;
    /** Then they are among so many: what was on its way to the queue may have come in front of them. */
    private static final int PLACES_AND_LATE = 200;

    private static Product product;
    private static MailHost host;
    private static CallCentre centre;
    private static Rest admin;
    private static Agent agent;
    private static String interaction;

    @BeforeAll
    static void open() {
        product = Product.fresh("crash").start();
        host = MailHost.start().mailbox(SHOP, "shop-password").mailbox(CUSTOMER, "password");
        admin = product.admin();
        centre = new CallCentre(product, admin);
        centre.emailAccount("crash", host, SHOP, "shop-password");
        String desk = centre.queue("Crash desk", "crash-desk");
        centre.route("desk@shop.example", desk);
        host.mailbox("desk@shop.example", "shop-password");
        centre.emailAccount("crashdesk", host, "desk@shop.example", "shop-password");
        host.deliver(
                "desk@shop.example",
                MailHost.plain(CUSTOMER, "desk@shop.example", "Talk to me", "<talk@customer.example>", "Please."));
        agent = centre.agent("crash-agent", "crash-desk").ready();
        interaction = agent.accept(agent.awaitOffer()).path("interaction").asText();
    }

    @AfterAll
    static void close() {
        host.close();
        product.close();
    }

    static IntStream seeds() {
        return IntStream.rangeClosed(1, SEEDS);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void nothing_acknowledged_is_lost_and_nothing_is_done_twice(int seed) {
        Random random = new Random(seed);
        // Nobody serves this one: what comes stays, in its place.
        String queue = centre.queue("Crash " + seed, "crash");
        centre.route(SHOP, queue);
        Collection<String> tickets = new ConcurrentLinkedQueue<>();
        Map<String, String> answers = new TreeMap<>();
        List<String> mails;
        Map<String, String> places;
        try (MailLoad load = MailLoad.start(host, SHOP, "crash" + seed + "x", 50)) {
            List<Thread> writers = Stream.<Runnable>of(
                            () -> writeTickets(queue, seed, tickets), () -> answer(seed, answers))
                    .map(Thread::new)
                    .toList();
            writers.forEach(Thread::start);
            LockSupport.parkNanos(300_000_000L + random.nextInt(1_200) * 1_000_000L);
            places = places(queue, PLACES);
            LockSupport.parkNanos(random.nextInt(500) * 1_000_000L);
            product.killNow();
            writers.forEach(CrashIT::join);
            load.close();
            mails = load.subjects();
        }

        product.start();

        for (String ticket : tickets) {
            admin.get("/api/v1/ticketing/tickets/" + ticket).expect(200);
        }
        Awaitility.await("every mail is a ticket")
                .atMost(Duration.ofSeconds(60))
                .pollInterval(Duration.ofMillis(500))
                .untilAsserted(
                        () -> assertThat(subjects(queue, "crash" + seed + "x")).containsAll(mails));
        assertThat(subjects(queue, "crash" + seed + "x")).doesNotHaveDuplicates();
        Map<String, String> now = places(queue, PLACES_AND_LATE);
        assertThat(now).as("places in the queue").containsAllEntriesOf(places);
        Awaitility.await("every answer is sent or unknown")
                .atMost(Duration.ofSeconds(60))
                .untilAsserted(() -> assertThat(states(answers.keySet()))
                        .allSatisfy((id, state) -> assertThat(state).isIn("sent", "unknown", "delivered")));
        Map<String, String> states = states(answers.keySet());
        List<String> inbox = inbox();
        answers.forEach((id, text) -> {
            long arrived = inbox.stream().filter(mail -> mail.contains(text)).count();
            String state = states.get(id);
            if (state == null) {
                assertThat(arrived)
                        .as("not acknowledged, not stored, yet sent: " + text)
                        .isZero();
            } else if (state.equals("unknown")) {
                assertThat(arrived).as("unknown: " + text).isLessThanOrEqualTo(1);
            } else {
                assertThat(arrived).as(state + ": " + text).isOne();
            }
        });
    }

    /** Until the product is gone; what it acknowledged is noted after the answer. */
    private static void writeTickets(String queue, int seed, Collection<String> acknowledged) {
        try {
            for (int i = 0; ; i++) {
                String id = UUID.randomUUID().toString();
                Map<String, Object> ticket = Map.of(
                        "id",
                        id,
                        "subject",
                        "written " + seed + " " + i,
                        "text",
                        "Text.",
                        "queue",
                        queue,
                        "route",
                        true);
                if (admin.post("/api/v1/ticketing/tickets", ticket).status() == 201) {
                    acknowledged.add(id);
                }
            }
        } catch (java.io.UncheckedIOException gone) {
            return;
        }
    }

    /** Until the product is gone; an answer is noted before it is asked for, by the id that the client makes. */
    private static void answer(int seed, Map<String, String> asked) {
        try {
            JsonNode ticket = agent.ticketOf(interaction);
            for (int i = 0; ; i++) {
                String id = UUID.randomUUID().toString();
                String text = "answer-" + seed + "-" + i + "-end";
                asked.put(id, text);
                ticket = agent.change(
                        ticket,
                        Map.of(
                                "type",
                                "reply",
                                "interaction",
                                interaction,
                                "message",
                                Map.of("id", id, "html", "<p>" + text + "</p>")));
                LockSupport.parkNanos(20_000_000);
            }
        } catch (java.io.UncheckedIOException gone) {
            return;
        }
    }

    private static List<String> subjects(String queue, String mark) {
        return admin.allByOffset("/api/v1/ticketing/tickets?queue=" + queue + "&sort=createdAt").stream()
                .map(ticket -> ticket.path("subject").asText())
                .filter(subject -> subject.startsWith(mark + " "))
                .toList();
    }

    /** The first ones in the queue, and since when they wait. */
    private static Map<String, String> places(String queue, int first) {
        Map<String, String> places = new TreeMap<>();
        JsonNode answer = admin.get("/api/v1/routing/queues/" + queue + "/waiting?limit=" + first)
                .expect(200)
                .json();
        (answer.isArray() ? answer : answer.path("items"))
                .forEach(waiting -> places.put(
                        waiting.path("work").asText(),
                        waiting.path("waitingSince").asText()));
        return places;
    }

    private static Map<String, String> states(Collection<String> ids) {
        Map<String, String> states = new TreeMap<>();
        for (JsonNode message : agent.messages(interaction)) {
            if (ids.contains(message.path("id").asText())) {
                states.put(
                        message.path("id").asText(),
                        message.path("state").asText().toLowerCase(java.util.Locale.ROOT));
            }
        }
        return states;
    }

    /** The mails of the customer, as they came. */
    private static List<String> inbox() {
        return host.inbox(CUSTOMER).stream()
                .map(mail -> new String(MailHost.bytes(mail), StandardCharsets.UTF_8))
                .toList();
    }

    private static void join(Thread thread) {
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
