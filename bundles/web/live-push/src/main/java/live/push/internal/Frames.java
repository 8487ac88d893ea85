// SPDX-License-Identifier: Apache-2.0
package live.push.internal;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.Optional;

/** The JSON on the wire. */
final class Frames {
    static final String PONG = "{\"t\":\"pong\"}";

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private Frames() {}

    /**
     * What a browser says.
     *
     * @param kind {@code sub}, {@code unsub}, {@code say}, {@code ping}, or {@code used}: the person at the page did
     *     something
     * @param id of the subscription, chosen by the browser
     * @param data of {@code say}, as JSON
     */
    record Said(String kind, int id, String topic, String argument, String data) {}

    /** Reads a frame; empty if it is none. */
    static Optional<Said> read(String text) {
        try {
            JsonNode frame = JSON.readTree(text);
            return frame.isObject()
                    ? Optional.of(new Said(
                            frame.path("t").asText(""),
                            frame.path("id").asInt(-1),
                            frame.path("topic").asText(""),
                            frame.path("arg").asText(""),
                            frame.path("data").toString()))
                    : Optional.empty();
        } catch (JsonProcessingException e) {
            return Optional.empty();
        }
    }

    static String hello(long position, String server) {
        return "{\"t\":\"hello\",\"seq\":" + position + ",\"server\":" + quoted(server) + "}";
    }

    /**
     * @param json a JSON value, sent as it is
     */
    static String message(int id, String topic, String json) {
        return "{\"t\":\"msg\",\"id\":" + id + ",\"topic\":" + quoted(topic) + ",\"data\":" + json + "}";
    }

    static String gone(String topic) {
        return "{\"t\":\"gone\",\"topic\":" + quoted(topic) + "}";
    }

    private static String quoted(String text) {
        return TextNode.valueOf(text).toString();
    }
}
