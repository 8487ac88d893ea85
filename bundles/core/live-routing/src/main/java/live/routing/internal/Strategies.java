// SPDX-License-Identifier: Apache-2.0
package live.routing.internal;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import live.core.Tasks;
import live.core.TenantId;
import live.lib.router.StrategySource;
import live.lib.router.StrategyVersion;
import live.routing.Strategy;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The strategies of partners that are there. One that leaves is asked until every engine knows that it is gone, so that
 * what is journalled always says who chose. Thread-safe.
 */
@Component(service = Strategies.class)
public final class Strategies {
    private static final Logger LOG = LoggerFactory.getLogger(Strategies.class);
    private static final Pattern NAME = Pattern.compile("[a-z0-9-]{1,40}");
    private static final Set<String> BUILT_IN = live.lib.router.Strategy.BUILT_IN.stream()
            .map(live.lib.router.Strategy::name)
            .collect(Collectors.toUnmodifiableSet());

    /** Long for a computation, and short enough that a phone may ring through it. */
    private static final Duration PATIENCE = Duration.ofMillis(500);

    private final Tasks tasks;
    private final Duration patience;
    private final List<GuestStrategy> guests = new CopyOnWriteArrayList<>();
    private final Set<GuestStrategy> leaving = java.util.concurrent.ConcurrentHashMap.newKeySet();
    private final List<Runnable> watchers = new CopyOnWriteArrayList<>();

    @Activate
    public Strategies(@Reference Tasks tasks) {
        this(tasks, PATIENCE);
    }

    /** @param patience how long routing waits for an answer */
    Strategies(Tasks tasks, Duration patience) {
        this.tasks = tasks;
        this.patience = patience;
    }

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    void addStrategy(Strategy strategy) {
        identity(strategy).ifPresent(identity -> {
            guests.add(new GuestStrategy(strategy, identity, patience, tasks));
            LOG.info("The strategy {} {} is there", identity.name(), identity.version());
            watchers.forEach(Runnable::run);
        });
    }

    void removeStrategy(Strategy strategy) {
        for (GuestStrategy guest : guests) {
            if (guest.is(strategy)) {
                leaving.add(guest);
                watchers.forEach(Runnable::run);
                guests.remove(guest);
                leaving.remove(guest);
                guest.close();
                LOG.info("The strategy {} is gone", guest.identity().name());
            }
        }
    }

    private static Optional<StrategyVersion> identity(Strategy strategy) {
        try {
            StrategyVersion identity = new StrategyVersion(strategy.name(), strategy.version());
            if (!NAME.matcher(identity.name()).matches() || identity.version() < 1) {
                LOG.error(
                        "code=routing.strategy.invalid the strategy {} is left out: its name must be 1 to 40 lower-case"
                                + " letters, digits and hyphens, its version above 0",
                        strategy.getClass().getName());
                return Optional.empty();
            }
            if (BUILT_IN.contains(identity.name())) {
                LOG.error(
                        "code=routing.strategy.nameTaken the strategy {} is left out: {} is built in",
                        strategy.getClass().getName(),
                        identity.name());
                return Optional.empty();
            }
            return Optional.of(identity);
        } catch (RuntimeException e) {
            LOG.error(
                    "code=routing.strategy.invalid the strategy {} is left out, as it does not tell its name",
                    strategy.getClass().getName(),
                    e);
            return Optional.empty();
        }
    }

    /** What a queue may take now, the built-in ones first. */
    public List<StrategyVersion> choice() {
        List<StrategyVersion> choice = new ArrayList<>();
        live.lib.router.Strategy.BUILT_IN.forEach(
                strategy -> choice.add(new StrategyVersion(strategy.name(), strategy.version())));
        choice.addAll(present());
        return choice;
    }

    public boolean isBuiltIn(String name) {
        return BUILT_IN.contains(name);
    }

    /** Of several with one name the newest version; by name. */
    List<StrategyVersion> present() {
        return guests.stream()
                .filter(guest -> !leaving.contains(guest))
                .map(GuestStrategy::identity)
                .collect(Collectors.toMap(
                        StrategyVersion::name, identity -> identity, (a, b) -> a.version() < b.version() ? b : a))
                .values()
                .stream()
                .sorted(Comparator.comparing(StrategyVersion::name))
                .toList();
    }

    /** The names of {@link #choice}. */
    public List<String> names() {
        return choice().stream().map(StrategyVersion::name).toList();
    }

    /** What is wrong with those that are there; empty if nothing is. */
    List<String> troubles() {
        return guests.stream()
                .filter(guest -> !guest.trouble().isEmpty())
                .map(guest -> guest.identity().name() + " " + guest.trouble())
                .toList();
    }

    /** For the running engine of a tenant. */
    StrategySource source(TenantId tenant) {
        return wanted -> {
            GuestStrategy guest = find(wanted);
            return guest == null ? null : guest.in(tenant);
        };
    }

    private @Nullable GuestStrategy find(StrategyVersion wanted) {
        for (GuestStrategy guest : guests) {
            if (guest.identity().equals(wanted)) {
                return guest;
            }
        }
        return null;
    }

    /** Calls back when strategies have come or are about to go; who returns has taken notice. */
    AutoCloseable watch(Runnable watcher) {
        watchers.add(watcher);
        return () -> watchers.remove(watcher);
    }

    /** Beside the running engine, so that nobody who looks back holds it up. */
    Apart apart() {
        return new Apart();
    }

    /** Strategies on threads of their own. Used by one thread. */
    final class Apart implements AutoCloseable {
        private final List<GuestStrategy> begun = new ArrayList<>();
        private final Set<StrategyVersion> missing =
                new TreeSet<>(Comparator.comparing(StrategyVersion::name).thenComparing(StrategyVersion::version));

        StrategySource source(TenantId tenant) {
            return wanted -> {
                for (GuestStrategy guest : begun) {
                    if (guest.identity().equals(wanted)) {
                        return guest.in(tenant);
                    }
                }
                GuestStrategy running = find(wanted);
                if (running == null) {
                    missing.add(wanted);
                    return null;
                }
                GuestStrategy own = running.another(tasks);
                begun.add(own);
                return own.in(tenant);
            };
        }

        /** What was asked for and is not there. */
        List<StrategyVersion> missing() {
            return List.copyOf(missing);
        }

        @Override
        public void close() {
            begun.forEach(GuestStrategy::close);
        }
    }
}
