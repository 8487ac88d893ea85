// SPDX-License-Identifier: Apache-2.0
package live.routing.internal.web;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import live.core.Principal;
import live.core.TaskHandle;
import live.core.Tasks;
import live.core.TenantId;
import live.core.push.PushSubscriber;
import live.core.push.PushTopic;
import live.lib.router.View;
import live.routing.internal.Overview;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;

/** How many wait where, at most twice a second and only when it has changed. */
@Component
public final class QueuesTopic implements PushTopic {
    private static final Duration PAUSE = Duration.ofMillis(500);

    private final Overview overview;
    private final TaskHandle task;
    private final Map<PushSubscriber, TenantId> subscribers = new ConcurrentHashMap<>();
    private final Map<TenantId, Told> told = new ConcurrentHashMap<>();

    /** What was told last, and as of which entry. */
    private record Told(long sequence, Counts counts) {}

    public record Counts(List<Count> queues) {}

    /** @param waitingSince since when the longest waiting one waits */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Count(
            UUID id,
            int waiting,
            @Nullable Instant waitingSince,
            int offered,
            int assigned,
            int wrappingUp,
            int agentsReady) {}

    @Activate
    public QueuesTopic(@Reference Overview overview, @Reference Tasks tasks) {
        this.overview = overview;
        task = tasks.every("routing.counts", PAUSE, this::tell);
    }

    @Deactivate
    void stop() {
        task.close();
    }

    @Override
    public String name() {
        return "queues";
    }

    @Override
    public AutoCloseable subscribe(Principal principal, String argument, PushSubscriber subscriber) {
        if (!principal.may(RoutingPermissions.QUEUE_READ)) {
            return () -> {};
        }
        TenantId tenant = principal.tenant();
        overview.queues(tenant).whenComplete((states, failure) -> {
            if (failure == null) {
                subscriber.send(Json.of(counts(states)));
            } else {
                told.remove(tenant);
            }
        });
        subscribers.put(subscriber, tenant);
        return () -> subscribers.remove(subscriber);
    }

    private void tell() {
        Set<TenantId> tenants = subscribers.values().stream().collect(Collectors.toSet());
        for (TenantId tenant : tenants) {
            Told before = told.get(tenant);
            long sequence = overview.sequence(tenant);
            if (before == null || before.sequence() != sequence) {
                overview.queues(tenant).thenAccept(states -> tell(tenant, new Told(sequence, counts(states)), before));
            }
        }
    }

    private void tell(TenantId tenant, Told now, @Nullable Told before) {
        told.put(tenant, now);
        if (before == null || !before.counts().equals(now.counts())) {
            String json = Json.of(now.counts());
            subscribers.forEach((subscriber, of) -> {
                if (of.equals(tenant)) {
                    subscriber.send(json);
                }
            });
        }
    }

    private static Counts counts(List<View.QueueState> states) {
        return new Counts(states.stream()
                .map(state -> new Count(
                        state.rule().id(),
                        state.waiting(),
                        state.oldest() == Long.MAX_VALUE ? null : Instant.ofEpochMilli(state.oldest()),
                        state.offered(),
                        state.assigned(),
                        state.wrapping(),
                        state.agentsReady()))
                .toList());
    }
}
