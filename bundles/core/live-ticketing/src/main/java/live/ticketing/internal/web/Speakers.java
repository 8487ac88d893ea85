// SPDX-License-Identifier: Apache-2.0
package live.ticketing.internal.web;

import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
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
 * Tells who may speak to the customer: whoever takes part in the contact that he answers speaks as his role in it allows,
 * and who merely looks on writes no notes, unless he does more in another contact of the ticket. To everybody else, and
 * while routing is away, permissions alone apply. Thread-safe.
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
        AgentDesk routing = desk.get();
        if (routing == null) {
            return;
        }
        for (TicketChange change : changes) {
            if (change instanceof TicketChange.Reply reply) {
                routing.role(caller.tenant(), caller.user(), reply.interaction())
                        .ifPresent(Speakers::answers);
            }
        }
        if (changes.stream().anyMatch(TicketChange.Note.class::isInstance)) {
            List<Role> roles = ticket.interactions().stream()
                    .flatMap(interaction -> routing.role(caller.tenant(), caller.user(), interaction).stream())
                    .toList();
            if (!roles.isEmpty() && roles.stream().noneMatch(Role::notes)) {
                throw Problem.conflict(
                        "ticketing.note.role", "Whoever is there as " + roles.get(0) + " only looks on.");
            }
        }
    }

    private static void answers(Role role) {
        if (!role.answers()) {
            throw Problem.conflict(
                    "ticketing.reply.role",
                    "Whoever is there as " + role + " does not write to the customer; the owner does.");
        }
    }
}
