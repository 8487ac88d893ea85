// SPDX-License-Identifier: Apache-2.0
package live.routing.internal;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import live.core.LiveException;
import live.core.TenantId;
import live.lib.router.Decision;
import live.lib.router.Engine;
import live.lib.router.StrategySource;
import live.routing.internal.statistics.Count;
import live.routing.internal.statistics.Counted;
import live.routing.internal.statistics.Quarter;
import live.routing.internal.statistics.QueueFigures;
import live.routing.internal.statistics.Tables;
import live.routing.internal.statistics.Total;
import live.routing.internal.store.Journal;
import org.jspecify.annotations.Nullable;

/**
 * Counts one tenant's journal. It reads what is committed and nothing else, and stores figures and place in one
 * transaction: what happened counts once, whoever dies when. Thread-safe.
 */
final class StatisticsReader {
    private static final int BATCHES_AT_ONCE = 50;
    /** Figures may be so much behind: what comes in it is stored together. */
    private static final Duration PACE = Duration.ofMillis(200);

    private final RoutingDomain domain;
    private final Domains domains;
    private final Tables tables;
    private final Clock clock;
    private final Waker waker = new Waker();
    private final Map<List<Object>, Integer> targets = new ConcurrentHashMap<>();
    private final List<CompletableFuture<Long>> rebuildsWanted = new ArrayList<>();
    private volatile boolean doubtful = true;
    private volatile Tables.Place place = new Tables.Place(0, 0, 0, 0);
    private Count count;
    private long today = Long.MIN_VALUE;
    private long tomorrow = Long.MIN_VALUE;
    private final Map<UUID, Total> todays = new HashMap<>();

    StatisticsReader(RoutingDomain domain, Domains domains, Tables tables, Clock clock) {
        this.domain = domain;
        this.domains = domains;
        this.tables = tables;
        this.clock = clock;
        count = count();
    }

    private Count count() {
        return new Count(this::target, domains.settings().shortAbandon().toMillis());
    }

    private TenantId tenant() {
        return domain.tenant();
    }

    /** A version never changes, so it is asked for once. */
    private int target(UUID queue, long version) {
        return targets.computeIfAbsent(List.of(queue, version), any -> tables.targetSeconds(tenant(), queue, version));
    }

    /** Something was committed. */
    void wake() {
        waker.wake();
    }

    /** The journal or the figures may be others than before. */
    void again() {
        doubtful = true;
        waker.wake();
    }

    /** The newest entry that is counted. */
    long sequence() {
        return place.sequence();
    }

    /** Counts until interrupted; throws, to be run again, when the database fails. */
    void run() throws InterruptedException {
        doubtful = true;
        while (true) {
            boolean more = domain.holds() && domain.available() && step();
            if (!more) {
                waker.await(PACE);
            }
        }
    }

    /** Counts what there is, within bounds; answers whether there may be more. */
    private synchronized boolean step() {
        if (doubtful) {
            load();
        }
        if (!rebuildsWanted.isEmpty()) {
            beginAnew();
        }
        List<Journal.Batch> batches = domains.journal().after(tenant(), place.sequence(), BATCHES_AT_ONCE);
        if (!batches.isEmpty()) {
            doubtful = true; // until what was counted is stored
            try {
                store(batches);
                doubtful = false;
            } catch (LiveException e) {
                if (!e.code().equals(Tables.SUPERSEDED)) {
                    throw e;
                }
            }
        }
        return !batches.isEmpty()
                && (batches.size() == BATCHES_AT_ONCE
                        || place.sequence() < batches.get(batches.size() - 1).last());
    }

    private void load() {
        count = count();
        doubtful = false;
        place = tables.load(tenant(), count);
        today = Long.MIN_VALUE;
    }

