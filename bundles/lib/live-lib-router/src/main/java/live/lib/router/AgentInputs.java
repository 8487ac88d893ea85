// SPDX-License-Identifier: Apache-2.0
package live.lib.router;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What agents do, and what happens to them. */
final class AgentInputs {
    /** The reason of an agent who was set not ready because he missed too many offers. */
    static final String MISSED = "missed-offers";

    private final Domain domain;
    private final Matching matching;
    private final Handover handover;
    private final Participants participants;

    AgentInputs(Domain domain, Matching matching, Handover handover, Participants participants) {
        this.domain = domain;
        this.matching = matching;
        this.handover = handover;
        this.participants = participants;
    }

    private @Nullable Agent agent(UUID id) {
        return domain.agent(id);
    }

    private void changed(Agent agent) {
        agent.since = domain.now;
        tell(agent);
    }

    /** Something but his presence has changed. */
    private void tell(Agent agent) {
        domain.refresh(agent);
        domain.decide(
                new Decision.AgentChanged(agent.id(), agent.signedIn, agent.reachable, agent.ready, agent.reason));
    }

    Outcome signIn(UUID id) {
        Agent agent = agent(id);
        if (agent == null) {
            return Outcome.UNKNOWN_AGENT;
        }
        if (agent.present()) {
            return Outcome.DONE;
        }
        agent.reachable = true;
        domain.becomesIdle(agent);
        if (agent.signedIn) {
            tell(agent);
            matching.serve(agent);
            return Outcome.DONE;
        }
        agent.signedIn = true;
        agent.ready = false;
        agent.reason = "";
        agent.misses = 0;
        agent.served = 0;
        changed(agent);
        return Outcome.DONE;
    }

    Outcome signOut(UUID id) {
        Agent agent = agent(id);
        if (agent == null) {
            return Outcome.UNKNOWN_AGENT;
        }
        if (agent.signedIn) {
            depart(agent);
            returnOffers(List.of(agent));
        }
        return Outcome.DONE;
    }

    /** The agent is not there any more: his wrap-ups are over, and he takes part in nothing. */
    void depart(Agent agent) {
        handover.releaseAll(agent);
        agent.signedIn = false;
        agent.reachable = false;
        agent.ready = false;
        agent.reason = "";
        changed(agent);
        for (Work work : List.copyOf(agent.works)) {
            if (work.phase() == Phase.WRAPPING) {
                matching.end(work, Decision.Ended.Why.FINISHED, "");
            }
        }
        participants.absent(agent);
    }

    Outcome sessionLost(UUID id) {
        Agent agent = agent(id);
        if (agent == null) {
            return Outcome.UNKNOWN_AGENT;
        }
        if (agent.present()) {
            handover.releaseAll(agent);
            agent.reachable = false;
            tell(agent);
            returnOffers(List.of(agent));
        }
        return Outcome.DONE;
    }

    void loseAll() {
        List<Agent> lost = new ArrayList<>();
        for (Agent agent : domain.agents.values()) {
            if (agent.present()) {
                handover.releaseAll(agent);
                agent.reachable = false;
                tell(agent);
                lost.add(agent);
            }
        }
        returnOffers(lost);
    }

    /** Nobody is blamed: what was offered to agents who are gone, or waits for them, goes elsewhere. */
    private void returnOffers(List<Agent> gone) {
        List<Work> returned = new ArrayList<>();
        for (Agent agent : gone) {
            returned.addAll(withdrawOffers(agent));
            returned.addAll(matching.withdrawHeld(agent, false));
        }
        matching.enqueueAll(returned);
    }

    List<Work> withdrawOffers(Agent agent) {
        List<Work> offered = new ArrayList<>(agent.works);
        offered.removeIf(work -> work.phase() != Phase.OFFERED);
        offered.forEach(work -> handover.closeOffer(work, agent, Decision.OfferClosed.Why.AGENT_GONE));
        return offered;
    }

    Outcome setPresence(UUID id, boolean ready, String reason) {
        Agent agent = agent(id);
        if (agent == null) {
            return Outcome.UNKNOWN_AGENT;
        }
        if (!agent.signedIn) {
            return Outcome.NOT_SIGNED_IN;
        }
        if (agent.ready == ready && agent.reason.equals(reason)) {
            return Outcome.DONE;
        }
        if (ready && !agent.ready) {
            agent.misses = 0;
            domain.becomesIdle(agent);
        }
        if (!ready) {
            handover.releaseAll(agent);
        }
        agent.ready = ready;
        agent.reason = reason;
        changed(agent);
        matching.serve(agent);
        return Outcome.DONE;
    }

    Outcome accept(UUID id, long offer) {
        Agent agent = agent(id);
        Work work = agent == null || offer == 0 ? null : agent.offered(offer);
        if (agent == null || work == null) {
            return Outcome.GONE;
        }
        if (work.phase() == Phase.OFFERED) {
            participants.settle(work, agent);
            handover.accept(work, agent);
            matching.serve(agent);
        }
        return Outcome.DONE;
    }

    Outcome decline(UUID id, long offer) {
        Agent agent = agent(id);
        Work work = agent == null || offer == 0 ? null : agent.offered(offer);
        if (agent == null || work == null || work.phase() != Phase.OFFERED) {
            return Outcome.GONE;
        }
        giveBack(work, agent, Decision.OfferClosed.Why.DECLINED);
        return Outcome.DONE;
    }

    void missed(Work work, Agent agent) {
        agent.misses++;
        int limit = domain.rules.missLimit();
        if (limit > 0 && agent.misses >= limit && agent.ready) {
            handover.releaseAll(agent);
            agent.ready = false;
            agent.reason = MISSED;
            changed(agent);
        }
        giveBack(work, agent, Decision.OfferClosed.Why.MISSED);
    }

    private void giveBack(Work work, Agent agent, Decision.OfferClosed.Why why) {
        domain.pause(work, agent);
        handover.closeOffer(work, agent, why);
        if (!participants.refused(work, agent, why)) {
            matching.requeue(work, agent);
        }
    }
}
