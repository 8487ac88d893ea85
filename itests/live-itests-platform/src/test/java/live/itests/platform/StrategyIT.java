// SPDX-License-Identifier: Apache-2.0
package live.itests.platform;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import live.itest.Agent;
import live.itest.CallCentre;
import live.itest.Poll;
import live.itest.Product;
import live.itest.Rest;
import live.itest.Running;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A partner's strategy is installed, exchanged and removed on the running product, as an administrator does it. */
@Running
class StrategyIT {
    private static final String BUNDLE = "live-example-routing";

    private Product product;
    private Rest admin;
    private CallCentre centre;
    private String queue;
    private Agent quick;
    private Agent fresh;

    @BeforeEach
    void open(Product running) {
        product = running;
        admin = product.admin();
        centre = new CallCentre(product, admin);
    }

    @AfterEach
    void remove() {
        product.tryShell("bundle:uninstall " + BUNDLE);
    }

    @Test
    void a_queue_takes_a_partners_strategy_for_as_long_as_it_is_there() {
        String own = "strategy-" + UUID.randomUUID();
        // What earlier tests left in queues that everybody serves would keep one of the two from being free.
        Agent before = centre.agent(own + "-before").ready();
        before.serveEverything();
        before.notReady();
        quick = centre.agent(own + "-quick", own);
        fresh = centre.agent(own + "-fresh", own);
        queue = centre.queue(own, own);
        String path = "/api/v1/routing/queues/" + queue;
        assertThat(change(path, "fair-share").status()).as("not installed yet").isEqualTo(400);
        try (Poll poll = Poll.start(admin, "/health", path, "/api/v1/ticketing/tickets?limit=1")) {
            product.shell("bundle:install -s file:" + jar());
            awaitStrategies("fair-share");
            change(path, "fair-share").expect(200);

            quick.ready();
            served(quick);
            served(quick);
            served(quick);
            fresh.ready();
            // The other one is idle longer.
            served(fresh);
            product.shell("bundle:update " + BUNDLE + " file:" + jar());
            awaitStrategies("fair-share");
            served(fresh);
            JsonNode why = explained(served(fresh));
            assertThat(why.path("strategy").asText()).isEqualTo("fair-share");
            assertThat(why.path("verdicts").path("SUITS").asInt())
                    .as(why.toString())
                    .isOne();

            // Both were given three. Without it the longest idle is next.
            product.shell("bundle:stop " + BUNDLE);
            awaitStrategies();
            assertThat(change(path, "fair-share").status())
                    .as("an absent one may stay")
                    .isEqualTo(200);
            served(quick);
            served(fresh);
            assertThat(poll.wrong()).isEmpty();
        }
        assertThat(product.shell("routing:replay"))
                .contains("every decision is the same", "fair-share 1 is not installed");
        product.shell("bundle:start " + BUNDLE);
        awaitStrategies("fair-share");
        assertThat(product.shell("routing:replay"))
                .contains("every decision is the same")
                .doesNotContain("not installed");
        quick.notReady();
        fresh.notReady();
    }

    private static Path jar() {
        return Path.of(System.getProperty("live.root", "../.."), "examples", BUNDLE, "target")
                .toAbsolutePath()
                .normalize()
                .resolve(BUNDLE + "-0.1.0-SNAPSHOT.jar");
    }

    private live.itest.Answer change(String path, String strategy) {
        JsonNode queue = admin.get(path).expect(200).json();
        return admin.put(path, ((com.fasterxml.jackson.databind.node.ObjectNode) queue).put("strategy", strategy));
    }

    private void awaitStrategies(String... partners) {
        Awaitility.await("the strategies that queues may take")
                .atMost(Duration.ofSeconds(30))
                .untilAsserted(
                        () -> assertThat(admin
                                        .get("/api/v1/routing/strategies")
                                        .expect(200)
                                        .json()
                                        .path("items")
                                        .findParents("name")
                                        .stream()
                                        .filter(strategy ->
                                                !strategy.path("builtIn").asBoolean())
                                        .map(strategy -> strategy.path("name").asText()))
                                .containsExactly(partners));
    }

    /** A contact comes while both are free, goes to this agent, and is finished by him; answers its id. */
    private String served(Agent agent) {
        admin.post(
                        "/api/v1/ticketing/tickets",
                        Map.of(
                                "id",
                                UUID.randomUUID().toString(),
                                "subject",
                                "For whom it is",
                                "text",
                                "Text.",
                                "queue",
                                queue,
                                "route",
                                true))
                .expect(201);
        JsonNode offer = agent.awaitOffer();
        agent.accept(offer);
        String work = offer.path("work").asText();
        agent.finish(work);
        return work;
    }

    private JsonNode explained(String work) {
        return admin.get("/api/v1/routing/work/" + work + "/explanation")
                .expect(200)
                .json()
                .path("steps")
                .path(0);
    }
}
