// SPDX-License-Identifier: Apache-2.0
package live.channels.internal.web;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;
import live.channel.Sign;
import live.core.InteractionId;
import live.core.Principal;
import live.core.push.PushSubscriber;
import live.core.push.PushTopic;
import live.lib.sql.DatabaseException;
import live.ticketing.Interactions;
import live.ticketing.Message;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * News of one contact, whose id is the argument: messages, their states, its own. Whoever follows it is told first which
 * message is the newest, so that he notices what was written between his reading it and his following it.
 */
@Component(service = PushTopic.class)
public final class InteractionsTopic implements PushTopic {
    private static final Logger LOG = LoggerFactory.getLogger(InteractionsTopic.class);
    private static final ObjectMapper JSON = new ObjectMapper();

    private final LiveUpdates updates;
    private final Interactions interactions;

    @Activate
    public InteractionsTopic(@Reference LiveUpdates updates, @Reference Interactions interactions) {
        this.updates = updates;
        this.interactions = interactions;
    }

    @Override
    public String name() {
        return "interactions";
    }

    @Override
    public AutoCloseable subscribe(Principal principal, String argument, PushSubscriber subscriber) {
        if (!principal.may("interaction.read")) {
            return () -> {};
        }
        InteractionId interaction;
        try {
            interaction = InteractionId.of(argument);
        } catch (IllegalArgumentException e) {
            return () -> {};
        }
        AutoCloseable watch = updates.watch(principal, interaction, subscriber);
        subscriber.send(followed(principal, interaction));
        return watch;
    }

    /** Without a message if that cannot be read now: whoever hears that reads everything again. */
    private String followed(Principal principal, InteractionId interaction) {
        ObjectNode frame = JSON.createObjectNode().put("type", "channels.followed");
        try {
            List<Message> newest = interactions.messages(principal.tenant(), List.of(interaction), Optional.empty(), 1);
            frame.put("message", newest.isEmpty() ? "" : newest.get(0).id().toString());
        } catch (DatabaseException e) {
            LOG.debug("channels.interaction.unread: whoever follows {} reads it again", interaction, e);
        }
        return frame.toString();
    }

    @Override
    public void receive(Principal principal, String message, PushSubscriber subscriber) {
        if (!principal.may("interaction.reply")) {
            return;
        }
        try {
            JsonNode said = JSON.readTree(message);
            updates.sign(
                    principal,
                    InteractionId.of(said.path("interaction").asText()),
                    Sign.valueOf(said.path("sign").asText()));
        } catch (JsonProcessingException | IllegalArgumentException e) {
            LOG.debug("channels.sign.invalid", e);
        }
    }
}
