// SPDX-License-Identifier: Apache-2.0
package live.itests.platform;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import live.core.FreePort;
import live.itest.Agent;
import live.itest.Answer;
import live.itest.CallCentre;
import live.itest.Commands;
import live.itest.Product;
import live.itest.Rest;
import live.itest.StaffSocket;
import live.test.postgres.PostgresServer;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Two nodes on one database: agents at either, and either may stand still or die. */
class TwoNodesIT {
    @RegisterExtension
    static final PostgresServer POSTGRES = new PostgresServer();

    private static final String TICKETS = "/api/v1/ticketing/tickets";

    @Test
    void agents_work_at_either_node_and_either_node_may_die() throws Exception {
        int firstPort = FreePort.find();
        int secondPort = FreePort.find();
        try (Product first = node("first", firstPort, secondPort);
                Product second = node("second", secondPort, firstPort)) {
            first.start();
            Files.createDirectories(
                    second.data().resolve("keys"),
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
            Files.copy(first.data().resolve("keys/master.key"), second.data().resolve("keys/master.key"));
            second.start();
            first.shell("feature:install live-cluster");
            second.shell("feature:install live-cluster");
            soon("they hear each other").untilAsserted(() -> {
                first.rest().get("/health").expect(200);
                assertThat(first.shell("cluster:nodes")).hasLineCount(4);
                assertThat(second.shell("cluster:nodes")).hasLineCount(4);
            });
            assertThat(first.shell("routing:status")).contains("this node");
            assertThat(second.shell("routing:status")).contains("another");

            Rest there = second.rest();
            there.signIn("admin", first.adminPassword());
            CallCentre centre = new CallCentre(second, there);
            String queue = centre.queue("Both nodes", "both nodes");
            Agent ann = centre.agent("ann-" + UUID.randomUUID(), "both nodes");
            String login = there.get("/api/v1/directory/users/" + ann.id())
                    .expect(200)
                    .json()
                    .path("login")
                    .asText();
            Rest here = first.admin();

            try (StaffSocket socket = StaffSocket.open(ann.rest()).subscribe(1, "desk", "")) {
                socket.await("the desk", frame -> frame.path("topic").asText().equals("desk"));
                ready(ann);
                String mine = contact(here, queue);
                JsonNode taken = ann.accept(ann.awaitOffer());
                assertThat(ann.ticketOf(taken.path("interaction").asText())
                                .path("id")
                                .asText())
                        .as("what came in at one node is accepted at the other")
                        .isEqualTo(mine);
                socket.await("the push", frame -> frame.toString()
                        .contains(taken.path("work").asText()));

                String offered = contact(here, queue);
                JsonNode offer = ann.awaitOffer();
                signal(first, "STOP");
                long stopped = System.nanoTime();
                soon("the other takes over")
                        .until(() -> second.shell("routing:status"), text -> text.contains("this node"));
                told("the holder stood still", stopped);
                assertThat(ann.desk().path("offers").findValuesAsText("id"))
                        .as("her offer is the same")
                        .containsExactly(offer.path("id").asText());
                JsonNode accepted = ann.accept(offer);
                assertThat(ann.ticketOf(accepted.path("interaction").asText())
                                .path("id")
                                .asText())
                        .isEqualTo(offered);
                signal(first, "CONT");
                soon("it comes back and follows").untilAsserted(() -> {
                    assertThat(first.shell("routing:status")).contains("true").contains("another");
                    assertThat(first.shell("cluster:nodes")).hasLineCount(4);
                });
                notReady(ann);
            }
            theOtherDies(first, second, queue, login);
        }
    }

    /** What was acknowledged at the one that lives is there, once, and who worked at the dead one goes on at this one. */
    private static void theOtherDies(Product first, Product second, String queue, String login) throws Exception {
        Rest here = first.admin();
        ConcurrentLinkedQueue<String> acknowledged = new ConcurrentLinkedQueue<>();
        AtomicInteger doubtful = new AtomicInteger();
        ExecutorService thread = Executors.newSingleThreadExecutor();
        try {
            Future<?> load = thread.submit(() -> {
                while (!Thread.currentThread().isInterrupted() && acknowledged.size() < 150) {
                    Answer answer = here.post(TICKETS, ticket(UUID.randomUUID().toString(), queue));
                    if (answer.status() == 201) {
                        acknowledged.add(answer.json().path("id").asText());
                    } else {
                        doubtful.incrementAndGet();
                    }
                }
            });
            soon("load").until(() -> acknowledged.size() > 20);
            second.killNow();
            long killed = System.nanoTime();
            Rest again = first.rest();
            again.signIn(login, CallCentre.PASSWORD);
            soon("commands are taken again")
                    .until(
                            () -> again.put(
                                            "/api/v1/routing/desk/presence",
                                            Map.of("state", "NOT_READY", "reason", "lunch"))
                                    .status(),
                            status -> status == 200);
            told("the holder was killed", killed);
            assertThat(first.shell("routing:status")).contains("this node");
            load.get(120, TimeUnit.SECONDS);
            assertThat(again.get("/api/v1/routing/desk").expect(200).json().path("assignments"))
                    .as("her contacts stay hers")
                    .hasSize(2);
            Set<String> expected = new HashSet<>(acknowledged);
            soon("all that was acknowledged waits, once").untilAsserted(() -> {
                List<String> waiting = here.get("/api/v1/routing/queues/" + queue + "/waiting?limit=200")
                        .expect(200)
                        .json()
                        .path("items")
                        .findValuesAsText("work");
                assertThat(waiting)
                        .doesNotHaveDuplicates()
                        .hasSizeBetween(expected.size(), expected.size() + doubtful.get());
            });
        } finally {
            thread.shutdownNow();
        }
    }

    private static Product node(String name, int port, int other) {
        return Product.fresh(name)
                .configuration("live.store.cfg", "url = " + POSTGRES.url() + "\nuser = live\n")
                .configuration(
                        "live.cluster.cfg",
                        "port = " + port + "\nmembers = 127.0.0.1:" + port + ", 127.0.0.1:" + other + "\n");
    }

    private static ConditionFactory soon(String what) {
        return Awaitility.await(what).atMost(Duration.ofSeconds(90)).ignoreExceptions();
    }

    private static void ready(Agent agent) {
        soon("ready").untilAsserted(() -> agent.rest()
                .put("/api/v1/routing/desk/presence", Map.of("state", "READY"))
                .expect(200));
    }

    private static void notReady(Agent agent) {
        soon("not ready").untilAsserted(() -> agent.rest()
                .put("/api/v1/routing/desk/presence", Map.of("state", "NOT_READY", "reason", "lunch"))
                .expect(200));
    }

    private static String contact(Rest rest, String queue) {
        return rest.post(TICKETS, ticket("Both", queue))
                .expect(201)
                .json()
                .path("id")
                .asText();
    }

    private static Map<String, Object> ticket(String subject, String queue) {
        return Map.of("subject", subject, "text", "It hums.", "queue", queue, "route", true);
    }

    private static void signal(Product product, String signal) {
        Commands.run(List.of(
                "kill",
                "-" + signal,
                String.valueOf(product.process().orElseThrow().pid())));
    }

    private static void told(String what, long since) {
        System.out.println(what + ": commands are taken again after "
                + TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - since) + " ms");
    }
}
