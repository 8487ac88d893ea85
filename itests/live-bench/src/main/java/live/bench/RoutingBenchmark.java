// SPDX-License-Identifier: Apache-2.0
package live.bench;

import java.io.PrintStream;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import live.routing.internal.DurableDomain;

/**
 * P8, with 10,000 agents, 1,000 queues, 20 queues an agent, 64 skills with levels. A decision is one contact offered to
 * one agent; it takes about three inputs: the contact comes, is accepted, is finished.
 *
 * <p>First the engine alone on one thread, in memory. Quiet, every contact looks for the best of all who are free;
 * crowded, every agent who becomes free looks for the best of all that waits. Then the whole path at a steady rate: ring,
 * journal, commit, desks. Beside it a snapshot is written, and in the end the domain recovered. {@code durable=0} leaves
 * the second part out, {@code engine=0} the first.
 */
final class RoutingBenchmark implements Benchmark {
    private static final int WARM_UP_SECONDS = 5;

    @Override
    public String measures() {
        return "P8: decisions of the routing engine alone, and durable with their latency; snapshot; recovery";
    }

    @Override
    public Result run(Options options, PrintStream table) throws Exception {
        int seconds = options.number("seconds", 10);
        int waiting = options.number("waiting", 200_000);
        int agents = options.number("agents", 10_000);
        int queues = options.number("queues", 1_000);
        double limit = 0;
        if (options.number("engine", 1) != 0) {
            table.printf("%-10s %14s %14s %16s %12s%n", "", "decisions/s", "inputs/s", "decisions/CPU s", "waiting");
            engine(table, "quiet", new EngineDay(new LargeCentre(agents, queues), agents / 2, 0), seconds);
            limit = engine(table, "crowded", new EngineDay(new LargeCentre(agents, queues), agents, waiting), seconds);
        }
        if (options.number("durable", 1) == 0) {
            return result(OptionalDouble.of(limit), OptionalDouble.empty(), OptionalDouble.empty(), 0, 0, 0, 0);
        }
        try (DurableDomain domain = new DurableDomain()) {
            DurableDay day = new DurableDay(domain, new LargeCentre(agents, queues));
            day.fill(agents, waiting);
            return durable(table, domain, day, options.number("rate", 50_000), seconds, limit);
        }
    }

    private static double engine(PrintStream table, String name, EngineDay day, int seconds) {
        day.measure(Math.max(1, seconds / 2));
        EngineDay.Figures figures = day.measure(seconds);
        table.printf(
                "%-10s %,14.0f %,14.0f %,16.0f %,12d%n",
                name,
                figures.offersPerSecond(),
                figures.inputsPerSecond(),
                figures.offersPerCpuSecond(),
                figures.waiting());
        return figures.offersPerSecond();
    }

    private static Result durable(
            PrintStream table, DurableDomain domain, DurableDay day, int rate, int seconds, double limit)
            throws Exception {
        day.measure(rate, WARM_UP_SECONDS);
        Shares shares = new Shares();
        DurableDay.Figures figures = day.measure(rate, seconds);
        shares.print(table, figures.offers());
        table.printf(
                "durable    %,14.0f of %,d/s asked for; free to told p50 %.2f ms, p99 %.2f ms, p99.9 %.2f ms, most %.1f ms;"
                        + " %.0f entries a commit; nobody to finish %,d times%n",
                figures.offersPerSecond(),
                rate,
                millis(figures, 50),
                millis(figures, 99),
                millis(figures, 99.9),
                millis(figures, 100),
                figures.entriesPerCommit(),
                figures.idle());
        snapshot(table, domain, day, rate, seconds);
        recover(table, domain);
        domain.snapshot();
        recover(table, domain);
        Runtime runtime = Runtime.getRuntime();
        table.printf(
                "memory     %,14d MB used of %,d MB%n",
                (runtime.totalMemory() - runtime.freeMemory()) >> 20, runtime.maxMemory() >> 20);
        return result(
                OptionalDouble.of(figures.offersPerSecond()),
                OptionalDouble.of(millis(figures, 50)),
                OptionalDouble.of(millis(figures, 99)),
                limit,
                day.errors(),
                day.lost(),
                day.doubled());
    }

    /** How long the domain stands still while a snapshot is written beside it. */
    private static void snapshot(PrintStream table, DurableDomain domain, DurableDay day, int rate, int seconds)
            throws Exception {
        long[] took = new long[1];
        Thread upkeep = new Thread(
                () -> {
                    long begun = System.nanoTime();
                    domain.snapshot();
                    took[0] = (System.nanoTime() - begun) / 1_000_000;
                },
                "upkeep");
        upkeep.start();
        DurableDay.Figures beside = day.measure(rate, seconds);
        upkeep.join();
        table.printf(
                "snapshot   %,14d ms beside %,.0f decisions/s; longest time between two commits %.1f ms; p99 %.2f ms%n",
                took[0], beside.offersPerSecond(), beside.longestPauseNanos() / 1e6, millis(beside, 99));
    }

    private static void recover(PrintStream table, DurableDomain domain) {
        DurableDomain.Recovered recovered = domain.recover();
        table.printf(
                "recovered  %,14d contacts in %,d ms, from a snapshot and %,d entries after it%n",
                recovered.contacts(), recovered.millis(), recovered.entries());
    }

    private static double millis(DurableDay.Figures figures, double percentile) {
        return figures.micros().getValueAtPercentile(percentile) / 1_000.0;
    }

    private static Result result(
            OptionalDouble rate,
            OptionalDouble p50,
            OptionalDouble p99,
            double limit,
            long errors,
            long lost,
            long doubled) {
        OptionalDouble ratio =
                limit > 0 && rate.isPresent() ? OptionalDouble.of(rate.getAsDouble() / limit) : OptionalDouble.empty();
        return new Result(
                "routing",
                rate,
                limit > 0 ? OptionalDouble.of(limit) : OptionalDouble.empty(),
                ratio,
                p50,
                p99,
                OptionalLong.of(errors),
                OptionalLong.of(lost),
                OptionalLong.of(doubled));
    }
}
