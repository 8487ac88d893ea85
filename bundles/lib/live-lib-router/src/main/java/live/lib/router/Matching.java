// SPDX-License-Identifier: Apache-2.0
package live.lib.router;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Brings contacts and agents together. Between two inputs one thing always holds: no contact waits that a free agent
 * could be offered. So whatever frees an agent need only look for the best contact, and whatever brings a contact need
 * only look for the best agent.
 */
final class Matching {
    private static final Comparator<Work> BY_CLAIM = (a, b) -> a == b ? 0 : a.precedes(b) ? -1 : 1;

    private final Domain domain;
    private final Handover handover;
    private final Judge judge;
    private final Choice choice;
    private final Claims claims;
    private final Expansion expansion;
    private final Overflow overflow;
    /** While several contacts look for agents: those that have gone to another queue meanwhile. */
    private @Nullable PriorityQueue<Work> diverted;

    Matching(Domain domain, Handover handover) {
        this.domain = domain;
        this.handover = handover;
        judge = new Judge(domain);
        choice = new Choice(domain);
        claims = new Claims(domain);
        expansion = new Expansion(domain);
        overflow = new Overflow(domain);
    }

    // A contact looks for an agent

    /** The contact waits, unless it is too early or too late, or somebody is free for it. */
    void enqueue(Work work) {
        settle(work);
        expandByLength(work.queue());
    }

    /** Several contacts at once look for agents: the best claims first. */
    void enqueueAll(List<Work> works) {
        inTurn(works, this::settle);
        works.forEach(work -> expandByLength(work.queue()));
    }

    /**
     * Best claims first; what goes to another queue meanwhile takes the turn that its claim has there.
     *
     * @return what has gone to another queue
     */
    private List<Work> inTurn(List<Work> works, Consumer<Work> look) {
        works.sort(BY_CLAIM);
        PriorityQueue<Work> outer = diverted;
        PriorityQueue<Work> waiting = new PriorityQueue<>(BY_CLAIM);
        List<Work> moved = new ArrayList<>();
        diverted = waiting;
        int next = 0;
        while (next < works.size() || !waiting.isEmpty()) {
            Work first = waiting.peek();
            if (first == null || next < works.size() && BY_CLAIM.compare(works.get(next), first) <= 0) {
                look.accept(works.get(next++));
            } else {
                moved.add(waiting.remove());
                settle(first);
            }
        }
        diverted = outer;
        return moved;
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
        settle(work);
        former.aside = false;
        domain.refresh(former);
        serve(former);
        expandByLength(work.queue());
    }

    /** What it waited for so far is over: its time has come, or it need not wait for one agent any more. */
    void place(Work work) {
        seek(work);
        expandByLength(work.queue());
    }

    private void settle(Work work) {
        long now = domain.now;
        if (work.latest() <= now) {
            end(work, Decision.Ended.Why.EXPIRED, "");
            return;
        }
        domain.decide(new Decision.Queued(work.id(), work.queue().rule.id()));
        if (work.notBefore() > now) {
            schedule(work);
        } else {
            seek(work);
        }
    }

    /** The contact, which nobody has, rests until its time. */
    void schedule(Work work) {
        domain.enter(work, Phase.SCHEDULED);
        domain.startPhaseTimer(work, work.notBefore());
    }

    /** Its time has come. */
    void due(Work work) {
        wake(work);
        domain.decide(new Decision.Queued(work.id(), work.queue().rule.id()));
        place(work);
    }

    /** Offers the contact or lets it wait at its place. */
    private void seek(Work work) {
        if (overflow.closedTo(work)) {
            rest(work);
            return;
        }
        work.admitted |= work.queue().opening.open();
        Agent wanted = wanted(work);
        if (wanted != null) {
            boolean required = wanted.id().equals(work.requiredAgent());
            if (work.lane().free.has(wanted.slot) && work.mayAsk(wanted)) {
                offer(work, wanted, false);
                return;
            }
            if (required || work.preferredUntil() > domain.now) {
                domain.enter(work, Phase.HELD);
                domain.hold(work, wanted);
                if (!required) {
                    domain.startPhaseTimer(work, work.preferredUntil());
                }
                return;
            }
        }
        seekInRings(work);
    }

