// SPDX-License-Identifier: Apache-2.0
package live.rest.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import live.core.UserId;
import org.junit.jupiter.api.Test;

class JsonTest {
    private final ObjectMapper json = Json.mapper();

    public record Thing(UserId id, Optional<String> note, Instant at, List<String> tags, int count) {}

    @Test
    void writes_ids_as_text_instants_as_iso_and_leaves_out_what_is_absent() throws Exception {
        UserId id = UserId.of("01900000-0000-7000-8000-000000000001");
        Thing thing = new Thing(id, Optional.empty(), Instant.parse("2026-03-01T08:00:00Z"), List.of(), 3);

        assertThat(json.writeValueAsString(thing))
                .isEqualTo("{\"id\":\"" + id + "\",\"at\":\"2026-03-01T08:00:00Z\",\"tags\":[],\"count\":3}");
        assertThat(json.readValue(json.writeValueAsString(thing), Thing.class)).isEqualTo(thing);
        assertThat(json.writeValueAsString(Map.of(id, "Anna"))).isEqualTo("{\"" + id + "\":\"Anna\"}");
    }

    @Test
    void refuses_what_it_does_not_understand() {
        for (String bad : List.of(
                "{\"nmae\":1}",
                "{\"count\":\"3\"}",
                "{\"count\":3.5}",
                "{\"count\":null}",
                "{\"count\":1,\"count\":2}",
                "{\"id\":\"x\"}",
                "{\"count\":1} {}",
                "{\"tags\":" + "[".repeat(100) + "]".repeat(100) + "}")) {
            assertThatThrownBy(() -> json.readValue(bad, Thing.class))
                    .as(bad)
                    .isInstanceOf(JsonProcessingException.class);
        }
    }
}
