// SPDX-License-Identifier: Apache-2.0
package live.itests.channels;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import live.itest.Agent;
import live.itest.CallCentre;
import live.itest.MailHost;
import live.itest.Product;
import live.itest.Rest;
import live.itest.Running;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** Who a customer is decides where his mail waits and who is asked first. */
@Running
class CustomersIT {
    private static final String SHOP = "customers@shop.example";
    private static final String CUSTOMER = "baroness@customer.example";

    @Test
    void a_customer_of_a_segment_comes_to_its_queue_and_to_the_relationship_manager(Product product) {
        Rest admin = product.admin();
        CallCentre centre = new CallCentre(product, admin);
        try (MailHost host = MailHost.start().mailbox(SHOP, "shop-password")) {
            String everybody = centre.queue("Customers", "customers");
            String few = centre.queue("Private banking", "customers");
            centre.route(SHOP, everybody);
            centre.emailAccount("customers", host, SHOP, "shop-password");
            // Longest free, so that the mail would be his but for who the customer is.
            Agent longestFree = centre.agent("customers-first", "customers").ready();
            Agent manager = centre.agent("customers-manager", "customers").ready();

            host.send(SHOP, MailHost.plain(CUSTOMER, SHOP, "My account", "<first@customer.example>", "Hello."));
            JsonNode first = longestFree.awaitOffer();
            assertThat(first.path("queue").asText()).isEqualTo(everybody);
            String contact = first.path("interaction").asText();
            longestFree.accept(first);
            String person = longestFree.interaction(contact).path("person").asText();
            String profile = "/api/v1/channels/persons/" + person + "/profile";
            longestFree
                    .rest()
                    .put(profile, Map.of("segment", "Private banking", "version", 0))
                    .expect(403);
            longestFree.finish(contact);
            Awaitility.await("free again").untilAsserted(() -> assertThat(
                            longestFree.desk().path("assignments").size())
                    .isZero());
            // He is free longer than the manager again.
            manager.notReady().ready();

            refusesWhatCannotBe(admin, profile, manager.id());
            JsonNode kept = admin.put(
                            profile,
                            Map.of("segment", "Private banking", "priority", 9, "manager", manager.id(), "version", 0))
                    .expect(200)
                    .json();
            assertThat(kept.path("version").asLong()).isEqualTo(1);
            admin.put(profile, Map.of("version", 0)).expect(409);
            assertThat(admin.get("/api/v1/channels/segments").expect(200).json().toString())
                    .contains("Private banking");
            segmentGoesTo(admin, "Private banking", few);

            host.send(SHOP, MailHost.plain(CUSTOMER, SHOP, "Another matter", "<other@customer.example>", "Hello."));
            JsonNode offer = manager.awaitOffer();
            assertThat(offer.path("queue").asText()).isEqualTo(few);
            JsonNode work = admin.get(
                            "/api/v1/routing/work/" + offer.path("work").asText())
                    .expect(200)
                    .json();
            assertThat(work.path("priority").asInt()).isEqualTo(9);
            manager.accept(offer);
            manager.finish(offer.path("work").asText());
        }
    }

    private static void refusesWhatCannotBe(Rest admin, String profile, String manager) {
        admin.put(profile, Map.of("segment", "x".repeat(61), "priority", 10, "version", 0))
                .expect(400);
        admin.put(profile, Map.of("manager", UUID.randomUUID(), "version", 0)).expect(400);
        admin.put(profile, Map.of("manager", manager)).expect(400);
        admin.get("/api/v1/channels/persons/" + UUID.randomUUID() + "/profile").expect(404);
        admin.get("/api/v1/channels/persons/nobody/profile").expect(404);
    }

    private static void segmentGoesTo(Rest admin, String segment, String queue) {
        JsonNode current = admin.get("/api/v1/channels/rules").expect(200).json();
        List<Object> rules = new ArrayList<>();
        rules.add(Map.of("name", segment, "segment", segment, "queue", queue, "priority", 5));
        current.path("items").forEach(rules::add);
        admin.put("/api/v1/channels/rules", Map.of("version", current.path("version"), "items", rules))
                .expect(200);
    }
}
