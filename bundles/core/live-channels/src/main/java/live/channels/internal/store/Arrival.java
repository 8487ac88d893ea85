// SPDX-License-Identifier: Apache-2.0
package live.channels.internal.store;

import java.time.Instant;
import live.channel.Inbound;
import live.channel.filter.Verdict;
import live.core.ChannelId;
import live.core.QueueId;
import live.core.TenantId;
import live.ticketing.Tickets;

/**
 * A message that was looked at and is ready to be stored.
 *
 * @param queue where it waits if it becomes work
 */
public record Arrival(
        TenantId tenant,
        ChannelId channel,
        String medium,
        Inbound message,
        Verdict verdict,
        QueueId queue,
        Instant at) {

    /** Where the message's external id is unique. */
    String source() {
        return message.source().isEmpty() ? channel.toString() : message.source();
    }

    /** Who is to see to the contact that it opens, if it opens one. */
    Tickets.Attention attention() {
        if (verdict.work()) {
            return Tickets.Attention.OFFER;
        }
        return message.nature() == Inbound.Nature.PERSONAL ? Tickets.Attention.LIST : Tickets.Attention.NONE;
    }

    /** Messages with the same one are stored in the order in which they came. */
    public int affinity() {
        return 31 * channel.hashCode() + message.conversationKey().hashCode();
    }
}
