// SPDX-License-Identifier: Apache-2.0
package live.routing.internal;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.ToIntFunction;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import live.core.Meters;
import live.core.QueueId;
import live.core.TaskHandle;
import live.core.Tasks;
import live.core.TenantId;
import live.core.cluster.NodeId;
import live.core.store.SchemaReady;
import live.directory.Directory;
import live.lib.router.Input;
import live.lib.router.Outcome;
import live.lib.router.View;
import live.routing.internal.store.Capacities;
import live.routing.internal.store.Journal;
import live.routing.internal.store.Partitions;
import live.routing.internal.store.QueueDefinition;
import live.routing.internal.store.Queues;
import live.routing.internal.store.WrapUpCodes;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.metatype.annotations.Designate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** All routing domains of this process, one for each tenant, and what keeps them running. Thread-safe. */
@Component(service = Domains.class, immediate = true, configurationPid = "live.routing")
@Designate(ocd = RoutingConfig.class)
public final class Domains {
    private static final Logger LOG = LoggerFactory.getLogger(Domains.class);
    private static final Duration UPKEEP = Duration.ofMinutes(1);
    /** So long a strategy that leaves waits until everybody knows. */
    private static final Duration NOTICE = Duration.ofSeconds(3);

    private static final Duration END = Duration.ofSeconds(10);
    private static final int ENTRIES_BETWEEN_SNAPSHOTS = 20_000;

    private final Journal journal;
    private final Hindsight hindsight;
    private final WhatIf whatIf;
    private final Partitions partitions;
    private final Queues queues;
    private final WrapUpCodes wrapUpCodes;
    private final Capacities capacities;
    private final Directory directory;
    private final Tasks tasks;
    private final Clock clock;
    private final Gauges gauges;
    private final AutoCloseable ringGauge;
    private final AutoCloseable contactGauge;
    private final Strategies strategies;
    private final Companions companions;
    private final Map<TenantId, Running> domains = new ConcurrentHashMap<>();
    private final List<Consumer<TenantId>> commitWatchers = new CopyOnWriteArrayList<>();
    private final List<Consumer<TenantId>> queueWatchers = new CopyOnWriteArrayList<>();
    private final List<Consumer<TenantId>> beginWatchers = new CopyOnWriteArrayList<>();
    private final List<Consumer<RoutingDomain>> startWatchers = new CopyOnWriteArrayList<>();
    private final List<Function<TenantId, Set<UUID>>> attendances = new CopyOnWriteArrayList<>();
    private final TaskHandle upkeep;
    private final AutoCloseable leaving;
    private final Directory.Watch people;
    private final AutoCloseable strategyWatch;
    private volatile Settings settings;

    /** @param last end after the others: what these have decided is brought into the journal, and answered */
    private record Running(RoutingDomain domain, RuleSync sync, List<TaskHandle> handles, List<TaskHandle> last) {}

    @Activate
    public Domains(
            RoutingConfig config,
            @Reference(target = "(live.store=direct)") DataSource source,
            @Reference(target = "(module=routing)") SchemaReady schema,
            @Reference Directory directory,
            @Reference Strategies strategies,
            @Reference Companions companions,
            @Reference Tasks tasks,
            @Reference Meters meters,
            @Reference Clock clock) {
        settings = Settings.of(config);
        this.strategies = strategies;
        this.companions = companions;
        journal = new Journal(source);
        hindsight = new Hindsight(journal, strategies);
        whatIf = new WhatIf(journal, strategies);
        partitions = new Partitions(source);
        queues = new Queues(source);
        wrapUpCodes = new WrapUpCodes(source);
        capacities = new Capacities(source);
        this.directory = directory;
        this.tasks = tasks;
        this.clock = clock;
        gauges = Gauges.of(meters);
        ringGauge = meters.gauge("live_routing_ring", () -> sum(RoutingDomain::waiting));
        contactGauge = meters.gauge("live_routing_contacts", () -> sum(RoutingDomain::contacts));
        companions.takeCommands(this::take);
        companions.hearOfCommits(this::committedElsewhere);
        leaving = companions.onLeave(this::left);
        domain(TenantId.DEFAULT);
        people = directory.watch(this::rulesChanged);
        strategyWatch = strategies.watch(this::strategiesChanged);
        upkeep = tasks.every("routing.upkeep", UPKEEP, this::upkeep);
    }