    /** Ring by ring: whoever is free in a nearer one gets it. */
    private void seekInRings(Work work) {
        Agent best = choice.bestFor(work);
        while (best == null && expansion.opensByTime(work)) {
            best = choice.bestFor(work);
        }
        if (best != null) {
            offer(work, best, false);
            return;
        }
        Overflow.Way way = overflow.whenLate(work);
        if (way != null) {
            divert(work, way);
        } else {
            await(work);
        }
    }

    private void seekInRings(List<Work> works) {
        List<Work> moved = inTurn(works, work -> {
            withdraw(work);
            seekInRings(work);
        });
        Set<Queue> reached = new LinkedHashSet<>();
        moved.forEach(work -> reached.add(work.queue()));
        reached.forEach(this::expandByLength);
    }

    private void await(Work work) {
        if (work.phase() != Phase.WAITING) {
            domain.enter(work, Phase.WAITING);
        }
        domain.pushWaiting(work);
        long next = Math.min(Expansion.opensAt(work), overflow.leavesAt(work));
        if (next != Long.MAX_VALUE) {
            domain.startPhaseTimer(work, next);
        }
    }

    private @Nullable Agent wanted(Work work) {
        UUID requires = work.requiredAgent();
        Agent required = requires == null ? null : domain.agents.get(requires);
        if (required != null) {
            return required;
        }
        UUID prefers = work.preferredAgent();
        Agent preferred = prefers == null ? null : domain.agents.get(prefers);
        return preferred != null && preferred.present() && work.mayAsk(preferred) ? preferred : null;
    }

    // Hours and overflow

    /** The queue is closed to the contact. */
    private void rest(Work work) {
        Overflow.Way way = overflow.whenClosed(work);
        if (way != null) {
            divert(work, way);
        } else {
            domain.enter(work, Phase.RESTING);
        }
    }

    private void divert(Work work, Overflow.Way way) {
        UUID former = work.queue().rule.id();
        UUID next = way.queue().rule.id();
        domain.decide(new Decision.Overflowed(work.id(), former, next, way.why()));
        work.leaves(former);
        domain.change(work, way.queue(), work.request().in(next, work.request().skills()));
        waitAnew(work);
        if (diverted == null) {
            settle(work);
        } else {
            diverted.add(work);
        }
    }

    /**
     * The queue has opened or closed, or other rules hold for that: whatever nobody has there looks anew.
     *
     * @param ringsAnew whether the queue has other rings, too
     */
    void lookAnew(Queue queue, boolean ringsAnew) {
        List<Work> works = new ArrayList<>();
        if (queue.wantsSomebody()) {
            for (Work work : domain.works) {
                if (work.queue() == queue
                        && (work.phase() == Phase.WAITING
                                || work.phase() == Phase.HELD
                                || work.phase() == Phase.RESTING)) {
                    works.add(work);
                }
            }
        }
        works.sort(BY_CLAIM);
        works.forEach(this::withdraw);
        if (ringsAnew) {
            closeRings(queue);
        }
        inTurn(works, this::seek);
        expandByLength(queue, works);
    }

    private void expandByLength(Queue queue, List<Work> moved) {
        Set<Queue> queues = new LinkedHashSet<>();
        queues.add(queue);
        moved.forEach(work -> queues.add(work.queue()));
        queues.forEach(this::expandByLength);
    }

    // Rings

    /** For these contacts, which wait, rings open by time, or they have waited too long. */
    void expand(List<Work> works) {
        seekInRings(works);
    }

    /** The queue may have become so long that more rings open. */
    private void expandByLength(Queue queue) {
        int ring = Expansion.byLength(queue);
        if (ring == 0) {
            return;
        }
        List<Work> waiting = waiting(queue, ring);
        for (Work work : waiting) {
            withdraw(work);
            expansion.open(work, ring);
        }
        seekInRings(waiting);
    }

    /** What waits in the queue with fewer rings open than this, best claims first. */
    private static List<Work> waiting(Queue queue, int ring) {
        List<Work> waiting = new ArrayList<>();
        for (Requirement requirement : queue.requirements) {
            if (requirement.key.ring() < ring && !requirement.waiting.isEmpty()) {
                waiting.addAll(requirement.waiting.items());
            }
        }
        waiting.sort(BY_CLAIM);
        return waiting;
    }

    /** Other rings hold for the queue: what waits in it is seen as if it had come under them. */
    void countRingsAnew(Queue queue) {
        List<Work> waiting = waiting(queue, Integer.MAX_VALUE);
        waiting.forEach(this::withdraw);
        closeRings(queue);
        int byLength = Expansion.byLength(queue);
        for (Work work : waiting) {
            expansion.catchUp(work, byLength);
            await(work);
        }
    }

