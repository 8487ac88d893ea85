// SPDX-License-Identifier: Apache-2.0
package live.channels.internal.web;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import live.core.Principal;
import live.core.TenantId;
import live.core.UserId;
import live.core.push.PushSubscriber;
import live.core.push.PushTopic;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/**
 * Who looks at a ticket just now, and who writes an answer to it; nothing of it is stored. The argument is the ticket's id,
 * with {@code unseen} behind it for whoever looks without being seen. Who looks is subscribed, so he is gone when his
 * browser is. Who writes says so again and again: {@code {"place": id, "replying": true}}.
 */
@Component(service = PushTopic.class)
public final class ViewersTopic implements PushTopic {
    /** So long after the last word somebody counts as writing. */
    private static final Duration LEASE = Duration.ofSeconds(25);

    private static final String UNSEEN = "unseen";
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Clock clock;
    private final Map<Place, Set<Viewing>> places = new ConcurrentHashMap<>();

    private record Place(TenantId tenant, UUID id) {}

    /** A browser that shows the ticket. */
    private static final class Viewing {
        final Principal principal;
        final PushSubscriber subscriber;
        final boolean seen;
        volatile Instant replyingUntil = Instant.MIN;

        Viewing(Principal principal, PushSubscriber subscriber, boolean seen) {
            this.principal = principal;
            this.subscriber = subscriber;
            this.seen = seen;
        }
    }

    @Activate
    public ViewersTopic(@Reference Clock clock) {
        this.clock = clock;
    }

    @Override
    public String name() {
        return "viewers";
    }

    @Override
    public AutoCloseable subscribe(Principal principal, String argument, PushSubscriber subscriber) {
        if (!principal.may("ticket.read")) {
            return () -> {};
        }
        String[] words = argument.split(" ", 2);
        Place place;
        try {
            place = new Place(principal.tenant(), UUID.fromString(words[0]));
        } catch (IllegalArgumentException e) {
            return () -> {};
        }
        Viewing viewing = new Viewing(principal, subscriber, words.length == 1 || !words[1].equals(UNSEEN));
        places.compute(place, (id, known) -> {
            Set<Viewing> all = known == null ? ConcurrentHashMap.newKeySet() : known;
            all.add(viewing);
            return all;
        });
        tell(place);
        return () -> {
            places.computeIfPresent(place, (id, all) -> {
                all.remove(viewing);
                return all.isEmpty() ? null : all;
            });
            tell(place);
        };
    }

    @Override
    public void receive(Principal principal, String message, PushSubscriber subscriber) {
        Place place;
        boolean replying;
        try {
            JsonNode said = JSON.readTree(message);
            place = new Place(
                    principal.tenant(), UUID.fromString(said.path("place").asText()));
            replying = said.path("replying").asBoolean();
        } catch (JsonProcessingException | IllegalArgumentException e) {
            // A page of another version: what it says may be lost.
            return;
        }
        Instant until = replying ? clock.instant().plus(LEASE) : Instant.MIN;
        for (Viewing viewing : places.getOrDefault(place, Set.of())) {
            if (viewing.principal.user().equals(principal.user())) {
                viewing.replyingUntil = until;
            }
        }
        tell(place);
    }

    /** Everybody there is told everybody who is seen there. */
    private void tell(Place place) {
        Set<Viewing> all = places.getOrDefault(place, Set.of());
        if (all.isEmpty()) {
            return;
        }
        Instant now = clock.instant();
        Map<UserId, ObjectNode> seen = new LinkedHashMap<>();
        for (Viewing viewing : all) {
            if (viewing.seen) {
                ObjectNode node = seen.computeIfAbsent(viewing.principal.user(), user -> JSON.createObjectNode()
                        .put("user", user.toString())
                        .put("name", viewing.principal.name()));
                if (viewing.replyingUntil.isAfter(now)) {
                    // How long, not until when: clocks of browsers are often wrong.
                    node.put(
                            "replyingMillis",
                            Duration.between(now, viewing.replyingUntil).toMillis());
                }
            }
        }
        ObjectNode frame = JSON.createObjectNode();
        ArrayNode viewers = frame.putArray("viewers");
        seen.values().forEach(viewers::add);
        String text = frame.toString();
        all.forEach(viewing -> viewing.subscriber.send(text));
    }
}
