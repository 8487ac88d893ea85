// SPDX-License-Identifier: Apache-2.0
package live.channels.internal.store;

import live.core.ChannelId;
import live.core.InteractionId;
import live.core.MessageId;
import live.core.Principal;
import live.core.event.NewEvent;
import live.ticketing.Message;

/** The events of this module. Their data are ids and codes, which need no escaping. */
public final class ChannelEvents {
    public static final String ACCEPTED = "channels.message.accepted";
    public static final String STATE = "channels.message.state";
    public static final String SENT_AGAIN = "channels.message.sent-again";
    public static final String NOTED = "channels.message.noted";
    public static final String OPENED = "channels.interaction.opened";
    public static final String CHANGED = "channels.interaction.changed";
    public static final String CLOSED = "channels.interaction.closed";

    private ChannelEvents() {}

    /** @param opens whether the interaction begins with this message */
    static NewEvent accepted(
            Principal actor,
            InteractionId interaction,
            MessageId message,
            ChannelId channel,
            boolean work,
            boolean opens) {
        return new NewEvent(
                ACCEPTED,
                interaction.value(),
                actor,
                "{\"interaction\":\"" + interaction + "\",\"message\":\"" + message + "\",\"channel\":\"" + channel
                        + "\",\"work\":" + work + ",\"opens\":" + opens + "}");
    }

    static NewEvent noted(Principal actor, InteractionId interaction, MessageId message) {
        return new NewEvent(
                NOTED,
                interaction.value(),
                actor,
                "{\"interaction\":\"" + interaction + "\",\"message\":\"" + message + "\"}");
    }

    static NewEvent state(Principal actor, InteractionId interaction, MessageId message, Message.State state) {
        return new NewEvent(
                STATE,
                interaction.value(),
                actor,
                "{\"interaction\":\"" + interaction + "\",\"message\":\"" + message + "\",\"state\":\"" + state
                        + "\"}");
    }

    static NewEvent sentAgain(Principal actor, InteractionId interaction, MessageId message, MessageId again) {
        return new NewEvent(
                SENT_AGAIN,
                interaction.value(),
                actor,
                "{\"interaction\":\"" + interaction + "\",\"message\":\"" + message + "\",\"again\":\"" + again
                        + "\"}");
    }

    static NewEvent opened(Principal actor, InteractionId interaction, ChannelId channel) {
        return new NewEvent(
                OPENED,
                interaction.value(),
                actor,
                "{\"interaction\":\"" + interaction + "\",\"channel\":\"" + channel + "\"}");
    }

    static NewEvent recorded(Principal actor, InteractionId interaction) {
        return new NewEvent(OPENED, interaction.value(), actor, "{\"interaction\":\"" + interaction + "\"}");
    }

    static NewEvent changed(Principal actor, InteractionId interaction, String state) {
        return new NewEvent(
                CHANGED,
                interaction.value(),
                actor,
                "{\"interaction\":\"" + interaction + "\",\"state\":\"" + state + "\"}");
    }

    static NewEvent closed(Principal actor, InteractionId interaction) {
        return new NewEvent(CLOSED, interaction.value(), actor, "{\"interaction\":\"" + interaction + "\"}");
    }
}
