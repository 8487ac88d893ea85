// SPDX-License-Identifier: Apache-2.0
package live.routing.internal;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import live.core.KeyedGauges;
import live.core.Meters;
import live.core.TaskHandle;
import live.core.Tasks;
import live.core.TenantId;
import live.lib.router.View;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;

/**
 * Of each queue {@code live_routing_queue_waiting}, {@code live_routing_queue_oldest_seconds} and {@code
 * live_routing_queue_agents} who are ready; its label is the queue's id, for a name may change.
 */
@Component(service = QueueMetrics.class, immediate = true)
public final class QueueMetrics {
    private static final Duration PAUSE = Duration.ofSeconds(10);

    private final Overview overview;
    private final Meters meters;
    private final Clock clock;
    private final TaskHandle task;
    private final KeyedGauges<UUID> shown = new KeyedGauges<>(this::gauges);
    private volatile Map<UUID, View.QueueState> states = Map.of();

    @Activate
    public QueueMetrics(
            @Reference Overview overview, @Reference Meters meters, @Reference Clock clock, @Reference Tasks tasks) {
        this.overview = overview;
        this.meters = meters;
        this.clock = clock;
        this.task = tasks.every("routing.metrics", PAUSE, this::look);
    }

    @Deactivate
    void stop() throws Exception {
        task.close();
        shown.close();
    }

    private void look() throws Exception {
        // While routing is away the last numbers stay; that it is away is what /health tells.
        overview.queues(TenantId.DEFAULT).whenComplete((found, failure) -> {
            if (failure == null) {
                states = found.stream()
                        .collect(Collectors.toMap(state -> state.rule().id(), state -> state));
            }
        });
        shown.show(states.keySet());
    }

    private List<AutoCloseable> gauges(UUID queue) {
        return List.of(
                gauge("live_routing_queue_waiting", queue, View.QueueState::waiting),
                gauge("live_routing_queue_oldest_seconds", queue, this::oldestSeconds),
                gauge("live_routing_queue_agents", queue, View.QueueState::agentsReady));
    }

    private AutoCloseable gauge(String name, UUID queue, ToDoubleFunction<View.QueueState> number) {
        return meters.gauge(
                name,
                () -> {
                    View.QueueState state = states.get(queue);
                    return state == null ? 0 : number.applyAsDouble(state);
                },
                "queue",
                queue.toString());
    }

    private double oldestSeconds(View.QueueState state) {
        return state.oldest() == Long.MAX_VALUE ? 0 : Math.max(0, clock.millis() - state.oldest()) / 1000.0;
    }
}