    /** Commands of another node; see {@link Reception#take}. */
    private int take(TenantId tenant, long epoch, long client, List<Forwarding.Numbered> commands) {
        Running running = domains.get(tenant);
        return running == null ? -1 : running.domain().take(epoch, client, commands);
    }

    private void committedElsewhere(TenantId tenant) {
        Running running = domains.get(tenant);
        if (running != null) {
            running.domain().wake();
        }
    }

    private void left(NodeId node) {
        domains.values().forEach(running -> running.domain().left(node));
    }

    private int sum(ToIntFunction<RoutingDomain> number) {
        return domains.values().stream().map(Running::domain).mapToInt(number).sum();
    }

    @Modified
    void modified(RoutingConfig config) {
        settings = Settings.of(config);
        rulesChanged();
    }

    @Deactivate
    void stop() throws Exception {
        people.close();
        leaving.close();
        strategyWatch.close();
        upkeep.close();
        ringGauge.close();
        contactGauge.close();
        end(Running::handles);
        end(Running::last);
    }

    private void end(Function<Running, List<TaskHandle>> which) throws InterruptedException {
        end(domains.values().stream()
                .flatMap(running -> which.apply(running).stream())
                .toList());
    }

    private static void end(List<TaskHandle> handles) throws InterruptedException {
        handles.forEach(TaskHandle::close);
        for (TaskHandle handle : handles) {
            if (!handle.awaitEnd(END)) {
                LOG.warn("code=routing.stop.slow a task of routing did not end in {}", END);
            }
        }
    }

    /** The domain of a tenant, begun when it is first asked for. */
    RoutingDomain domain(TenantId tenant) {
        return running(tenant).domain();
    }

    private Running running(TenantId tenant) {
        return domains.computeIfAbsent(tenant, this::start);
    }

    private Running start(TenantId tenant) {
        RoutingDomain[] self = new RoutingDomain[1];
        RuleSync[] rules = new RuleSync[1];
        RoutingDomain.Hooks hooks = new RoutingDomain.Hooks() {
            @Override
            public void prepare() {
                partitions.prepare(clock.instant());
                beginWatchers.forEach(watcher -> watcher.accept(tenant));
            }

            @Override
            public void started() {
                rules[0].wake();
                startWatchers.forEach(watcher -> watcher.accept(self[0]));
            }

            @Override
            public void committed() {
                commitWatchers.forEach(watcher -> watcher.accept(tenant));
                if (self[0].holds()) {
                    companions.committed(tenant);
                }
            }

            @Override
            public void queuesChanged() {
                queueWatchers.forEach(watcher -> watcher.accept(tenant));
            }

            @Override
            public Set<UUID> present() {
                return attendances.stream()
                        .flatMap(attendance -> attendance.apply(tenant).stream())
                        .collect(Collectors.toSet());
            }

            @Override
            public List<Input.SetOpening> openings(View view) {
                return rules[0].openings(view);
            }
        };
        RoutingDomain domain = new RoutingDomain(tenant, journal, clock, strategies, companions, gauges, hooks);
        RuleSync sync = new RuleSync(domain, () -> rulebook(tenant), clock);
        self[0] = domain;
        rules[0] = sync;
        List<TaskHandle> last =
                List.of(tasks.run("routing.answers", domain::answer), tasks.run("routing.commits", domain::commit));
        List<TaskHandle> handles =
                List.of(tasks.run("routing.rules", sync::run), tasks.run("routing.domain", domain::run));
        return new Running(domain, sync, handles, last);
    }

    private void upkeep() {
        partitions.prepare(clock.instant());
        for (Running running : domains.values()) {
            RoutingDomain domain = running.domain();
            long snapshot = journal.newestSnapshot(domain.tenant())
                    .map(Journal.Snapshot::sequence)
                    .orElse(0L);
            if (domain.holds() && domain.available() && domain.sequence() - snapshot >= ENTRIES_BETWEEN_SNAPSHOTS) {
                domain.snapshot();
            }
        }
        List<String> dropped = partitions.drop(clock.instant(), settings.journalKept());
        if (!dropped.isEmpty()) {
            LOG.info("Dropped journal partitions {}", dropped);
        }
    }

