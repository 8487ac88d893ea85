// SPDX-License-Identifier: Apache-2.0
package live.lib.router;

import java.util.HashSet;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;

/**
 * Watches an engine from outside. Knows the rules of the game and nothing of how the engine plays it: every decision is
 * checked by looking at everybody and everything.
 */
final class Referee implements Decision.Handler<Void> {
    private final Floor floor = new Floor();
    private final Holding holding = new Holding(floor);
    private final Set<Long> offersSeen = new HashSet<>();
    private long order;
    int offered;
    /** The transfer that is being played: the request changes in the midst of it. */
    private Input.Transfer transferring;

    private Input.Move moving;
    private Input.Postpone postponing;
    private Input.Wake waking;
    private Input.Reserve reserving;
    /** The contact for which an agent was held, while it comes. */
    private UUID reserved;
    /** What is being asked for: its invitation comes into being in the midst of it. */
    private Input playing;
    /** The agent who is being removed. */
    private Floor.Desk removed;

    /** Runs one entry through the engine and checks everything about it. */
    Outcome play(Engine engine, Entry entry, Consumer<Decision> also) {
        floor.now = Math.max(floor.now, entry.at());
        Set<UUID> known = Set.copyOf(floor.contacts.keySet());
        before(entry.input());
        Set<UUID> ended = new HashSet<>();
        Outcome outcome = engine.apply(entry, decision -> {
            decision.to(this);
            also.accept(decision);
            if (decision instanceof Decision.Ended end) {
                ended.add(end.work());
            }
        });
        after(engine, entry.input());
        Waiters.check(floor);
        Parties.check(floor, engine);
        holding.nobodyInVain(engine);
        for (UUID id : known) {
            assertThat(ended.contains(id) || engine.view().work(id).isPresent(), "contact lost", id);
        }
        assertThat(engine.view().workCount() == floor.contacts.size(), "contacts differ in number");
        return outcome;
    }

    /** @param about whatever the breach is about; made into text only when there is one */
    static void assertThat(boolean holds, String otherwise, Object... about) {
        if (!holds) {
            throw new AssertionError(otherwise + java.util.Arrays.toString(about));
        }
    }

    private void before(Input input) {
        floor.contacts.values().forEach(contact -> contact.former = null);
        transferring = input instanceof Input.Transfer transfer ? transfer : null;
        moving = input instanceof Input.Move move ? move : null;
        postponing = input instanceof Input.Postpone postpone ? postpone : null;
        waking = input instanceof Input.Wake wake ? wake : null;
        reserving = input instanceof Input.Reserve reserve ? reserve : null;
        reserved = null;
        playing = input;
        if (input instanceof Input.Coming coming) {
            UUID work = coming.request().work();
            reserved = input instanceof Input.Submit || floor.contacts.containsKey(work) ? null : work;
            comes(coming.request());
        }
        floor.believe(input);
        removed = null;
        if (input instanceof Input.RemoveAgent remove) {
            removed = floor.desks.remove(remove.agent());
            floor.leaving = removed == null ? null : remove.agent();
            if (removed != null) {
                floor.contacts.values().forEach(contact -> contact.pausedUntil.remove(remove.agent()));
            }
        }
    }

    private void comes(Request request) {
        floor.contacts.computeIfAbsent(request.work(), id -> {
            Floor.Contact contact = new Floor.Contact();
            contact.request = request;
            contact.waitsAnew(request.enqueuedAt());
            contact.order = ++order;
            return contact;
        });
    }

    @Override
    public Void reserved(Decision.Reserved decision) {
        Floor.Contact wanted = holding.reserved(decision, reserving);
        if (reserving.agent() == null) {
            nobodySuitsBetter(wanted, floor.desks.get(decision.agent()));
        }
        holding.add(decision, wanted);
        return null;
    }

    @Override
    public Void released(Decision.Released decision) {
        holding.released(decision, floor.desks.getOrDefault(decision.agent(), removed));
        return null;
    }

    /** Takes over from the engine what inputs changed in requests, and forgets what it refused. */
    private void after(Engine engine, Input input) {
        if (input instanceof Input.RemoveQueue remove
                && engine.view().queue(remove.queue()).isEmpty()) {
            floor.queues.remove(remove.queue());
            floor.openings.remove(remove.queue());
        }
        if (input instanceof Input.Coming coming
                && engine.view().work(coming.request().work()).isEmpty()) {
            floor.contacts.remove(coming.request().work());
        }
        floor.contacts.forEach((id, contact) -> engine.view().work(id).ifPresent(state -> {
            contact.request = state.request();
            assertThat(contact.ring == state.ring(), "another ring than was told", state);
            assertThat(floor.rests(contact) == (state.phase() == Phase.RESTING), "rests or not", state);
        }));
        for (Floor.Contact contact : floor.contacts.values()) {
            assertThat(
                    floor.rests(contact)
                            || contact.postponed
                            || contact.restsSince == 0
                            || contact.restsSince == floor.now,
                    "how long it rested was not told",
                    contact.request);
            floor.countRest(contact);
        }
        floor.contacts.values().forEach(contact -> contact.pausedUntil.values().removeIf(until -> until < floor.now));
    }

