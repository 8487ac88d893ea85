// SPDX-License-Identifier: Apache-2.0
package live.routing.internal.web;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import live.core.Principal;
import live.core.TaskHandle;
import live.core.Tasks;
import live.core.TeamId;
import live.core.TenantId;
import live.core.push.PushSubscriber;
import live.core.push.PushTopic;
import live.directory.Directory;
import live.directory.User;
import live.routing.AgentDesk;
import live.routing.Assignment;
import live.routing.Offer;
import live.routing.Role;
import live.routing.internal.DeskState;
import live.routing.internal.Overview;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;

/**
 * How the agents are who are signed in, or still have something in hand, for supervisors: at most twice a second and
 * only what has changed.
 */
@Component
public final class AgentsTopic implements PushTopic {
    private static final Duration PAUSE = Duration.ofMillis(500);

    private final Overview overview;
    private final Directory directory;
    private final Feed<Member> feed;
    private final TaskHandle task;
    private final Oversight oversight;

    /**
     * @param since when the presence last changed
     * @param capacity by medium
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Member(
            UUID id,
            String name,
            List<UUID> teams,
            String state,
            String reason,
            @Nullable Instant since,
            boolean reachable,
            Map<String, DeskBody.Room> capacity,
            List<Handled> works) {}

    /**
     * A contact that he has or is offered, or a part in one.
     *
     * @param role of a part: CONSULT, CONFERENCE, MONITOR or COACH; missing of a contact
     * @param contact of a part: what it is in
     * @param since when the phase began
     * @param until when it ends by itself
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Handled(
            UUID work,
            UUID interaction,
            UUID queue,
            String medium,
            String state,
            Instant since,
            @Nullable Instant until,
            @Nullable String role,
            @Nullable UUID contact) {}

    @Activate
    public AgentsTopic(
            @Reference Overview overview,
            @Reference Directory directory,
            @Reference Tasks tasks,
            @Reference Oversight oversight) {
        this.oversight = oversight;
        this.overview = overview;
        this.directory = directory;
        feed = new Feed<>(overview::deskUpdates, this::members);
        task = tasks.every("routing.agents", PAUSE, feed::look);
    }

    @Deactivate
    void stop() {
        task.close();
    }

    @Override
    public String name() {
        return "agents";
    }

    @Override
    public AutoCloseable subscribe(Principal principal, String argument, PushSubscriber subscriber) {
        if (!principal.may(RoutingPermissions.SUPERVISE)) {
            return () -> {};
        }
        // Asked anew for each item: what belongs to whom may change while somebody looks.
        PushSubscriber told = oversight.reach(principal).everything()
                ? subscriber
                : new Narrowed(subscriber, id -> oversight.agents(principal).test(id));
        return feed.subscribe(principal.tenant(), told);
    }

    private CompletionStage<Map<UUID, Member>> members(TenantId tenant) {
        return overview.desks(tenant)
                .<CompletionStage<Map<UUID, Member>>>map(
                        desks -> CompletableFuture.completedFuture(members(tenant, desks)))
                .orElseGet(() -> CompletableFuture.failedFuture(Replies.unavailable()));
    }

    private Map<UUID, Member> members(TenantId tenant, Map<UUID, DeskState> desks) {
        Map<UUID, User> users = new HashMap<>();
        directory.users(tenant).forEach(user -> users.put(user.id().value(), user));
        Map<UUID, Member> members = new LinkedHashMap<>();
        desks.forEach((id, desk) -> {
            boolean away = desk.presence() == AgentDesk.Presence.SIGNED_OUT
                    && desk.assignments().isEmpty();
            if (!away) {
                members.put(id, member(id, users.get(id), desk));
            }
        });
        return members;
    }

    private static Member member(UUID id, @Nullable User user, DeskState desk) {
        List<Handled> works = new ArrayList<>();
        desk.assignments().forEach(assignment -> works.add(handled(assignment)));
        desk.offers().forEach(offer -> works.add(handled(offer)));
        Map<String, DeskBody.Room> capacity = new LinkedHashMap<>();
        desk.capacity().forEach(room -> capacity.put(room.medium(), new DeskBody.Room(room.used(), room.limit())));
        return new Member(
                id,
                user == null ? "" : user.name(),
                user == null
                        ? List.of()
                        : user.teams().stream().map(TeamId::value).toList(),
                desk.presence().name(),
                desk.reason(),
                desk.since().equals(Instant.EPOCH) ? null : desk.since(),
                desk.reachable(),
                capacity,
                works);
    }

    private static Handled handled(Assignment assignment) {
        return new Handled(
                assignment.work().value(),
                assignment.interaction().value(),
                assignment.queue().value(),
                assignment.medium(),
                assignment.wrapUpUntil().isPresent() ? "WRAPPING" : "ASSIGNED",
                assignment.since(),
                assignment.wrapUpUntil().orElse(null),
                role(assignment.role()),
                assignment.role() == Role.OWNER ? null : assignment.contact().value());
    }

    private static @Nullable String role(Role role) {
        return role == Role.OWNER ? null : role.name();
    }

    private static Handled handled(Offer offer) {
        return new Handled(
                offer.work().value(),
                offer.interaction().value(),
                offer.queue().value(),
                offer.medium(),
                "OFFERED",
                offer.offeredAt(),
                offer.expiresAt(),
                role(offer.role()),
                offer.role() == Role.OWNER ? null : offer.contact().value());
    }
}
