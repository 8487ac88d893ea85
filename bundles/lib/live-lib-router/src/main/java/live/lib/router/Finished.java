// SPDX-License-Identifier: Apache-2.0
package live.lib.router;

import java.util.UUID;

/** The ids of the contacts that ended last, in a ring of numbered places: two words for each, and no object. */
final class Finished {
    private long[] ids = new long[128];
    private int oldest;
    private int size;

    int size() {
        return size;
    }

    boolean isFull() {
        return size * 2 == ids.length;
    }

    /** The place of the one that ended before all others but {@code index}. */
    int place(int index) {
        return oldest + index & (ids.length >> 1) - 1;
    }

    boolean is(int place, UUID id) {
        return ids[2 * place] == id.getMostSignificantBits() && ids[2 * place + 1] == id.getLeastSignificantBits();
    }

    UUID id(int place) {
        return new UUID(ids[2 * place], ids[2 * place + 1]);
    }

    int hash(int place) {
        return Cells.hash(ids[2 * place], ids[2 * place + 1]);
    }

    /** Answers the place that it got. There must be room. */
    int add(UUID id) {
        int place = place(size++);
        ids[2 * place] = id.getMostSignificantBits();
        ids[2 * place + 1] = id.getLeastSignificantBits();
        return place;
    }

    void removeOldest() {
        oldest = place(1);
        size--;
    }

    /** Makes room for twice as many. All places change: they are counted from 0, oldest first. */
    void grow() {
        long[] roomier = new long[ids.length * 2];
        int tail = ids.length - 2 * oldest;
        System.arraycopy(ids, 2 * oldest, roomier, 0, tail);
        System.arraycopy(ids, 0, roomier, tail, 2 * oldest);
        ids = roomier;
        oldest = 0;
    }
}
