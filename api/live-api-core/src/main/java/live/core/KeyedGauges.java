// SPDX-License-Identifier: Apache-2.0
package live.core;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/** Gauges of things that come and go, such as queues: each thing has its own for as long as it is there. Thread-safe. */
public final class KeyedGauges<K> implements AutoCloseable {
    private final Function<K, List<AutoCloseable>> gauges;
    private final Map<K, List<AutoCloseable>> shown = new HashMap<>();
    private boolean closed;

    /**
     * @param gauges makes those of a thing, with {@link Meters#gauge}
     */
    public KeyedGauges(Function<K, List<AutoCloseable>> gauges) {
        this.gauges = gauges;
    }

    /** From now on these are there and no others. */
    public synchronized void show(Collection<K> present) throws Exception {
        if (closed) {
            return;
        }
        for (K key : Set.copyOf(shown.keySet())) {
            if (!present.contains(key)) {
                remove(key);
            }
        }
        present.forEach(key -> shown.computeIfAbsent(key, gauges));
    }

    @Override
    public synchronized void close() throws Exception {
        closed = true;
        for (K key : Set.copyOf(shown.keySet())) {
            remove(key);
        }
    }

    private void remove(K key) throws Exception {
        for (AutoCloseable gauge : shown.getOrDefault(key, List.of())) {
            gauge.close();
        }
        shown.remove(key);
    }
}
