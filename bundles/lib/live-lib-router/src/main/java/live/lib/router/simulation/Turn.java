// SPDX-License-Identifier: Apache-2.0
package live.lib.router.simulation;

import java.util.Objects;
import java.util.UUID;
import live.lib.router.Opening;

/**
 * A queue opens or closes.
 *
 * @param at when; the last one at or before the beginning of a day says how it begins
 */
public record Turn(long at, UUID queue, Opening opening) {
    public Turn {
        Objects.requireNonNull(queue);
        Objects.requireNonNull(opening);
    }
}
