// SPDX-License-Identifier: Apache-2.0
package live.lib.router.estimate;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import live.lib.router.Decision;
import live.lib.router.Engine;
import live.lib.router.Entry;
import live.lib.router.Prospect;
import org.jspecify.annotations.Nullable;

/**
 * Estimates waits from what is before a contact and from what its agents have needed lately, and measures how wrong that
 * was. It follows the entries in an engine of its own, so it asks nothing of the one that decides. Not thread-safe.
 *
 * <p>What a contact waits for is that enough of its agents' places become free: as many as contacts are before it, and one
 * more. What is shown of one contact changes little by little while the newest estimate is still within the range that
 * was shown, and at once when it is not.
 */
public final class Estimator {
    private static final int HOLDINGS = 50;
    private static final int ERRORS = 200;
    /** Until so many were measured their lesson counts in part only. */
    private static final int TRUST = 20;

    private static final double MOST_CORRECTION = 2;
    private static final int MOST_GIVEN = 100_000;
    /** What is shown follows the newest estimate so slowly, milliseconds. */
    private static final double CALM = 30_000;

    private final Engine engine;
    private final long sampleMillis;
    /** They tell nothing of how long contacts take. */
    private final Set<UUID> invitations = new HashSet<>();

    private final Map<UUID, Long> offeredAt = new HashMap<>();
    private final Map<UUID, Long> takenAt = new HashMap<>();
    private final Map<UUID, Mean> holdings = new HashMap<>();
    private final Map<UUID, Mean> answers = new HashMap<>();
    private final Map<UUID, Lesson> lessons = new HashMap<>();
    private final LinkedHashMap<UUID, Given> given = new LinkedHashMap<>();
    private final LinkedHashMap<UUID, Given> shown = new LinkedHashMap<>();
    private long sampledAt = Long.MIN_VALUE;

    /** What was said of a contact, and when; {@code plain} is the mean before it was corrected by lessons. */
    private record Given(UUID queue, long at, double plain, WaitEstimate estimate) {}

    /** What was learnt of a queue's estimates. */
    private static final class Lesson {
        final Mean plain = new Mean(ERRORS);
        final Mean actual = new Mean(ERRORS);
        long measured;
        double absolute;
        double bias;
        long within;

        double correction() {
            if (plain.isEmpty() || plain.value() <= 0) {
                return 1;
            }
            double ratio = Math.max(1 / MOST_CORRECTION, Math.min(MOST_CORRECTION, actual.value() / plain.value()));
            double trust = (double) plain.count() / (plain.count() + TRUST);
            return 1 + trust * (ratio - 1);
        }
    }

    /**
     * @param engine stands where the entries go on
     * @param sampleMillis at least so much is between two contacts that are given an estimate to be measured, as each
     *     costs a look at everything that waits
     */
    public Estimator(Engine engine, long sampleMillis) {
        this.engine = engine;
        this.sampleMillis = sampleMillis;
        engine.view().works().stream()
                .filter(work -> work.invitation() != null)
                .forEach(work -> invitations.add(work.request().work()));
    }

    /** The next entry, and what was decided. */
    public void follow(Entry entry, List<Decision> recorded) {
        engine.applyAgain(entry, recorded, decision -> {});
        UUID came = null;
        for (Decision decision : recorded) {
            if (isOfInvitation(decision)) {
                continue;
            }
            follow(decision);
            came = decision instanceof Decision.Queued queued ? queued.work() : came;
        }
        if (came != null && engine.now() - sampleMillis >= sampledAt && !given.containsKey(came)) {
            sampledAt = engine.now();
            engine.view().prospects(List.of(came)).forEach(this::give);
        }
    }

    private boolean isOfInvitation(Decision decision) {
        if (decision instanceof Decision.Invited invited) {
            invitations.add(invited.work());
        }
        return decision instanceof Decision.Ended ended
                ? invitations.remove(ended.work())
                : decision.work() != null && invitations.contains(decision.work());
    }

    private void follow(Decision decision) {
        long now = engine.now();
        if (decision instanceof Decision.Offered offered) {
            offeredAt.put(offered.work(), now);
        } else if (decision instanceof Decision.OfferClosed closed) {
            offeredAt.remove(closed.work());
        } else if (decision instanceof Decision.Assigned assigned) {
            Long offered = offeredAt.remove(assigned.work());
            if (offered != null) {
                answers.computeIfAbsent(assigned.queue(), any -> new Mean(HOLDINGS))
                        .add(now - offered);
            }
            takenAt.put(assigned.work(), offered == null ? now : offered);
            measure(assigned.work());
        } else if (decision instanceof Decision.Unassigned unassigned) {
            release(unassigned.work(), unassigned.queue());
        } else if (decision instanceof Decision.Ended ended) {
            release(ended.work(), ended.queue());
            offeredAt.remove(ended.work());
            given.remove(ended.work());
            shown.remove(ended.work());
        }
    }

    private void release(UUID work, UUID queue) {
        Long taken = takenAt.remove(work);
        if (taken != null) {
            holdings.computeIfAbsent(queue, any -> new Mean(HOLDINGS)).add(engine.now() - taken);
        }
    }

    private void give(Prospect prospect) {
        plain(prospect).ifPresent(plain -> {
            WaitEstimate estimate = corrected(prospect.queue(), plain);
            keep(given, prospect.work(), new Given(prospect.queue(), engine.now(), plain.mean(), estimate));
        });
    }

