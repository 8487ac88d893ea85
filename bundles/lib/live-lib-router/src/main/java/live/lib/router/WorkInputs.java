// SPDX-License-Identifier: Apache-2.0
package live.lib.router;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What happens to contacts. */
final class WorkInputs {
    private final Domain domain;
    private final Matching matching;
    private final Handover handover;
    private final Participants participants;

    WorkInputs(Domain domain, Matching matching, Handover handover, Participants participants) {
        this.domain = domain;
        this.matching = matching;
        this.handover = handover;
        this.participants = participants;
    }

    Outcome submit(Request request) {
        if (domain.works.knows(request.work())) {
            return Outcome.DONE;
        }
        Queue queue = domain.queues.get(request.queue());
        if (queue == null) {
            return Outcome.UNKNOWN_QUEUE;
        }
        if (!domain.media.knowsOrHasRoomFor(request.medium())) {
            return Outcome.UNKNOWN_MEDIUM;
        }
        if (domain.works.size() >= domain.rules.waitingLimit()) {
            return Outcome.FULL;
        }
        Work work = domain.newWork(request, queue);
        if (request.deadline() != Long.MAX_VALUE) {
            work.deadline = domain.start(request.deadline(), Timer.Kind.DEADLINE, work, null);
        }
        matching.enqueue(work);
        return Outcome.DONE;
    }

    Outcome cancel(UUID id, String reason) {
        Work work = domain.works.get(id);
        if (work == null) {
            return noMore(id);
        }
        if (work.phase() == Phase.WRAPPING) {
            return Outcome.DONE;
        }
        Agent owner = owner(work);
        if (owner != null && isWrappedUp(work, owner)) {
            startWrapUp(work, owner);
        } else {
            participants.end(work, Decision.Ended.Why.CANCELLED, reason);
        }
        return Outcome.DONE;
    }

    Outcome finish(@Nullable UUID agentId, UUID id) {
        Work work = domain.works.get(id);
        Agent owner = work == null ? null : owner(work);
        if (work == null || owner == null) {
            return noMore(id);
        }
        if (agentId != null && !owner.id().equals(agentId)) {
            return Outcome.NOT_YOURS;
        }
        if (work.phase() == Phase.WRAPPING) {
            return Outcome.DONE;
        }
        if (isWrappedUp(work, owner)) {
            startWrapUp(work, owner);
        } else {
            participants.end(work, Decision.Ended.Why.FINISHED, "");
        }
        return Outcome.DONE;
    }

    private static boolean isWrappedUp(Work work, Agent owner) {
        return work.part == null && work.queue().rule.wrapUpMillis() > 0 && owner.signedIn;
    }

    private void startWrapUp(Work work, Agent owner) {
        participants.contactEnds(work);
        handover.startWrapUp(work, owner);
    }

    Outcome wrapUp(UUID agentId, UUID id, String code) {
        Work work = domain.works.get(id);
        Agent owner = work == null ? null : owner(work);
        if (work == null || owner == null) {
            return noMore(id);
        }
        if (!owner.id().equals(agentId)) {
            return Outcome.NOT_YOURS;
        }
        participants.end(work, Decision.Ended.Why.FINISHED, code);
        return Outcome.DONE;
    }

    Outcome transfer(Input.Transfer input) {
        Work work = contact(input.work());
        if (work == null || work.phase() == Phase.WRAPPING) {
            return Outcome.GONE;
        }
        Agent owner = owner(work);
        if (input.by() != null && (owner == null || !owner.id().equals(input.by()))) {
            return Outcome.NOT_YOURS;
        }
        Agent wanted = input.agent() == null ? null : domain.agents.get(input.agent());
        if (input.agent() != null && wanted == null) {
            return Outcome.UNKNOWN_AGENT;
        }
        Queue queue = input.queue() == null ? work.queue() : domain.queues.get(input.queue());
        if (queue == null) {
            return Outcome.UNKNOWN_QUEUE;
        }
        boolean stays = input.queue() == null && input.skills().isEmpty();
        if (stays && input.required() && wanted != null && talks(work, wanted) && give(work, wanted) == Outcome.DONE) {
            return Outcome.DONE;
        }
        participants.ownerLeaves(work, null);
        Agent former = detach(work, Decision.Unassigned.Why.TRANSFERRED);
        if (owner != null && !owner.id().equals(input.agent())) {
            domain.pause(work, owner);
        }
        if (!stays) {
            matching.waitAnew(work);
            work.beginsAnew();
        }
        Request request = stays ? work.request() : work.request().in(queue.rule.id(), input.skills());
        if (input.required()) {
            domain.change(work, queue, request.preferring(null, 0).requiring(input.agent()));
        } else {
            domain.change(
                    work,
                    queue,
                    request.preferring(input.agent(), input.until()).requiring(null));
        }
        matching.requeue(work, former);
        if (wanted != null && work.phase() == Phase.HELD) {
            participants.makeRoom(work, wanted);
        }
        return Outcome.DONE;
    }

    /** Whether the agent, who is offered nothing of it, talks with the customer beside the owner. */
    private boolean talks(Work contact, Agent agent) {
        Work part = participants.partOf(agent, contact);
        return part != null && part.part != null && part.part.role == Role.CONFERENCE && contact.agent() != agent;
    }

