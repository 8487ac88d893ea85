// SPDX-License-Identifier: Apache-2.0
package live.routing.internal.web;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import live.core.Principal;
import live.core.TaskHandle;
import live.core.Tasks;
import live.core.push.PushSubscriber;
import live.core.push.PushTopic;
import live.lib.router.View;
import live.routing.internal.Overview;
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

    /**
     * @param waitingSince since when the longest waiting one waits
     * @param agentsReady agents who serve it, are there and ready; {@code agentsBusy} of them have something in hand
     * @param agentsAway agents who serve it and are signed in, but not ready or not reachable
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
            int agentsAway) {}

    @Activate
    public QueuesTopic(@Reference Overview overview, @Reference Tasks tasks) {
        feed = new Feed<>(overview::sequence, tenant -> overview.queues(tenant).thenApply(QueuesTopic::counts));
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
        return principal.may(RoutingPermissions.QUEUE_READ) ? feed.subscribe(principal.tenant(), subscriber) : () -> {};
    }

    private static Map<UUID, Count> counts(List<View.QueueState> states) {
        Map<UUID, Count> counts = new LinkedHashMap<>();
        states.forEach(state -> counts.put(state.rule().id(), count(state)));
        return counts;
    }

    private static Count count(View.QueueState state) {
        return new Count(
                state.rule().id(),
                state.waiting(),
                state.oldest() == Long.MAX_VALUE ? null : Instant.ofEpochMilli(state.oldest()),
                state.offered(),
                state.assigned(),
                state.wrapping(),
                state.agentsReady(),
                state.agentsBusy(),
                state.agentsAway());
    }
}
