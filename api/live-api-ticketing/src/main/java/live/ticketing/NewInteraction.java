// SPDX-License-Identifier: Apache-2.0
package live.ticketing;

import java.util.Optional;
import live.core.InteractionId;
import live.core.PersonId;
import live.core.Principal;
import live.core.QueueId;
import live.core.TicketId;

/**
 * A contact that an agent or a program records by hand, without a channel.
 *
 * @param id made by the caller, so that recording twice has the effect of once
 * @param author who records it
 * @param note what it is about; becomes its first note
 * @param ticket the matter that it belongs to
 * @param queue whose agents get it offered; empty if nobody does
 * @param priority 0 (whenever) to 9 (at once)
 */
public record NewInteraction(
        InteractionId id,
        Principal author,
        Optional<PersonId> person,
        String subject,
        NewMessage note,
        TicketId ticket,
        Optional<QueueId> queue,
        int priority) {

    /** How it counts against an agent's capacity. */
    public static final String MEDIUM = "ticket";
}
