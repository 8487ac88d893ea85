// SPDX-License-Identifier: Apache-2.0
package live.lib.router;

/** Contacts get into the hands of agents, and out of them again. Who gets what has been decided. */
final class Handover {
    private final Domain domain;

    Handover(Domain domain) {
        this.domain = domain;
    }

    void offer(Work work, Agent agent) {
        work.offer = ++domain.offers;
        work.belongTo(agent);
        agent.lastOffer = work.offer;
        agent.openOffers++;
        agent.take(work);
        domain.enter(work, Phase.OFFERED);
        long expiresAt = domain.now + work.queue().rule.offerMillis();
        domain.startPhaseTimer(work, expiresAt);
        domain.refresh(agent);
        domain.decide(
                new Decision.Offered(work.offer, work.id(), work.queue().rule.id(), agent.id(), expiresAt));
    }

    /** Gives an open offer or a wrap-up its whole time anew. */
    void renew(Work work, Agent agent) {
        domain.stopPhaseTimer(work);
        QueueRule rule = work.queue().rule;
        long until = domain.now + (work.phase() == Phase.OFFERED ? rule.offerMillis() : rule.wrapUpMillis());
        domain.startPhaseTimer(work, until);
        domain.decide(
                work.phase() == Phase.OFFERED
                        ? new Decision.Offered(work.offer, work.id(), rule.id(), agent.id(), until)
                        : new Decision.WrapUpStarted(work.id(), rule.id(), agent.id(), until));
    }

    /** The contact, which nobody has, becomes this agent's. */
    void assign(Work work, Agent agent) {
        work.belongTo(agent);
        agent.take(work);
        own(work, agent);
    }

    /** The agent has the contact's offer and accepts it. */
    void accept(Work work, Agent agent) {
        domain.stopPhaseTimer(work);
        agent.openOffers--;
        own(work, agent);
    }

    private void own(Work work, Agent agent) {
        agent.misses = 0;
        agent.served += work.part == null ? 1 : 0;
        domain.cancel(work.deadline);
        work.deadline = null;
        work.begun();
        domain.enter(work, Phase.ASSIGNED);
        domain.refresh(agent);
        domain.decide(new Decision.Assigned(work.id(), work.queue().rule.id(), agent.id(), work.offer));
    }

    /** Takes the contact from the agent who has its offer. */
    void closeOffer(Work work, Agent agent, Decision.OfferClosed.Why why) {
        long offer = work.offer;
        agent.openOffers--;
        release(work, agent);
        domain.decide(
                new Decision.OfferClosed(offer, work.id(), work.queue().rule.id(), agent.id(), why));
    }

    /** Nobody has the contact from now on. */
    void release(Work work, Agent agent) {
        domain.stopPhaseTimer(work);
        agent.release(work);
        work.belongTo(null);
        work.offer = 0;
        domain.becomesIdle(agent);
        domain.refresh(agent);
    }

    /** The agent is held no longer; he has not been served yet. */
    void release(Reservation reservation, Decision.Released.Why why) {
        domain.reservations.remove(reservation);
        domain.refresh(reservation.agent);
        domain.decide(new Decision.Released(reservation.id, reservation.queue.rule.id(), reservation.agent.id(), why));
    }

    /** He is not there, or takes nothing any more. */
    void releaseAll(Agent agent) {
        domain.reservations.of(agent).forEach(each -> release(each, Decision.Released.Why.AGENT_GONE));
    }

    void startWrapUp(Work work, Agent agent) {
        long until = domain.now + work.queue().rule.wrapUpMillis();
        long owned = work.since;
        domain.enter(work, Phase.WRAPPING);
        work.since = owned;
        domain.startPhaseTimer(work, until);
        domain.decide(new Decision.WrapUpStarted(work.id(), work.queue().rule.id(), agent.id(), until));
    }
}
