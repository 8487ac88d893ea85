// SPDX-License-Identifier: Apache-2.0
package live.channel;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import live.core.ExternalId;
import live.core.InteractionId;
import live.core.MessageId;

/**
 * A message of a conversation, as the ledger holds it.
 *
 * @param position its place in the conversation; grows, with gaps, and never changes
 * @param ours whether we said it
 * @param id by which the channel knows it, if it does: of what came in always
 * @param delivered whether it is known to have reached the other side
 * @param read whether the other side is known to have seen it
 */
public record Said(
        long position,
        MessageId message,
        InteractionId interaction,
        boolean ours,
        Optional<ExternalId> id,
        List<Content> contents,
        Instant at,
        boolean delivered,
        boolean read) {
    public Said {
        contents = List.copyOf(contents);
    }
}