    @Override
    public Void invited(Decision.Invited decision) {
        Floor.Contact host = floor.contacts.get(decision.contact());
        assertThat(host != null && host.host == null && host.owner != null && !host.wrapping, "to what", decision);
        Floor.Contact invitation = new Floor.Contact();
        invitation.host = host;
        invitation.role = decision.role();
        Input.Invite invite = playing instanceof Input.Invite asked ? asked : null;
        assertThat(invite == null || host.owner.equals(invite.by()), "invited by somebody else", decision);
        invitation.request = new Request(
                decision.work(),
                decision.queue(),
                host.request.medium(),
                host.request.units(),
                invite == null ? host.request.skills() : invite.skills(),
                host.request.priority(),
                null,
                0,
                invite == null ? null : invite.agent(),
                host.request.enqueuedAt(),
                host.request.enqueuedAt(),
                invite == null ? Long.MAX_VALUE : invite.until(),
                "");
        invitation.waitsAnew(floor.now);
        invitation.order = ++order;
        assertThat(floor.contacts.put(decision.work(), invitation) == null, "invited twice", decision);
        return null;
    }

    @Override
    public Void roleChanged(Decision.RoleChanged decision) {
        Floor.Contact invitation = floor.contacts.get(decision.work());
        boolean takesRoom = invitation.owner != null
                && invitation.role.watches()
                && !decision.role().watches();
        invitation.role = decision.role();
        if (takesRoom) {
            Floor.Desk desk = floor.desks.get(invitation.owner);
            desk.contacts.remove(invitation);
            assertThat(floor.fits(desk, invitation), "takes part beyond his capacity", decision);
            desk.contacts.add(invitation);
        }
        return null;
    }

    @Override
    public Void overflowed(Decision.Overflowed decision) {
        queueLeft(decision);
        return null;
    }

    private void queueLeft(Decision.Overflowed decision) {
        Floor.Contact contact = floor.contacts.get(decision.work());
        assertThat(contact.waits(), "leaves while somebody has it");
        assertThat(contact.request.queue().equals(decision.queue()), "leaves another queue", decision);
        assertThat(floor.mayLeaveFor(decision.to(), contact), "may not leave", decision, contact.request);
        Diversion diversion = floor.queues.get(decision.queue()).diversion();
        if (decision.why() == Decision.Overflowed.Why.CLOSED) {
            assertThat(decision.to().equals(diversion.closedQueue()), "goes to another queue", decision);
            assertThat(floor.closedTo(contact), "its queue is open", decision);
        } else {
            assertThat(decision.to().equals(diversion.overflowQueue()), "goes to another queue", decision);
            assertThat(floor.isLate(contact) && !floor.closedTo(contact), "goes too early", decision);
        }
        contact.left.add(decision.queue());
        contact.admitted = false;
        contact.request = contact.request.in(decision.to(), contact.request.skills());
        contact.waitsAnew(floor.now);
    }

    @Override
    public Void rested(Decision.Rested decision) {
        Floor.Contact contact = floor.contacts.get(decision.work());
        assertThat(contact.restsSince == floor.now - decision.millis(), "rested for another time", decision);
        contact.waitsSince += decision.millis();
        contact.restsSince = floor.now;
        return null;
    }

    @Override
    public Void openingChanged(Decision.OpeningChanged decision) {
        assertThat(
                decision.opening().equals(floor.openings.get(decision.queue())), "another opening than told", decision);
        return null;
    }

    @Override
    public Void queued(Decision.Queued decision) {
        Floor.Contact contact = floor.contacts.get(decision.work());
        assertThat(contact.waits(), "queued while somebody has it");
        if (transferring != null && transferring.work().equals(decision.work())) {
            UUID former = contact.request.queue();
            transferred(contact, transferring);
            contact.admitted &= former.equals(contact.request.queue());
            if (transferring.queue() != null || !transferring.skills().isEmpty()) {
                contact.waitsAnew(floor.now);
                contact.left.clear();
            }
            transferring = null;
        }
        if (waking != null && waking.work().equals(decision.work())) {
            contact.request = contact.request.resting(floor.now);
        }
        contact.postponed &= contact.request.notBefore() > floor.now;
        return null;
    }