    private static void keep(LinkedHashMap<UUID, Given> kept, UUID work, Given what) {
        kept.put(work, what);
        if (kept.size() > MOST_GIVEN) {
            kept.remove(kept.keySet().iterator().next());
        }
    }

    private Optional<WaitEstimate> plain(Prospect prospect) {
        Holding holding = holding(prospect.queue(), prospect.inHand());
        return prospect.slots() == 0 || holding == null
                ? Optional.empty()
                : Optional.of(WaitEstimate.untilFree(
                        prospect.ahead() + 1, prospect.slots(), holding.millis(), holding.known()));
    }

    /** How long contacts are in somebody's hands on average, and from how many that is known. */
    private record Holding(double millis, int known) {}

    /** Of what is in hand now, by queue; where nothing of that is known, of the queue itself. */
    private @Nullable Holding holding(UUID queue, Map<UUID, Integer> inHand) {
        double sum = 0;
        int count = 0;
        int known = 0;
        for (Map.Entry<UUID, Integer> held : inHand.entrySet()) {
            Mean holding = holdings.get(held.getKey());
            if (holding != null) {
                sum += holding.value() * held.getValue();
                count += held.getValue();
                known += holding.count();
            }
        }
        if (count > 0) {
            return new Holding(sum / count, known);
        }
        Mean own = holdings.get(queue);
        return own == null ? null : new Holding(own.value(), own.count());
    }

    /** Who there is for more contacts of a queue over a medium; empty if there is no such queue. */
    public Optional<Outlook> outlook(UUID queue, String medium) {
        return engine.view().availability(queue, medium).map(availability -> {
            Holding holding = holding(queue, availability.inHand());
            return new Outlook(availability, holding == null ? null : holding.millis());
        });
    }

    /** How many contacts of a queue rest until a time in each of some stretches, one after the other. */
    public int[] due(UUID queue, long from, long stretchMillis, int stretches) {
        return engine.view().due(queue, from, stretchMillis, stretches);
    }

    /** With what was learnt, and with the time that an agent takes to answer. */
    private WaitEstimate corrected(UUID queue, WaitEstimate plain) {
        Lesson lesson = lessons.get(queue);
        return plain.times(lesson == null ? 1 : lesson.correction()).plus(answer(queue));
    }

    private double answer(UUID queue) {
        Mean answer = answers.get(queue);
        return answer == null ? 0 : answer.value();
    }

    private void measure(UUID work) {
        shown.remove(work);
        Given promise = given.remove(work);
        if (promise == null) {
            return;
        }
        double waited = engine.now() - promise.at();
        Lesson lesson = lessons.computeIfAbsent(promise.queue(), any -> new Lesson());
        double error = promise.estimate().mean() - waited;
        lesson.measured++;
        lesson.absolute += Math.abs(error);
        lesson.bias += error;
        lesson.within += promise.estimate().allows(waited) ? 1 : 0;
        lesson.plain.add(promise.plain());
        lesson.actual.add(Math.max(0, waited - answer(promise.queue())));
    }

    /**
     * Where a contact stands.
     *
     * @param position 1 = next
     * @param estimate of the wait from now on; null if nobody could take it as things are, or nothing is known yet of how
     *     long contacts take
     */
    public record Standing(UUID work, int position, @Nullable WaitEstimate estimate) {}

    /**
     * Where these contacts stand now; those that do not wait for an agent are left out.
     *
     * @param now at least the time of the newest entry
     */
    public List<Standing> standings(Collection<UUID> works, long now) {
        List<Standing> standings = new ArrayList<>();
        for (Prospect prospect : engine.view().prospects(works)) {
            WaitEstimate estimate = plain(prospect)
                    .map(plain -> show(prospect, corrected(prospect.queue(), plain), now))
                    .orElse(null);
            standings.add(new Standing(prospect.work(), prospect.position(), estimate));
        }
        return standings;
    }

    /** Where those stand that wait in a queue, best claims first, at most so many. */
    public List<Standing> waiting(UUID queue, int limit, long now) {
        List<UUID> works = engine.view().waiting(queue, limit).stream()
                .map(work -> work.request().work())
                .toList();
        return standings(works, now);
    }

    private WaitEstimate show(Prospect prospect, WaitEstimate newest, long now) {
        Given before = shown.get(prospect.work());
        WaitEstimate next = newest;
        if (before != null && before.queue().equals(prospect.queue())) {
            double passed = Math.max(0, now - before.at());
            WaitEstimate promised = before.estimate().plus(-passed);
            if (promised.allows(newest.mean())) {
                next = promised.towards(newest, 1 - Math.exp(-passed / CALM));
            }
        }
        keep(shown, prospect.work(), new Given(prospect.queue(), now, newest.mean(), next));
        return next;
    }

    /** How wrong estimates were, of each queue of which any could be measured. */
    public List<EstimateError> errors() {
        List<EstimateError> errors = new ArrayList<>();
        lessons.forEach((queue, lesson) -> errors.add(new EstimateError(
                queue,
                lesson.measured,
                lesson.absolute / lesson.measured,
                lesson.bias / lesson.measured,
                (double) lesson.within / lesson.measured)));
        errors.sort(Comparator.comparing(EstimateError::queue));
        return errors;
    }
}
