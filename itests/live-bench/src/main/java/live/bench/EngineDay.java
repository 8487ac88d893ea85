// SPDX-License-Identifier: Apache-2.0
package live.bench;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.function.Consumer;
import live.lib.router.Decision;
import live.lib.router.Engine;
import live.lib.router.Entry;
import live.lib.router.Input;
import live.lib.router.StrategySource;

/**
 * One engine on one thread, in memory, and what goes on in it: an agent finishes, whatever is offered is accepted, and so
 * many contacts come that as many wait as did before. What comes is made before the clock runs, a thousand at a time.
 */
final class EngineDay {
    private static final int STRETCH = 1_000;
    private static final int AT_ONCE = 50;
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    private final Engine engine = new Engine(StrategySource.NONE);
    private final LargeCentre centre;
    private final int level;
    private final boolean mayWait;
    private final ArrayDeque<Decision.Offered> offers = new ArrayDeque<>();
    private final ArrayDeque<Decision.Offered> owned = new ArrayDeque<>();
    private final ArrayDeque<Input.Submit> arrivals = new ArrayDeque<>();
    private final List<Input> next = new ArrayList<>();
    private long now = 1_700_000_000_000L;
    private long inputs;
    private long offered;
    private final Consumer<Decision> ears = this::hear;

    /**
     * What was measured.
     *
     * @param offers how many contacts were offered to somebody: what counts as a decision
     * @param inputs what the engine was told for it
     * @param nanos how long it took
     * @param cpuNanos how long the thread really had a processor meanwhile
     * @param waiting how many contacts waited all the time
     */
    record Figures(long offers, long inputs, long nanos, long cpuNanos, int waiting) {
        double offersPerSecond() {
            return offers * 1e9 / nanos;
        }

        double inputsPerSecond() {
            return inputs * 1e9 / nanos;
        }

        double offersPerCpuSecond() {
            return offers * 1e9 / cpuNanos;
        }
    }

    /** @param waiting so many contacts wait all the time; 0 = whom nobody takes at once goes away */
    EngineDay(LargeCentre centre, int inHand, int waiting) {
        this.centre = centre;
        level = inHand + waiting;
        mayWait = waiting > 0;
        centre.opening().forEach(this::play);
        while (engine.view().workCount() < level) {
            prepare();
            fill();
        }
    }

    Figures measure(int seconds) {
        long until = System.nanoTime() + seconds * 1_000_000_000L;
        long offersBefore = offered;
        long inputsBefore = inputs;
        long nanos = 0;
        long cpuNanos = 0;
        while (System.nanoTime() < until) {
            prepare();
            long cpuBegun = THREADS.getCurrentThreadCpuTime();
            long begun = System.nanoTime();
            run();
            nanos += System.nanoTime() - begun;
            cpuNanos += THREADS.getCurrentThreadCpuTime() - cpuBegun;
        }
        int waiting = engine.view().workCount() - owned.size();
        return new Figures(offered - offersBefore, inputs - inputsBefore, nanos, cpuNanos, waiting);
    }

    private void prepare() {
        while (arrivals.size() < 2 * STRETCH) {
            arrivals.add(centre.arrival(now));
        }
    }

    private void run() {
        for (int i = 0; i < STRETCH; i++) {
            if (i % AT_ONCE == 0) {
                expect();
            }
            now += i & 1;
            finish();
            answer();
            fill();
        }
    }

    /** Under such a load several commands wait in the ring of a domain, so it tells the engine what comes next. */
    private void expect() {
        next.clear();
        Iterator<Decision.Offered> oldest = owned.iterator();
        for (int i = 0; i < AT_ONCE && oldest.hasNext(); i++) {
            next.add(finish(oldest.next()));
        }
        Iterator<Input.Submit> first = arrivals.iterator();
        for (int i = 0; i < AT_ONCE && first.hasNext(); i++) {
            next.add(first.next());
        }
        engine.expect(next);
    }

    private void play(Input input) {
        inputs++;
        engine.apply(Entry.of(now, input), ears);
    }

    private void hear(Decision decision) {
        if (decision instanceof Decision.Offered offer) {
            offered++;
            offers.add(offer);
        }
    }

    private void fill() {
        while (engine.view().workCount() < level && !arrivals.isEmpty()) {
            Input.Submit arrival = arrivals.poll();
            play(arrival);
            if (!mayWait && offers.isEmpty()) {
                play(new Input.Cancel(arrival.request().work(), "nobody"));
            }
            answer();
        }
    }

    private void answer() {
        Decision.Offered offer;
        while ((offer = offers.poll()) != null) {
            play(new Input.Accept(offer.agent(), offer.offer()));
            owned.add(offer);
        }
    }

    private void finish() {
        Decision.Offered oldest = owned.poll();
        if (oldest != null) {
            play(finish(oldest));
        }
    }

    private static Input.Finish finish(Decision.Offered owned) {
        return new Input.Finish(owned.agent(), owned.work());
    }
}
