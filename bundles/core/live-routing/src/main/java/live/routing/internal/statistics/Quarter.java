// SPDX-License-Identifier: Apache-2.0
package live.routing.internal.statistics;

/** The interval of the figures. Every time zone in use begins its days and hours with a quarter of an hour. */
public final class Quarter {
    /** Its length, milliseconds. */
    public static final long MILLIS = 900_000;

    private Quarter() {}

    /** When the quarter begins that a moment is in. */
    public static long of(long at) {
        return Math.floorDiv(at, MILLIS) * MILLIS;
    }

    /** When the next one begins, or this moment if one does. */
    public static long from(long at) {
        return of(at + MILLIS - 1);
    }
}
