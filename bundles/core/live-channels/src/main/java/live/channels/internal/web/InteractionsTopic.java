// SPDX-License-Identifier: Apache-2.0
package live.channels.internal.web;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import live.channel.Sign;
import live.core.InteractionId;
import live.core.Principal;
import live.core.push.PushSubscriber;
import live.core.push.PushTopic;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** News of one contact, whose id is the argument: messages, their states, its own. */
@Component(service = PushTopic.class)
public final class InteractionsTopic implements PushTopic {
    private static final Logger LOG = LoggerFactory.getLogger(InteractionsTopic.class);
    private static final ObjectMapper JSON = new ObjectMapper();

    private final LiveUpdates updates;

    @Activate
    public InteractionsTopic(@Reference LiveUpdates updates) {
        this.updates = updates;
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
        return updates.watch(principal, interaction, subscriber);
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