    @Override
    public Void moved(Decision.Moved decision) {
        Floor.Contact contact = floor.contacts.get(decision.work());
        assertThat(java.util.Objects.equals(decision.agent(), contact.owner), "moved by somebody else", decision);
        contact.request = moving == null
                ? contact.request.over(decision.medium(), contact.request.units(), contact.request.memo())
                : contact.request.over(moving.medium(), moving.units(), moving.memo());
        assertThat(contact.request.medium().equals(decision.medium()), "moved to another medium", decision);
        return null;
    }

    @Override
    public Void postponed(Decision.Postponed decision) {
        Floor.Contact contact = floor.contacts.get(decision.work());
        assertThat(contact.waits(), "rests while somebody has it");
        assertThat(
                postponing.by() == decision.by() && postponing.until() == decision.until(), "another rest", decision);
        contact.attempts += postponing.attempt() ? 1 : 0;
        assertThat(contact.attempts == decision.attempts(), "counted wrongly", decision);
        int most = floor.queues.get(decision.queue()).maxAttempts();
        assertThat(!postponing.attempt() || contact.attempts < most, "tried too often", decision);
        Request request = contact.request.resting(decision.until());
        contact.request = postponing.required()
                ? request.preferring(null, 0).requiring(postponing.agent())
                : request.preferring(postponing.agent(), postponing.preferredUntil())
                        .requiring(null);
        contact.admitted = false;
        contact.waitsSince = Math.min(contact.waitsSince, floor.now);
        contact.postponed = decision.until() > floor.now;
        return null;
    }

    private static void transferred(Floor.Contact contact, Input.Transfer input) {
        Request request = input.queue() == null && input.skills().isEmpty()
                ? contact.request
                : contact.request.in(input.queue() == null ? contact.request.queue() : input.queue(), input.skills());
        contact.request = input.required()
                ? request.preferring(null, 0).requiring(input.agent())
                : request.preferring(input.agent(), input.until()).requiring(null);
    }

    @Override
    public Void expanded(Decision.Expanded decision) {
        Floor.Contact contact = floor.contacts.get(decision.work());
        assertThat(contact.waits(), "a ring opens to what nobody waits for");
        assertThat(decision.ring() > contact.ring, "a ring that is open already", decision);
        Ring ring = floor.queues.get(decision.queue()).rings().get(decision.ring() - 1);
        assertThat(floor.opens(ring, contact), "a ring opens too early", ring, contact.request);
        contact.ring = decision.ring();
        return null;
    }

    @Override
    public Void offered(Decision.Offered decision) {
        Floor.Contact contact = floor.contacts.get(decision.work());
        Floor.Desk desk = floor.desks.get(decision.agent());
        if (contact.offer == decision.offer() && decision.agent().equals(contact.offeredTo)) {
            return null; // renewed
        }
        offered++;
        assertThat(offersSeen.add(decision.offer()), "an offer's number used twice");
        assertThat(contact.waits(), "offered while somebody has it");
        assertThat(contact.request.notBefore() <= floor.now, "offered too early");
        assertThat(contact.request.deadline() > floor.now, "offered too late");
        assertThat(decision.work().equals(reserved) || !floor.closedTo(contact), "offered out of hours", decision);
        contact.admitted |= floor.isOpen(contact.request.queue());
        assertThat(floor.free(decision.agent(), desk, contact, false), "offered to somebody who is not free");
        boolean wanted = decision.agent().equals(contact.request.preferredAgent())
                || decision.work().equals(reserved);
        assertThat(
                wanted || floor.eligible(decision.agent(), desk, contact),
                "offered to somebody who is not able",
                decision,
                contact.request);
        if (decision.work().equals(reserved)) {
            reserved = null; // he was held for it whatever waits by now
        } else {
            noBetterClaim(decision, contact, desk);
        }
        if (!wanted && !decision.agent().equals(contact.request.requiredAgent())) {
            nobodySuitsBetter(contact, desk);
        }
        contact.offeredTo = decision.agent();
        desk.contacts.add(contact);
        desk.lastOffer = decision.offer();
        contact.offer = decision.offer();
        return null;
    }

    private void noBetterClaim(Decision.Offered decision, Floor.Contact contact, Floor.Desk desk) {
        for (Floor.Contact other : floor.contacts.values()) {
            boolean takable = other != contact
                    && other.waits()
                    && other.request.notBefore() < floor.now
                    && other.request.deadline() > floor.now
                    && (other.request.preferredAgent() == null || other.request.preferredUntil() < floor.now)
                    && floor.eligible(decision.agent(), desk, other)
                    && floor.free(decision.agent(), desk, other, true);
            if (takable && !floor.better(contact, other)) {
                throw new AssertionError("a better claim was passed over: " + other.request);
            }
        }
    }

