// SPDX-License-Identifier: Apache-2.0
package live.routing.internal;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import javax.sql.DataSource;
import live.core.TaskHandle;
import live.core.Tasks;
import live.core.TenantId;
import live.core.UserId;
import live.directory.Directory;
import live.routing.internal.statistics.Count;
import live.routing.internal.statistics.Report;
import live.routing.internal.statistics.Tables;
import live.routing.internal.statistics.TimeSpent;
import live.routing.internal.statistics.Total;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;

/** What happened to contacts and what agents did, in figures: of today and of the past, from one count. Thread-safe. */
@Component(service = Statistics.class, immediate = true)
public final class Statistics {
    /** So many quarters of queues or agents are put together at once: a hundred queues for three weeks. */
    private static final int MOST_ROWS = 200_000;

    private static final Duration END = Duration.ofSeconds(5);
    private static final Duration UPKEEP = Duration.ofHours(1);

    private final Domains domains;
    private final Tables tables;
    private final Directory directory;
    private final Tasks tasks;
    private final Clock clock;
    private final AutoCloseable commits;
    private final AutoCloseable begins;
    private final TaskHandle upkeep;
    private final Map<TenantId, Reading> readings = new ConcurrentHashMap<>();

    private record Reading(StatisticsReader reader, TaskHandle handle) {}

    @Activate
    public Statistics(
            @Reference Domains domains,
            @Reference(target = "(live.store=direct)") DataSource source,
            @Reference Directory directory,
            @Reference Tasks tasks,
            @Reference Clock clock) {
        this.domains = domains;
        this.tables = new Tables(source);
        this.directory = directory;
        this.tasks = tasks;
        this.clock = clock;
        domains.tenants().forEach(this::reader);
        commits = domains.onCommit(tenant -> reader(tenant).wake());
        begins = domains.onBegin(tenant -> reader(tenant).again());
        upkeep = tasks.every("routing.statistics.upkeep", UPKEEP, this::forget);
    }

    @Deactivate
    void stop() throws Exception {
        commits.close();
        begins.close();
        upkeep.close();
        readings.values().forEach(reading -> reading.handle().close());
        for (Reading reading : readings.values()) {
            reading.handle().awaitEnd(END);
        }
    }

    private StatisticsReader reader(TenantId tenant) {
        return readings.computeIfAbsent(tenant, any -> {
                    StatisticsReader reader = new StatisticsReader(domains.domain(tenant), domains, tables, clock);
                    return new Reading(reader, tasks.run("routing.statistics", reader::run));
                })
                .reader();
    }

    private void forget() {
        Instant before = clock.instant().minus(domains.settings().statisticsKept());
        readings.keySet().forEach(tenant -> tables.forget(tenant, before));
    }

    /** The newest entry that is counted. */
    public long sequence(TenantId tenant) {
        return reader(tenant).sequence();
    }

    /** What each queue has had since the day began here. */
    public Map<UUID, Total> today(TenantId tenant) {
        return reader(tenant).today(ZoneId.systemDefault());
    }

    /**
     * What is asked for.
     *
     * @param counted everything until then is in it
     * @param tooMany whether there is more than can be answered; then there are no lines
     */
    public record Answer(Instant counted, boolean tooMany, List<Report.Line> lines) {}

    /** The figures of a stretch of time. */
    public Answer report(TenantId tenant, Report.Wish wish, int mostLines) {
        StatisticsReader reader = reader(tenant);
        return reader.ask(count -> {
            Instant counted = Instant.ofEpochMilli(reader.countedUntil());
            Report report = new Report(wish);
            boolean all =
                    wish.by() == Report.By.AGENT ? agents(tenant, wish, count, report) : queues(tenant, wish, report);
            List<Report.Line> lines = all ? report.lines() : List.of();
            boolean tooMany = !all || lines.size() > mostLines;
            return new Answer(counted, tooMany, tooMany ? List.of() : lines);
        });
    }

    private boolean queues(TenantId tenant, Report.Wish wish, Report report) {
        List<Tables.QueueRow> rows = tables.queues(tenant, wish.from(), wish.to(), MOST_ROWS);
        rows.forEach(row -> report.add(row.key(), row.figures()));
        return rows.size() < MOST_ROWS;
    }

    private boolean agents(TenantId tenant, Report.Wish wish, @Nullable Count count, Report report) {
        List<Tables.AgentRow> rows = tables.agents(tenant, wish.from(), wish.to(), MOST_ROWS);
        List<Tables.TimeRow> times = tables.times(tenant, wish.from(), wish.to(), MOST_ROWS);
        rows.forEach(row -> report.add(row.key(), row.figures()));
        times.forEach(row -> report.add(row.key(), row.spent()));
        if (count != null) {
            Map<TimeSpent.Key, TimeSpent> open =
                    count.timesUntil(Math.min(clock.millis(), wish.to().toEpochMilli()));
            open.forEach((key, spent) -> {
                if (key.at() >= wish.from().toEpochMilli()) {
                    report.add(key, spent);
                }
            });
        }
        return rows.size() < MOST_ROWS && times.size() < MOST_ROWS;
    }

    /** Of queues that there are or were. */
    public Map<UUID, String> queueNames(TenantId tenant) {
        return tables.queueNames(tenant);
    }

    /** Of agents that there are or were. */
    public Map<UserId, String> agentNames(TenantId tenant, List<UserId> agents) {
        return directory.names(tenant, agents);
    }

    /** Counts everything anew that the journal still tells. Done when all of it is taken back; the entry up to which is told. */
    public CompletableFuture<Long> rebuild(TenantId tenant) {
        return reader(tenant).rebuild();
    }
}
