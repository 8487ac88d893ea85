// SPDX-License-Identifier: Apache-2.0
package live.ticketing;

import java.util.List;
import java.util.Optional;
import live.channel.Address;
import live.core.QueueId;
import live.core.TicketId;
import live.core.UserId;

/**
 * A matter to open.
 *
 * @param id made by the caller, so that opening twice has the effect of once
 * @param party whom it is about, if known
 * @param text what it is about; becomes the first note
 * @param route whether the queue's agents get it offered
 */
public record NewTicket(
        TicketId id,
        String subject,
        String text,
        int priority,
        Optional<QueueId> queue,
        Optional<UserId> assignee,
        Optional<Address> party,
        List<String> tags,
        boolean route) {}
