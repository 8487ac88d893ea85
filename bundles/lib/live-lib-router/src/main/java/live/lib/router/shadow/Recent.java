// SPDX-License-Identifier: Apache-2.0
package live.lib.router.shadow;

import java.util.UUID;

/** The newest times of a kind. */
final class Recent {
    private final long[] times = new long[64];
    private int count;

    void add(long time) {
        times[count++ % times.length] = time;
    }

    /** One of them, always the same for the same contact at the same moment; -1 if there is none. */
    long some(UUID work) {
        int known = Math.min(count, times.length);
        return known == 0 ? -1 : times[Math.floorMod(work.hashCode() * 0x9E3779B9 >>> 7, known)];
    }
}