    Outcome pull(UUID agentId, UUID id) {
        Work work = domain.works.get(id);
        if (work == null) {
            return Outcome.GONE;
        }
        Agent agent = domain.agents.get(agentId);
        if (agent == null) {
            return Outcome.UNKNOWN_AGENT;
        }
        if (!agent.present()) {
            return Outcome.NOT_SIGNED_IN;
        }
        if (work.agent() == agent) {
            return take(work, agent);
        }
        UUID required = work.requiredAgent();
        if (required != null && !required.equals(agentId) && domain.agents.containsKey(required)) {
            return Outcome.RESERVED;
        }
        if (work.agent() != null) {
            return Outcome.NOT_YOURS;
        }
        if (work.part != null && work.part.contact.involves(agent)) {
            return Outcome.TAKES_PART;
        }
        if (!participants.hasRoomFor(work, agent)) {
            return Outcome.FULL;
        }
        participants.settle(work, agent);
        matching.withdraw(work);
        handover.assign(work, agent);
        matching.serve(agent);
        return Outcome.DONE;
    }

    Outcome reassign(UUID id, UUID agentId) {
        Work work = contact(id);
        if (work == null || work.phase() == Phase.WRAPPING) {
            return Outcome.GONE;
        }
        Agent agent = domain.agents.get(agentId);
        if (agent == null) {
            return Outcome.UNKNOWN_AGENT;
        }
        if (!agent.signedIn) {
            return Outcome.NOT_SIGNED_IN;
        }
        if (work.agent() == agent) {
            return take(work, agent);
        }
        return give(work, agent);
    }

    Outcome handOver(@Nullable UUID by, UUID id, UUID agentId) {
        Work work = contact(id);
        Agent agent = domain.agents.get(agentId);
        if (work == null || agent == null || work.phase() == Phase.WRAPPING) {
            return Outcome.GONE;
        }
        Agent owner = owner(work);
        if (owner == agent) {
            return Outcome.DONE;
        }
        if (by != null && (owner == null || !owner.id().equals(by))) {
            return Outcome.NOT_YOURS;
        }
        Work part = participants.partOf(agent, work);
        if (part == null || by != null && part.looksOn()) {
            return Outcome.GONE; // an owner does not learn who looks on
        }
        if (work.agent() == agent) {
            return take(work, agent);
        }
        return agent.signedIn ? give(work, agent) : Outcome.NOT_SIGNED_IN;
    }

    /** The contact, which he has not, becomes this agent's at once. */
    private Outcome give(Work work, Agent agent) {
        if (!participants.hasRoomFor(work, agent)) {
            return Outcome.FULL;
        }
        participants.ownerLeaves(work, agent);
        boolean freed = participants.settle(work, agent);
        Agent former = detach(work, Decision.Unassigned.Why.REASSIGNED);
        handover.assign(work, agent);
        if (freed) {
            matching.serveAll(); // two may look for contacts now: contacts look for them
        } else {
            serve(former);
        }
        return Outcome.DONE;
    }

    /** What is no invitation. */
    private @Nullable Work contact(UUID id) {
        Work work = domain.works.get(id);
        return work == null || work.part != null ? null : work;
    }

    /** By hand what he was offered, or has already. */
    private Outcome take(Work work, Agent agent) {
        if (work.phase() == Phase.OFFERED) {
            participants.settle(work, agent);
            handover.accept(work, agent);
            matching.serve(agent);
        }
        return Outcome.DONE;
    }

    Outcome prioritise(UUID id, int priority) {
        Work work = domain.works.get(id);
        if (work == null) {
            return Outcome.GONE;
        }
        Heap<Work> place = work.place();
        if (place != null) {
            place.remove(work);
        }
        work.ask(work.request().withPriority(priority), work.requirement());
        domain.stakeClaim(work);
        if (place != null) {
            place.add(work);
            domain.noteBest(work.requirement());
        }
        return Outcome.DONE;
    }

    Outcome move(UUID id, String medium, int units, String memo) {
        Work work = contact(id);
        if (work == null || work.phase() == Phase.WRAPPING) {
            return Outcome.GONE;
        }
        if (!domain.media.knowsOrHasRoomFor(medium)) {
            return Outcome.UNKNOWN_MEDIUM;
        }
        Request request = work.request().over(medium, units, memo);
        Agent owner = owner(work);
        if (owner == null) {
            Agent former = detach(work, Decision.Unassigned.Why.TRANSFERRED);
            domain.change(work, work.queue(), request);
            domain.decide(new Decision.Moved(work.id(), work.queue().rule.id(), null, medium));
            matching.requeue(work, former);
            return Outcome.DONE;
        }
        Request before = work.request();
        owner.release(work);
        domain.change(work, work.queue(), request);
        boolean room = owner.hasRoom(work.lane(), domain.media);
        if (!room) {
            domain.change(work, work.queue(), before);
        }
        owner.take(work);
        domain.refresh(owner);
        if (room) {
            domain.decide(new Decision.Moved(work.id(), work.queue().rule.id(), owner.id(), medium));
            matching.serve(owner);
        }
        return room ? Outcome.DONE : Outcome.FULL;
    }

    /** Ending what has ended was done by an earlier command. */
    private Outcome noMore(UUID work) {
        return domain.works.hasEnded(work) ? Outcome.DONE : Outcome.GONE;
    }

    private static @Nullable Agent owner(Work work) {
        return work.phase() == Phase.OFFERED ? null : work.agent();
    }

    private void serve(@Nullable Agent agent) {
        if (agent != null) {
            matching.serve(agent);
        }
    }

    /** Takes the contact out of where it is; returns who is free by that. */
    private @Nullable Agent detach(Work work, Decision.Unassigned.Why why) {
        Agent former = work.agent();
        if (former == null) {
            matching.withdraw(work);
        } else if (work.phase() == Phase.OFFERED) {
            handover.closeOffer(work, former, Decision.OfferClosed.Why.REVOKED);
        } else {
            matching.disown(work, former, why);
        }
        return former;
    }
}
