// SPDX-License-Identifier: Apache-2.0
package live.routing.internal.web;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.UUID;
import live.core.Principal;
import live.core.TaskHandle;
import live.core.Tasks;
import live.core.push.PushSubscriber;
import live.core.push.PushTopic;
import live.lib.router.View;
import live.routing.internal.Overview;
import live.routing.internal.Statistics;
import live.routing.internal.statistics.QueueFigure;
import live.routing.internal.statistics.QueueFigures;
import live.routing.internal.statistics.Total;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;

/** How many wait where, at most twice a second and only what has changed. */
@Component
public final class QueuesTopic implements PushTopic {
    private static final Duration PAUSE = Duration.ofMillis(500);

    private final Feed<Count> feed;
    private final TaskHandle task;
    private final Oversight oversight;

    /**
     * @param waitingSince since when the longest waiting one waits
     * @param agentsReady agents who serve it, are there and ready; {@code agentsBusy} of them have something in hand
     * @param agentsAway agents who serve it and are signed in, but not ready or not reachable
     * @param today contacts that came since the day began here; missing if none did
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Count(
            UUID id,
            int waiting,
            @Nullable Instant waitingSince,
            int offered,
            int assigned,
            int wrappingUp,
            int agentsReady,
            int agentsBusy,
            int agentsAway,
            @Nullable Today today) {}

    /** @param serviceLevel answered within the target, of all that came; missing if the queue has no target */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Today(long offered, long answered, long abandoned, long withinTarget, @Nullable Double serviceLevel) {
        static Today of(Total total) {
            QueueFigures figures = total.all();
            OptionalDouble level = total.serviceLevel();
            return new Today(
                    figures.get(QueueFigure.OFFERED),
                    figures.get(QueueFigure.ANSWERED),
                    figures.get(QueueFigure.ABANDONED),
                    figures.get(QueueFigure.WITHIN),
                    level.isPresent() ? level.getAsDouble() : null);
        }
    }

    @Activate
    public QueuesTopic(
            @Reference Overview overview,
            @Reference Statistics statistics,
            @Reference Tasks tasks,
            @Reference Oversight oversight) {
        this.oversight = oversight;
        feed = new Feed<>(
                tenant -> overview.sequence(tenant) + statistics.sequence(tenant),
                tenant -> overview.queues(tenant).thenApply(states -> counts(states, statistics.today(tenant))));
        task = tasks.every("routing.counts", PAUSE, feed::look);
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
        // Asked anew for each item: what belongs to whom may change while somebody looks.
        PushSubscriber told = oversight.reach(principal).everything()
                ? subscriber
                : new Narrowed(subscriber, id -> oversight.queues(principal).test(id));
        return feed.subscribe(principal.tenant(), told);
    }

    private static Map<UUID, Count> counts(List<View.QueueState> states, Map<UUID, Total> today) {
        Map<UUID, Count> counts = new LinkedHashMap<>();
        states.forEach(state -> counts.put(
                state.rule().id(), count(state, today.get(state.rule().id()))));
        return counts;
    }

    private static Count count(View.QueueState state, @Nullable Total today) {
        return new Count(
                state.rule().id(),
                state.waiting(),
                state.oldest() == Long.MAX_VALUE ? null : Instant.ofEpochMilli(state.oldest()),
                state.offered(),
                state.assigned(),
                state.wrapping(),
                state.agentsReady(),
                state.agentsBusy(),
                state.agentsAway(),
                today == null ? null : Today.of(today));
    }
}
