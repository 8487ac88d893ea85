// SPDX-License-Identifier: Apache-2.0
package live.lib.router;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Contacts are put to rest until a time, and wake. */
final class RestInputs {
    private final Domain domain;
    private final Matching matching;
    private final Handover handover;
    private final Participants participants;

    RestInputs(Domain domain, Matching matching, Handover handover, Participants participants) {
        this.domain = domain;
        this.matching = matching;
        this.handover = handover;
        this.participants = participants;
    }

    Outcome postpone(Input.Postpone input) {
        Work work = domain.works.get(input.work());
        if (work == null || work.part != null) {
            return input.attempt() && domain.works.hasEnded(input.work()) ? Outcome.DONE : Outcome.GONE;
        }
        UUID by = input.by();
        Agent owner = work.phase() == Phase.OFFERED ? null : work.agent();
        if (by != null && (owner == null || !owner.id().equals(by))) {
            boolean repeated = work.phase() == Phase.SCHEDULED && work.notBefore() == input.until();
            return repeated ? Outcome.DONE : Outcome.NOT_YOURS;
        }
        if (input.agent() != null && !domain.agents.containsKey(input.agent())) {
            return Outcome.UNKNOWN_AGENT;
        }
        if (input.medium() != null && !domain.media.knowsOrHasRoomFor(input.medium())) {
            return Outcome.UNKNOWN_MEDIUM;
        }
        if (input.attempt() && work.attempts + 1 >= work.queue().rule.maxAttempts()) {
            participants.end(work, Decision.Ended.Why.CANCELLED, Decision.Ended.NOT_REACHED);
            return Outcome.DONE;
        }
        if (work.agent() != null) {
            participants.contactEnds(work);
        }
        rest(work, owner, input);
        // Of what waited for somebody its guests go only now: before it rested they would have been offered it.
        participants.contactEnds(work);
        return Outcome.DONE;
    }

    private void rest(Work work, @Nullable Agent owner, Input.Postpone input) {
        Agent former = work.agent();
        if (former == null) {
            matching.withdraw(work);
        } else if (owner == null) {
            handover.closeOffer(work, former, Decision.OfferClosed.Why.REVOKED);
        } else {
            matching.disown(work, owner, Decision.Unassigned.Why.POSTPONED);
            if (!owner.id().equals(input.agent())) {
                domain.pause(work, owner);
            }
        }
        work.attempts += input.attempt() ? 1 : 0;
        // From now on it rests; what it has waited so far counts on when it wakes.
        work.waitsSince = Math.min(work.waitsSince, domain.now);
        work.admitted = false;
        Request request = work.request().resting(input.until());
        request = input.required()
                ? request.preferring(null, 0).requiring(input.agent())
                : request.preferring(input.agent(), input.preferredUntil()).requiring(null);
        String medium = input.medium();
        if (medium == null || medium.equals(request.medium())) {
            domain.change(work, work.queue(), request);
        } else {
            domain.change(work, work.queue(), request.over(medium, request.units(), request.memo()));
            domain.decide(new Decision.Moved(work.id(), work.queue().rule.id(), null, medium));
        }
        if (work.deadline != null && request.deadline() == Long.MAX_VALUE) {
            domain.cancel(work.deadline);
            work.deadline = null;
        }
        domain.decide(new Decision.Postponed(
                work.id(), work.queue().rule.id(), input.by(), input.until(), work.attempts, input.reason()));
        if (input.until() <= domain.now) {
            matching.requeue(work, former);
            return;
        }
        matching.schedule(work);
        if (former != null) {
            matching.serve(former);
        }
    }

    /** Nothing happens to a contact that does not rest, or was put to rest later than what it is woken for. */
    Outcome wake(UUID id, long since) {
        Work work = domain.works.get(id);
        if (work == null) {
            return Outcome.GONE;
        }
        if (work.phase() == Phase.SCHEDULED && work.since <= since) {
            matching.withdraw(work);
            domain.change(work, work.queue(), work.request().resting(domain.now));
            matching.enqueue(work);
        }
        return Outcome.DONE;
    }
}
