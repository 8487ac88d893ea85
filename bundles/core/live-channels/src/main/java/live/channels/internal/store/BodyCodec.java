// SPDX-License-Identifier: Apache-2.0
package live.channels.internal.store;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import live.channel.Address;
import live.channel.Content;
import live.core.BlobId;
import live.core.BlobInfo;
import live.core.LiveException;

/** Bodies as JSON: the form that is encrypted. Only ever add to it, because old messages stay as they are. */
final class BodyCodec {
    private static final ObjectMapper JSON = new ObjectMapper();

    private BodyCodec() {}

    static byte[] write(MessageBody body) {
        ObjectNode node = JSON.createObjectNode();
        node.set("from", address(body.from()));
        if (!body.replyTo().equals(body.from())) {
            node.set("replyTo", address(body.replyTo()));
        }
        node.set("to", addresses(body.to()));
        node.set("cc", addresses(body.cc()));
        node.set("bcc", addresses(body.bcc()));
        node.put("subject", body.subject());
        ArrayNode contents = node.putArray("contents");
        body.contents().forEach(content -> contents.add(content(content)));
        ObjectNode attributes = node.putObject("attributes");
        body.attributes().forEach(attributes::put);
        try {
            return JSON.writeValueAsBytes(node);
        } catch (JsonProcessingException e) {
            throw new LiveException("channels.body.unwritable", "a message could not be written", e);
        }
    }

    static MessageBody read(byte[] bytes) {
        JsonNode node;
        try {
            node = JSON.readTree(bytes);
        } catch (IOException e) {
            throw new LiveException("channels.body.unreadable", "a stored message could not be read", e);
        }
        List<Content> contents = new ArrayList<>();
        node.path("contents").forEach(content -> contents.add(content(content)));
        return new MessageBody(
                address(node.path("from")),
                address(node.path(node.has("replyTo") ? "replyTo" : "from")),
                addresses(node.path("to")),
                addresses(node.path("cc")),
                addresses(node.path("bcc")),
                node.path("subject").asText(),
                contents,
                texts(node.path("attributes")));
    }

    private static JsonNode content(Content content) {
        ObjectNode node = JSON.createObjectNode();
        if (content instanceof Content.Text text) {
            node.put("type", "text").put("text", text.text());
        } else if (content instanceof Content.Html html) {
            node.put("type", "html").put("html", html.html());
        } else if (content instanceof Content.Attachment attachment) {
            BlobInfo blob = attachment.blob();
            node.put("type", "attachment")
                    .put("blob", blob.id().toString())
                    .put("name", blob.name())
                    .put("mediaType", blob.mediaType())
                    .put("size", blob.size())
                    .put("sha256", blob.sha256())
                    .put("inline", attachment.disposition() == Content.Attachment.Disposition.INLINE)
                    .put("contentId", attachment.contentId());
        } else if (content instanceof Content.Form form) {
            ObjectNode fields = node.put("type", "form").putObject("fields");
            form.fields().forEach(fields::put);
        } else if (content instanceof Content.Custom custom) {
            node.put("type", "custom").put("custom", custom.type()).put("json", custom.json());
        }
        return node;
    }

    private static Content content(JsonNode node) {
        return switch (node.path("type").asText()) {
            case "text" -> new Content.Text(node.path("text").asText());
            case "html" -> new Content.Html(node.path("html").asText());
            case "attachment" ->
                new Content.Attachment(
                        new BlobInfo(
                                BlobId.of(node.path("blob").asText()),
                                node.path("name").asText(),
                                node.path("mediaType").asText(),
                                node.path("size").asLong(),
                                node.path("sha256").asText()),
                        node.path("inline").asBoolean()
                                ? Content.Attachment.Disposition.INLINE
                                : Content.Attachment.Disposition.ATTACHED,
                        node.path("contentId").asText());
            case "form" -> new Content.Form(texts(node.path("fields")));
            default ->
                new Content.Custom(
                        node.path("custom").asText(), node.path("json").asText());
        };
    }

    private static ArrayNode addresses(List<Address> addresses) {
        ArrayNode array = JSON.createArrayNode();
        addresses.forEach(address -> array.add(address(address)));
        return array;
    }

    private static List<Address> addresses(JsonNode array) {
        List<Address> addresses = new ArrayList<>();
        array.forEach(node -> addresses.add(address(node)));
        return addresses;
    }

    private static ObjectNode address(Address address) {
        return JSON.createObjectNode()
                .put("kind", address.kind())
                .put("value", address.value())
                .put("name", address.name());
    }

    private static Address address(JsonNode node) {
        return new Address(
                node.path("kind").asText(),
                node.path("value").asText(),
                node.path("name").asText());
    }

    private static Map<String, String> texts(JsonNode object) {
        Map<String, String> texts = new LinkedHashMap<>();
        object.properties()
                .forEach(field -> texts.put(field.getKey(), field.getValue().asText()));
        return texts;
    }
}
