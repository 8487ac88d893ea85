// SPDX-License-Identifier: Apache-2.0
package live.routing.internal;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import live.core.InteractionId;
import live.core.QueueId;
import live.core.UserId;
import live.lib.router.Invitation;
import live.lib.router.Phase;
import live.lib.router.View;
import live.routing.Assignment;
import live.routing.Offer;
import live.routing.Participant;
import live.routing.Role;
import live.routing.WorkId;
import org.jspecify.annotations.Nullable;

/** What an agent is to a contact, and who else is something to it, in the words of the API. */
final class Participation {
    private Participation() {}

    static Role role(live.lib.router.Role role) {
        return switch (role) {
            case CONSULT -> Role.CONSULT;
            case CONFERENCE -> Role.CONFERENCE;
            case MONITOR -> Role.MONITOR;
            case COACH -> Role.COACH;
        };
    }

    private static Role role(View.WorkState work) {
        return work.invitation() == null ? Role.OWNER : role(work.invitation().role());
    }

    /** The engine's word for a role that is not the owner's. */
    static live.lib.router.Role role(Role role) {
        return switch (role) {
            case OWNER -> throw new IllegalArgumentException("nobody takes part as owner");
            case CONSULT -> live.lib.router.Role.CONSULT;
            case CONFERENCE -> live.lib.router.Role.CONFERENCE;
            case MONITOR -> live.lib.router.Role.MONITOR;
            case COACH -> live.lib.router.Role.COACH;
        };
    }

    static Offer offer(View view, View.WorkState work, UserId agent) {
        View.WorkState contact = contact(view, work);
        WorkId id = new WorkId(work.request().work());
        return new Offer(
                OfferIds.of(work.offer()),
                id,
                interaction(contact),
                new QueueId(work.request().queue()),
                work.request().medium(),
                agent,
                Instant.ofEpochMilli(work.request().enqueuedAt()),
                Instant.ofEpochMilli(work.since()),
                Instant.ofEpochMilli(work.until()),
                work.attempts(),
                role(work),
                contact == work ? id : new WorkId(contact.request().work()),
                invitedBy(work));
    }

    static Assignment assignment(View view, View.WorkState work, UserId agent) {
        View.WorkState contact = contact(view, work);
        WorkId id = new WorkId(work.request().work());
        boolean owned = contact.phase() == Phase.ASSIGNED || contact.phase() == Phase.WRAPPING;
        return new Assignment(
                id,
                interaction(contact),
                new QueueId(work.request().queue()),
                work.request().medium(),
                agent,
                role(work),
                Instant.ofEpochMilli(work.since()),
                work.phase() == Phase.WRAPPING ? Optional.of(Instant.ofEpochMilli(work.until())) : Optional.empty(),
                work.attempts(),
                contact == work ? id : new WorkId(contact.request().work()),
                invitedBy(work),
                work.invitation() != null && owned ? user(contact.agent()) : Optional.empty(),
                contact.invitations().isEmpty() ? List.of() : seenBy(agent.value(), participants(view, contact)));
    }

    /** Who looks on is seen by himself alone. */
    static List<Participant> seenBy(UUID agent, List<Participant> participants) {
        return participants.stream()
                .filter(each -> each.role() != Role.MONITOR
                        || each.agent().stream().anyMatch(user -> user.value().equals(agent)))
                .toList();
    }

    /** Everybody who takes part in a contact beside its owner, or is asked to. */
    static List<Participant> participants(View view, View.WorkState contact) {
        return contact.invitations().stream()
                .flatMap(id -> view.work(id).stream())
                .flatMap(work -> Stream.ofNullable(work.invitation()).map(invitation -> participant(work, invitation)))
                .toList();
    }

    private static Participant participant(View.WorkState work, Invitation invitation) {
        Participant.State state =
                switch (work.phase()) {
                    case OFFERED -> Participant.State.OFFERED;
                    case ASSIGNED, WRAPPING -> Participant.State.JOINED;
                    case SCHEDULED, HELD, WAITING, RESTING -> Participant.State.WAITING;
                };
        long until =
                switch (state) {
                    case WAITING -> work.request().deadline();
                    case OFFERED -> work.until();
                    case JOINED -> Long.MAX_VALUE;
                };
        return new Participant(
                new WorkId(work.request().work()),
                user(work.agent() == null ? work.request().requiredAgent() : work.agent()),
                new QueueId(work.request().queue()),
                new UserId(invitation.by()),
                role(invitation.role()),
                state,
                Instant.ofEpochMilli(work.since()),
                until == Long.MAX_VALUE ? Optional.empty() : Optional.of(Instant.ofEpochMilli(until)));
    }

    private static Optional<UserId> invitedBy(View.WorkState work) {
        Invitation invitation = work.invitation();
        return invitation == null ? Optional.empty() : user(invitation.by());
    }

    private static Optional<UserId> user(@Nullable UUID id) {
        return Optional.ofNullable(id).map(UserId::new);
    }

    /** What it is an invitation to, or the contact itself. */
    static View.WorkState contact(View view, View.WorkState work) {
        Invitation invitation = work.invitation();
        return invitation == null ? work : view.work(invitation.contact()).orElse(work);
    }

    private static InteractionId interaction(View.WorkState contact) {
        return new InteractionId(
                Memo.interaction(contact.request().work(), contact.request().memo()));
    }
}
