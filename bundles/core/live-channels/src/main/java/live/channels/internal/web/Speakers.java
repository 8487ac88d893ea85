// SPDX-License-Identifier: Apache-2.0
package live.channels.internal.web;

import java.util.concurrent.atomic.AtomicReference;
import live.core.InteractionId;
import live.core.Principal;
import live.core.web.Problem;
import live.routing.AgentDesk;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;

/**
 * Tells who may speak to the customer of a contact: whoever takes part in it as his role allows; to everybody else, and
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

    /** @throws Problem 409 if he takes part in the contact in a role that does not answer */
    void check(Principal caller, InteractionId interaction) {
        AgentDesk routing = desk.get();
        if (routing == null) {
            return;
        }
        routing.role(caller.tenant(), caller.user(), interaction)
                .filter(role -> !role.answers())
                .ifPresent(role -> {
                    throw Problem.conflict(
                            "channels.message.role",
                            "Whoever is there as " + role + " does not write to the customer; the owner does.");
                });
    }
}
