// SPDX-License-Identifier: Apache-2.0
package live.lib.router;

import java.util.Objects;

/**
 * How many units of a medium an agent handles at once; each contact takes the units that its request names.
 *
 * @param medium its name, or {@link #OTHERS}
 */
public record Units(String medium, int units) {
    /** Stands for each medium that has no line of its own. */
    public static final String OTHERS = "*";

    public Units {
        Objects.requireNonNull(medium);
        if (units < 0 || units > 1_000_000) {
            throw new IllegalArgumentException("capacity out of bounds");
        }
    }
}
