// SPDX-License-Identifier: Apache-2.0
package live.bench;

import java.util.ArrayDeque;
import java.util.Map;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import live.lib.router.Input;
import live.lib.router.Outcome;
import live.routing.Assignment;
import live.routing.Offer;
import live.routing.internal.DeskState;
import live.routing.internal.DurableDomain;
import org.HdrHistogram.ConcurrentHistogram;
import org.HdrHistogram.Histogram;

/**
 * The whole path of routing: commands into the ring, decisions into the journal, offers told after the commit. At a steady
 * rate agents finish what they have and as many contacts come; whoever is offered something accepts at once. The time of
 * an offer counts from the instant at which its agent was to become free, not from when the load got round to it.
 */
final class DurableDay {
    private static final int IN_FLIGHT = 30_000;

    private final DurableDomain domain;
    private final LargeCentre centre;
    private final Semaphore flights = new Semaphore(IN_FLIGHT);
    /** What agents have and have not finished, oldest first. */
    private final Queue<Owned> owned = new ConcurrentLinkedQueue<>();

    private final Map<UUID, Hand> hands = new ConcurrentHashMap<>();
    /** Whom each contact is offered to or given; none may be there twice. */
    private final Map<UUID, UUID> holders = new ConcurrentHashMap<>();

    private final Histogram micros = new ConcurrentHistogram(600_000_000L, 3);
    private final AtomicLong offers = new AtomicLong();
    private final AtomicLong doubled = new AtomicLong();
    private final AtomicLong errors = new AtomicLong();
    private final AtomicLong accepted = new AtomicLong();
    private final AtomicLong ended = new AtomicLong();
    private final AtomicLong idle = new AtomicLong();

    private record Owned(UUID agent, UUID work) {}

    /** What one agent has, as he last saw it. Used by the thread that tells alone, but for {@link #freeAt}. */
    private static final class Hand {
        volatile long freeAt;
        UUID offer = new UUID(0, 0);
        UUID work = new UUID(0, 0);
    }

    /**
     * What was measured.
     *
     * @param offers how many contacts were offered to somebody: what counts as a decision
     * @param idle how many times nobody had anything to finish when somebody was to become free
     */
    record Figures(
            long offers,
            double offersPerSecond,
            double entriesPerCommit,
            Histogram micros,
            long idle,
            long longestPauseNanos) {}

    DurableDay(DurableDomain domain, LargeCentre centre) {
        this.domain = domain;
        this.centre = centre;
    }

    /** Opens the centre and lets so many contacts wait beyond those that agents have. */
    void fill(int agents, int waiting) throws InterruptedException {
        for (Input input : centre.opening()) {
            if (input instanceof Input.SetPresence) {
                continue;
            }
            if (input instanceof Input.DefineAgent define) {
                UUID agent = define.agent().id();
                domain.watch(agent, desk -> see(agent, desk));
            }
            send(input);
        }
        settle();
        for (int i = 0; i < waiting + agents; i++) {
            send(centre.arrival(System.currentTimeMillis()));
        }
        for (int agent = 0; agent < agents; agent++) {
            send(new Input.SetPresence(LargeCentre.agent(agent), true, ""));
        }
        settle();
    }

    /** Until everything sent is answered. */
    private void settle() throws InterruptedException {
        flights.acquire(IN_FLIGHT);
        flights.release(IN_FLIGHT);
    }

    private void send(Input input) throws InterruptedException {
        flights.acquire();
        launch(input);
    }

    private void launch(Input input) {
        domain.send(input).whenComplete((outcome, failure) -> {
            flights.release();
            if (failure != null || outcome != Outcome.DONE) {
                errors.incrementAndGet();
            } else if (input instanceof Input.Submit) {
                accepted.incrementAndGet();
            } else if (input instanceof Input.Finish) {
                ended.incrementAndGet();
            }
        });
    }

    private Hand hand(UUID agent) {
        return hands.computeIfAbsent(agent, unknown -> new Hand());
    }

    /** An agent's desk has changed. */
    private void see(UUID agent, DeskState desk) {
        Hand hand = hand(agent);
        for (Offer offer : desk.offers()) {
            if (!offer.id().value().equals(hand.offer)) {
                hand.offer = offer.id().value();
                offered(agent, hand, offer);
            }
        }
        for (Assignment assignment : desk.assignments()) {
            UUID work = assignment.work().value();
            if (!work.equals(hand.work)) {
                hand.work = work;
                owned.add(new Owned(agent, work));
            }
        }
    }

    private void offered(UUID agent, Hand hand, Offer offer) {
        offers.incrementAndGet();
        if (holders.put(offer.work().value(), agent) != null) {
            doubled.incrementAndGet();
        }
        long freeAt = hand.freeAt;
        if (freeAt != 0) {
            hand.freeAt = 0;
            micros.recordValue(Math.max(0, (System.nanoTime() - freeAt) / 1_000));
        }
        // Not counted among the flights: the thread that gives the answers must not wait for them.
        domain.accept(agent, offer).whenComplete((outcome, failure) -> {
            if (failure != null || outcome != Outcome.DONE) {
                errors.incrementAndGet();
            }
        });
    }

    /** So many agents become free each second, and so many contacts come. */
    Figures measure(int rate, int seconds) throws InterruptedException {
        ArrayDeque<Input.Submit> arrivals = new ArrayDeque<>();
        long offersBefore = offers.get();
        long entriesBefore = domain.entries();
        long commitsBefore = domain.commits();
        long idleBefore = idle.get();
        micros.reset();
        domain.longestPause();
        long begin = System.nanoTime();
        long events = (long) rate * seconds;
        for (long event = 0; event < events; event++) {
            long due = begin + event * 1_000_000_000L / rate;
            while (System.nanoTime() - due < 0) {
                if (arrivals.size() < 1_000) {
                    arrivals.add(centre.arrival(System.currentTimeMillis()));
                } else {
                    LockSupport.parkNanos(50_000);
                }
            }
            Owned oldest = owned.poll();
            if (oldest == null) {
                idle.incrementAndGet();
                continue;
            }
            Input.Submit arrival = arrivals.poll();
            holders.remove(oldest.work());
            hand(oldest.agent()).freeAt = due;
            send(new Input.Finish(oldest.agent(), oldest.work()));
            send(arrival == null ? centre.arrival(System.currentTimeMillis()) : arrival);
        }
        settle();
        double took = (System.nanoTime() - begin) / 1e9;
        long commits = Math.max(1, domain.commits() - commitsBefore);
        long offered = offers.get() - offersBefore;
        return new Figures(
                offered,
                offered / took,
                (double) (domain.entries() - entriesBefore) / commits,
                micros.copy(),
                idle.get() - idleBefore,
                domain.longestPause());
    }

    long doubled() {
        return doubled.get();
    }

    long errors() {
        return errors.get();
    }

    /** How many contacts were acknowledged and are neither there nor ended. */
    long lost() {
        return accepted.get() - ended.get() - domain.contacts();
    }
}
