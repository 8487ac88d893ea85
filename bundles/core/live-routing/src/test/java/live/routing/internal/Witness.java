// SPDX-License-Identifier: Apache-2.0
package live.routing.internal;

import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import live.lib.router.Decision;
import live.lib.router.Input;
import live.lib.router.Outcome;
import live.lib.router.Role;
import live.routing.internal.store.Journal;
import org.jspecify.annotations.Nullable;

/**
 * Reads what is committed and hears what is told, and knows only what was promised: nothing acknowledged is lost, one
 * owner and one open offer at most, nobody has more than he can hold, nothing is told that is not durable.
 */
final class Witness {
    private final int capacity;
    private final Map<UUID, Contact> contacts = new LinkedHashMap<>();
    /** Contacts that an agent has, offered or owned. */
    private final Map<UUID, Set<UUID>> hands = new HashMap<>();
    /** By offer: to whom it was made, and who got the contact by it. */
    private final Map<Long, UUID> offers = new HashMap<>();

    private final Map<Long, UUID> accepted = new HashMap<>();
    private final Set<UUID> acknowledged = new LinkedHashSet<>();
    private @Nullable AssertionError broken;
    private long last;
    private long epoch;

    private static final class Contact {
        long offer;

        @Nullable
        UUID offeredTo;

        @Nullable
        UUID owner;

        boolean wrapping;
        /** Who has finished it, be it that he put it to rest since, and that it came back to him. */
        final Set<UUID> finishedBy = new HashSet<>();

        boolean over;
        /** What it is an invitation to. */
        @Nullable
        Contact host;

        @Nullable
        Role role;

        final Set<Contact> invitations = new HashSet<>();

        boolean isWith(UUID agent) {
            return agent.equals(owner) || agent.equals(offeredTo);
        }
    }

    Witness(int capacity) {
        this.capacity = capacity;
    }

    void check(boolean holds, String promise, Object about) {
        if (!holds) {
            AssertionError error = new AssertionError(promise + ": " + about);
            broken = broken == null ? error : broken;
            throw error;
        }
    }

    /** Throws the first promise that was broken, wherever that was thrown to. */
    void complain() {
        if (broken != null) {
            throw broken;
        }
    }

    void committed(Journal.Batch batch, long by) {
        check(batch.first() == last + 1, "the log has no gap and no entry twice", batch.first() + " after " + last);
        check(by >= epoch, "nobody writes whose domain was taken over", by + " after " + epoch);
        last = batch.last();
        epoch = by;
        for (Recorded recorded : Recorded.read(batch)) {
            if (recorded.entry().input() instanceof Input.Submit submit) {
                contacts.computeIfAbsent(submit.request().work(), unknown -> new Contact());
            }
            recorded.decisions().forEach(decided -> read(decided.decision()));
        }
    }

    private Contact contact(UUID work) {
        Contact contact = contacts.get(work);
        check(contact != null && !contact.over, "only what is there is decided about", work);
        return contact == null ? new Contact() : contact;
    }

    private void take(UUID agent, UUID work) {
        Contact contact = contact(work);
        Contact host = contact.host;
        if (host != null) {
            // Who merely looks on may be asked to do more; when he accepts he looks on no longer.
            boolean elsewhere = host.isWith(agent)
                    || host.invitations.stream()
                            .anyMatch(other -> other != contact && other.role != Role.MONITOR && other.isWith(agent));
            check(!elsewhere, "nobody takes part twice", work);
        }
        if (contact.role != Role.MONITOR) {
            hold(agent, work);
        }
    }

    private void hold(UUID agent, UUID work) {
        Set<UUID> hand = hands.computeIfAbsent(agent, unknown -> new HashSet<>());
        hand.add(work);
        check(hand.size() <= capacity, "nobody has more than he can hold", agent);
    }

    private void leave(@Nullable UUID agent, UUID work) {
        Set<UUID> hand = agent == null ? null : hands.get(agent);
        if (hand != null) {
            hand.remove(work);
        }
    }