    private void store(List<Journal.Batch> batches) {
        // What was counted before it was taken back, and what never was, are stored apart.
        long last = place.sequence() < place.counted() ? place.counted() : Long.MAX_VALUE;
        long to = place.sequence();
        for (Journal.Batch batch : batches) {
            for (Recorded recorded : Recorded.read(batch)) {
                if (recorded.sequence() > to && recorded.sequence() <= last) {
                    to = recorded.sequence();
                    List<Decision> decisions = recorded.decisions().stream()
                            .map(Recorded.Decided::decision)
                            .toList();
                    count.follow(recorded.entry(), decisions);
                }
            }
        }
        Counted counted = count.take();
        if (to <= place.counted()) {
            counted.leaveOutBefore(place.floor());
        }
        tables.store(tenant(), place, to, count, counted);
        place = new Tables.Place(to, count.now(), place.floor(), place.counted());
        counted.queues().forEach(this::addToday);
    }

    private void addToday(QueueFigures.Key key, QueueFigures figures) {
        if (key.at() >= today && key.at() < tomorrow) {
            todays.computeIfAbsent(key.queue(), any -> new Total()).add(key, figures);
        }
    }

    /** What each queue has had since the day began. */
    synchronized Map<UUID, Total> today(ZoneId zone) {
        long now = clock.millis();
        if (!domain.holds() || today == Long.MIN_VALUE || now < today || now >= tomorrow) {
            LocalDate day = LocalDate.ofInstant(Instant.ofEpochMilli(now), zone);
            Instant from = day.atStartOfDay(zone).toInstant();
            Instant to = day.plusDays(1).atStartOfDay(zone).toInstant();
            todays.clear();
            tables.queues(tenant(), from, to, Integer.MAX_VALUE)
                    .forEach(row -> todays.computeIfAbsent(row.key().queue(), any -> new Total())
                            .add(row.key(), row.figures()));
            today = from.toEpochMilli();
            tomorrow = to.toEpochMilli();
        }
        Map<UUID, Total> copy = new HashMap<>();
        todays.forEach((queue, total) -> copy.put(queue, total.copy()));
        return copy;
    }

    /** Asks while nothing is counted, so that what is stored and what is under way fit together. */
    synchronized <T> T ask(Function<@Nullable Count, T> question) {
        if (domain.holds()) {
            return question.apply(doubtful ? null : count);
        }
        // Another process counts.
        Count there = count();
        place = tables.load(tenant(), there);
        return question.apply(there);
    }

    /** Until when everything is counted that has happened, milliseconds. */
    long countedUntil() {
        return place.sequence() >= domain.sequence() ? clock.millis() : place.now();
    }

    /** Counts everything anew that the journal still tells; done when that is on its way. */
    CompletableFuture<Long> rebuild() {
        CompletableFuture<Long> begun = new CompletableFuture<>();
        synchronized (this) {
            rebuildsWanted.add(begun);
        }
        wake();
        return begun;
    }

    private void beginAnew() {
        List<CompletableFuture<Long>> wanted = List.copyOf(rebuildsWanted);
        try {
            long target = place.sequence();
            long from = domains.hindsight().places(tenant()).stream()
                    .min(Long::compare)
                    .orElseThrow(() -> new LiveException(
                            "routing.journal.dropped",
                            "There is neither a whole journal nor a snapshot to begin with."));
            Count begin = count();
            domains.journal().snapshot(tenant(), from).ifPresent(snapshot -> {
                Engine engine = Engine.restore(snapshot.state(), StrategySource.NONE);
                begin.begin(engine.view(), engine.now());
            });
            // An interval that the journal tells the end of only stays as it was counted.
            long floor = Quarter.from(begin.now());
            tables.takeBack(tenant(), place, floor, from, begin);
            load();
            rebuildsWanted.clear();
            wanted.forEach(each -> each.complete(target));
        } catch (RuntimeException e) {
            doubtful = true;
            rebuildsWanted.clear();
            wanted.forEach(each -> each.completeExceptionally(e));
        }
    }
}
