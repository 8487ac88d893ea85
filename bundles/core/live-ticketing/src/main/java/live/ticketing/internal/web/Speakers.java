// SPDX-License-Identifier: Apache-2.0
package live.ticketing.internal.web;

import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import live.core.InteractionId;
import live.core.Principal;
import live.core.web.Problem;
import live.routing.AgentDesk;
import live.routing.Role;
import live.ticketing.Ticket;
import live.ticketing.TicketChange;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;

/**
 * Tells who may speak to the customer: whoever takes part in one of the ticket's contacts speaks as his role allows; to
 * everybody else, and while routing is away, permissions alone apply. Thread-safe.
 */
@Component(service = Speakers.class)
public final class Speakers {
    private final AtomicReference<AgentDesk> desk = new AtomicReference<>();

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    public void bindDesk(AgentDesk service) {
        desk.set(service);
    }

    public void unbindDesk(AgentDesk service) {
        desk.compareAndSet(service, null);
    }

    /** @throws Problem 409 if one of the changes says something that his role does not allow */
    void check(Principal caller, Ticket ticket, List<TicketChange> changes) {
        boolean replies = changes.stream().anyMatch(TicketChange.Reply.class::isInstance);
        boolean notes = changes.stream().anyMatch(TicketChange.Note.class::isInstance);
        AgentDesk routing = desk.get();
        if (routing == null || !replies && !notes) {
            return;
        }
        for (InteractionId interaction : ticket.interactions()) {
            routing.role(caller.tenant(), caller.user(), interaction).ifPresent(role -> check(role, replies, notes));
        }
    }

    private static void check(Role role, boolean replies, boolean notes) {
        if (replies && !role.answers()) {
            throw Problem.conflict(
                    "ticketing.reply.role",
                    "Whoever is there as " + role + " does not write to the customer; the owner does.");
        }
        if (notes && !role.notes()) {
            throw Problem.conflict("ticketing.note.role", "Whoever is there as " + role + " only looks on.");
        }
    }
}