    /** An answer leaves the domain. */
    void answered(Input input, Outcome outcome) {
        if (outcome != Outcome.DONE) {
            return;
        }
        if (input instanceof Input.Submit submit) {
            UUID work = submit.request().work();
            check(contacts.containsKey(work), "what is acknowledged is durable", work);
            acknowledged.add(work);
        } else if (input instanceof Input.Accept accept) {
            check(
                    accept.agent().equals(accepted.get(accept.offer())),
                    "an accept is acknowledged to who got the contact by it",
                    accept);
        } else if (input instanceof Input.Finish finish) {
            Contact contact = contacts.get(finish.work());
            check(
                    contact != null && (contact.over || contact.finishedBy.contains(finish.agent())),
                    "what was finished is",
                    finish);
        }
    }

    /** An agent is told that he has this offer. */
    void offered(UUID agent, long offer) {
        check(agent.equals(offers.get(offer)), "what is offered is durable", offer);
    }

    Set<UUID> acknowledged() {
        return acknowledged;
    }

    boolean isOver(UUID work) {
        Contact contact = contacts.get(work);
        return contact != null && contact.over;
    }

    private void read(Decision decision) {
        if (decision instanceof Decision.Invited invited) {
            Contact host = contact(invited.contact());
            check(host.host == null && host.owner != null && !host.wrapping, "who invites has the contact", decision);
            Contact invitation = new Contact();
            invitation.host = host;
            invitation.role = invited.role();
            host.invitations.add(invitation);
            check(contacts.put(invited.work(), invitation) == null, "an invitation comes once", decision);
        } else if (decision instanceof Decision.Queued queued) {
            Contact contact = contact(queued.work());
            check(contact.owner == null && contact.offer == 0, "nothing waits that somebody has", decision);
        } else if (decision instanceof Decision.Offered offered) {
            offered(offered);
        } else if (decision instanceof Decision.OfferClosed closed) {
            Contact contact = contact(closed.work());
            check(contact.offer == closed.offer(), "an offer that is closed was open", decision);
            contact.offer = 0;
            contact.offeredTo = null;
            leave(closed.agent(), closed.work());
        } else if (decision instanceof Decision.Assigned assigned) {
            assigned(assigned);
        } else if (decision instanceof Decision.Unassigned unassigned) {
            Contact contact = contact(unassigned.work());
            check(unassigned.agent().equals(contact.owner), "who loses a contact had it", decision);
            contact.owner = null;
            contact.wrapping = false;
            leave(unassigned.agent(), unassigned.work());
        } else if (decision instanceof Decision.WrapUpStarted started) {
            Contact contact = contact(started.work());
            check(started.agent().equals(contact.owner), "who wraps up has the contact", decision);
            contact.wrapping = true;
            contact.finishedBy.add(started.agent());
        } else if (decision instanceof Decision.Reserved reserved) {
            hold(reserved.agent(), reserved.reservation());
        } else if (decision instanceof Decision.Released released) {
            leave(released.agent(), released.reservation());
        } else if (decision instanceof Decision.Ended ended) {
            Contact contact = contact(ended.work());
            check(contact.offer == 0, "nothing ends with its offer open", decision);
            contact.over = true;
            check(contact.invitations.isEmpty(), "nobody takes part in what is over", decision);
            if (contact.host != null) {
                contact.host.invitations.remove(contact);
            }
            leave(contact.owner, ended.work());
            contact.owner = null;
        }
    }

    private void offered(Decision.Offered decision) {
        Contact contact = contact(decision.work());
        check(contact.owner == null, "nothing is offered that somebody has", decision);
        boolean renewed = contact.offer == decision.offer() && decision.agent().equals(contact.offeredTo);
        check(contact.offer == 0 || renewed, "a contact has one open offer", decision);
        contact.offer = decision.offer();
        contact.offeredTo = decision.agent();
        offers.put(decision.offer(), decision.agent());
        take(decision.agent(), decision.work());
    }

    private void assigned(Decision.Assigned decision) {
        Contact contact = contact(decision.work());
        check(contact.owner == null, "a contact has one owner", decision);
        boolean receiver = contact.offer == 0 || decision.agent().equals(contact.offeredTo);
        check(contact.offer == decision.offer() && receiver, "only who has the offer gets the contact", decision);
        contact.offer = 0;
        contact.offeredTo = null;
        contact.owner = decision.agent();
        accepted.put(decision.offer(), decision.agent());
        take(decision.agent(), decision.work());
    }
}
