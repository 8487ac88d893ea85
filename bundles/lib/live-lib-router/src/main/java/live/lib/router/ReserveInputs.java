// SPDX-License-Identifier: Apache-2.0
package live.lib.router;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * First an agent, then the contact. Whoever is free has nobody waiting for him whom he may take, so a reservation passes
 * nobody over.
 */
final class ReserveInputs {
    private final Domain domain;
    private final Matching matching;
    private final Handover handover;
    private final Choice choice;
    private final Overflow overflow;

    ReserveInputs(Domain domain, Matching matching, Handover handover) {
        this.domain = domain;
        this.matching = matching;
        this.handover = handover;
        choice = new Choice(domain);
        overflow = new Overflow(domain);
    }

    Outcome reserve(Input.Reserve input) {
        if (domain.reservations.get(input.reservation()) != null) {
            return Outcome.DONE;
        }
        if (input.until() <= domain.now) {
            return Outcome.GONE;
        }
        Queue queue = domain.queues.get(input.queue());
        if (queue == null) {
            return Outcome.UNKNOWN_QUEUE;
        }
        if (input.agent() != null && !domain.agents.containsKey(input.agent())) {
            return Outcome.UNKNOWN_AGENT;
        }
        if (!domain.media.knowsOrHasRoomFor(input.medium())) {
            return Outcome.UNKNOWN_MEDIUM;
        }
        Request request = Request.of(input.reservation(), input.queue(), input.medium(), domain.now)
                .withSkills(input.skills())
                .requiring(input.agent());
        Work wanted = new Work(domain, -1).begin(0, request, domain.requirement(request, queue, 0), null);
        Agent agent = freeFor(wanted);
        if (agent == null) {
            return Outcome.NOBODY_FREE;
        }
        domain.reservations.add(
                new Reservation(++domain.orders, input.reservation(), queue, wanted.lane(), agent, input.until()));
        domain.refresh(agent);
        domain.decide(new Decision.Reserved(input.reservation(), input.queue(), agent.id(), input.until()));
        return Outcome.DONE;
    }

    /** Who is named has to be free, whatever the queue says; of others whom the queue would choose now. */
    private @Nullable Agent freeFor(Work wanted) {
        UUID named = wanted.requiredAgent();
        if (named != null) {
            Agent agent = domain.agents.get(named);
            return agent != null && wanted.lane().free.has(agent.slot) ? agent : null;
        }
        return overflow.closedTo(wanted) ? null : choice.bestFor(wanted);
    }

    Outcome release(UUID id) {
        Reservation reservation = domain.reservations.get(id);
        if (reservation != null) {
            handover.release(reservation, Decision.Released.Why.RELEASED);
            matching.serve(reservation.agent);
        }
        return Outcome.DONE;
    }

    /** The contact has come. */
    Outcome submit(Input.SubmitReserved input) {
        Request request = input.request();
        if (domain.works.knows(request.work())) {
            return Outcome.DONE;
        }
        Reservation reservation = domain.reservations.get(input.reservation());
        if (reservation == null || request.deadline() <= domain.now) {
            return Outcome.GONE;
        }
        Queue queue = domain.queues.get(request.queue());
        if (queue == null) {
            return Outcome.UNKNOWN_QUEUE;
        }
        if (!domain.media.knowsOrHasRoomFor(request.medium())) {
            return Outcome.UNKNOWN_MEDIUM;
        }
        Agent agent = reservation.agent;
        if (domain.works.size() >= domain.rules.waitingLimit() || !hasRoom(reservation, request)) {
            return Outcome.FULL;
        }
        handover.release(reservation, Decision.Released.Why.USED);
        Work work = domain.newWork(request.notBefore() > domain.now ? request.resting(domain.now) : request, queue);
        domain.decide(new Decision.Queued(work.id(), queue.rule.id()));
        if (input.preview()) {
            if (request.deadline() != Long.MAX_VALUE) {
                work.deadline = domain.start(request.deadline(), Timer.Kind.DEADLINE, work, null);
            }
            matching.offerTo(work, agent);
        } else {
            handover.assign(work, agent);
        }
        matching.serve(agent);
        return Outcome.DONE;
    }

    /** Whether the agent can take it once the reservation is over. */
    private boolean hasRoom(Reservation reservation, Request request) {
        Agent agent = reservation.agent;
        Lane lane = domain.lane(domain.media.index(request.medium()), request.units());
        agent.unreserve(reservation.lane);
        boolean room = agent.hasRoom(lane, domain.media);
        agent.reserve(reservation.lane);
        return room;
    }
}
