// SPDX-License-Identifier: Apache-2.0
package live.store.internal.migration;

import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import live.core.health.Health;

/** The modules without tables: those that wait for theirs, and those that cannot have them. Thread-safe. */
final class Missing {
    /** Without these nobody can sign in, or no contact reaches anybody. */
    private static final Set<String> VITAL =
            Set.of("core", "directory", "security", "channels", "ticketing", "routing");

    private final Set<String> there = new TreeSet<>();
    private final Set<String> waiting = new TreeSet<>();
    private final Map<String, String> failed = new TreeMap<>();

    synchronized void waits(String module) {
        waiting.add(module);
    }

    synchronized void fails(String module, String why) {
        waiting.remove(module);
        failed.put(module, why);
    }

    /** The module has its tables, or is gone. */
    synchronized void settles(String module) {
        there.add(module);
        waiting.remove(module);
        failed.remove(module);
    }

    synchronized Health health() {
        if (failed.keySet().stream().anyMatch(VITAL::contains)) {
            return Health.down(
                    "store.migration.failed", "These modules are off, and nobody can work without them: " + failed);
        }
        if (!waiting.isEmpty()) {
            String told = "Tables are being made for: " + waiting;
            // Who is at work already is not held up by a module that comes meanwhile.
            return there.containsAll(VITAL) && waiting.stream().noneMatch(VITAL::contains)
                    ? Health.degraded("store.migration.waiting", told)
                    : Health.down("store.migration.waiting", told);
        }
        return failed.isEmpty()
                ? Health.OK
                : Health.degraded("store.migration.failed", "These modules are off: " + failed);
    }
}
