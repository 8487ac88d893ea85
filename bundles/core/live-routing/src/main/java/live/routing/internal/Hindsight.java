// SPDX-License-Identifier: Apache-2.0
package live.routing.internal;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import java.util.function.Predicate;
import live.core.LiveException;
import live.core.TenantId;
import live.lib.router.Decision;
import live.lib.router.Engine;
import live.lib.router.Explanation;
import live.lib.router.StrategySource;
import live.lib.router.StrategyVersion;
import live.routing.internal.store.Journal;

/**
 * Looks at past decisions by deciding them again: the journal from a snapshot on, in an engine beside the running one. One
 * look at a time, as it costs what the routing of that time has cost. Thread-safe.
 */
public final class Hindsight {
    /** Code of the exception when others look back already. */
    public static final String BUSY = "routing.hindsight.busy";

    private static final int EXPLANATIONS = 20;
    private static final long MOST_ENTRIES = 5_000_000;
    /** Means the oldest entry that is kept. */
    public static final long OLDEST = Long.MIN_VALUE;

    private final Journal journal;
    private final Strategies strategies;
    private final OneByOne turn = new OneByOne(BUSY);

    Hindsight(Journal journal, Strategies strategies) {
        this.journal = journal;
        this.strategies = strategies;
    }

    /**
     * Why a contact was offered to whom it was, and why it waits if it does.
     *
     * @param exact whether everything was decided again as it is recorded; if not, another engine or strategy decided then
     * @param missing strategies that decided then and are not there: their scores are not known
     * @param explanations the newest, oldest first
     */
    public record Explained(boolean exact, List<StrategyVersion> missing, List<Explanation> explanations) {}

    /**
     * A stretch of the journal, decided again.
     *
     * @param from the entry after which it begins
     * @param to its last entry
     * @param firstDiffering the first entry that was decided otherwise; 0 if all were decided the same
     * @param missing strategies that decided then and are not there: what they decided was taken for granted
     */
    public record Compared(long from, long to, long differing, long firstDiffering, List<StrategyVersion> missing) {}

    /** Empty if what is kept of the journal does not tell of the contact. */
    Optional<Explained> explain(TenantId tenant, UUID work) {
        return alone(apart -> {
            long end = Long.MAX_VALUE;
            long entries = 0;
            for (long place : places(tenant)) {
                Replay replay = from(tenant, place, apart);
                if (!replay.engine().knows(work)) {
                    Optional<Explained> found = explain(replay, work, end, apart);
                    if (found.isPresent()) {
                        return found;
                    }
                    entries += replay.sequence() - place;
                    if (entries > MOST_ENTRIES) {
                        break;
                    }
                }
                end = place;
            }
            return Optional.empty();
        });
    }

    private static Optional<Explained> explain(Replay replay, UUID work, long end, Strategies.Apart apart) {
        Deque<Explanation> newest = new ArrayDeque<>();
        replay.engine().watch(work, explanation -> {
            newest.addLast(explanation);
            if (newest.size() > EXPLANATIONS) {
                newest.removeFirst();
            }
        });
        AtomicBoolean over = new AtomicBoolean();
        Predicate<List<Decision>> ended = decisions -> {
            decisions.forEach(decision -> {
                if (decision instanceof Decision.Ended && work.equals(decision.work())) {
                    over.set(true);
                }
            });
            return over.get();
        };
        replay.run(end, ended);
        if (!replay.engine().knows(work)) {
            return Optional.empty();
        }
        if (!over.get()) {
            replay.run(Long.MAX_VALUE, ended);
        }
        replay.engine().whyWaits(work).ifPresent(newest::addLast);
        return Optional.of(new Explained(replay.differing() == 0, apart.missing(), new ArrayList<>(newest)));
    }

    /** Decides again from the snapshot before entry {@code from}, or from {@link #OLDEST}, to entry {@code to}. */
    Compared replay(TenantId tenant, long from, long to) {
        return alone(apart -> {
            List<Long> places = places(tenant);
            long place = places.stream()
                    .filter(each -> each < from)
                    .findFirst()
                    .or(() -> from > OLDEST ? Optional.empty() : places.stream().min(Long::compare))
                    .orElseThrow(() ->
                            new LiveException("routing.journal.dropped", "The journal is not kept from there on."));
            Replay replay = from(tenant, place, apart);
            replay.run(to, decisions -> false);
            return new Compared(place, replay.sequence(), replay.differing(), replay.firstDiffering(), apart.missing());
        });
    }

    /** Entries after which a replay can begin, newest first. */
    List<Long> places(TenantId tenant) {
        List<Long> places = new ArrayList<>(journal.snapshots(tenant));
        if (journal.after(tenant, 0, 1).stream().anyMatch(batch -> batch.first() == 1)) {
            places.add(0L);
        }
        return places;
    }

    private Replay from(TenantId tenant, long place, Strategies.Apart apart) {
        StrategySource source = apart.source(tenant);
        Engine engine = journal.snapshot(tenant, place)
                .map(snapshot -> Engine.restore(snapshot.state(), source))
                .orElseGet(() -> new Engine(source));
        return new Replay(journal, tenant, engine, place);
    }

    private <T> T alone(Function<Strategies.Apart, T> look) {
        return turn.run(() -> {
            try (Strategies.Apart apart = strategies.apart()) {
                return look.apply(apart);
            }
        });
    }
}
