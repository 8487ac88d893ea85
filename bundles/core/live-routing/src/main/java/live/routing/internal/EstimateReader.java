// SPDX-License-Identifier: Apache-2.0
package live.routing.internal;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import live.core.QueueId;
import live.lib.router.Availability;
import live.lib.router.Engine;
import live.lib.router.StrategySource;
import live.lib.router.estimate.EstimateError;
import live.lib.router.estimate.Estimator;
import live.routing.Supply;
import live.routing.internal.store.Journal;

/** Follows one tenant's journal in an engine of its own and estimates waits, so that nobody holds up routing. Thread-safe. */
final class EstimateReader {
    private static final int BATCHES_AT_ONCE = 50;
    private static final Duration PACE = Duration.ofMillis(100);
    private static final long SAMPLE_MILLIS = 100;
    private static final Duration QUARTER_HOUR = Duration.ofMinutes(15);
    /** A day. */
    private static final int QUARTERS_AHEAD = 96;

    private final RoutingDomain domain;
    private final Journal journal;
    private final Clock clock;
    private final Waker waker = new Waker();
    private volatile boolean doubtful = true;
    private volatile long sequence;
    private Estimator estimator = new Estimator(new Engine(StrategySource.NONE), SAMPLE_MILLIS);

    EstimateReader(RoutingDomain domain, Journal journal, Clock clock) {
        this.domain = domain;
        this.journal = journal;
        this.clock = clock;
    }

    /** Something was committed. */
    void wake() {
        waker.wake();
    }

    /** The journal may be another than before. */
    void again() {
        doubtful = true;
        waker.wake();
    }

    /** The newest entry that is looked at. */
    long sequence() {
        return sequence;
    }

    /** Follows until interrupted; throws, to be run again, when the database fails. */
    void run() throws InterruptedException {
        doubtful = true;
        while (true) {
            boolean more = domain.available() && step();
            if (!more) {
                waker.await(PACE);
            }
        }
    }

    private synchronized boolean step() {
        if (doubtful) {
            doubtful = false;
            begin();
        }
        List<Journal.Batch> batches = journal.after(domain.tenant(), sequence, BATCHES_AT_ONCE);
        for (Journal.Batch batch : batches) {
            for (Recorded recorded : Recorded.read(batch)) {
                if (recorded.sequence() > sequence) {
                    estimator.follow(
                            recorded.entry(),
                            recorded.decisions().stream()
                                    .map(Recorded.Decided::decision)
                                    .toList());
                    sequence = recorded.sequence();
                }
            }
        }
        return batches.size() == BATCHES_AT_ONCE;
    }

    /** With the newest snapshot but one, so that something is learnt of the last hours. */
    private void begin() {
        List<Long> places = journal.snapshots(domain.tenant());
        long place = places.isEmpty() ? 0 : places.get(Math.min(1, places.size() - 1));
        Engine engine = journal.snapshot(domain.tenant(), place)
                .map(snapshot -> Engine.restore(snapshot.state(), StrategySource.NONE))
                .orElseGet(() -> new Engine(StrategySource.NONE));
        estimator = new Estimator(engine, SAMPLE_MILLIS);
        sequence = place;
    }

    synchronized List<Estimator.Standing> standings(List<UUID> works) {
        return estimator.standings(works, clock.millis());
    }

    synchronized List<Estimator.Standing> waiting(UUID queue, int limit) {
        return estimator.waiting(queue, limit, clock.millis());
    }

    /** Who there is for a queue, and what of it rests until when. */
    synchronized Optional<Supply> supply(QueueId queue, String medium) {
        return estimator.outlook(queue.value(), medium).map(outlook -> {
            Availability there = outlook.availability();
            return new Supply(
                    queue,
                    medium,
                    there.able(),
                    there.signedIn(),
                    there.ready(),
                    there.free(),
                    there.ahead(),
                    there.inHand().values().stream().mapToInt(Integer::intValue).sum(),
                    Optional.ofNullable(outlook.holdingMillis()).map(millis -> Duration.ofMillis(Math.round(millis))),
                    due(queue));
        });
    }

    private List<Supply.Due> due(QueueId queue) {
        long quarter = QUARTER_HOUR.toMillis();
        long from = clock.millis() / quarter * quarter;
        int[] counts = estimator.due(queue.value(), from, quarter, QUARTERS_AHEAD);
        List<Supply.Due> due = new ArrayList<>();
        for (int i = 0; i < counts.length; i++) {
            if (counts[i] > 0) {
                due.add(new Supply.Due(Instant.ofEpochMilli(from + i * quarter), counts[i]));
            }
        }
        return due;
    }

    synchronized List<EstimateError> errors() {
        return estimator.errors();
    }
}
