// SPDX-License-Identifier: Apache-2.0
package live.routing.internal.statistics;

/**
 * A contact is to be taken up again at a time.
 *
 * @param stay what it counted for when that was promised
 * @param due when
 */
record Promise(QueueFigures.Key stay, long due) {
    /** Taken up no later than so much after its time it is kept: a quarter of an hour, milliseconds. */
    static final long LATE = Quarter.MILLIS;

    boolean isKept(long now) {
        return now <= due + LATE;
    }
}