    /** No ring of the queue is open to anything. */
    void closeRings(Queue queue) {
        for (Work work : domain.works) {
            if (work.queue() == queue && work.ring > 0) {
                expansion.close(work);
            }
        }
    }

    /** The contact begins to wait for somebody of its queue, or of another one. */
    void waitAnew(Work work) {
        work.waitsSince = Math.max(domain.now, work.notBefore());
        expansion.close(work);
    }

    /** Takes the contact out of whatever it waits in. */
    void withdraw(Work work) {
        domain.stopPhaseTimer(work);
        if (work.rests()) {
            wake(work);
        }
        Heap<Work> place = work.place();
        if (place != null) {
            place.remove(work);
            work.waitNoMore();
            if (place == work.requirement().waiting) {
                domain.noteBest(work.requirement());
            }
        }
    }

    private void wake(Work work) {
        long rested = domain.now - work.since;
        if (work.rests() && rested > 0) {
            work.waitsSince += rested;
            work.since = domain.now;
            domain.decide(new Decision.Rested(work.id(), work.queue().rule.id(), rested));
        }
    }

    // An agent looks for contacts

    /** Offers the agent what he is able and free to take, best claims first. */
    void serve(Agent agent) {
        Work work;
        while ((work = claims.bestFor(agent)) != null) {
            withdraw(work);
            offer(work, agent, true);
        }
    }

    /** Looks at everything that waits, after a change of rules that may have freed many agents at once. */
    void serveAll() {
        List<Work> waiting = new ArrayList<>();
        domain.requirements().forEach(requirement -> waiting.addAll(requirement.waiting.items()));
        domain.agents.values().forEach(agent -> waiting.addAll(heldBy(agent)));
        waiting.sort(BY_CLAIM);
        for (Work work : waiting) {
            Agent agent = work.phase() == Phase.HELD ? wanted(work) : choice.bestFor(work);
            if (agent != null && work.lane().free.has(agent.slot) && work.mayAsk(agent)) {
                withdraw(work);
                offer(work, agent, false);
            }
        }
    }

    /** What waits for this agent, and for nobody else. */
    List<Work> heldBy(Agent agent) {
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
            held.removeIf(work -> agent.id().equals(work.requiredAgent()));
        }
        held.forEach(this::withdraw);
        return held;
    }

    /** What requires this agent, who did not exist until now, waits for him from now on. */
    void hold(UUID agent) {
        List<Work> wanting = new ArrayList<>();
        domain.requirements().forEach(requirement -> wanting.addAll(requirement.waiting.items()));
        domain.works.stream().filter(work -> work.phase() == Phase.RESTING).forEach(wanting::add);
        wanting.removeIf(work -> !agent.equals(work.requiredAgent()));
        wanting.forEach(this::withdraw);
        wanting.forEach(this::seek);
        wanting.forEach(work -> expandByLength(work.queue()));
    }

    // Between both

    /** The contact, which has just come, is for this agent: he was held for it. */
    void offerTo(Work work, Agent agent) {
        offer(work, agent, true);
    }

    private void offer(Work work, Agent agent, boolean freed) {
        if (domain.watched != null && domain.watched.equals(work.id())) {
            domain.explanations.accept(judge.explain(work, agent, freed));
        }
        handover.offer(work, agent);
    }

    /** Takes the contact from its owner. */
    void disown(Work work, Agent agent, Decision.Unassigned.Why why) {
        handover.release(work, agent);
        waitAnew(work);
        domain.decide(new Decision.Unassigned(work.id(), work.queue().rule.id(), agent.id(), why));
    }

    /** Ends the contact wherever it is. Whoever had it is free, and still has to be served. */
    void end(Work work, Decision.Ended.Why why, String code) {
        Agent agent = work.agent();
        if (agent == null) {
            withdraw(work);
        } else if (work.phase() == Phase.OFFERED) {
            handover.closeOffer(work, agent, Decision.OfferClosed.Why.REVOKED);
            agent = null;
        } else {
            handover.release(work, agent);
        }
        domain.forget(work);
        domain.decide(
                new Decision.Ended(work.id(), work.queue().rule.id(), agent == null ? null : agent.id(), why, code));
    }
}
