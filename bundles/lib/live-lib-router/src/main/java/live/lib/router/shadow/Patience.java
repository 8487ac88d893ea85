// SPDX-License-Identifier: Apache-2.0
package live.lib.router.shadow;

import java.util.UUID;

/** How long people wait before they give up, by those who did and those who need not. */
final class Patience {
    private double waited;
    private long left;

    void add(long wait, boolean gaveUp) {
        waited += Math.max(0, wait);
        left += gaveUp ? 1 : 0;
    }

    /** How much longer somebody waits, exponentially distributed; -1 if nobody ever gave up. */
    long further(UUID work) {
        double even = (mixed(work) >>> 11) * 0x1.0p-53;
        return left == 0 ? -1 : (long) (-waited / left * Math.log1p(-even));
    }

    private static long mixed(UUID work) {
        long z = work.getMostSignificantBits() ^ Long.rotateLeft(work.getLeastSignificantBits(), 32);
        z = (z ^ z >>> 30) * 0xBF58476D1CE4E5B9L;
        z = (z ^ z >>> 27) * 0x94D049BB133111EBL;
        return z ^ z >>> 31;
    }
}
