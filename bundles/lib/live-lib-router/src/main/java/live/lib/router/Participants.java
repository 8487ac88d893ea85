// SPDX-License-Identifier: Apache-2.0
package live.lib.router;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Who takes part in contacts beside their owners, or is asked to, and when that is over. */
final class Participants {
    /** So many take part in a contact, or are asked to, at most. */
    static final int MOST = 8;

    private static final String DECLINED = "declined";
    private static final String MISSED = "missed";
    private static final String ABSENT = "absent";
    private static final String WITHDRAWN = "withdrawn";
    /** The contact left the owner who had invited. */
    private static final String LEFT = "left";
    /** The contact is over. */
    private static final String OVER = "over";
    /** He is the contact's owner now. */
    private static final String OWNER = "owner";
    /** He takes part by another invitation. */
    private static final String TAKES_PART = "takes-part";

    private final Domain domain;
    private final Matching matching;

    Participants(Domain domain, Matching matching) {
        this.domain = domain;
        this.matching = matching;
    }

    /** Whether this agent has the contact, takes part in it more than by looking on, or is asked to. */
    static boolean expects(Work contact, Agent agent) {
        return contact.involves(agent)
                || contact.invitations().stream().anyMatch(invitation -> requires(invitation, agent));
    }

    private static boolean requires(Work invitation, Agent agent) {
        return agent.id().equals(invitation.requiredAgent());
    }

    /** By what the agent takes part; null if he does not. */
    @Nullable
    Work partOf(Agent agent, Work contact) {
        for (Work invitation : contact.invitations()) {
            if (invitation.agent() == agent && invitation.phase() == Phase.ASSIGNED) {
                return invitation;
            }
        }
        return null;
    }

    /** Whether the agent has room for the contact; as its owner he would take part no longer. */
    boolean hasRoomFor(Work contact, Agent agent) {
        Work part = partOf(agent, contact);
        return part == null
                ? agent.hasRoom(contact.lane(), domain.media)
                : agent.hasRoomWithout(part, contact.lane(), domain.media);
    }

    /** Whoever was asked and does not want to, or does not answer, is the only one who was asked. */
    boolean refused(Work invitation, Agent agent, Decision.OfferClosed.Why why) {
        if (invitation.part == null || !requires(invitation, agent)) {
            return false;
        }
        end(invitation, why == Decision.OfferClosed.Why.MISSED ? MISSED : DECLINED);
        matching.serve(agent);
        return true;
    }

    void withdraw(Work invitation) {
        part(invitation, WITHDRAWN);
    }

    /**
     * The contact ends wherever it is, or somebody's part in one, and with a contact whatever part anybody has in it.
     * Whoever is free by that is served.
     */
    void end(Work work, Decision.Ended.Why why, String code) {
        Agent former = work.agent();
        boolean guestsAlone = former == null && !work.invitations().isEmpty();
        if (guestsAlone) {
            // It waits for somebody: whoever is free before it has ended would be offered it.
            List.copyOf(work.invitations()).forEach(invitation -> end(invitation, OVER));
        } else {
            contactEnds(work);
        }
        matching.end(work, why, code);
        if (guestsAlone) {
            matching.serveAll(); // several may look for contacts now: contacts look for them
        } else if (former != null) {
            matching.serve(former);
        }
    }

    /** The contact waits for this agent: not for the room that his part in it takes. */
    void makeRoom(Work contact, Agent agent) {
        Work part = partOf(agent, contact);
        if (part != null && !agent.hasRoom(contact.lane(), domain.media)) {
            part(part, LEFT);
        }
    }

    /** The conversation is over. */
    void contactEnds(Work contact) {
        dismiss(contact, any -> true, OVER);
    }

    /**
     * The contact leaves its owner. With him go those whom he consults, and whoever was asked and has not come.
     *
     * @param next its next owner, if he is known
     */
    void ownerLeaves(Work contact, @Nullable Agent next) {
        dismiss(
                contact,
                invitation -> (invitation.phase() != Phase.ASSIGNED || role(invitation) == Role.CONSULT)
                        && (next == null || invitation.agent() != next && !requires(invitation, next)),
                LEFT);
    }

    /**
     * The agent is to have this, a contact or a part in one: he has no other part in it. He still has to be served.
     *
     * @return whether he is free for more by that than he needs for it
     */
    boolean settle(Work work, Agent agent) {
        Work contact = work.part == null ? work : work.part.contact;
        boolean freed = false;
        for (Work other : List.copyOf(contact.invitations())) {
            if (other != work && (other.agent() == agent || requires(other, agent))) {
                freed |= other.phase() == Phase.OFFERED || other.units() > 0 && other.lane() != work.lane();
                end(other, work.part == null ? OWNER : TAKES_PART);
            }
        }
        return freed;
    }

    /** The agent, who is not to be served, signs out: he takes part in nothing, and nobody waits for him. */
    void absent(Agent agent) {
        List<Work> parts = new ArrayList<>(agent.works);
        parts.addAll(matching.heldBy(agent));
        for (Work work : parts) {
            if (work.part != null && (work.phase() == Phase.ASSIGNED || requires(work, agent))) {
                end(work, ABSENT);
            }
        }
    }

    /** Those who have come last, lest anybody who is free by this is offered what ends next. */
    private void dismiss(Work contact, Predicate<Work> who, String why) {
        if (contact.invitations().isEmpty()) {
            return;
        }
        List<Work> leaving = new ArrayList<>(contact.invitations());
        leaving.removeIf(who.negate());
        leaving.sort(Comparator.comparingInt(
                invitation -> invitation.agent() == null ? 0 : invitation.phase() == Phase.OFFERED ? 1 : 2));
        leaving.forEach(invitation -> part(invitation, why));
    }

    private void part(Work invitation, String why) {
        Agent former = invitation.agent();
        end(invitation, why);
        if (former != null) {
            matching.serve(former);
        }
    }

    private void end(Work invitation, String why) {
        matching.end(invitation, Decision.Ended.Why.CANCELLED, why);
    }

    private static @Nullable Role role(Work invitation) {
        return invitation.part == null ? null : invitation.part.role;
    }

    /** Whether he may decide about those who take part: the contact is his. */
    static boolean disposes(UUID by, Part part) {
        Agent owner = part.contact.phase() == Phase.OFFERED ? null : part.contact.agent();
        return owner != null && by.equals(owner.id());
    }
}
