// SPDX-License-Identifier: Apache-2.0
package live.channels.internal.store;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import live.channel.Delivery;
import live.core.ExternalId;
import live.core.LiveException;

/** Deliveries as JSON, for receipts that are held. */
final class Deliveries {
    private static final ObjectMapper JSON = new ObjectMapper();

    private Deliveries() {}

    static String json(Delivery delivery) {
        ObjectNode node = JSON.createObjectNode();
        if (delivery instanceof Delivery.Sent sent) {
            node.put("type", "sent").put("id", sent.id().value());
        } else if (delivery instanceof Delivery.Delivered) {
            node.put("type", "delivered");
        } else if (delivery instanceof Delivery.Read) {
            node.put("type", "read");
        } else if (delivery instanceof Delivery.Failed failed) {
            node.put("type", "failed")
                    .put("code", failed.code())
                    .put("reason", failed.reason().replace('\0', ' '));
        } else if (delivery instanceof Delivery.Unknown unknown) {
            node.put("type", "unknown").put("reason", unknown.reason().replace('\0', ' '));
        }
        return node.toString();
    }

    static Delivery read(String json) {
        try {
            JsonNode node = JSON.readTree(json);
            return switch (node.path("type").asText()) {
                case "sent" -> new Delivery.Sent(new ExternalId(node.path("id").asText()));
                case "delivered" -> new Delivery.Delivered();
                case "read" -> new Delivery.Read();
                case "failed" ->
                    new Delivery.Failed(
                            node.path("code").asText(), node.path("reason").asText(), false);
                default -> new Delivery.Unknown(node.path("reason").asText());
            };
        } catch (JsonProcessingException e) {
            throw new LiveException("channels.receipt.unreadable", "a held receipt could not be read", e);
        }
    }
}
