// SPDX-License-Identifier: Apache-2.0
package live.channels.internal.web;

import live.core.InteractionId;
import live.core.Principal;
import live.core.push.PushSubscriber;
import live.core.push.PushTopic;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** News of one contact, whose id is the argument: messages, their states, its own. */
@Component(service = PushTopic.class)
public final class InteractionsTopic implements PushTopic {
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
}
