// SPDX-License-Identifier: Apache-2.0
package live.admin.internal.file;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/** Puts names in the place of ids in content, or ids in the place of names; nothing that is empty is left. */
final class Names {
    private Names() {}

    /**
     * @param references fields that refer to objects, with their sections
     * @param other the other word for an object of a section; empty leaves it out
     */
    static ObjectNode replaced(
            JsonNode content, Map<String, String> references, BiFunction<String, String, Optional<String>> other) {
        ObjectNode replaced = JsonNodeFactory.instance.objectNode();
        content.fields().forEachRemaining(field -> {
            String section = references.get(field.getKey());
            JsonNode value = value(field.getValue(), section, references, other);
            if (!empty(value)) {
                replaced.set(field.getKey(), value);
            }
        });
        return replaced;
    }

    private static JsonNode value(
            JsonNode value,
            @Nullable String section,
            Map<String, String> references,
            BiFunction<String, String, Optional<String>> other) {
        if (value.isObject()) {
            return replaced(value, references, other);
        }
        if (value.isArray()) {
            ArrayNode values = JsonNodeFactory.instance.arrayNode();
            value.forEach(each -> {
                JsonNode one = value(each, section, references, other);
                if (!empty(one)) {
                    values.add(one);
                }
            });
            return values;
        }
        return section != null && value.isTextual()
                ? other.apply(section, value.asText())
                        .<JsonNode>map(TextNode::valueOf)
                        .orElse(JsonNodeFactory.instance.nullNode())
                : value;
    }

    private static boolean empty(JsonNode value) {
        return value.isNull() || value.isContainerNode() && value.isEmpty();
    }
}
