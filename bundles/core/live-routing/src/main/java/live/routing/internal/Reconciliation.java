// SPDX-License-Identifier: Apache-2.0
package live.routing.internal;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Function;
import live.core.InteractionId;
import live.core.LiveException;
import live.core.TenantId;
import live.core.UserId;
import live.lib.router.Input;
import live.lib.router.Outcome;
import live.lib.router.Phase;
import live.lib.router.View;
import live.routing.WorkId;
import live.routing.WorkOrigin;
import live.routing.internal.Difference.Kind;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Compares what one origin knows with what one domain has, and mends it. Messages may be under way, so a difference counts
 * only when it was seen twice, some time apart, and its origin has heard meanwhile of all that was decided before it was
 * seen first. Whatever is mended is mended by commands that anybody might give, each of which may come twice.
 *
 * <p>Reads bit by bit and remembers only what differs. Thread-safe; one look at a time.
 */
final class Reconciliation {
    private static final Logger LOG = LoggerFactory.getLogger(Reconciliation.class);
    /** With which word routing lets go of what is over. */
    static final String REASON = "reconciled";
    /** More at once are no lost messages: a person has to look first. */
    static final int MOST_UNASKED = 1_000;

    private static final int MOST_REMEMBERED = 10_000;
    /** An origin has no more works than this, or pages without an end. */
    private static final int MOST_PAGES = 20_000;
    /** After so many tries, or looks in a row, there is no hurry. */
    static final int TRIES = 3;

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final RoutingDomain domain;
    private final Hearing hearing;
    private final WorkOrigin origin;
    private final Consumer<Kind> mended;
    private final Duration settle;
    private final ReentrantLock lock = new ReentrantLock();
    private Map<Key, Suspect> suspects = Map.of();
    private volatile List<Difference> differences = List.of();
    private volatile Instant looked = Instant.MIN;
    private volatile Instant begun = Instant.now();
    /** So many looks in a row have seen something that is not mended yet. */
    private volatile int uneasy;

    /** How far a look goes. */
    enum Mending {
        NOTHING,
        /** Unless there are more than a few lost messages explain. */
        FEW,
        ALL
    }

    /** Up to which entry of the journal somebody has heard; {@link Long#MAX_VALUE} of who does not listen. */
    interface Hearing {
        long heard(TenantId tenant, String name);
    }

    private record Key(UUID work, Kind kind) {}

    /** What was seen, since when, up to where the journal was when it was seen first, and whether at another look too. */
    private static final class Suspect {
        final Object seen;
        final Instant since = Instant.now();
        final long nanos = System.nanoTime();
        final long sequence;
        boolean again;
        int tries;

        Suspect(Object seen, long sequence) {
            this.seen = seen;
            this.sequence = sequence;
        }
    }

    /**
     * @param hearing how far the origin knows what routing decided
     * @param settle so long a message may be under way
     * @param mended counts
     */
    Reconciliation(RoutingDomain domain, WorkOrigin origin, Hearing hearing, Duration settle, Consumer<Kind> mended) {
        this.domain = domain;
        this.hearing = hearing;
        this.origin = origin;
        this.settle = settle;
        this.mended = mended;
    }

    RoutingDomain domain() {
        return domain;
    }

    String origin() {
        return origin.name();
    }

    /** Whether there is something to compare with: the domain is decided about here. */
    boolean here() {
        return domain.holds() && domain.available();
    }

    /** What differed at the last look. */
    List<Difference> differences() {
        return differences;
    }

    /** When it looked last; {@link Instant#MIN} if it did not yet. */
    Instant looked() {
        return looked;
    }

    /** Since when it has something to compare with. */
    Instant begun() {
        return begun;
    }

    /** Whether it is worth while to look again soon: what does not go away soon may take its time. */
    boolean suspicious() {
        return uneasy > 0 && uneasy <= TRIES;
    }

    private static boolean unmended(List<Difference> differences) {
        return differences.stream().anyMatch(difference -> difference.kind().mendable() && difference.tries() < TRIES);
    }

