// SPDX-License-Identifier: Apache-2.0
package live.bench;

import java.io.PrintStream;
import java.util.Map;
import java.util.TreeMap;

/** {@code bench NAME [option=value...]}. */
public final class Main {
    private static final Map<String, Benchmark> BENCHMARKS = new TreeMap<>(Map.of(
            "tickets", new TicketsBenchmark(),
            "chat", new ChatBenchmark(),
            "mail", new MailBenchmark(),
            "search", new SearchBenchmark(),
            "start", new StartBenchmark(),
            "soak", new SoakBenchmark(),
            "routing", new RoutingBenchmark()));

    private Main() {}

    /** What is written wrongly is the caller's mistake, not a failure. */
    private static Options options(String[] arguments) {
        try {
            return Options.of(arguments);
        } catch (IllegalArgumentException wrong) {
            System.err.println("bench: " + wrong.getMessage());
            System.exit(2);
            throw wrong;
        }
    }

    public static void main(String[] arguments) throws Exception {
        PrintStream out = System.out;
        Benchmark benchmark = arguments.length == 0 ? null : BENCHMARKS.get(arguments[0]);
        if (benchmark == null) {
            out.println("Benchmarks:");
            BENCHMARKS.forEach((name, known) -> out.printf("  %-8s %s%n", name, known.measures()));
            System.exit(arguments.length == 0 ? 0 : 2);
            return;
        }
        Options options = options(arguments);
        out.println(benchmark.measures());
        out.println(Machine.describe());
        Result result = benchmark.run(options, out);
        out.println(result.json());
        // Clients' threads are daemons of nobody.
        System.exit(0);
    }
}
