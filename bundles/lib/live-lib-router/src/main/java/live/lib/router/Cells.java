// SPDX-License-Identifier: Apache-2.0
package live.lib.router;

import java.util.UUID;

/**
 * Numbers found by hash: the table under {@link Contacts}. A cell holds hash and number in one word
 * of one array, so that looking for something mostly costs one touch of memory. Whoever looks compares what the numbers
 * stand for.
 */
final class Cells {
    /** Empty cells are 0; a number is stored as itself plus one. */
    private long[] cells = new long[64];

    private int size;

    static int hash(UUID id) {
        return hash(id.getMostSignificantBits(), id.getLeastSignificantBits());
    }

    /** Ids may differ in a few bits anywhere; their hashes differ in the upper ones, by which cells are chosen. */
    static int hash(long most, long least) {
        long mixed = (most ^ Long.rotateLeft(least, 32)) * 0x9E3779B97F4A7C15L;
        return (int) ((mixed ^ mixed >>> 29) * 0xBF58476D1CE4E5B9L >>> 32);
    }

    /** The first cell with this hash; -1 if there is none. */
    int first(int hash) {
        return from(home(hash), hash);
    }

    /** The next cell with this hash after one that holds something else. */
    int next(int cell, int hash) {
        return from(cell + 1 & cells.length - 1, hash);
    }

    private int from(int start, int hash) {
        for (int cell = start; cells[cell] != 0; cell = cell + 1 & cells.length - 1) {
            if (cells[cell] >>> 32 == (hash & 0xFFFFFFFFL)) {
                return cell;
            }
        }
        return -1;
    }

    /** Reads the place where this hash would stand. */
    long glance(int hash) {
        return cells[home(hash)];
    }

    int number(int cell) {
        return (int) cells[cell] - 1;
    }

    /** The same thing has another number from now on. */
    void renumber(int cell, int number) {
        cells[cell] = cells[cell] & 0xFFFFFFFF00000000L | number + 1;
    }

    void add(int hash, int number) {
        if (++size > cells.length >> 1) {
            grow();
        }
        put((long) hash << 32 | number + 1);
    }

    private void grow() {
        long[] old = cells;
        cells = new long[old.length * 2];
        for (long content : old) {
            if (content != 0) {
                put(content);
            }
        }
    }

    private void put(long content) {
        int cell = home((int) (content >>> 32));
        while (cells[cell] != 0) {
            cell = cell + 1 & cells.length - 1;
        }
        cells[cell] = content;
    }

    /** Empties a cell and closes the gap: whatever could not be put at its own place moves towards it. */
    void remove(int cell) {
        size--;
        int mask = cells.length - 1;
        int gap = cell;
        for (int next = gap + 1 & mask; cells[next] != 0; next = next + 1 & mask) {
            int away = next - home((int) (cells[next] >>> 32)) & mask;
            if (away >= (next - gap & mask)) {
                cells[gap] = cells[next];
                gap = next;
            }
        }
        cells[gap] = 0;
    }

    private int home(int hash) {
        return hash >>> 1 + Integer.numberOfLeadingZeros(cells.length);
    }
}
