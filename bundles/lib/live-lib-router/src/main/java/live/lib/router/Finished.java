// SPDX-License-Identifier: Apache-2.0
package live.lib.router;

import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.UUID;

/** The ids of the contacts that ended last. */
final class Finished {
    private final LinkedHashSet<UUID> ids = new LinkedHashSet<>();

    void add(UUID work, int kept) {
        ids.add(work);
        Iterator<UUID> oldest = ids.iterator();
        while (ids.size() > kept) {
            oldest.next();
            oldest.remove();
        }
    }

    boolean contains(UUID work) {
        return ids.contains(work);
    }

    /** Oldest first. */
    Set<UUID> ids() {
        return ids;
    }
}
