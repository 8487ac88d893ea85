// SPDX-License-Identifier: Apache-2.0
package live.lib.router;

import java.util.Objects;

/** How many units of a medium an agent handles at once; each contact takes the units that its request names. */
public record Units(String medium, int units) {
    public Units {
        Objects.requireNonNull(medium);
        if (units < 0 || units > 1_000_000) {
            throw new IllegalArgumentException("capacity out of bounds");
        }
    }
}
