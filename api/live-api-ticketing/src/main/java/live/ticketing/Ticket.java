// SPDX-License-Identifier: Apache-2.0
package live.ticketing;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import live.core.InteractionId;
import live.core.PersonId;
import live.core.QueueId;
import live.core.TenantId;
import live.core.TicketId;
import live.core.UserId;

/**
 * A matter. An immutable snapshot.
 *
 * @param version rises with every change; {@link Tickets#apply} names the one it changes
 */
public record Ticket(
        TenantId tenant,
        TicketId id,
        TicketNumber number,
        String subject,
        Status status,
        int priority,
        Optional<QueueId> queue,
        Optional<UserId> assignee,
        Optional<PersonId> person,
        List<InteractionId> interactions,
        List<String> tags,
        Instant createdAt,
        Instant updatedAt,
        long version) {}
