// SPDX-License-Identifier: Apache-2.0
package live.routing.internal;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import live.core.Meter;
import live.core.Meters;
import live.core.TaskHandle;
import live.core.Tasks;
import live.core.TenantId;
import live.routing.WorkOrigin;
import live.routing.internal.Difference.Kind;
import live.routing.internal.Reconciliation.Mending;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;

/**
 * Compares what is routed with what every origin of work knows, each from a thread of its own, so that a slow one holds up
 * nobody; on the node that holds the domain, now and then, and some seconds after it took it over. Thread-safe.
 */
@Component(service = Reconciler.class, immediate = true)
public final class Reconciler {
    /** So long a message may be under way. */
    private static final Duration SETTLE = Duration.ofSeconds(5);

    private static final Duration END = Duration.ofSeconds(5);

    private final Domains domains;
    private final Feeds feeds;
    private final Tasks tasks;
    private final Duration settle;
    private final Meter over;
    private final Meter missing;
    private final AutoCloseable gauge;
    private final AutoCloseable begins;
    private final Map<WorkOrigin, List<Watched>> watched = new ConcurrentHashMap<>();

    private record Watched(Reconciliation reconciliation, TaskHandle handle) {}

    /**
     * What is known of one origin.
     *
     * @param here whether this node decides, and so compares
     * @param looked when it compared last; {@link Instant#MIN} = not yet
     * @param begun since when there is something to compare with
     */
    public record Status(
            String origin,
            TenantId tenant,
            boolean here,
            Instant looked,
            Instant begun,
            List<Difference> differences) {}

    @Activate
    public Reconciler(
            @Reference Domains domains, @Reference Feeds feeds, @Reference Tasks tasks, @Reference Meters meters) {
        this(domains, feeds, tasks, meters, SETTLE);
    }

    Reconciler(Domains domains, Feeds feeds, Tasks tasks, Meters meters, Duration settle) {
        this.domains = domains;
        this.feeds = feeds;
        this.tasks = tasks;
        this.settle = settle;
        over = meters.meter("live_routing_reconciled", "kind", "over");
        missing = meters.meter("live_routing_reconciled", "kind", "missing");
        gauge = meters.gauge("live_routing_differences", () -> status().stream()
                .mapToInt(status -> status.differences().size())
                .sum());
        begins = domains.onBegin(this::begin);
    }

    @Deactivate
    void stop() throws Exception {
        begins.close();
        gauge.close();
        for (WorkOrigin origin : List.copyOf(watched.keySet())) {
            remove(origin);
        }
    }

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    synchronized void add(WorkOrigin origin) {
        List<Watched> some = new CopyOnWriteArrayList<>();
        domains.tenants().forEach(tenant -> some.add(watch(tenant, origin)));
        watched.put(origin, some);
    }

    void remove(WorkOrigin origin) throws InterruptedException {
        List<Watched> some;
        synchronized (this) {
            some = watched.remove(origin);
        }
        if (some != null) {
            some.forEach(each -> each.handle().close());
            for (Watched each : some) {
                each.handle().awaitEnd(END);
            }
        }
    }

    /** A tenant that is new is compared as well. */
    private synchronized void begin(TenantId tenant) {
        watched.forEach((origin, some) -> {
            if (some.stream()
                    .noneMatch(each -> each.reconciliation().domain().tenant().equals(tenant))) {
                some.add(watch(tenant, origin));
            }
        });
    }

    private Watched watch(TenantId tenant, WorkOrigin origin) {
        Reconciliation reconciliation = new Reconciliation(
                domains.domain(tenant), origin, feeds::heard, settle, kind -> (kind == Kind.OVER ? over : missing)
                        .count(1));
        TaskHandle handle = tasks.run("routing.reconcile." + origin.name(), () -> keep(reconciliation));
        return new Watched(reconciliation, handle);
    }

    private void keep(Reconciliation reconciliation) throws InterruptedException, ExecutionException, TimeoutException {
        boolean rested = false;
        while (true) {
            Duration pause = domains.settings().reconcilePause();
            if (!reconciliation.here() || pause.isZero()) {
                rested = false;
                if (!reconciliation.here()) {
                    reconciliation.forget();
                }
                TimeUnit.SECONDS.sleep(1);
            } else if (!rested) {
                // Who has just begun hears of much that went on meanwhile.
                rested = true;
                rest(settle);
            } else {
                reconciliation.look(Mending.FEW);
                rest(reconciliation.suspicious() ? settle : pause);
            }
        }
    }

    private static void rest(Duration pause) throws InterruptedException {
        TimeUnit.MILLISECONDS.sleep(pause.toMillis());
    }

    /** What differed when it was compared last. */
    public List<Status> status() {
        return watched.values().stream()
                .flatMap(List::stream)
                .map(each -> new Status(
                        each.reconciliation().origin(),
                        each.reconciliation().domain().tenant(),
                        each.reconciliation().here(),
                        each.reconciliation().looked(),
                        each.reconciliation().begun(),
                        each.reconciliation().differences()))
                .toList();
    }

    /** Compares now, once more as soon as nothing can be under way any more, and mends what still differs. */
    public void mend() throws InterruptedException, ExecutionException, TimeoutException {
        compare();
        rest(settle);
        look(Mending.ALL);
    }

    /** Compares now, and changes nothing. */
    public void compare() throws InterruptedException, ExecutionException, TimeoutException {
        look(Mending.NOTHING);
    }

    private void look(Mending mending) throws InterruptedException, ExecutionException, TimeoutException {
        for (List<Watched> some : watched.values()) {
            for (Watched each : some) {
                if (each.reconciliation().here()) {
                    each.reconciliation().look(mending);
                }
            }
        }
    }

    /** How often it compares; zero = only when asked to. */
    Duration pause() {
        return domains.settings().reconcilePause();
    }
}
