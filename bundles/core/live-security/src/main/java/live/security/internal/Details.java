// SPDX-License-Identifier: Apache-2.0
package live.security.internal;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Collection;

/** The JSON object of an event or an audit entry: ids, codes and names of settings. */
public final class Details {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final ObjectNode node = JsonNodeFactory.instance.objectNode();

    private Details() {}

    public static Details none() {
        return new Details();
    }

    public static Details of(String name, Object value) {
        return new Details().and(name, value);
    }

    public Details and(String name, Object value) {
        if (value instanceof Boolean flag) {
            node.put(name, flag);
        } else if (value instanceof Collection<?> many) {
            var array = node.putArray(name);
            many.forEach(one -> array.add(one.toString()));
        } else {
            node.put(name, value.toString());
        }
        return this;
    }

    /** What such text says; nothing if it is none. */
    public static JsonNode read(String text) {
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException e) {
            return MissingNode.getInstance();
        }
    }

    @Override
    public String toString() {
        return node.toString();
    }
}
