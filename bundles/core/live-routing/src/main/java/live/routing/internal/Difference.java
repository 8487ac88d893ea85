// SPDX-License-Identifier: Apache-2.0
package live.routing.internal;

import java.time.Instant;
import live.routing.WorkId;

/**
 * Something of which an origin of work says otherwise than routing.
 *
 * @param origin its name
 * @param since when it was first seen
 * @param tries how often it was mended; more than once when that did not help
 */
public record Difference(String origin, WorkId work, Kind kind, Instant since, int tries) {
    /** What differs. */
    public enum Kind {
        /** It is over, and routing has it. Mended by taking it out of routing. */
        OVER(true),
        /** It is open, and routing does not know it. Mended by submitting it again. */
        MISSING(true),
        /** It is open, and ended in routing. A person has to say what becomes of it. */
        ENDED(false),
        /** Both say who has it, and it is not the same. People may have decided so. */
        OWNER(false);

        private final boolean mendable;

        Kind(boolean mendable) {
            this.mendable = mendable;
        }

        /** Whether routing can mend it by itself. */
        public boolean mendable() {
            return mendable;
        }
    }
}
