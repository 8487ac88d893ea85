// SPDX-License-Identifier: Apache-2.0
package live.observe.internal.shell;

import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryUsage;
import java.util.Comparator;
import java.util.List;
import live.core.health.Dump;
import live.core.health.HealthBoard;
import org.apache.karaf.shell.api.action.Action;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.apache.karaf.shell.api.console.Session;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.BundleContext;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceReference;

/** {@code live:dump}. */
@Service
@Command(scope = "live", name = "dump", description = "Prints what the product is doing right now")
public class DumpCommand implements Action {
    private static final long MEGABYTE = 1024L * 1024;

    @Reference
    private @Nullable BundleContext context;

    @Reference
    private @Nullable HealthBoard board;

    @Reference
    private @Nullable Session session;

    @Override
    public @Nullable Object execute() throws InvalidSyntaxException {
        if (context == null || board == null || session == null) {
            throw new IllegalStateException("the shell has not filled this command");
        }
        PrintStream out = session.getConsole();
        machine(out);
        out.println("health");
        board.report()
                .checks()
                .forEach((name, health) -> out.println(
                        "  " + name + ": " + health.state() + " " + health.code() + " " + health.message()));
        List<ServiceReference<Dump>> dumps = context.getServiceReferences(Dump.class, null).stream()
                .sorted(Comparator.comparing(DumpCommand::name))
                .toList();
        for (ServiceReference<Dump> reference : dumps) {
            print(context, reference, out);
        }
        return null;
    }

    private static void machine(PrintStream out) {
        MemoryUsage heap = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage();
        out.println("jvm");
        out.println(
                "  up " + ManagementFactory.getRuntimeMXBean().getUptime() / 1_000 + " s, Java " + Runtime.version());
        out.println("  heap " + heap.getUsed() / MEGABYTE + " of " + heap.getMax() / MEGABYTE + " MB");
        out.println("  threads " + ManagementFactory.getThreadMXBean().getThreadCount());
    }

    private static void print(BundleContext context, ServiceReference<Dump> reference, PrintStream out) {
        Dump dump = context.getService(reference);
        if (dump == null) {
            return;
        }
        try {
            out.println(name(reference));
            dump.lines().forEach(line -> out.println("  " + line));
        } finally {
            context.ungetService(reference);
        }
    }

    private static String name(ServiceReference<Dump> reference) {
        return String.valueOf(reference.getProperty("name"));
    }
}
