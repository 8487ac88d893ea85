// SPDX-License-Identifier: Apache-2.0
package live.push.internal.visitor;

/** How many frames one line may say: some at once, and so many a second for long. Not thread-safe. */
final class Pace {
    private static final double NANOS = 1e9;

    private final int perSecond;
    private final int atOnce;
    private double left;
    private long looked;

    Pace(int perSecond, int atOnce, long now) {
        this.perSecond = perSecond;
        this.atOnce = atOnce;
        this.left = atOnce;
        this.looked = now;
    }

    /** Counts a frame; false if it is one too many. */
    boolean allows(long now) {
        left = Math.min(atOnce, left + (now - looked) / NANOS * perSecond);
        looked = now;
        if (left < 1) {
            return false;
        }
        left--;
        return true;
    }
}
