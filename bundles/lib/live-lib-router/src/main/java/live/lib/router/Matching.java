// SPDX-License-Identifier: Apache-2.0
package live.lib.router;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Brings contacts and agents together. Between two inputs one thing always holds: no contact waits that a free agent
 * could be offered. So whatever frees an agent need only look for the best contact, and whatever brings a contact need
 * only look for the best agent.
 */
final class Matching {
    private static final Comparator<Work> BY_CLAIM = (a, b) -> a == b ? 0 : a.precedes(b) ? -1 : 1;

    private final Domain domain;
    private final Judge judge;
    private final List<Work> aside = new ArrayList<>();

    Matching(Domain domain) {
        this.domain = domain;
        judge = new Judge(domain);
    }

    // A contact looks for an agent

    /** The contact waits, unless it is too early or too late, or somebody is free for it. */
    void enqueue(Work work) {
        long now = domain.now;
        if (work.request.deadline() <= now) {
            end(work, Decision.Ended.Why.EXPIRED, "");
            return;
        }
        domain.decide(new Decision.Queued(work.id, work.queue.rule.id()));
        if (work.request.notBefore() > now) {
            domain.enter(work, Phase.SCHEDULED);
            domain.startPhaseTimer(work, work.request.notBefore());
        } else {
            place(work);
        }
    }

    /**
     * The contact was taken from an agent: first it looks for somebody else, then he for the best claim, which may be
     * this very contact again.
     */
    void requeue(Work work, @Nullable Agent former) {
        if (former == null) {
            enqueue(work);
            return;
        }
        former.aside = true;
        domain.refresh(former);
        enqueue(work);
        former.aside = false;
        domain.refresh(former);
        serve(former);
    }

    /** Offers the contact or lets it wait at its place. */
    void place(Work work) {
        Agent wanted = wanted(work);
        if (wanted != null) {
            boolean required = wanted.id().equals(work.request.requiredAgent());
            if (work.lane().free.has(wanted.slot) && work.mayAsk(wanted)) {
                offer(work, wanted, false);
                return;
            }
            if (required || work.request.preferredUntil() > domain.now) {
                domain.enter(work, Phase.HELD);
                domain.push(work, wanted.held(work.lane()));
                if (!required) {
                    domain.startPhaseTimer(work, work.request.preferredUntil());
                }
                return;
            }
        }
        Agent best = bestFor(work);
        if (best != null) {
            offer(work, best, false);
        } else {
            domain.enter(work, Phase.WAITING);
            domain.pushWaiting(work);
        }
    }

    private @Nullable Agent wanted(Work work) {
        Request request = work.request;
        if (request.requiredAgent() != null) {
            Agent required = domain.agents.get(request.requiredAgent());
            if (required != null) {
                return required;
            }
        }
        if (request.preferredAgent() == null) {
            return null;
        }
        Agent preferred = domain.agents.get(request.preferredAgent());
        return preferred != null && preferred.present() && work.mayAsk(preferred) ? preferred : null;
    }

    private @Nullable Agent bestFor(Work work) {
        Strategy strategy = work.queue.strategy;
        return strategy instanceof Guest guest ? bestFor(work, guest) : bestFor(work, strategy);
    }

    private @Nullable Agent bestFor(Work work, Strategy strategy) {
        Bits able = work.requirement.able;
        Bits free = work.lane().free;
        Agent best = null;
        long bestScore = 0;
        for (int i = Math.min(able.size(), free.size()) - 1; i >= 0; i--) {
            for (long word = able.word(i) & free.word(i); word != 0; word &= word - 1) {
                Agent agent = domain.agentAt((i << 6) + Long.numberOfTrailingZeros(word));
                if (!work.mayAsk(agent)) {
                    continue;
                }
                long score = strategy.score(work.queue.rule, work.request, agent);
                if (best == null || score > bestScore || score == bestScore && agent.idlesLongerThan(best)) {
                    best = agent;
                    bestScore = score;
                }
            }
        }
        return best;
    }

