// SPDX-License-Identifier: Apache-2.0
package live.ticketing;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import live.channel.Address;
import live.channel.Content;
import live.channel.Inbound;
import live.core.InteractionId;
import live.core.MessageId;
import live.core.UserId;

/**
 * A message of an interaction. An immutable snapshot.
 *
 * @param author the user who wrote it; empty if it came in, or a machine wrote it
 * @param replyTo whom to answer: the sender, unless an incoming message names somebody else
 * @param bcc of an outgoing message
 * @param nature of an incoming message what the channel took it for; {@code PERSONAL} for others
 * @param state how an outgoing message is doing; {@link State#NONE} for others
 * @param stateReason why it failed or is unknown, for the agent
 */
public record Message(
        MessageId id,
        InteractionId interaction,
        Direction direction,
        Optional<UserId> author,
        Address from,
        Address replyTo,
        List<Address> to,
        List<Address> cc,
        List<Address> bcc,
        String subject,
        List<Content> contents,
        Inbound.Nature nature,
        State state,
        String stateReason,
        Instant at) {
    /** Which way it goes. */
    public enum Direction {
        IN,
        OUT,
        /** Between colleagues; the customer never sees it. */
        NOTE
    }

    /** How an outgoing message is doing. */
    public enum State {
        NONE,
        /** Waits for its turn, or for the next try. */
        QUEUED,
        /** On its way at this moment. */
        SENDING,
        SENT,
        DELIVERED,
        READ,
        FAILED,
        /** Nobody can tell whether it went out; people decide whether to send it again. */
        UNKNOWN
    }
}
