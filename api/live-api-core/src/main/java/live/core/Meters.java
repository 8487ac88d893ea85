// SPDX-License-Identifier: Apache-2.0
package live.core;

import java.util.function.DoubleSupplier;

/**
 * Metrics, exported at {@code /metrics}. Thread-safe.
 *
 * <p>Names are snake case with module and unit: {@code live_channel_received}. Labels are alternating names and values
 * from a small, fixed set; never ids of persons or messages.
 */
public interface Meters {
    /** A counter and timer of that name; the same one for the same name and labels. */
    Meter meter(String name, String... labels);

    /** A value that is read when monitoring asks; closed when its owner leaves. */
    AutoCloseable gauge(String name, DoubleSupplier value, String... labels);
}