    /** Another node decides, or nobody: what was seen does not count. */
    void forget() {
        lock.lock();
        try {
            suspects = Map.of();
            differences = List.of();
            looked = Instant.MIN;
            begun = Instant.now();
            uneasy = 0;
        } finally {
            lock.unlock();
        }
    }

    /** Compares everything, and mends what has differed long enough. */
    void look(Mending mending) throws InterruptedException, ExecutionException, TimeoutException {
        if (!lock.tryLock(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
            throw new LiveException("routing.reconciler.busy", origin.name() + " has been asked and has not answered.");
        }
        try {
            Map<Key, Suspect> found = new LinkedHashMap<>();
            Set<UUID> served = held(found);
            open(served, found);
            suspects = found;
            if (mending != Mending.NOTHING) {
                mend(found, mending == Mending.ALL);
            }
            differences = told(found);
            if (mending == Mending.FEW) {
                uneasy = unmended(differences) ? Math.min(uneasy, TRIES) + 1 : 0;
            }
            looked = Instant.now();
        } finally {
            lock.unlock();
        }
    }

    private List<Difference> told(Map<Key, Suspect> found) {
        List<Difference> all = new ArrayList<>(found.size());
        found.forEach((key, suspect) ->
                all.add(new Difference(origin.name(), new WorkId(key.work), key.kind, suspect.since, suspect.tries)));
        return List.copyOf(all);
    }

    /**
     * Asks about everything that routing has.
     *
     * @return interactions that are served by works of other names
     */
    private Set<UUID> held(Map<Key, Suspect> found) throws InterruptedException, ExecutionException, TimeoutException {
        Set<UUID> served = new HashSet<>();
        for (int from = 0; from >= 0; ) {
            int place = from;
            View.Stretch stretch = ask(view -> view.stretch(place, WorkOrigin.MOST));
            long sequence = domain.sequence();
            Map<WorkId, View.WorkState> states = new LinkedHashMap<>();
            Map<WorkId, InteractionId> works = new LinkedHashMap<>();
            for (View.WorkState state : stretch.works()) {
                if (state.invitation() != null) {
                    continue; // nobody but routing knows of it
                }
                UUID id = state.request().work();
                UUID interaction = Overview.interaction(state);
                states.put(new WorkId(id), state);
                works.put(new WorkId(id), new InteractionId(interaction));
                if (!interaction.equals(id)) {
                    served.add(interaction);
                }
            }
            if (!works.isEmpty()) {
                origin.standings(domain.tenant(), works).forEach((work, standing) -> {
                    View.WorkState state = states.get(work);
                    if (state != null) {
                        compare(state, standing, (kind, seen) -> note(work.value(), kind, seen, sequence, found));
                    }
                });
            }
            from = stretch.next();
        }
        return served;
    }

    private static void compare(View.WorkState state, WorkOrigin.Standing standing, BiConsumer<Kind, Object> differs) {
        if (standing.over()) {
            differs.accept(Kind.OVER, state.request().memo());
            return;
        }
        UUID owner = state.phase() == Phase.ASSIGNED || state.phase() == Phase.WRAPPING ? state.agent() : null;
        Optional<UUID> said = standing.owner().map(UserId::value);
        if (owner != null && said.isPresent() && !said.get().equals(owner)) {
            differs.accept(Kind.OWNER, List.of(owner, said.get()));
        }
    }

    /** Asks what should be in routing. */
    private void open(Set<UUID> served, Map<Key, Suspect> found)
            throws InterruptedException, ExecutionException, TimeoutException {
        Optional<WorkId> after = Optional.empty();
        for (int page = 0; page < MOST_PAGES; page++) {
            List<WorkId> works = origin.open(domain.tenant(), after, WorkOrigin.MOST);
            Map<UUID, Kind> absent = ask(view -> absent(view, works));
            long sequence = domain.sequence();
            absent.forEach((work, kind) -> {
                if (!served.contains(work)) {
                    note(work, kind, kind, sequence, found);
                }
            });
            Optional<WorkId> last = works.isEmpty() ? Optional.empty() : Optional.of(works.get(works.size() - 1));
            if (works.size() < WorkOrigin.MOST || last.equals(after)) {
                return;
            }
            after = last;
        }
    }

    private static Map<UUID, Kind> absent(View view, List<WorkId> works) {
        Map<UUID, Kind> absent = new LinkedHashMap<>();
        for (WorkId work : works) {
            if (view.hasEnded(work.value())) {
                absent.put(work.value(), Kind.ENDED);
            } else if (view.work(work.value()).isEmpty()) {
                absent.put(work.value(), Kind.MISSING);
            }
        }
        return absent;
    }

    private void note(UUID work, Kind kind, Object seen, long sequence, Map<Key, Suspect> found) {
        Key key = new Key(work, kind);
        Suspect before = suspects.get(key);
        if (before != null && before.seen.equals(seen)) {
            before.again = true;
            found.put(key, before);
        } else if (found.size() < MOST_REMEMBERED) {
            found.put(key, new Suspect(seen, sequence));
        }
    }

    private void mend(Map<Key, Suspect> found, boolean all)
            throws InterruptedException, ExecutionException, TimeoutException {
        long heard = hearing.heard(domain.tenant(), origin.name());
        Map<Key, Suspect> ripe = new LinkedHashMap<>();
        found.forEach((key, suspect) -> {
            boolean settled = suspect.again && System.nanoTime() - suspect.nanos >= settle.toNanos();
            if (key.kind.mendable() && settled && heard >= suspect.sequence) {
                ripe.put(key, suspect);
            }
        });
        if (ripe.size() > MOST_UNASKED && !all) {
            if (!suspicious()) {
                // Not at each look of those that follow soon.
                LOG.warn(
                        "code=routing.reconciler.many {} and routing differ in {} contacts or more; that is not mended unasked, see routing:reconcile",
                        origin.name(),
                        ripe.size());
            }
            return;
        }
        List<UUID> over = works(ripe, Kind.OVER);
        for (int from = 0; from < over.size(); from += WorkOrigin.MOST) {
            cancel(over.subList(from, Math.min(from + WorkOrigin.MOST, over.size())));
        }
        over.forEach(work -> found.remove(new Key(work, Kind.OVER)));
        List<WorkId> missing =
                works(ripe, Kind.MISSING).stream().map(WorkId::new).toList();
        for (int from = 0; from < missing.size(); from += WorkOrigin.MOST) {
            origin.submitAgain(
                    domain.tenant(), missing.subList(from, Math.min(from + WorkOrigin.MOST, missing.size())));
        }
        ripe.forEach(this::tell);
    }

    private static List<UUID> works(Map<Key, Suspect> ripe, Kind kind) {
        return ripe.keySet().stream()
                .filter(key -> key.kind == kind)
                .map(Key::work)
                .toList();
    }

    /** Whatever the answer is, routing does not have them any more. */
    private void cancel(List<UUID> works) throws InterruptedException, ExecutionException, TimeoutException {
        List<CompletableFuture<Outcome>> answers = works.stream()
                .map(work -> domain.send(new Input.Cancel(work, REASON)).toCompletableFuture())
                .toList();
        for (CompletableFuture<Outcome> answer : answers) {
            answer.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        }
    }

    private void tell(Key key, Suspect suspect) {
        if (suspect.tries++ > 0) {
            return;
        }
        mended.accept(key.kind);
        LOG.warn(
                "code=routing.reconciled {} is {} by what {} says; mended",
                key.work,
                key.kind == Kind.OVER ? "over and was in routing" : "open and was not in routing",
                origin.name());
    }

    private <T> T ask(Function<View, T> question) throws InterruptedException, ExecutionException, TimeoutException {
        return domain.ask(question).toCompletableFuture().get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
    }
}
