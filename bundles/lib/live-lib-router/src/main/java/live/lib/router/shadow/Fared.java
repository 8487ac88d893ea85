// SPDX-License-Identifier: Apache-2.0
package live.lib.router.shadow;

import java.util.UUID;
import live.lib.router.Explanation;
import org.jspecify.annotations.Nullable;

/** How a contact fares by one set of rules. Not thread-safe. */
final class Fared {
    boolean settled;
    /** When it was answered or gone. */
    long at;
    /** Who answered; null if nobody did. */
    @Nullable
    UUID agent;

    int ring;

    @Nullable
    Explanation explanation;

    void answered(UUID by, long now) {
        if (!settled) {
            settled = true;
            at = now;
            agent = by;
        }
    }

    void gone(long now) {
        if (!settled) {
            settled = true;
            at = now;
        }
    }
}
