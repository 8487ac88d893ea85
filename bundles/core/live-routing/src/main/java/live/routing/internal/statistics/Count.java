// SPDX-License-Identifier: Apache-2.0
package live.routing.internal.statistics;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import live.lib.router.Decision;
import live.lib.router.Entry;
import live.lib.router.Input;
import live.lib.router.Invitation;
import live.lib.router.Phase;
import live.lib.router.Request;
import live.lib.router.Role;
import live.lib.router.View;
import org.jspecify.annotations.Nullable;

/**
 * Follows a journal and counts. Pure: it reads no clock, and what it counts depends on the entries alone. Contacts count
 * where they come, agents' time where it passes. Not thread-safe.
 */
public final class Count {
    private final Map<UUID, ContactTrack> contacts = new HashMap<>();
    private final Map<UUID, InvitationTrack> invitations = new HashMap<>();
    private final Map<UUID, AgentTrack> agents = new HashMap<>();
    private final Map<UUID, Long> versions = new HashMap<>();
    private final Targets targets;
    private final long shortMillis;
    private Counted counted = new Counted();
    private long now;

    /** What a queue's service level was. */
    @FunctionalInterface
    public interface Targets {
        /** Seconds; 0 = this version of the queue had none. */
        int seconds(UUID queue, long version);
    }

    /** @param shortMillis who is gone sooner is counted apart */
    public Count(Targets targets, long shortMillis) {
        this.targets = targets;
        this.shortMillis = shortMillis;
    }

    /** The engine's time of the newest entry. */
    public long now() {
        return now;
    }

    Map<UUID, ContactTrack> contacts() {
        return contacts;
    }

    Map<UUID, InvitationTrack> invitations() {
        return invitations;
    }

    Map<UUID, AgentTrack> agents() {
        return agents;
    }

    Map<UUID, Long> versions() {
        return versions;
    }

    /** Goes on at this moment. */
    void at(long moment) {
        now = Math.max(now, moment);
    }

    /** Begins where an engine stands, which has seen everything before. */
    public void begin(View view, long moment) {
        now = moment;
        view.queueIds().forEach(id -> view.queue(id).ifPresent(queue -> versions.put(id, queue.version())));
        for (View.AgentState agent : view.agents()) {
            UUID id = agent.rule().id();
            TimeSpent.State state = state(agent.signedIn(), agent.reachable(), agent.ready());
            String reason = state == TimeSpent.State.NOT_READY ? agent.reason() : "";
            agents.put(id, AgentTrack.unknown(id, moment).in(state, reason, moment));
        }
        view.works().stream().filter(work -> work.invitation() == null).forEach(this::begin);
        view.works().forEach(this::beginInvitation);
    }

    private void begin(View.WorkState work) {
        Request request = work.request();
        ContactTrack contact = ContactTrack.coming(
                request.work(),
                stay(request.queue(), request.medium()),
                Math.max(request.enqueuedAt(), request.notBefore()));
        if (work.agent() != null && work.phase() != Phase.OFFERED) {
            contact = contact.ownedBy(work.agent(), work.since());
            AgentTrack owner = track(work.agent());
            agents.put(work.agent(), owner.holding(owner.inHand() + 1, now));
            contact = work.phase() == Phase.WRAPPING ? contact.wrappedUpFrom(now) : contact;
        }
        contacts.put(contact.work(), contact);
    }

    private void beginInvitation(View.WorkState work) {
        Invitation invitation = work.invitation();
        if (invitation == null
                || invitation.role() != Role.CONSULT && invitation.role() != Role.CONFERENCE
                || invitation.by().equals(work.agent())) {
            return;
        }
        ContactTrack contact = contacts.get(invitation.contact());
        if (contact != null) {
            UUID id = work.request().work();
            InvitationTrack track = InvitationTrack.waiting(id, contact.stay());
            invitations.put(
                    id,
                    work.agent() == null || work.phase() == Phase.OFFERED
                            ? track
                            : track.joinedBy(work.agent(), work.since()));
        }
    }

