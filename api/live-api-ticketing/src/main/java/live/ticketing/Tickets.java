// SPDX-License-Identifier: Apache-2.0
package live.ticketing;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import live.core.InteractionId;
import live.core.Principal;
import live.core.TenantId;
import live.core.TicketId;
import live.core.UserId;
import org.osgi.annotation.versioning.ProviderType;

/** The matters that are worked on. Thread-safe. */
@ProviderType
public interface Tickets {
    /** Opens a ticket; answered when durable. Idempotent by ticket id. */
    CompletionStage<Ticket> open(Principal actor, NewTicket ticket);

    Optional<Ticket> get(TenantId tenant, TicketId ticket);

    /**
     * Gives contacts a ticket: the one of their conversation, or a new one. Idempotent by interaction; one transaction for
     * all.
     *
     * @return for each contact its place, in the order given
     */
    List<Place> place(List<Contact> contacts);

    /**
     * Applies changes, all or none.
     *
     * @param version the version that the caller has seen
     */
    Applied apply(Principal actor, TicketId ticket, long version, List<TicketChange> changes);

    /** Who is to see to a contact that opens a ticket. */
    enum Attention {
        /** An agent is offered it. */
        OFFER,
        /** Nobody is offered it; whoever looks through the open tickets finds it. */
        LIST,
        /** Nobody: a machine wrote it. It is kept, found by search, and its ticket is solved from the beginning. */
        NONE
    }

    /**
     * A contact that needs a ticket.
     *
     * @param queue where it was classified to
     */
    record Contact(Interaction interaction, Optional<live.core.QueueId> queue, int priority, Attention attention) {}

    /**
     * Where a contact belongs.
     *
     * @param preferredAgent who had the matter last
     * @param queue the queue of a matter that went on; empty for a new one, which waits where its contact was classified
     */
    record Place(
            InteractionId interaction,
            TicketId ticket,
            Optional<UserId> preferredAgent,
            Optional<live.core.QueueId> queue,
            int priority) {}

    /** What became of changes. */
    sealed interface Applied {
        record Done(Ticket ticket) implements Applied {}

        /** Somebody was faster; look again. */
        record Conflict(Ticket current) implements Applied {}

        /** Against a rule; nothing was changed. */
        record Refused(String code, String reason) implements Applied {}

        record Missing() implements Applied {}
    }
}
