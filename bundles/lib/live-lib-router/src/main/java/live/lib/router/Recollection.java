// SPDX-License-Identifier: Apache-2.0
package live.lib.router;

import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What an entry decided when it was recorded. A strategy from outside need not be there to know whom it chose then, so
 * whatever becomes of it, nobody loses a contact that he was given.
 */
final class Recollection {
    private final List<Decision> decisions;
    private int next;

    Recollection(List<Decision> decisions) {
        this.decisions = decisions;
    }

    /** Who got this offer, if it was made of this contact, or was held for it. To be asked in the order of the offers. */
    @Nullable
    UUID receiver(long offer, UUID work) {
        while (next < decisions.size()) {
            if (decisions.get(next) instanceof Decision.Offered offered && offered.offer() >= offer) {
                return offered.offer() == offer && offered.work().equals(work) ? offered.agent() : null;
            }
            if (decisions.get(next) instanceof Decision.Reserved reserved
                    && reserved.reservation().equals(work)) {
                return reserved.agent();
            }
            next++;
        }
        return null;
    }
}