    /** The next entry, with what was decided. */
    public void follow(Entry entry, List<Decision> decisions) {
        now = Math.max(now, entry.at());
        Input input = entry.input();
        if (input instanceof Input.DefineQueue define) {
            versions.put(define.queue().id(), define.queue().version());
            counted.rules().put(define.queue().id(), define.queue().version());
        }
        Request coming = input instanceof Input.Coming comes ? comes.request() : null;
        for (Decision decision : decisions) {
            UUID work = decision.work();
            if (work != null) {
                if (coming != null && coming.work().equals(work) && !contacts.containsKey(work)) {
                    comes(coming);
                }
                if (decision instanceof Decision.Invited invited && !(input instanceof Input.Join)) {
                    invited(invited);
                }
                follow(work, decision);
            } else if (decision instanceof Decision.AgentChanged changed) {
                changed(changed);
            }
        }
        if (input instanceof Input.RemoveAgent removed) {
            leaves(removed.agent());
        }
    }

    /** What was counted since the last time. */
    public Counted take() {
        Counted taken = counted;
        counted = new Counted();
        return taken;
    }

    /** What agents do at this moment, as if they stopped now. */
    public Map<TimeSpent.Key, TimeSpent> timesUntil(long moment) {
        Counted open = new Counted();
        agents.values().forEach(agent -> agent.spend(moment, open::add));
        return open.times();
    }

    private void comes(Request request) {
        QueueFigures.Key stay = stay(request.queue(), request.medium());
        counted.of(stay).add(QueueFigure.OFFERED, 1);
        put(ContactTrack.coming(request.work(), stay, Math.max(request.enqueuedAt(), request.notBefore())));
    }

    private QueueFigures.Key stay(UUID queue, String medium) {
        long version = versions.getOrDefault(queue, 0L);
        return new QueueFigures.Key(Quarter.of(now), queue, medium, targets.seconds(queue, version));
    }

    private void put(ContactTrack contact) {
        contacts.put(contact.work(), contact);
        counted.contacts().add(contact.work());
    }

    private void put(AgentTrack agent) {
        agents.put(agent.agent(), agent);
        counted.people().add(agent.agent());
    }

    private void follow(UUID work, Decision decision) {
        ContactTrack contact = contacts.get(work);
        if (contact == null) {
            // It came before anything was counted, unless it is an invitation.
            takesPart(invitations.get(work), decision);
            return;
        }
        if (decision instanceof Decision.Queued queued) {
            queued(contact, queued.queue());
        } else if (decision instanceof Decision.Rested rested) {
            put(contact.rested(rested.millis()));
        } else if (decision instanceof Decision.Postponed postponed) {
            put(promised(contact.notBefore(now), postponed.until()));
        } else if (decision instanceof Decision.Moved moved) {
            moved(contact, moved.medium());
        } else if (decision instanceof Decision.Offered offered) {
            counted.of(contact.stay()).add(QueueFigure.OFFERS, 1);
            agent(offered.agent(), contact, AgentFigures.OFFER);
        } else if (decision instanceof Decision.OfferClosed closed) {
            closed(contact, closed);
        } else if (decision instanceof Decision.Assigned assigned) {
            assigned(contact, assigned);
        } else if (decision instanceof Decision.Unassigned) {
            put(released(contact));
        } else if (decision instanceof Decision.WrapUpStarted) {
            if (contact.wrapUpSince() == 0) {
                put(contact.wrappedUpFrom(now));
            }
        } else if (decision instanceof Decision.Ended ended) {
            ended(contact, ended);
        }
    }

