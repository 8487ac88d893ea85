// SPDX-License-Identifier: Apache-2.0
package live.lib.router;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What happens to who takes part in contacts. */
final class InvitationInputs {
    private final Domain domain;
    private final Matching matching;
    private final Handover handover;
    private final Participants participants;

    InvitationInputs(Domain domain, Matching matching, Handover handover, Participants participants) {
        this.domain = domain;
        this.matching = matching;
        this.handover = handover;
        this.participants = participants;
    }

    Outcome invite(Input.Invite input) {
        if (domain.works.knows(input.invitation())) {
            return Outcome.DONE;
        }
        Work contact = owned(input.contact());
        if (contact == null) {
            return Outcome.GONE;
        }
        if (contact.agent() == null || !contact.agent().id().equals(input.by())) {
            return Outcome.NOT_YOURS;
        }
        Queue queue = input.queue() == null ? contact.queue() : domain.queues.get(input.queue());
        if (queue == null) {
            return Outcome.UNKNOWN_QUEUE;
        }
        Outcome refusal = input.agent() == null ? null : refusal(contact, input.agent());
        if (refusal == null) {
            refusal = noRoom(contact);
        }
        if (refusal != null) {
            return refusal;
        }
        Request request = contact.request()
                .invitation(input.invitation(), queue.rule.id(), input.skills(), input.agent(), input.until());
        Work work = begin(contact, request, queue, input.role(), input.by());
        work.deadline = domain.start(input.until(), Timer.Kind.DEADLINE, work, null);
        matching.enqueue(work);
        return Outcome.DONE;
    }

    /** Why this agent cannot be asked; null if he can. */
    private @Nullable Outcome refusal(Work contact, UUID id) {
        Agent agent = domain.agents.get(id);
        if (agent == null) {
            return Outcome.UNKNOWN_AGENT;
        }
        if (!agent.signedIn) {
            return Outcome.NOT_SIGNED_IN;
        }
        return Participants.expects(contact, agent) ? Outcome.TAKES_PART : null;
    }

    private @Nullable Outcome noRoom(Work contact) {
        if (contact.invitations().size() >= Participants.MOST) {
            return Outcome.CROWDED;
        }
        return domain.works.size() >= domain.rules.waitingLimit() ? Outcome.FULL : null;
    }

    private Work begin(Work contact, Request request, Queue queue, Role role, UUID by) {
        Work work = domain.newInvitation(request, queue, new Part(contact, role, by));
        domain.decide(new Decision.Invited(work.id(), queue.rule.id(), contact.id(), role, by));
        return work;
    }

    Outcome join(Input.Join input) {
        if (domain.works.knows(input.invitation())) {
            return Outcome.DONE;
        }
        Work contact = owned(input.contact());
        Agent agent = domain.agents.get(input.agent());
        if (contact == null) {
            return Outcome.GONE;
        }
        if (agent == null) {
            return Outcome.UNKNOWN_AGENT;
        }
        if (Participants.expects(contact, agent) || participants.partOf(agent, contact) != null) {
            return Outcome.TAKES_PART;
        }
        Outcome refusal = noRoom(contact);
        if (refusal == null && !input.role().watches()) {
            refusal = cannotTalk(agent, agent.hasRoom(contact.lane(), domain.media));
        }
        if (refusal != null) {
            return refusal;
        }
        Request request = contact.request()
                .invitation(
                        input.invitation(),
                        contact.queue().rule.id(),
                        contact.request().skills(),
                        null,
                        Long.MAX_VALUE);
        handover.assign(begin(contact, request, contact.queue(), input.role(), input.agent()), agent);
        return Outcome.DONE;
    }

    private static @Nullable Outcome cannotTalk(Agent agent, boolean room) {
        if (!agent.signedIn) {
            return Outcome.NOT_SIGNED_IN;
        }
        return room ? null : Outcome.FULL;
    }

    Outcome withdraw(@Nullable UUID by, UUID id) {
        Work work = domain.works.get(id);
        Part part = work == null ? null : work.part;
        if (work == null || part == null) {
            return domain.works.hasEnded(id) ? Outcome.DONE : Outcome.GONE;
        }
        Agent guest = work.agent();
        boolean own = guest != null && guest.id().equals(by);
        if (by != null && !own && (guest != null && part.joined(guest) || !Participants.disposes(by, part))) {
            return Outcome.NOT_YOURS;
        }
        participants.withdraw(work);
        return Outcome.DONE;
    }

    Outcome changeRole(Input.ChangeRole input) {
        Work work = domain.works.get(input.invitation());
        Part part = work == null ? null : work.part;
        if (work == null || part == null) {
            return Outcome.GONE;
        }
        Agent agent = work.agent();
        boolean joined = agent != null && part.joined(agent);
        boolean mayBy = joined ? part.by.equals(input.by()) : Participants.disposes(input.by(), part);
        boolean mayBe = joined ? input.role() != Role.CONSULT : !input.role().watches();
        if (!mayBy || !mayBe) {
            return Outcome.NOT_YOURS;
        }
        if (part.role == input.role()) {
            return Outcome.DONE;
        }
        if (agent != null && part.role.watches() && !input.role().watches()) {
            Outcome refusal = cannotTalk(agent, agent.hasRoomWithout(work, work.lane(), domain.media));
            if (refusal != null) {
                return refusal;
            }
        }
        if (agent != null && work.looksOn()) {
            participants.settle(work, agent);
        }
        change(work, part, input.role());
        return Outcome.DONE;
    }

    private void change(Work work, Part part, Role role) {
        Agent agent = work.agent();
        if (agent != null) {
            agent.release(work);
        }
        part.role = role;
        domain.decide(new Decision.RoleChanged(work.id(), work.queue().rule.id(), role));
        if (agent != null) {
            agent.take(work);
            domain.refresh(agent);
            matching.serve(agent);
        }
    }

    /** A contact that somebody owns, and still talks about. */
    private @Nullable Work owned(UUID id) {
        Work work = domain.works.get(id);
        return work == null || work.part != null || work.phase() != Phase.ASSIGNED ? null : work;
    }
}