    private @Nullable Agent bestFor(Work work, Guest guest) {
        List<Agent> suiting = new ArrayList<>();
        Bits free = work.lane().free;
        work.requirement.able.forEach(slot -> {
            Agent agent = domain.agentAt(slot);
            if (free.has(slot) && work.mayAsk(agent)) {
                suiting.add(agent);
            }
        });
        if (suiting.size() < 2) {
            return suiting.isEmpty() ? null : suiting.get(0);
        }
        Strategy strategy = guest.present();
        if (strategy == null) {
            Recollection recollection = domain.recollection;
            Agent then = recollection == null ? null : remembered(recollection, work, suiting);
            return then == null ? bestFor(work, Strategy.BUILT_IN.get(0)) : then;
        }
        // One order whatever the slots are, so that a strategy cannot depend on them.
        suiting.sort(Comparator.comparing(Agent::id));
        long[] scores = strategy.scores(work.queue.rule, work.request, suiting);
        int best = 0;
        for (int i = 1; i < scores.length; i++) {
            if (scores[i] > scores[best]
                    || scores[i] == scores[best] && suiting.get(i).idlesLongerThan(suiting.get(best))) {
                best = i;
            }
        }
        return suiting.get(best);
    }

    private @Nullable Agent remembered(Recollection recollection, Work work, List<Agent> suiting) {
        UUID receiver = recollection.receiver(domain.offers + 1, work.id);
        return suiting.stream()
                .filter(agent -> agent.id().equals(receiver))
                .findFirst()
                .orElse(null);
    }

    /** Takes the contact out of whatever it waits in. */
    void withdraw(Work work) {
        domain.stopPhaseTimer(work);
        Heap<Work> place = work.place;
        if (place != null) {
            place.remove(work);
            work.place = null;
            if (place == work.requirement.waiting) {
                domain.noteBest(work.requirement);
            }
        }
    }

    // An agent looks for contacts

    /** Offers the agent what he is able and free to take, best claims first. */
    void serve(Agent agent) {
        Work work;
        while ((work = bestFor(agent)) != null) {
            withdraw(work);
            offer(work, agent, true);
        }
    }

    private @Nullable Work bestFor(Agent agent) {
        Work best = null;
        List<Lane> lanes = domain.lanes;
        for (int l = 0; l < lanes.size(); l++) {
            Lane lane = lanes.get(l);
            if (!lane.free.has(agent.slot)) {
                continue;
            }
            best = better(best, agent.heldOrNull(l), agent);
            Bits able = agent.able;
            Bits waiting = lane.waiting;
            for (int i = Math.min(able.size(), waiting.size()) - 1; i >= 0; i--) {
                for (long word = able.word(i) & waiting.word(i); word != 0; word &= word - 1) {
                    int index = (i << 6) + Long.numberOfTrailingZeros(word);
                    if (best != null && domain.bestClaim(index) > best.claim) {
                        continue;
                    }
                    best = better(best, domain.requirementAt(index).waiting, agent);
                }
            }
        }
        return best;
    }

    private @Nullable Work better(@Nullable Work best, @Nullable Heap<Work> heap, Agent agent) {
        if (heap == null) {
            return best;
        }
        Work first = heap.first();
        if (first == null || best != null && !first.precedes(best)) {
            return best;
        }
        if (!first.mayAsk(agent)) {
            first = firstToAsk(heap, agent);
        }
        return first != null && (best == null || first.precedes(best)) ? first : best;
    }

    /** The best contact that is not on pause for this agent: looks under those that are. */
    private @Nullable Work firstToAsk(Heap<Work> heap, Agent agent) {
        Work first;
        while ((first = heap.first()) != null && !first.mayAsk(agent)) {
            heap.remove(first);
            aside.add(first);
        }
        aside.forEach(heap::add);
        aside.clear();
        return first;
    }

    /** Looks at everything that waits, after a change of rules that may have freed many agents at once. */
    void serveAll() {
        List<Work> waiting = new ArrayList<>();
        domain.requirements().forEach(requirement -> waiting.addAll(requirement.waiting.items()));
        domain.agents.values().forEach(agent -> waiting.addAll(heldBy(agent)));
        waiting.sort(BY_CLAIM);
        for (Work work : waiting) {
            Agent agent = work.phase == Phase.HELD ? wanted(work) : bestFor(work);
            if (agent != null && work.lane().free.has(agent.slot) && work.mayAsk(agent)) {
                withdraw(work);
                offer(work, agent, false);
            }
        }
    }

    private List<Work> heldBy(Agent agent) {
        List<Work> held = new ArrayList<>();
        for (int lane = 0; lane < agent.heldLanes(); lane++) {
            Heap<Work> heap = agent.heldOrNull(lane);
            if (heap != null) {
                held.addAll(heap.items());
            }
        }
        return held;
    }

