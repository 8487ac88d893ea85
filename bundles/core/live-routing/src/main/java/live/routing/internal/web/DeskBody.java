// SPDX-License-Identifier: Apache-2.0
package live.routing.internal.web;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import live.core.UserId;
import live.routing.Assignment;
import live.routing.Offer;
import live.routing.Participant;
import live.routing.internal.DeskState;
import org.jspecify.annotations.Nullable;

/** An agent's desk as JSON. */
public record DeskBody(
        PresenceBody presence,
        List<OfferBody> offers,
        List<AssignmentBody> assignments,
        List<ReservationBody> reservations,
        Map<String, Room> capacity,
        long sequence) {

    /** Whether he gets work; {@code reachable} is false while his desk is not heard of. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record PresenceBody(String state, String reason, @Nullable Instant since, boolean reachable) {}

    /**
     * @param attempts how often its customer was not reached
     * @param work of an invitation its own id, otherwise that of the contact
     * @param contact what it is about; the interaction is the contact's
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record OfferBody(
            UUID id,
            UUID work,
            UUID interaction,
            UUID queue,
            String medium,
            Instant waitingSince,
            Instant offeredAt,
            Instant expiresAt,
            int attempts,
            String role,
            UUID contact,
            @Nullable UUID invitedBy) {}

    /**
     * @param role OWNER of a contact, or what he is to it who takes part by an invitation
     * @param attempts how often its customer was not reached
     * @param owner who owns the contact that he takes part in
     * @param participants who takes part in the contact beside its owner, or is asked to
     * @param ended the newest invitations that came to nothing, or that somebody has left
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record AssignmentBody(
            UUID work,
            UUID interaction,
            UUID queue,
            String medium,
            String role,
            Instant since,
            @Nullable Instant wrapUpUntil,
            int attempts,
            UUID contact,
            @Nullable UUID invitedBy,
            @Nullable UUID owner,
            List<ParticipantBody> participants,
            List<EndedBody> ended) {}

    /**
     * @param invitedBy himself if he joined unasked
     * @param until while nobody has come: when the offer or the invitation ends
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record ParticipantBody(
            UUID invitation,
            @Nullable UUID agent,
            UUID queue,
            UUID invitedBy,
            String role,
            String state,
            Instant since,
            @Nullable Instant until) {
        static ParticipantBody of(Participant participant) {
            return new ParticipantBody(
                    participant.invitation().value(),
                    participant.agent().map(UserId::value).orElse(null),
                    participant.queue().value(),
                    participant.invitedBy().value(),
                    participant.role().name(),
                    participant.state().name(),
                    participant.since(),
                    participant.until().orElse(null));
        }
    }

    /** @param reason declined, missed, absent, expired or finished */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record EndedBody(UUID invitation, @Nullable UUID agent, String role, String reason, Instant at) {
        static EndedBody of(DeskState.Ended ended) {
            return new EndedBody(
                    ended.invitation().value(),
                    ended.agent().map(UserId::value).orElse(null),
                    ended.role().name(),
                    ended.reason(),
                    ended.at());
        }
    }

    /** He is held for a contact that is about to come: nothing to answer, and nothing else is offered meanwhile. */
    public record ReservationBody(UUID id, UUID queue, String medium, Instant until) {}

    public record Room(int used, int limit) {}

    static DeskBody of(DeskState state) {
        Map<String, Room> capacity = new LinkedHashMap<>();
        state.capacity().forEach(room -> capacity.put(room.medium(), new Room(room.used(), room.limit())));
        return new DeskBody(
                presence(state),
                state.offers().stream().map(DeskBody::offer).toList(),
                state.assignments().stream()
                        .map(assignment -> assignment(assignment, state))
                        .toList(),
                state.reservations().stream().map(DeskBody::reservation).toList(),
                capacity,
                state.sequence());
    }

    private static PresenceBody presence(DeskState state) {
        Instant since = state.since().equals(Instant.EPOCH) ? null : state.since();
        return new PresenceBody(state.presence().name(), state.reason(), since, state.reachable());
    }

    private static ReservationBody reservation(DeskState.Reserved reservation) {
        return new ReservationBody(
                reservation.id().value(), reservation.queue().value(), reservation.medium(), reservation.until());
    }

    private static OfferBody offer(Offer offer) {
        return new OfferBody(
                offer.id().value(),
                offer.work().value(),
                offer.interaction().value(),
                offer.queue().value(),
                offer.medium(),
                offer.waitingSince(),
                offer.offeredAt(),
                offer.expiresAt(),
                offer.attempts(),
                offer.role().name(),
                offer.contact().value(),
                offer.invitedBy().map(UserId::value).orElse(null));
    }

    private static AssignmentBody assignment(Assignment assignment, DeskState state) {
        return new AssignmentBody(
                assignment.work().value(),
                assignment.interaction().value(),
                assignment.queue().value(),
                assignment.medium(),
                assignment.role().name(),
                assignment.since(),
                assignment.wrapUpUntil().orElse(null),
                assignment.attempts(),
                assignment.contact().value(),
                assignment.invitedBy().map(UserId::value).orElse(null),
                assignment.owner().map(UserId::value).orElse(null),
                assignment.participants().stream().map(ParticipantBody::of).toList(),
                state.ended().stream()
                        .filter(ended -> ended.contact().equals(assignment.work()))
                        .map(EndedBody::of)
                        .toList());
    }
}
