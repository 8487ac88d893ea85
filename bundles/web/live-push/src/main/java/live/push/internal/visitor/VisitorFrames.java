// SPDX-License-Identifier: Apache-2.0
package live.push.internal.visitor;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.Optional;

/** The JSON between a visitor's page and us. What comes is a stranger's word. */
final class VisitorFrames {
    static final String PONG = "{\"t\":\"pong\"}";

    private static final int DEEPEST = 20;
    private static final JsonMapper JSON = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(DEEPEST)
                            .build())
                    .build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private VisitorFrames() {}

    /**
     * What a page says.
     *
     * @param kind {@code hello}, {@code say} or {@code ping}
     * @param to the service of {@code say}
     * @param name of the service's frame
     * @param data of it, as JSON
     */
    record Said(String kind, JsonNode frame, String to, String name, String data) {
        String text(String field, int longest) {
            String text = frame.path(field).asText("");
            return text.length() > longest ? "" : text;
        }
    }

    /** Reads a frame; empty if it is none. */
    static Optional<Said> read(String text) {
        try {
            JsonNode frame = JSON.readTree(text);
            if (frame == null || !frame.isObject()) {
                return Optional.empty();
            }
            String name = frame.path("name").asText("");
            return name.length() > 32
                    ? Optional.empty()
                    : Optional.of(new Said(
                            frame.path("t").asText(""),
                            frame,
                            frame.path("to").asText(""),
                            name,
                            frame.has("data") ? frame.get("data").toString() : "null"));
        } catch (JsonProcessingException e) {
            return Optional.empty();
        }
    }

    /**
     * @param token for the next time, empty to keep the one that was shown
     * @param face a JSON object
     */
    static String welcome(String visitor, String token, String face) {
        return "{\"t\":\"welcome\",\"visitor\":" + quoted(visitor)
                + (token.isEmpty() ? "" : ",\"token\":" + quoted(token)) + ",\"face\":" + face + "}";
    }

    /** @param json a JSON value */
    static String message(String service, String name, String json) {
        return "{\"t\":\"msg\",\"of\":" + quoted(service) + ",\"name\":" + quoted(name) + ",\"data\":" + json + "}";
    }

    static String come(String service) {
        return "{\"t\":\"come\",\"of\":" + quoted(service) + "}";
    }

    static String gone(String service) {
        return "{\"t\":\"gone\",\"of\":" + quoted(service) + "}";
    }

    private static String quoted(String text) {
        return TextNode.valueOf(text).toString();
    }
}