    /**
     * Takes out what waits for this agent.
     *
     * @param all also what requires him, not only what prefers him
     */
    List<Work> withdrawHeld(Agent agent, boolean all) {
        List<Work> held = heldBy(agent);
        if (!all) {
            held.removeIf(work -> agent.id().equals(work.request.requiredAgent()));
        }
        held.forEach(this::withdraw);
        return held;
    }

    /** What requires this agent, who did not exist until now, waits for him from now on. */
    void hold(UUID agent) {
        List<Work> wanting = new ArrayList<>();
        domain.requirements().forEach(requirement -> wanting.addAll(requirement.waiting.items()));
        wanting.removeIf(work -> !agent.equals(work.request.requiredAgent()));
        wanting.forEach(this::withdraw);
        wanting.forEach(this::place);
    }

    /** Several contacts at once look for agents: the best claims first. */
    void enqueueAll(List<Work> works) {
        works.sort(BY_CLAIM);
        works.forEach(this::enqueue);
    }

    // Between both

    private void offer(Work work, Agent agent, boolean freed) {
        if (domain.watched != null && domain.watched.equals(work.id)) {
            domain.explanations.accept(judge.explain(work, agent, freed));
        }
        work.offer = ++domain.offers;
        work.agent = agent;
        agent.lastOffer = work.offer;
        agent.openOffers++;
        agent.take(work);
        domain.enter(work, Phase.OFFERED);
        long expiresAt = domain.now + work.queue.rule.offerMillis();
        domain.startPhaseTimer(work, expiresAt);
        domain.refresh(agent);
        domain.decide(new Decision.Offered(work.offer, work.id, work.queue.rule.id(), agent.id(), expiresAt));
    }

    /** Gives an open offer or a wrap-up its whole time anew. */
    void renew(Work work, Agent agent) {
        domain.stopPhaseTimer(work);
        QueueRule rule = work.queue.rule;
        long until = domain.now + (work.phase == Phase.OFFERED ? rule.offerMillis() : rule.wrapUpMillis());
        domain.startPhaseTimer(work, until);
        domain.decide(
                work.phase == Phase.OFFERED
                        ? new Decision.Offered(work.offer, work.id, rule.id(), agent.id(), until)
                        : new Decision.WrapUpStarted(work.id, rule.id(), agent.id(), until));
    }

    /** The contact, which nobody has, becomes this agent's. */
    void assign(Work work, Agent agent) {
        work.agent = agent;
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
        agent.served++;
        domain.cancel(work.deadline);
        work.deadline = null;
        work.request = work.request.begun();
        domain.enter(work, Phase.ASSIGNED);
        domain.refresh(agent);
        domain.decide(new Decision.Assigned(work.id, work.queue.rule.id(), agent.id(), work.offer));
    }

    /** Takes the contact from the agent who has its offer. */
    void closeOffer(Work work, Agent agent, Decision.OfferClosed.Why why) {
        long offer = work.offer;
        agent.openOffers--;
        release(work, agent);
        domain.decide(new Decision.OfferClosed(offer, work.id, work.queue.rule.id(), agent.id(), why));
    }

    /** Takes the contact from its owner. */
    void disown(Work work, Agent agent, Decision.Unassigned.Why why) {
        release(work, agent);
        domain.decide(new Decision.Unassigned(work.id, work.queue.rule.id(), agent.id(), why));
    }

    private void release(Work work, Agent agent) {
        domain.stopPhaseTimer(work);
        agent.release(work);
        work.agent = null;
        work.offer = 0;
        domain.becomesIdle(agent);
        domain.refresh(agent);
    }

    void startWrapUp(Work work, Agent agent) {
        long until = domain.now + work.queue.rule.wrapUpMillis();
        long owned = work.since;
        domain.enter(work, Phase.WRAPPING);
        work.since = owned;
        domain.startPhaseTimer(work, until);
        domain.decide(new Decision.WrapUpStarted(work.id, work.queue.rule.id(), agent.id(), until));
    }

    /** Ends the contact wherever it is. Whoever had it is free, and still has to be served. */
    void end(Work work, Decision.Ended.Why why, String code) {
        Agent agent = work.agent;
        if (agent == null) {
            withdraw(work);
        } else if (work.phase == Phase.OFFERED) {
            closeOffer(work, agent, Decision.OfferClosed.Why.REVOKED);
            agent = null;
        } else {
            release(work, agent);
        }
        domain.forget(work);
        domain.decide(new Decision.Ended(work.id, work.queue.rule.id(), agent == null ? null : agent.id(), why, code));
    }
}