    private void nobodySuitsBetter(Floor.Contact contact, Floor.Desk chosen) {
        QueueRule queue = floor.queues.get(contact.request.queue());
        floor.desks.forEach((agent, desk) -> {
            boolean rival = desk != chosen && !agent.equals(contact.former);
            if (rival && floor.free(agent, desk, contact, true) && floor.eligible(agent, desk, contact)) {
                int preferred = floor.preferred(queue, desk) - floor.preferred(queue, chosen);
                int better = preferred != 0 ? preferred : floor.compare(queue, contact, desk, chosen);
                boolean equal = better == 0 && desk.idleSince >= chosen.idleSince;
                assertThat(better < 0 || equal, "somebody suits better", queue.strategy());
            }
        });
    }

    @Override
    public Void offerClosed(Decision.OfferClosed decision) {
        Floor.Contact contact = floor.contacts.get(decision.work());
        assertThat(decision.agent().equals(contact.offeredTo) && contact.offer == decision.offer(), "no such offer");
        contact.offeredTo = null;
        contact.offer = 0;
        contact.former = decision.agent();
        becomesIdle(decision.agent(), contact);
        if (decision.why() == Decision.OfferClosed.Why.DECLINED || decision.why() == Decision.OfferClosed.Why.MISSED) {
            contact.pausedUntil.put(decision.agent(), floor.now + floor.rules.retryPauseMillis());
        }
        return null;
    }

    private void becomesIdle(UUID agent, Floor.Contact contact) {
        Floor.Desk desk = floor.desks.get(agent);
        if (desk != null) {
            desk.idleSince = floor.now;
            desk.contacts.remove(contact);
        }
    }

    @Override
    public Void assigned(Decision.Assigned decision) {
        Floor.Contact contact = floor.contacts.get(decision.work());
        assertThat(contact.owner == null, "two owners");
        if (contact.offeredTo == null) {
            assertThat(floor.fits(floor.desks.get(decision.agent()), contact), "assigned beyond the agent's capacity");
        } else {
            assertThat(decision.agent().equals(contact.offeredTo), "assigned past an open offer");
        }
        contact.offeredTo = null;
        contact.offer = 0;
        contact.owner = decision.agent();
        Floor.Desk desk = floor.desks.get(decision.agent());
        desk.contacts.add(contact);
        desk.served += contact.host == null ? 1 : 0;
        return null;
    }

    @Override
    public Void unassigned(Decision.Unassigned decision) {
        Floor.Contact contact = floor.contacts.get(decision.work());
        assertThat(decision.agent().equals(contact.owner), "was not the owner");
        contact.owner = null;
        contact.former = decision.agent();
        contact.wrapping = false;
        contact.waitsAnew(floor.now);
        becomesIdle(decision.agent(), contact);
        if (decision.why() == Decision.Unassigned.Why.TRANSFERRED
                && (transferring == null || !decision.agent().equals(transferring.agent()))) {
            contact.pausedUntil.put(decision.agent(), floor.now + floor.rules.retryPauseMillis());
        }
        if (decision.why() == Decision.Unassigned.Why.POSTPONED
                && !decision.agent().equals(postponing.agent())) {
            contact.pausedUntil.put(decision.agent(), floor.now + floor.rules.retryPauseMillis());
        }
        return null;
    }

    @Override
    public Void wrapUpStarted(Decision.WrapUpStarted decision) {
        Floor.Contact contact = floor.contacts.get(decision.work());
        assertThat(decision.agent().equals(contact.owner), "wraps up somebody else's contact");
        contact.wrapping = true;
        return null;
    }

    @Override
    public Void ended(Decision.Ended decision) {
        Floor.Contact contact = floor.contacts.remove(decision.work());
        assertThat(contact != null, "ended twice");
        assertThat(contact.offeredTo == null, "ended with its offer open");
        if (decision.code().equals(Decision.Ended.NOT_REACHED)) {
            int most = floor.queues.get(decision.queue()).maxAttempts();
            assertThat(postponing.attempt() && contact.attempts + 1 >= most, "given up too early", decision);
        }
        assertThat(floor.invitations(contact).findAny().isEmpty(), "ended with somebody taking part", decision);
        assertThat(java.util.Objects.equals(decision.agent(), contact.owner), "ended by somebody else");
        if (decision.agent() != null) {
            becomesIdle(decision.agent(), contact);
        }
        return null;
    }

    @Override
    public Void agentChanged(Decision.AgentChanged decision) {
        Floor.Desk desk = floor.desks.getOrDefault(decision.agent(), removed);
        floor.leaving = null;
        boolean returns = decision.signedIn() && decision.reachable() && !(desk.signedIn && desk.reachable);
        if (returns || decision.ready() && !desk.ready) {
            desk.idleSince = floor.now;
        }
        if (decision.signedIn() && !desk.signedIn) {
            desk.served = 0;
        }
        desk.signedIn = decision.signedIn();
        desk.reachable = decision.reachable();
        desk.ready = decision.ready();
        return null;
    }
}
