// SPDX-License-Identifier: Apache-2.0
package live.ticketing;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import live.channel.Address;
import live.channel.Inbound;
import live.core.BlobId;
import live.core.InteractionId;
import live.core.MessageId;
import live.core.UserId;

/**
 * A message as a browser may show it: nothing active in it, nothing that calls home.
 *
 * @param replyTo whom to answer: the sender, unless an incoming message names somebody else
 * @param text its plain text without what it quotes; empty if it has only HTML
 * @param html sanitised, without what it quotes; pictures of the message itself refer to {@code
 *     /api/v1/channels/blobs/…}, the address of a remote one stands in {@code data-src}
 * @param hasRemoteImages whether pictures wait in {@code data-src} for the agent's consent
 * @param quoted the earlier messages that it repeats, in the form of {@code html} if there is one, else as text
 */
public record MessageView(
        MessageId id,
        InteractionId interaction,
        Message.Direction direction,
        Optional<UserId> author,
        Address from,
        Address replyTo,
        List<Address> to,
        List<Address> cc,
        String subject,
        Optional<String> text,
        Optional<String> html,
        boolean hasRemoteImages,
        Optional<Quoted> quoted,
        List<Attachment> attachments,
        Message.State state,
        Optional<String> stateReason,
        Inbound.Nature nature,
        Instant at) {

    /** What a message repeats of earlier ones. */
    public record Quoted(Optional<String> text, Optional<String> html) {}

    /**
     * A file of a message.
     *
     * @param size in bytes
     * @param inline whether it stands in the text
     */
    public record Attachment(BlobId id, String name, String mediaType, long size, boolean inline) {}
}