    /** It is to be taken up again then; a time that is merely changed is the same promise. */
    private ContactTrack promised(ContactTrack contact, long until) {
        Promise before = contact.promise();
        if (until <= now) {
            return contact.promising(null);
        }
        if (before != null && now <= before.due()) {
            return contact.promising(new Promise(before.stay(), until));
        }
        settle(contact, false);
        counted.of(contact.stay()).add(QueueFigure.CALLBACKS, 1);
        return contact.promising(new Promise(contact.stay(), until));
    }

    /** What was promised is kept or not; nothing if nothing was. */
    private void settle(ContactTrack contact, boolean kept) {
        Promise promise = contact.promise();
        if (promise != null) {
            counted.of(promise.stay()).add(kept ? QueueFigure.CALLBACKS_KEPT : QueueFigure.CALLBACKS_MISSED, 1);
        }
    }

    /** Whoever merely looks on or coaches is not counted, nor who joins by himself. */
    private void invited(Decision.Invited decision) {
        ContactTrack contact = contacts.get(decision.contact());
        if (contact != null && (decision.role() == Role.CONSULT || decision.role() == Role.CONFERENCE)) {
            counted.of(contact.stay()).add(QueueFigure.INVITED, 1);
            put(InvitationTrack.waiting(decision.work(), contact.stay()));
        }
    }

    private void takesPart(@Nullable InvitationTrack invitation, Decision decision) {
        if (invitation == null) {
            return;
        }
        if (decision instanceof Decision.Assigned assigned) {
            counted.of(invitation.stay()).add(QueueFigure.JOINED, 1);
            agent(assigned.agent(), invitation.stay(), AgentFigures.JOINED);
            put(invitation.joinedBy(assigned.agent(), now));
        } else if (decision instanceof Decision.Ended) {
            UUID agent = invitation.agent();
            if (agent != null) {
                long millis = now - invitation.since();
                counted.of(invitation.stay()).add(QueueFigure.TAKING_PART, millis);
                agent(agent, invitation.stay(), AgentFigures.tookPart(millis));
            }
            invitations.remove(invitation.work());
            counted.invitations().add(invitation.work());
        }
    }

    private void put(InvitationTrack invitation) {
        invitations.put(invitation.work(), invitation);
        counted.invitations().add(invitation.work());
    }

    /** Newly, after a missed offer, or because somebody handed it on. */
    private void queued(ContactTrack came, UUID queue) {
        Promise promise = came.promise();
        // Before its time it comes back for another reason than what was promised.
        ContactTrack contact = promise != null && now < promise.due() ? came.promising(null) : came;
        if (contact.promise() != promise) {
            put(contact);
        }
        boolean elsewhere = !contact.stay().queue().equals(queue);
        if (contact.waits() && !elsewhere) {
            return;
        }
        if (contact.waits()) {
            counted.of(contact.stay()).add(QueueFigure.MOVED_ON, 1);
        }
        QueueFigures.Key stay = stay(queue, contact.stay().medium());
        counted.of(stay).add(QueueFigure.OFFERED, 1);
        counted.of(stay).add(QueueFigure.TRANSFERRED_IN, 1);
        put(ContactTrack.coming(contact.work(), stay, now).promising(contact.promise()));
    }

    /** Over another medium: what somebody had or has stays what it was, what waits is offered anew with its wait. */
    private void moved(ContactTrack contact, String medium) {
        QueueFigures.Key before = contact.stay();
        if (before.medium().equals(medium)) {
            return;
        }
        QueueFigures.Key stay = stay(before.queue(), medium);
        if (contact.waits()) {
            counted.of(before).add(QueueFigure.MOVED_ON, 1);
            counted.of(stay).add(QueueFigure.OFFERED, 1);
            counted.of(stay).add(QueueFigure.TRANSFERRED_IN, 1);
        }
        put(contact.at(stay));
    }

