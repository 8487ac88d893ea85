// SPDX-License-Identifier: Apache-2.0
package live.routing.internal.web;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.UUID;
import java.util.function.Predicate;
import live.core.push.PushSubscriber;

/**
 * A subscriber who is told of some items only. The others are gone for it, so that one that leaves its part of the
 * organisation vanishes. The numbers of messages stay as they are, which is how a browser notices that one is missing.
 */
final class Narrowed implements PushSubscriber {
    private final PushSubscriber subscriber;
    private final Predicate<UUID> seen;

    Narrowed(PushSubscriber subscriber, Predicate<UUID> seen) {
        this.subscriber = subscriber;
        this.seen = seen;
    }

    @Override
    public void send(String json) {
        ObjectNode message = Json.object(json);
        ArrayNode kept = message.arrayNode();
        ArrayNode gone = message.arrayNode();
        for (JsonNode item : message.path("items")) {
            if (seen.test(UUID.fromString(item.path("id").asText()))) {
                kept.add(item);
            } else {
                gone.add(item.path("id"));
            }
        }
        if (message.has("items")) {
            message.set("items", kept);
        }
        if (message.has("after")) {
            gone.addAll((ArrayNode) message.withArray("gone"));
            message.set("gone", gone);
        }
        subscriber.send(message.toString());
    }
}
