// SPDX-License-Identifier: Apache-2.0
package live.bench;

import java.io.PrintStream;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/**
 * P8: the routing engine alone on one thread, in memory: 10,000 agents, 1,000 queues, 20 queues an agent, 64 skills with
 * levels. Crowded, every agent who becomes free looks for the best of all that waits; quiet, every contact looks for the
 * best of all who are free.
 */
final class RoutingBenchmark implements Benchmark {
    @Override
    public String measures() {
        return "P8: decisions of the routing engine on one thread (crowded, quiet)";
    }

    @Override
    public Result run(Options options, PrintStream table) {
        int seconds = options.number("seconds", 10);
        int waiting = options.number("waiting", 200_000);
        int agents = options.number("agents", 10_000);
        int queues = options.number("queues", 1_000);
        table.printf("%-10s %14s %14s %16s %12s%n", "", "offers/s", "inputs/s", "offers/CPU s", "waiting");
        LargeCentre centre = new LargeCentre(agents, queues);
        EngineDay.Figures quiet = print(table, "quiet", new EngineDay(centre, agents / 2, 0), seconds);
        EngineDay.Figures crowded =
                print(table, "crowded", new EngineDay(new LargeCentre(agents, queues), agents, waiting), seconds);
        return new Result(
                "routing",
                OptionalDouble.of(crowded.offersPerSecond()),
                OptionalDouble.of(quiet.offersPerSecond()),
                OptionalDouble.empty(),
                OptionalDouble.empty(),
                OptionalDouble.empty(),
                OptionalLong.of(0),
                OptionalLong.empty(),
                OptionalLong.empty());
    }

    private static EngineDay.Figures print(PrintStream table, String name, EngineDay day, int seconds) {
        day.measure(Math.max(1, seconds / 2));
        EngineDay.Figures figures = day.measure(seconds);
        table.printf(
                "%-10s %,14.0f %,14.0f %,16.0f %,12d%n",
                name,
                figures.offersPerSecond(),
                figures.inputsPerSecond(),
                figures.offersPerCpuSecond(),
                figures.waiting());
        return figures;
    }
}
