// SPDX-License-Identifier: Apache-2.0
package live.channel.chat.internal;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import live.channel.Acceptance;
import live.channel.Content;
import live.channel.Outbound;
import live.channel.Said;
import live.core.MessageId;
import live.lib.html.PlainText;

/**
 * The words between a visitor's page and the chat.
 *
 * <p>From the page: {@code resume {after}} (nothing = the newest), {@code older {before}}, {@code text {id, text, subject}},
 * {@code got {message}}, {@code seen {message}}, {@code typing {on}}. To the page: {@code here}, {@code away}, {@code said
 * {items, more, older}}, {@code message}, {@code took {id, message, position, at}}, {@code later {id, pause}}, {@code refused
 * {id, code}}, {@code sign {sign}}.
 */
final class ChatFrames {
    /** Characters of one message. */
    static final int LONGEST_TEXT = 8_000;

    private static final int LONGEST_SUBJECT = 200;
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final Pattern ID = Pattern.compile("[A-Za-z0-9-]{8,64}");

    private ChatFrames() {}

    /**
     * A message of the visitor.
     *
     * @param id made by his page; the same again is the same message
     */
    record Text(String id, String text, String subject) {}

    /** @throws IllegalArgumentException if it is not what a page of ours says */
    static Text text(String json) {
        JsonNode frame = read(json);
        String id = frame.path("id").asText("");
        if (!ID.matcher(id).matches()) {
            throw new IllegalArgumentException("a message without an id");
        }
        String subject =
                clean(frame.path("subject").asText("")).replace('\n', ' ').strip();
        return new Text(
                id,
                clean(frame.path("text").asText("")).strip(),
                subject.substring(0, Math.min(LONGEST_SUBJECT, subject.length())));
    }

    /** A position that the page names; the fallback if it names none. */
    static long position(String json, String field, long fallback) {
        JsonNode position = read(json).path(field);
        if (position.isMissingNode()) {
            return fallback;
        }
        if (!position.canConvertToLong() || position.asLong() < 0) {
            throw new IllegalArgumentException("not a position");
        }
        return position.asLong();
    }

    static MessageId message(String json) {
        return MessageId.of(read(json).path("message").asText(""));
    }

    static boolean on(String json) {
        return read(json).path("on").asBoolean();
    }

    private static JsonNode read(String json) {
        try {
            JsonNode frame = JSON.readTree(json);
            if (frame.isObject()) {
                return frame;
            }
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("not a frame", e);
        }
        throw new IllegalArgumentException("not a frame");
    }

    /** Without what nobody can see. */
    private static String clean(String text) {
        return text.replace("\r\n", "\n").replace('\r', '\n').replaceAll("[\\p{Cc}&&[^\n\t]]", "");
    }

    /** @param older whether there is more before these, null if that was not asked */
    static String said(List<Said> items, boolean more, @org.jspecify.annotations.Nullable Boolean older) {
        ObjectNode frame = JSON.createObjectNode();
        ArrayNode array = frame.putArray("items");
        for (Said said : items) {
            ObjectNode item = array.addObject()
                    .put("message", said.message().toString())
                    .put("position", said.position())
                    .put("ours", said.ours())
                    .put("text", text(said.contents()))
                    .put("at", said.at().toString());
            if (!said.ours()) {
                said.id()
                        .ifPresent(id ->
                                item.put("id", id.value().substring(id.value().indexOf('/') + 1)));
            } else if (said.read()) {
                item.put("read", true);
            }
        }
        frame.put("more", more);
        if (older != null) {
            frame.put("older", older);
        }
        return frame.toString();
    }

    static String message(Outbound message) {
        return JSON.createObjectNode()
                .put("message", message.id().toString())
                .put("position", message.position())
                .put("ours", true)
                .put("text", text(message.contents()))
                .put("at", message.sentAt().toString())
                .toString();
    }

    /** What the visitor has said in another page of his. */
    static String message(Text text, Acceptance.Accepted stored, String at) {
        return JSON.createObjectNode()
                .put("id", text.id())
                .put("message", stored.message().toString())
                .put("position", stored.position())
                .put("ours", false)
                .put("text", text.text())
                .put("at", at)
                .toString();
    }

    static String took(String id, Acceptance.Accepted stored, String at) {
        return JSON.createObjectNode()
                .put("id", id)
                .put("message", stored.message().toString())
                .put("position", stored.position())
                .put("at", at)
                .toString();
    }

    static String later(String id, long pauseMillis) {
        return JSON.createObjectNode().put("id", id).put("pause", pauseMillis).toString();
    }

    static String refused(String id, String code) {
        return JSON.createObjectNode().put("id", id).put("code", code).toString();
    }

    static String sign(String sign) {
        return JSON.createObjectNode().put("sign", sign).toString();
    }

    /** Plain text, as pages show it. */
    private static String text(List<Content> contents) {
        List<String> plain = contents.stream()
                .filter(Content.Text.class::isInstance)
                .map(content -> ((Content.Text) content).text())
                .toList();
        if (plain.stream().anyMatch(text -> !text.isBlank())) {
            return String.join("\n", plain).strip();
        }
        return contents.stream()
                .filter(Content.Html.class::isInstance)
                .map(content -> PlainText.of(((Content.Html) content).html()))
                .collect(Collectors.joining("\n"))
                .strip();
    }
}
