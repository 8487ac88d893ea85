// SPDX-License-Identifier: Apache-2.0
package live.bench;

import com.sun.management.OperatingSystemMXBean;
import com.sun.management.ThreadMXBean;
import java.io.PrintStream;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a stretch of work cost, by who did it: processor time and memory of each thread of this process, by its name, and
 * the processor time of the collector and compiler, and of the processes begun from here. Threads that end meanwhile are
 * not counted.
 */
final class Shares {
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private static final String REST = "collector, compiler";
    private static final String CHILDREN = "other processes";

    private final Map<String, Share> before = now();
    private final long pausedBefore = pausedMillis();

    /** Processor time and what was allocated. */
    private record Share(long nanos, long bytes) {
        Share plus(Share other) {
            return new Share(nanos + other.nanos, bytes + other.bytes);
        }
    }

    /** Since this was made, for each of so many decisions. */
    void print(PrintStream table, long decisions) {
        long paused = pausedMillis() - pausedBefore;
        table.printf("%-22s %12s %14s%n", "share of a decision", "CPU µs", "bytes");
        now().forEach((name, share) -> {
            Share was = before.getOrDefault(name, new Share(0, 0));
            double micros = (share.nanos() - was.nanos()) / 1e3 / Math.max(1, decisions);
            double bytes = (double) (share.bytes() - was.bytes()) / Math.max(1, decisions);
            if (micros >= 0.05) {
                table.printf("  %-20s %12.2f %,14.0f%n", name, micros, bytes);
            }
        });
        table.printf("  the collector held everything up for %,d ms%n", paused);
    }

    private static Map<String, Share> now() {
        Map<String, Share> shares = new TreeMap<>();
        long all = 0;
        for (long id : THREADS.getAllThreadIds()) {
            var thread = THREADS.getThreadInfo(id);
            long nanos = THREADS.getThreadCpuTime(id);
            if (thread != null && nanos >= 0) {
                shares.merge(
                        thread.getThreadName(), new Share(nanos, THREADS.getThreadAllocatedBytes(id)), Share::plus);
                all += nanos;
            }
        }
        OperatingSystemMXBean system = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        shares.put(REST, new Share(system.getProcessCpuTime() - all, 0));
        long children = ProcessHandle.current()
                .descendants()
                .mapToLong(child ->
                        child.info().totalCpuDuration().orElse(Duration.ZERO).toNanos())
                .sum();
        shares.put(CHILDREN, new Share(children, 0));
        return shares;
    }

    private static long pausedMillis() {
        // A collector that works beside the program tells its cycles, too, during which nothing stands still.
        return ManagementFactory.getGarbageCollectorMXBeans().stream()
                .filter(collector -> !collector.getName().endsWith("Cycles"))
                .mapToLong(GarbageCollectorMXBean::getCollectionTime)
                .sum();
    }
}