    /** What is configured has changed. */
    void rulesChanged(TenantId tenant) {
        running(tenant).sync().wake();
    }

    private void rulesChanged() {
        domains.values().forEach(running -> running.sync().wake());
    }

    /** Returns when every engine that runs knows which strategies there are; one that begins looks itself. */
    private void strategiesChanged() {
        List<CompletableFuture<Outcome>> told = domains.values().stream()
                .map(running -> running.domain().strategiesChanged().toCompletableFuture())
                .toList();
        for (CompletableFuture<Outcome> one : told) {
            try {
                one.get(NOTICE.toMillis(), TimeUnit.MILLISECONDS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            } catch (ExecutionException | TimeoutException e) {
                // It does not route at the moment, and looks when it does.
                LOG.debug("Routing does not hear of strategies now", e);
            }
        }
    }

    Companions companions() {
        return companions;
    }

    Strategies strategies() {
        return strategies;
    }

    Settings settings() {
        return settings;
    }

    Queues queues() {
        return queues;
    }

    WrapUpCodes wrapUpCodes() {
        return wrapUpCodes;
    }

    Capacities capacities() {
        return capacities;
    }

    Journal journal() {
        return journal;
    }

    Hindsight hindsight() {
        return hindsight;
    }

    WhatIf whatIf() {
        return whatIf;
    }

    /** What is configured for a tenant. */
    Rulebook rulebook(TenantId tenant) {
        return rulebook(tenant, List.of());
    }

    /** The same, but of these queues what they say here. */
    Rulebook rulebook(TenantId tenant, List<QueueDefinition> changed) {
        Map<QueueId, QueueDefinition> others =
                changed.stream().collect(Collectors.toMap(QueueDefinition::id, queue -> queue, (one, other) -> other));
        List<QueueDefinition> all = queues.all(tenant).stream()
                .map(queue -> others.getOrDefault(queue.id(), queue))
                .toList();
        return new Rulebook(settings, all, directory.users(tenant), capacities.all(tenant), directory.hours(tenant));
    }

    /** A queue as the engine hears of it now. */
    Input.DefineQueue definition(QueueDefinition queue) {
        return Rulebook.definition(queue, directory.hours(queue.tenant()), clock.instant());
    }

    Clock clock() {
        return clock;
    }

    List<TenantId> tenants() {
        return List.copyOf(domains.keySet());
    }

    /** Calls back after each commit, on the writer's thread. */
    AutoCloseable onCommit(Consumer<TenantId> watcher) {
        commitWatchers.add(watcher);
        return () -> commitWatchers.remove(watcher);
    }

    /** Asks, on the domain's thread, whose desks are open when this node takes a domain over. */
    AutoCloseable onTakeOver(Function<TenantId, Set<UUID>> attendance) {
        attendances.add(attendance);
        return () -> attendances.remove(attendance);
    }

    /** Calls back when queues have changed, on whatever node that was; on the domain's thread. */
    AutoCloseable onQueues(Consumer<TenantId> watcher) {
        queueWatchers.add(watcher);
        return () -> queueWatchers.remove(watcher);
    }

    /** Calls back when a domain begins, or begins anew, before anything is written; on the writer's thread. */
    AutoCloseable onBegin(Consumer<TenantId> watcher) {
        beginWatchers.add(watcher);
        return () -> beginWatchers.remove(watcher);
    }

    /**
     * Calls back when a domain begins to take commands, also after a pause in which it refused some, on the writer's
     * thread; at once for those that take them already.
     */
    AutoCloseable onStart(Consumer<RoutingDomain> watcher) {
        startWatchers.add(watcher);
        domains.values().stream()
                .map(Running::domain)
                .filter(RoutingDomain::available)
                .forEach(watcher);
        return () -> startWatchers.remove(watcher);
    }
}
