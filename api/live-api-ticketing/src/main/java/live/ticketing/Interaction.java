// SPDX-License-Identifier: Apache-2.0
package live.ticketing;

import java.time.Instant;
import java.util.Optional;
import live.channel.Address;
import live.core.ChannelId;
import live.core.InteractionId;
import live.core.PersonId;
import live.core.TenantId;

/**
 * One stretch of contact with one party. An immutable snapshot.
 *
 * @param channel the account that it runs over; empty for a contact that an agent recorded by hand
 * @param medium how it counts against capacity
 * @param conversation id of what ties it to earlier interactions of the same conversation
 * @param party the other side's address; empty if nobody is known to be behind a contact recorded by hand
 * @param person who that is
 * @param closedAt present once it was wrapped up or timed out
 */
public record Interaction(
        TenantId tenant,
        InteractionId id,
        Optional<ChannelId> channel,
        String medium,
        String conversation,
        Optional<Address> party,
        Optional<PersonId> person,
        String subject,
        Instant openedAt,
        Optional<Instant> closedAt) {}
