// SPDX-License-Identifier: Apache-2.0
package live.routing.internal;

import java.time.Clock;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import live.core.KeyedGauges;
import live.core.Meters;
import live.core.QueueId;
import live.core.TaskHandle;
import live.core.Tasks;
import live.core.TenantId;
import live.lib.router.estimate.EstimateError;
import live.lib.router.estimate.Estimator;
import live.routing.Place;
import live.routing.Places;
import live.routing.Supplies;
import live.routing.Supply;
import live.routing.WorkId;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;

/**
 * Where contacts stand and how long they will wait, and how wrong that was: of each queue {@code
 * live_routing_estimate_error_seconds}, {@code live_routing_estimate_bias_seconds} and {@code
 * live_routing_estimate_within}. Thread-safe.
 */
@Component(
        service = {Estimates.class, Supplies.class, Places.class},
        immediate = true)
public final class Estimates implements Supplies, Places {
    private static final Duration END = Duration.ofSeconds(5);
    private static final Duration PAUSE = Duration.ofSeconds(10);

    private final Domains domains;
    private final Tasks tasks;
    private final Clock clock;
    private final Meters meters;
    private final AutoCloseable commits;
    private final AutoCloseable begins;
    private final TaskHandle look;
    private final Map<TenantId, Reading> readings = new ConcurrentHashMap<>();
    private final KeyedGauges<UUID> shown = new KeyedGauges<>(this::gauges);
    private volatile Map<UUID, EstimateError> errors = Map.of();

    private record Reading(EstimateReader reader, TaskHandle handle) {}

    @Activate
    public Estimates(
            @Reference Domains domains, @Reference Tasks tasks, @Reference Meters meters, @Reference Clock clock) {
        this.domains = domains;
        this.tasks = tasks;
        this.meters = meters;
        this.clock = clock;
        domains.tenants().forEach(this::reader);
        commits = domains.onCommit(tenant -> reader(tenant).wake());
        begins = domains.onBegin(tenant -> reader(tenant).again());
        look = tasks.every("routing.estimates.metrics", PAUSE, this::look);
    }

    @Deactivate
    void stop() throws Exception {
        commits.close();
        begins.close();
        look.close();
        shown.close();
        readings.values().forEach(reading -> reading.handle().close());
        for (Reading reading : readings.values()) {
            reading.handle().awaitEnd(END);
        }
    }

    private EstimateReader reader(TenantId tenant) {
        return readings.computeIfAbsent(tenant, any -> {
                    EstimateReader reader = new EstimateReader(domains.domain(tenant), domains.journal(), clock);
                    return new Reading(reader, tasks.run("routing.estimates", reader::run));
                })
                .reader();
    }

    /** Where a contact stands; empty if it does not wait, or came this very moment. Not for the writer's threads. */
    public Optional<Estimator.Standing> standing(TenantId tenant, UUID work) {
        return reader(tenant).standings(List.of(work)).stream().findFirst();
    }

    /** Where those stand that wait in a queue, best claims first, at most so many. Not for the writer's threads. */
    public Map<UUID, Estimator.Standing> waiting(TenantId tenant, UUID queue, int limit) {
        return reader(tenant).waiting(queue, limit).stream()
                .collect(Collectors.toMap(Estimator.Standing::work, standing -> standing));
    }

    @Override
    public Optional<Supply> supply(TenantId tenant, QueueId queue, String medium) {
        return reader(tenant).supply(queue, medium);
    }

    @Override
    public List<Place> places(TenantId tenant, Collection<WorkId> works) {
        return reader(tenant).standings(works.stream().map(WorkId::value).toList()).stream()
                .map(standing -> new Place(
                        new WorkId(standing.work()),
                        standing.position(),
                        Optional.ofNullable(standing.estimate())
                                .map(estimate -> Duration.ofMillis(Math.round(estimate.mean())))))
                .toList();
    }

    /** How wrong the estimates were since this process looks, and somewhat before. */
    public List<EstimateError> errors(TenantId tenant) {
        return reader(tenant).errors();
    }

    /** The newest entry that is looked at. */
    long sequence(TenantId tenant) {
        return reader(tenant).sequence();
    }

    private void look() throws Exception {
        errors = errors(TenantId.DEFAULT).stream().collect(Collectors.toMap(EstimateError::queue, error -> error));
        shown.show(errors.keySet());
    }

    private List<AutoCloseable> gauges(UUID queue) {
        return List.of(
                gauge("live_routing_estimate_error_seconds", queue, error -> error.meanAbsoluteMillis() / 1_000),
                gauge("live_routing_estimate_bias_seconds", queue, error -> error.biasMillis() / 1_000),
                gauge("live_routing_estimate_within", queue, EstimateError::withinRange));
    }

    private AutoCloseable gauge(String name, UUID queue, ToDoubleFunction<EstimateError> number) {
        return meters.gauge(
                name,
                () -> {
                    EstimateError error = errors.get(queue);
                    return error == null ? 0 : number.applyAsDouble(error);
                },
                "queue",
                queue.toString());
    }
}
