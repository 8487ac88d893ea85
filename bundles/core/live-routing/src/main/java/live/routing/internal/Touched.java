// SPDX-License-Identifier: Apache-2.0
package live.routing.internal;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import live.lib.router.Decision;
import live.lib.router.Input;
import live.lib.router.View;

/** What may look otherwise after some entries: whose desks, and whether the queues. Used by the domain's thread alone. */
final class Touched {
    private final Invitations invitations = new Invitations();
    private Set<UUID> agents = new LinkedHashSet<>();
    private boolean queues;

    void note(Input input, View view) {
        if (input instanceof Input.DefineAgent define) {
            agents.add(define.agent().id());
        } else if (input instanceof Input.RemoveAgent remove) {
            agents.add(remove.agent());
        } else if (input instanceof Input.DefineRules) {
            everybody(view);
        } else if (input instanceof Input.DefineQueue || input instanceof Input.RemoveQueue) {
            queues = true;
        }
    }

    /** Begins where an engine stands. */
    void begin(View view) {
        invitations.begin(view);
    }

    /** Tells whether what was decided is about invitations; told again it changes nothing. */
    void comes(List<Decision> decisions, View view) {
        decisions.forEach(decision -> invitations.comes(decision, view));
    }

    Invitations invitations() {
        return invitations;
    }

    /** Everything that an entry decided; the view is as of the entry. */
    void note(List<Decision> decisions, View view, long at) {
        comes(decisions, view);
        for (Decision decision : decisions) {
            note(decision);
            if (decision.work() != null) {
                UUID contact = invitations.contactOf(decision.work());
                if (contact != null) {
                    everybodyOf(contact, view);
                }
            }
            invitations.passes(decision, at);
        }
    }

    /** Each sees who takes part beside him. */
    private void everybodyOf(UUID contact, View view) {
        view.work(contact).ifPresent(state -> {
            touch(state);
            state.invitations().forEach(invitation -> view.work(invitation).ifPresent(this::touch));
        });
    }

    private void touch(View.WorkState work) {
        if (work.agent() != null) {
            agents.add(work.agent());
        }
    }

    private void note(Decision decision) {
        if (decision instanceof Decision.Offered offered) {
            agents.add(offered.agent());
        } else if (decision instanceof Decision.OfferClosed closed) {
            agents.add(closed.agent());
        } else if (decision instanceof Decision.Assigned assigned) {
            agents.add(assigned.agent());
        } else if (decision instanceof Decision.Unassigned unassigned) {
            agents.add(unassigned.agent());
        } else if (decision instanceof Decision.WrapUpStarted started) {
            agents.add(started.agent());
        } else if (decision instanceof Decision.AgentChanged changed) {
            agents.add(changed.agent());
        } else if (decision instanceof Decision.Reserved reserved) {
            agents.add(reserved.agent());
        } else if (decision instanceof Decision.Released released) {
            agents.add(released.agent());
        } else if (decision instanceof Decision.Moved moved && moved.agent() != null) {
            agents.add(moved.agent());
        } else if (decision instanceof Decision.Ended ended && ended.agent() != null) {
            agents.add(ended.agent());
        }
    }

    void everybody(View view) {
        view.agents().forEach(agent -> agents.add(agent.rule().id()));
    }

    /** Those so far; begins anew. */
    Set<UUID> take() {
        Set<UUID> taken = agents;
        agents = new LinkedHashSet<>();
        return taken;
    }

    /** Whether queues came, went or were changed; begins anew. */
    boolean takeQueues() {
        boolean taken = queues;
        queues = false;
        return taken;
    }
}
