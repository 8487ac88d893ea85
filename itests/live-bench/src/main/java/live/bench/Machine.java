// SPDX-License-Identifier: Apache-2.0
package live.bench;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import live.itest.Product;

/** What the figures depend on. */
final class Machine {
    private Machine() {}

    /** Cores and the cost of making a block durable. */
    static String describe() throws IOException {
        return String.format(
                Locale.ROOT,
                "%d cores, fdatasync of 8 kB: median %.0f µs",
                Runtime.getRuntime().availableProcessors(),
                syncNanos() / 1000.0);
    }

    private static long syncNanos() throws IOException {
        Path file = Files.createTempFile(Product.place(), "live-bench", ".sync");
        long[] nanos = new long[200];
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            ByteBuffer block = ByteBuffer.allocateDirect(8192);
            for (int i = 0; i < nanos.length; i++) {
                block.clear();
                channel.write(block, 0);
                long begun = System.nanoTime();
                channel.force(false);
                nanos[i] = System.nanoTime() - begun;
            }
        } finally {
            Files.delete(file);
        }
        Arrays.sort(nanos);
        return nanos[nanos.length / 2];
    }

    /** Proportional memory of a product, its database included, in megabytes. */
    static double memoryMegabytes(Product product) {
        Stream<ProcessHandle> all = Stream.of(product.process(), product.database())
                .flatMap(Optional::stream)
                .flatMap(process -> Stream.concat(Stream.of(process), process.descendants()))
                .distinct();
        return all.mapToLong(process -> proportionalKilobytes(process.pid())).sum() / 1024.0;
    }

    private static long proportionalKilobytes(long pid) {
        try {
            List<String> lines = Files.readAllLines(Path.of("/proc/" + pid + "/smaps_rollup"));
            return lines.stream()
                    .filter(line -> line.startsWith("Pss:"))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                    .sum();
        } catch (IOException gone) {
            return 0;
        }
    }
}
