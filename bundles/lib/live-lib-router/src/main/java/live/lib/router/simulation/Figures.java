// SPDX-License-Identifier: Apache-2.0
package live.lib.router.simulation;

import java.util.ArrayList;
import java.util.List;
import java.util.function.ToLongFunction;
import live.lib.router.Request;

/**
 * What customers and agents felt in an interval. Contacts count where they come, time of agents where it passes.
 *
 * @param at when the interval begins
 * @param offered contacts that came
 * @param answered of these, those that an agent took
 * @param left of these, those that went unserved
 * @param within of these, those that were answered within the target
 * @param waitMillis of those that were answered, together
 * @param busyMillis of agents with a contact; of one who handles several at once each contact counts
 * @param staffedMillis of agents who were at work
 */
public record Figures(
        long at,
        int offered,
        int answered,
        int left,
        int within,
        long waitMillis,
        long busyMillis,
        long staffedMillis) {

    /**
     * Counts.
     *
     * @param targetMillis a wait of exactly this long is still within it
     */
    public static List<Figures> of(
            List<Fate> fates, List<Shift> shifts, long begin, long intervalMillis, int intervals, long targetMillis) {
        return of(fates, shifts, begin, intervalMillis, intervals, contact -> targetMillis);
    }

    /**
     * Counts.
     *
     * @param target of each contact, milliseconds; a wait of exactly this long is still within it
     */
    public static List<Figures> of(
            List<Fate> fates,
            List<Shift> shifts,
            long begin,
            long intervalMillis,
            int intervals,
            ToLongFunction<Request> target) {
        List<Figures> all = new ArrayList<>(intervals);
        int[][] counts = new int[intervals][4];
        long[] waits = new long[intervals];
        long[] busy = new long[intervals];
        long[] staffed = new long[intervals];
        for (Fate fate : fates) {
            long place = Math.floorDiv(fate.request().enqueuedAt() - begin, intervalMillis);
            if (place >= 0 && place < intervals) {
                int i = (int) place;
                counts[i][0]++;
                counts[i][1] += fate.answered() ? 1 : 0;
                counts[i][2] += fate.left() ? 1 : 0;
                counts[i][3] += fate.answered() && fate.waited() <= target.applyAsLong(fate.request()) ? 1 : 0;
                waits[i] += fate.answered() ? fate.waited() : 0;
            }
            if (fate.answered()) {
                spread(busy, fate.answeredAt() - begin, fate.endedAt() - begin, intervalMillis);
            }
        }
        shifts.forEach(shift -> spread(staffed, shift.from() - begin, shift.until() - begin, intervalMillis));
        for (int i = 0; i < intervals; i++) {
            int[] count = counts[i];
            all.add(new Figures(
                    begin + i * intervalMillis, count[0], count[1], count[2], count[3], waits[i], busy[i], staffed[i]));
        }
        return all;
    }

    private static void spread(long[] intervals, long from, long until, long length) {
        long first = Math.max(0, Math.floorDiv(from, length));
        for (long i = first; i < intervals.length && i * length < until; i++) {
            intervals[(int) i] += Math.min(until, (i + 1) * length) - Math.max(from, i * length);
        }
    }

    /** Both together; the time is this one's. */
    public Figures plus(Figures other) {
        return new Figures(
                at,
                offered + other.offered,
                answered + other.answered,
                left + other.left,
                within + other.within,
                waitMillis + other.waitMillis,
                busyMillis + other.busyMillis,
                staffedMillis + other.staffedMillis);
    }

    /** Answered within the target, of all that came; 1 if none came. */
    public double serviceLevel() {
        return offered == 0 ? 1 : (double) within / offered;
    }

    /** Seconds that an answered contact waited on average; 0 if none was answered. */
    public double averageWaitSeconds() {
        return answered == 0 ? 0 : waitMillis / 1_000.0 / answered;
    }

    /** Of all that came, those that went unserved; 0 if none came. */
    public double abandonment() {
        return offered == 0 ? 0 : (double) left / offered;
    }

    /** How much of their time at work agents had a contact; 0 if nobody was there. */
    public double occupancy() {
        return staffedMillis == 0 ? 0 : (double) busyMillis / staffedMillis;
    }
}
