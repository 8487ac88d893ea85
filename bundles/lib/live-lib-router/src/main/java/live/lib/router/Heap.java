// SPDX-License-Identifier: Apache-2.0
package live.lib.router;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A heap of four branches whose items know their place in it, so that any of them leaves in logarithmic time. Items have
 * a total order, so what comes out never depends on how the heap was built. Ranks are kept beside the items: of those
 * that wait for long nobody wants to touch the memory just to compare them.
 */
final class Heap<E extends Heap.Item> {
    /** What may be in one heap at a time. Items come in the order of their ranks, equal ranks in that of their numbers. */
    abstract static class Item {
        private int index = -1;
        /** No two items have the same. */
        final long order;

        Item(long order) {
            this.order = order;
        }

        /** May change while the item is in no heap, or before {@link Heap#reorder}. */
        abstract long rank();

        final boolean precedes(Item other) {
            long rank = rank();
            long otherRank = other.rank();
            return rank != otherRank ? rank < otherRank : order < other.order;
        }

        final boolean queued() {
            return index >= 0;
        }
    }

    private static final int LEAST_ROOM = 8;

    private long[] ranks = new long[LEAST_ROOM];
    private Item[] items = new Item[LEAST_ROOM];
    private int size;

    int size() {
        return size;
    }

    boolean isEmpty() {
        return size == 0;
    }

    @Nullable
    E first() {
        return size == 0 ? null : at(0);
    }

    /** The rank of the first; {@link Long#MAX_VALUE} if there is none. */
    long firstRank() {
        return size == 0 ? Long.MAX_VALUE : ranks[0];
    }

    void add(E item) {
        if (size == items.length) {
            room(size * 2);
        }
        up(size++, item, item.rank());
    }

    void remove(E item) {
        Item member = item;
        int index = member.index;
        if (index < 0 || index >= size || items[index] != member) {
            throw new IllegalStateException("not in this heap");
        }
        member.index = -1;
        size--;
        Item last = items[size];
        clear(size);
        if (index < size) {
            place(index, last, ranks[size]);
        }
        if (size > LEAST_ROOM * 8 && size < items.length >> 2) {
            room(items.length >> 1);
        }
    }

    /** Restores the order after the items' ranks have changed. */
    void reorder() {
        for (int i = 0; i < size; i++) {
            ranks[i] = items[i].rank();
        }
        for (int i = (size - 2) >> 2; i >= 0; i--) {
            down(i, items[i], ranks[i]);
        }
    }

    /** All items, in no order. */
    List<E> items() {
        List<E> all = new ArrayList<>(size);
        for (int i = 0; i < size; i++) {
            all.add(at(i));
        }
        return all;
    }

    @SuppressWarnings("unchecked") // nothing else was added
    private E at(int index) {
        return (E) items[index];
    }

    @SuppressWarnings("NullAway") // a slot beyond the size is free
    private void clear(int index) {
        items[index] = null;
    }

    private void room(int length) {
        items = Arrays.copyOf(items, length);
        ranks = Arrays.copyOf(ranks, length);
    }

    private void put(int index, Item item, long rank) {
        ranks[index] = rank;
        items[index] = item;
        item.index = index;
    }

    private static boolean precedes(Item item, long rank, Item other, long otherRank) {
        return rank != otherRank ? rank < otherRank : item.order < other.order;
    }

    private void place(int index, Item item, long rank) {
        int parent = (index - 1) >> 2;
        if (index > 0 && precedes(item, rank, items[parent], ranks[parent])) {
            up(index, item, rank);
        } else {
            down(index, item, rank);
        }
    }

    private void up(int from, Item item, long rank) {
        int index = from;
        while (index > 0) {
            int parent = (index - 1) >> 2;
            if (!precedes(item, rank, items[parent], ranks[parent])) {
                break;
            }
            put(index, items[parent], ranks[parent]);
            index = parent;
        }
        put(index, item, rank);
    }

    private void down(int from, Item item, long rank) {
        int index = from;
        int child;
        while ((child = 4 * index + 1) < size) {
            child = firstOf(child, Math.min(child + 4, size));
            if (!precedes(items[child], ranks[child], item, rank)) {
                break;
            }
            put(index, items[child], ranks[child]);
            index = child;
        }
        put(index, item, rank);
    }

    private int firstOf(int from, int to) {
        int first = from;
        for (int i = from + 1; i < to; i++) {
            if (precedes(items[i], ranks[i], items[first], ranks[first])) {
                first = i;
            }
        }
        return first;
    }
}
