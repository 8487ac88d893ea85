// SPDX-License-Identifier: Apache-2.0
package live.routing.internal.web;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import live.core.LiveException;

/** The bodies of REST as text, for push. */
final class Json {
    private static final ObjectMapper MAPPER = JsonMapper.builder()
            .addModule(new JavaTimeModule())
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
            .build();

    private Json() {}

    /** One body as another one with the same fields. */
    static <T> T convert(Object body, Class<T> to) {
        return MAPPER.convertValue(body, to);
    }

    /** A body as a map that may be changed. */
    static Map<String, Object> map(Object body) {
        return MAPPER.convertValue(body, new TypeReference<LinkedHashMap<String, Object>>() {});
    }

    /** A body that was written here. */
    static ObjectNode object(String json) {
        try {
            return (ObjectNode) MAPPER.readTree(json);
        } catch (JsonProcessingException e) {
            throw new LiveException("routing.json.failed", "A body could not be read", e);
        }
    }

    /** The names of the fields in which two bodies differ. */
    static List<String> differences(Object one, Object other) {
        JsonNode left = MAPPER.valueToTree(one);
        JsonNode right = MAPPER.valueToTree(other);
        Set<String> names = new LinkedHashSet<>();
        left.fieldNames().forEachRemaining(names::add);
        right.fieldNames().forEachRemaining(names::add);
        names.removeIf(name -> left.path(name).equals(right.path(name)));
        return List.copyOf(names);
    }

    static String of(Object body) {
        try {
            return MAPPER.writeValueAsString(body);
        } catch (JsonProcessingException e) {
            throw new LiveException("routing.json.failed", "A body could not be written", e);
        }
    }
}
