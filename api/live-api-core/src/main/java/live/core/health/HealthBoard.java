// SPDX-License-Identifier: Apache-2.0
package live.core.health;

/** Asks every {@link HealthCheck} that is there. Thread-safe. */
public interface HealthBoard {
    /**
     * How the product is now: no answer in it is older than a second, unless its check is silent. Takes at most 2 s, as a
     * rule a millisecond.
     */
    HealthReport report();
}
