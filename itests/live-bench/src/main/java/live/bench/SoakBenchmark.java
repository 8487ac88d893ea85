// SPDX-License-Identifier: Apache-2.0
package live.bench;

import java.io.PrintStream;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.TreeMap;
import live.routing.internal.Storms;

/**
 * Not how fast, but how sound: simulated bad days of routing, each from its seed. {@code seeds=N} or {@code minutes=M} of
 * them from {@code from=SEED} on, or {@code seed=N} alone again.
 */
final class SoakBenchmark implements Benchmark {
    private static final int SEEDS = 5_000;

    @Override
    public String measures() {
        return "Routing in simulated storms: seeds=N or minutes=M, from=SEED; seed=N for a single one";
    }

    @Override
    public Result run(Options options, PrintStream table) {
        boolean single = options.has("seed");
        long from = single ? options.number("seed", 0) : options.number("from", (int) (System.nanoTime() >>> 16));
        long seeds = single ? 1 : options.has("minutes") ? Long.MAX_VALUE - from : options.number("seeds", SEEDS);
        long begun = System.nanoTime();
        long until = begun + options.number("minutes", 24 * 60) * 60_000_000_000L;
        Map<String, Long> happened = new TreeMap<>();
        long broken = 0;
        long seed = from;
        for (; seed < from + seeds && System.nanoTime() - until < 0; seed++) {
            try {
                Storms.run(seed).forEach((what, times) -> happened.merge(what, times, Long::sum));
            } catch (AssertionError | RuntimeException e) {
                broken++;
                table.println("BROKEN " + e.getMessage());
                table.println("       ./live bench soak seed=" + seed);
                if (single) {
                    e.printStackTrace(table);
                }
            }
        }
        double seconds = (System.nanoTime() - begun) / 1e9;
        table.printf(
                "%,d storms from seed %d in %.1f s, %d with a broken promise%n", seed - from, from, seconds, broken);
        happened.forEach((what, times) -> table.printf("  %,12d  %s%n", times, what));
        return new Result(
                "soak",
                OptionalDouble.of((seed - from) / seconds),
                OptionalDouble.empty(),
                OptionalDouble.empty(),
                OptionalDouble.empty(),
                OptionalDouble.empty(),
                OptionalLong.of(broken),
                OptionalLong.empty(),
                OptionalLong.empty());
    }
}
