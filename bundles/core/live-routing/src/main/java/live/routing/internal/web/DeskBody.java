// SPDX-License-Identifier: Apache-2.0
package live.routing.internal.web;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import live.routing.Assignment;
import live.routing.Offer;
import live.routing.internal.DeskState;
import org.jspecify.annotations.Nullable;

/** An agent's desk as JSON. */
public record DeskBody(
        PresenceBody presence,
        List<OfferBody> offers,
        List<AssignmentBody> assignments,
        Map<String, Room> capacity,
        long sequence) {

    /** Whether he gets work; {@code reachable} is false while his desk is not heard of. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record PresenceBody(String state, String reason, @Nullable Instant since, boolean reachable) {}

    /** @param attempts how often its customer was not reached */
    public record OfferBody(
            UUID id,
            UUID work,
            UUID interaction,
            UUID queue,
            String medium,
            Instant waitingSince,
            Instant offeredAt,
            Instant expiresAt,
            int attempts) {}

    /** @param attempts how often its customer was not reached */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record AssignmentBody(
            UUID work,
            UUID interaction,
            UUID queue,
            String medium,
            String role,
            Instant since,
            @Nullable Instant wrapUpUntil,
            int attempts) {}

    public record Room(int used, int limit) {}

    static DeskBody of(DeskState state) {
        Map<String, Room> capacity = new LinkedHashMap<>();
        state.capacity().forEach(room -> capacity.put(room.medium(), new Room(room.used(), room.limit())));
        return new DeskBody(
                presence(state),
                state.offers().stream().map(DeskBody::offer).toList(),
                state.assignments().stream().map(DeskBody::assignment).toList(),
                capacity,
                state.sequence());
    }

    private static PresenceBody presence(DeskState state) {
        Instant since = state.since().equals(Instant.EPOCH) ? null : state.since();
        return new PresenceBody(state.presence().name(), state.reason(), since, state.reachable());
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
                offer.attempts());
    }

    private static AssignmentBody assignment(Assignment assignment) {
        return new AssignmentBody(
                assignment.work().value(),
                assignment.interaction().value(),
                assignment.queue().value(),
                assignment.medium(),
                assignment.role().name(),
                assignment.since(),
                assignment.wrapUpUntil().orElse(null),
                assignment.attempts());
    }
}
