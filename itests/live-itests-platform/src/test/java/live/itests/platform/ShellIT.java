// SPDX-License-Identifier: Apache-2.0
package live.itests.platform;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import live.itest.CallCentre;
import live.itest.Commands;
import live.itest.Product;
import live.itest.Rest;
import live.itest.Running;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** The administrator's shell: what its commands show and do, and whom the audit trail names for it. */
@Running(expectedErrors = "Exception caught while executing command")
class ShellIT {
    @Test
    void the_trail_names_who_signed_in_to_the_shell(Product product) {
        product.shell("security:roles admin admin");

        JsonNode entry = product.admin()
                .get("/api/v1/admin/audit?action=security.roles.change")
                .expect(200)
                .json()
                .path("items")
                .get(0);

        assertThat(entry.path("actor").toString()).contains("system:shell:admin");
    }

    @Test
    void settings_by_whatever_command_are_audited_with_who_set_them(Product product) {
        Rest admin = product.admin();
        product.shell("config:property-set --pid live.itest.shell colour green");
        try {
            Awaitility.await("the entry").atMost(Duration.ofSeconds(30)).untilAsserted(() -> assertThat(
                            admin.get("/api/v1/admin/audit?subject=live.itest.shell")
                                    .expect(200)
                                    .json()
                                    .path("items")
                                    .toString())
                    .contains("system:shell:admin"));
        } finally {
            product.shell("config:delete live.itest.shell");
        }
    }

    @Test
    void a_password_is_not_taken_from_the_command_line(Product product) throws Exception {
        String secret = "never-on-the-command-line-4711";

        Commands.Result result = product.tryShell(
                "settings:set live.channel.email~shell receiveHost=localhost receivePassword=" + secret);

        assertThat(result.status()).isNotZero();
        assertThat(result.output()).contains("without a value").doesNotContain(secret);
        try (Stream<Path> logs = Files.list(product.data().resolve("log"))) {
            for (Path log : logs.toList()) {
                assertThat(Files.readString(log)).as(log.toString()).doesNotContain(secret);
            }
        }
    }

    @Test
    void settings_are_set_listed_and_deleted(Product product) {
        product.shell("settings:set live.security idleMinutes=33");
        try {
            assertThat(product.shell("settings:list live.security")).contains("33");
        } finally {
            product.shell("settings:delete live.security");
        }
        assertThat(product.tryShell("settings:set live.security idleMinutes=minus")
                        .status())
                .isNotZero();
    }

    @Test
    void tickets_are_listed_and_shown(Product product) {
        Rest admin = product.admin();
        String name = "Kettles " + UUID.randomUUID();
        String queue = admin.post("/api/v1/routing/queues", Map.of("name", name))
                .expect(200, 201)
                .json()
                .path("id")
                .asText();
        JsonNode me = admin.get("/api/v1/security/me").expect(200).json();
        String number = admin.post(
                        "/api/v1/ticketing/tickets",
                        Map.of(
                                "subject",
                                "Broken kettle",
                                "text",
                                "It leaks.",
                                "queue",
                                queue,
                                "assignee",
                                me.path("id").asText()))
                .expect(200, 201)
                .json()
                .path("number")
                .asText();

        // By the names that people know, not by ids.
        assertThat(product.shell("ticket:list").lines().filter(line -> line.contains("#" + number)))
                .singleElement()
                .asString()
                .contains(name, me.path("name").asText());
        assertThat(product.shell("ticket:show " + number))
                .contains("#" + number, name, me.path("name").asText())
                .contains("create");
        assertThat(product.tryShell("ticket:show 99999999").status()).isNotZero();
    }

    @Test
    void the_router_tells_its_queues_agents_and_state(Product product) {
        String name = "Shell " + UUID.randomUUID();
        // Its contact stays: nobody else's agents are to be asked.
        String queue = new CallCentre(product, product.admin()).queue(name, "of-the-shell");

        assertThat(product.shell("routing:queues").lines().filter(line -> line.contains(name)))
                .singleElement()
                .asString()
                .contains("open");
        assertThat(product.shell("routing:reconcile")).contains("channels.work", "ticketing.assignment", "differ");
        assertThat(product.shell("routing:agents")).contains("Reachable");
        assertThat(product.shell("routing:waiting " + queue)).contains("Waiting since");
        assertThat(product.shell("routing:supply " + queue + " email")).contains("Signed in");
        assertThat(product.shell("routing:status")).isNotBlank();
        assertThat(product.shell("routing:replay")).contains("every decision is the same");
        String contact = product.admin()
                .post("/api/v1/ticketing/tickets", Map.of("subject", "Why", "text", "Why?", "queue", queue))
                .expect(201)
                .json()
                .path("interactions")
                .path(0)
                .asText();
        Awaitility.await("routing has it")
                .untilAsserted(() ->
                        product.admin().get("/api/v1/routing/work/" + contact).expect(200));
        assertThat(product.shell("routing:explain " + contact)).contains("waits in queue " + name, "admin");
        Commands.Result unknown = product.tryShell("routing:explain " + UUID.randomUUID());
        assertThat(unknown.status()).isNotZero();
        assertThat(unknown.output()).contains("does not tell of contact");
    }

    @Test
    void channels_are_listed_and_what_does_not_exist_is_said_so(Product product) {
        assertThat(product.tryShell("channel:list").status()).isZero();
        for (String verb : new String[] {"info", "start", "stop", "drain"}) {
            Commands.Result result = product.tryShell("channel:" + verb + " email/nowhere");
            assertThat(result.status()).as(verb).isNotZero();
            assertThat(result.output()).as(verb).contains("email/nowhere");
        }
        assertThat(product.tryShell("channel:test email/nowhere someone@example.org")
                        .status())
                .isNotZero();
    }
}
