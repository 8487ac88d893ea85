// SPDX-License-Identifier: Apache-2.0
package live.core.health;

import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * How the product is.
 *
 * @param state the worst of all checks
 * @param checks the answer of each, by name
 */
public record HealthReport(Health.State state, SortedMap<String, Health> checks) {
    public HealthReport {
        checks = Collections.unmodifiableSortedMap(new TreeMap<>(checks));
    }
}
