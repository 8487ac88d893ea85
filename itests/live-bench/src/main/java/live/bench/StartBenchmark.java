// SPDX-License-Identifier: Apache-2.0
package live.bench;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import live.itest.Product;

/** P15 and P16: first boot, restart until ready, and the memory of an idle node with its database. */
final class StartBenchmark implements Benchmark {
    @Override
    public String measures() {
        return "P15, P16: first boot (< 20 s), restart to ready (< 10 s), idle memory as PSS (< 700 MB)";
    }

    @Override
    public Result run(Options options, PrintStream table) throws Exception {
        int restarts = options.number("restarts", 5);
        try (Product product = Product.fresh("bench-start").asInProduction()) {
            table.printf("%-22s %10s%n", "first boot", seconds(started(product)));
            List<Long> millis = new ArrayList<>();
            for (int i = 1; i <= restarts; i++) {
                product.stop();
                long took = started(product);
                millis.add(took);
                table.printf("%-22s %10s%n", "restart " + i, seconds(took));
            }
            // Until what was only needed for the start is given back.
            Thread.sleep(options.number("idleSeconds", 90) * 1000L);
            table.printf("%-22s %10.0f MB%n", "idle memory (PSS)", Machine.memoryMegabytes(product));
            millis.sort(null);
            return new Result(
                    "start",
                    OptionalDouble.empty(),
                    OptionalDouble.empty(),
                    OptionalDouble.empty(),
                    OptionalDouble.of(millis.get(millis.size() / 2)),
                    OptionalDouble.of(millis.get(millis.size() - 1)),
                    OptionalLong.of(product.log().errors(0, List.of()).size()),
                    OptionalLong.empty(),
                    OptionalLong.empty());
        }
    }

    private static long started(Product product) {
        long begun = System.nanoTime();
        product.start();
        return (System.nanoTime() - begun) / 1_000_000;
    }

    private static String seconds(long millis) {
        return String.format(java.util.Locale.ROOT, "%.1f s", millis / 1000.0);
    }
}
