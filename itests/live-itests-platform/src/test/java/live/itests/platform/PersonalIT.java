// SPDX-License-Identifier: Apache-2.0
package live.itests.platform;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import live.itest.CallCentre;
import live.itest.Product;
import live.itest.Rest;
import live.itest.Running;
import org.junit.jupiter.api.Test;

/** What everybody sets for himself and is told is his alone, and bounded. */
@Running
class PersonalIT {
    private static final String PREFERENCES = "/api/v1/personal/preferences";
    private static final String NOTIFICATIONS = "/api/v1/personal/notifications";

    @Test
    void preferences_are_ones_own(Product product) {
        CallCentre centre = new CallCentre(product, product.admin());
        Rest anna = centre.user("personal-anna", "agent");
        Rest ben = centre.user("personal-ben", "agent");

        anna.put(PREFERENCES + "/theme", Map.of("value", "dark")).expect(200);
        anna.put(PREFERENCES + "/keys.own", Map.of("value", Map.of("desktop.keys", "x")))
                .expect(200);

        JsonNode values = anna.get(PREFERENCES).expect(200).json().path("values");
        assertThat(values.path("theme").asText()).isEqualTo("dark");
        assertThat(values.path("keys.own").path("desktop.keys").asText()).isEqualTo("x");
        assertThat(ben.get(PREFERENCES).expect(200).json().path("values")).isEmpty();

        Map<String, Object> none = new HashMap<>();
        none.put("value", null);
        assertThat(anna.put(PREFERENCES + "/theme", none).expect(200).json().path("values"))
                .hasSize(1);
    }

    @Test
    void preferences_are_bounded(Product product) {
        Rest clara = new CallCentre(product, product.admin()).user("personal-clara", "agent");

        clara.put(PREFERENCES + "/Not%20a%20name", Map.of("value", 1)).expect(404);
        clara.put(PREFERENCES + "/large", Map.of("value", "x".repeat(8_001))).expect(413);
        clara.put(PREFERENCES + "/zero", Map.of("value", "\0")).expect(400);
        for (int i = 0; i < 100; i++) {
            clara.put(PREFERENCES + "/n" + i, Map.of("value", i)).expect(200);
        }
        clara.put(PREFERENCES + "/n100", Map.of("value", 100)).expect(422);
        clara.put(PREFERENCES + "/n7", Map.of("value", "again")).expect(200);
    }

    @Test
    void what_one_was_told_is_read_once_and_by_oneself(Product product) {
        CallCentre centre = new CallCentre(product, product.admin());
        Rest dora = centre.user("personal-dora", "agent");
        Rest emil = centre.user("personal-emil", "agent");
        Map<String, Object> told = told(UUID.randomUUID(), Map.of("state", "DONE"));

        dora.post(NOTIFICATIONS, told).expect(200);
        dora.post(NOTIFICATIONS, told).expect(200);
        dora.post(NOTIFICATIONS, told(UUID.randomUUID(), Map.of())).expect(200);
        dora.post(NOTIFICATIONS, told(UUID.randomUUID(), Map.of("name", "Anna Müller")))
                .expect(400);

        JsonNode list = dora.get(NOTIFICATIONS).expect(200).json();
        assertThat(list.path("unread").asInt()).isEqualTo(2);
        assertThat(list.path("items")).hasSize(2);
        assertThat(emil.get(NOTIFICATIONS).expect(200).json().path("items")).isEmpty();
        String older = list.path("items").get(1).path("id").asText();
        emil.post(NOTIFICATIONS + "/read", Map.of("upTo", older)).expect(200);

        JsonNode read = dora.post(NOTIFICATIONS + "/read", Map.of("upTo", older))
                .expect(200)
                .json();

        assertThat(read.path("unread").asInt()).isEqualTo(1);
        assertThat(read.path("items").get(0).path("read").asBoolean()).isFalse();
        assertThat(read.path("items").get(1).path("read").asBoolean()).isTrue();
    }

    private static Map<String, Object> told(UUID id, Map<String, String> values) {
        return Map.of("id", id.toString(), "kind", "things.done", "path", "/tickets", "values", values);
    }
}