    private void closed(ContactTrack contact, Decision.OfferClosed closed) {
        if (closed.why() == Decision.OfferClosed.Why.MISSED) {
            counted.of(contact.stay()).add(QueueFigure.MISSED, 1);
            agent(closed.agent(), contact, AgentFigures.MISSED);
        } else if (closed.why() == Decision.OfferClosed.Why.DECLINED) {
            counted.of(contact.stay()).add(QueueFigure.DECLINED, 1);
            agent(closed.agent(), contact, AgentFigures.DECLINED);
        }
    }

    private void assigned(ContactTrack contact, Decision.Assigned assigned) {
        if (contact.waits()) {
            counted.of(contact.stay())
                    .answered(contact.waited(now), contact.stay().targetSeconds());
        }
        agent(assigned.agent(), contact, AgentFigures.ACCEPTED);
        Promise promise = contact.promise();
        settle(contact, promise != null && promise.isKept(now));
        put(contact.ownedBy(assigned.agent(), now));
        hold(assigned.agent(), 1);
    }

    private void ended(ContactTrack contact, Decision.Ended ended) {
        released(contact);
        Promise promise = contact.promise();
        if (promise != null && now >= promise.due()) {
            settle(contact, false);
        }
        if (ended.why() == Decision.Ended.Why.CANCELLED && ended.code().equals(Decision.Ended.NOT_REACHED)) {
            counted.of(contact.stay()).add(QueueFigure.NOT_REACHED, 1);
        }
        if (contact.waits()) {
            counted.of(contact.stay())
                    .abandoned(contact.waited(now), contact.stay().targetSeconds(), shortMillis);
        }
        contacts.remove(contact.work());
        counted.contacts().add(contact.work());
    }

    /** Its owner, if it has one, is done with it. */
    private ContactTrack released(ContactTrack contact) {
        UUID owner = contact.agent();
        if (owner == null) {
            return contact;
        }
        long wrapUp = contact.wrapUpSince() == 0 ? now : contact.wrapUpSince();
        long handling = wrapUp - contact.ownedSince();
        QueueFigures queue = counted.of(contact.stay());
        queue.add(QueueFigure.HANDLED, 1);
        queue.add(QueueFigure.HANDLING, handling);
        queue.add(QueueFigure.WRAP_UP, now - wrapUp);
        agent(owner, contact, AgentFigures.handled(handling, now - wrapUp));
        hold(owner, -1);
        return contact.withoutOwner();
    }

    private void agent(UUID agent, ContactTrack contact, AgentFigures figures) {
        agent(agent, contact.stay(), figures);
    }

    private void agent(UUID agent, QueueFigures.Key stay, AgentFigures figures) {
        counted.add(new AgentFigures.Key(Quarter.of(now), agent, stay.medium()), figures);
    }

    private AgentTrack track(UUID agent) {
        AgentTrack track = agents.get(agent);
        return track == null ? AgentTrack.unknown(agent, now) : track;
    }

    private void hold(UUID agent, int more) {
        AgentTrack before = track(agent);
        AgentTrack after = before.holding(Math.max(0, before.inHand() + more), now);
        if (after.since() != before.since()) {
            before.spend(now, counted::add);
        }
        put(after);
    }

    private void changed(Decision.AgentChanged changed) {
        AgentTrack before = track(changed.agent());
        TimeSpent.State state = state(changed.signedIn(), changed.reachable(), changed.ready());
        String reason = state == TimeSpent.State.NOT_READY ? changed.reason() : "";
        if (before.state() != state || !before.reason().equals(reason)) {
            before.spend(now, counted::add);
            put(before.in(state, reason, now));
        }
    }

    private static TimeSpent.@Nullable State state(boolean signedIn, boolean reachable, boolean ready) {
        if (!signedIn) {
            return null;
        }
        if (!reachable) {
            return TimeSpent.State.AWAY;
        }
        return ready ? TimeSpent.State.READY : TimeSpent.State.NOT_READY;
    }

    private void leaves(UUID agent) {
        AgentTrack gone = agents.remove(agent);
        if (gone != null) {
            gone.spend(now, counted::add);
            counted.people().add(agent);
        }
    }
}
