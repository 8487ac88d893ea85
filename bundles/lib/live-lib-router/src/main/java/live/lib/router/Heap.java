// SPDX-License-Identifier: Apache-2.0
package live.lib.router;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A heap of four branches that finds any of its items, so that any of them leaves in logarithmic time. Items have a total
 * order, so what comes out never depends on how the heap was built.
 *
 * <p>A heap holds the ranks and the numbers of its items. Where each stands is kept by {@link Members}, not by the item: to
 * move one nobody touches the memory of what waits for long, and the collector hears of no reference that was moved.
 */
final class Heap<E extends Heap.Item> {
    /** What may be in one heap at a time. Items come in the order of their ranks, equal ranks in that of their numbers. */
    abstract static class Item {
        private static final int NOWHERE = -1;

        private int member = NOWHERE;
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
            return member != NOWHERE;
        }
    }

    /** Whatever is in heaps of one kind: each has a number meanwhile. Holds a million and more. */
    static final class Members<E extends Item> {
        private Item[] items = new Item[LEAST_ROOM];
        private long[] orders = new long[LEAST_ROOM];
        /** Where each stands in its heap; of numbers that nobody has: which is the next such. */
        private int[] indexes = new int[LEAST_ROOM];

        private int used;
        private int vacant = Item.NOWHERE;

        private int add(Item item) {
            int member = vacant;
            if (member == Item.NOWHERE) {
                member = used++;
                if (member == items.length) {
                    items = Arrays.copyOf(items, member * 2);
                    orders = Arrays.copyOf(orders, member * 2);
                    indexes = Arrays.copyOf(indexes, member * 2);
                }
            } else {
                vacant = indexes[member];
            }
            items[member] = item;
            orders[member] = item.order;
            item.member = member;
            return member;
        }

        @SuppressWarnings("NullAway") // nobody has this number
        private void remove(Item item) {
            int member = item.member;
            items[member] = null;
            indexes[member] = vacant;
            vacant = member;
            item.member = Item.NOWHERE;
        }

        @SuppressWarnings("unchecked") // nothing else was added
        private E at(int member) {
            return (E) items[member];
        }
    }

    private static final int LEAST_ROOM = 8;

    private final Members<E> members;
    private long[] ranks = new long[LEAST_ROOM];
    private int[] heap = new int[LEAST_ROOM];
    private int size;

    Heap(Members<E> members) {
        this.members = members;
    }

    int size() {
        return size;
    }

    boolean isEmpty() {
        return size == 0;
    }

    @Nullable
    E first() {
        return size == 0 ? null : members.at(heap[0]);
    }

    /** The rank of the first; {@link Long#MAX_VALUE} if there is none. */
    long firstRank() {
        return size == 0 ? Long.MAX_VALUE : ranks[0];
    }

    void add(E item) {
        if (((Item) item).member != Item.NOWHERE) {
            throw new IllegalStateException("in a heap already");
        }
        if (size == heap.length) {
            room(size * 2);
        }
        up(size++, members.add(item), item.rank());
    }

    void remove(E item) {
        int member = ((Item) item).member;
        int index = member == Item.NOWHERE ? size : members.indexes[member];
        if (index >= size || heap[index] != member) {
            throw new IllegalStateException("not in this heap");
        }
        members.remove(item);
        size--;
        if (index < size) {
            place(index, heap[size], ranks[size]);
        }
        if (size > LEAST_ROOM * 8 && size < heap.length >> 2) {
            room(heap.length >> 1);
        }
    }

    /** Restores the order after the items' ranks have changed. */
    void reorder() {
        for (int i = 0; i < size; i++) {
            ranks[i] = members.at(heap[i]).rank();
        }
        for (int i = (size - 2) >> 2; i >= 0; i--) {
            down(i, heap[i], ranks[i]);
        }
    }

    /** All items, in no order. */
    List<E> items() {
        List<E> all = new ArrayList<>(size);
        for (int i = 0; i < size; i++) {
            all.add(members.at(heap[i]));
        }
        return all;
    }

    private void room(int length) {
        heap = Arrays.copyOf(heap, length);
        ranks = Arrays.copyOf(ranks, length);
    }

    private void put(int index, int member, long rank) {
        ranks[index] = rank;
        heap[index] = member;
        members.indexes[member] = index;
    }

    private boolean precedes(int member, long rank, int other, long otherRank) {
        return rank != otherRank ? rank < otherRank : members.orders[member] < members.orders[other];
    }

    private void place(int index, int member, long rank) {
        int parent = (index - 1) >> 2;
        if (index > 0 && precedes(member, rank, heap[parent], ranks[parent])) {
            up(index, member, rank);
        } else {
            down(index, member, rank);
        }
    }

    private void up(int from, int member, long rank) {
        int index = from;
        while (index > 0) {
            int parent = (index - 1) >> 2;
            if (!precedes(member, rank, heap[parent], ranks[parent])) {
                break;
            }
            put(index, heap[parent], ranks[parent]);
            index = parent;
        }
        put(index, member, rank);
    }

    private void down(int from, int member, long rank) {
        int index = from;
        int child;
        while ((child = 4 * index + 1) < size) {
            child = firstOf(child, Math.min(child + 4, size));
            if (!precedes(heap[child], ranks[child], member, rank)) {
                break;
            }
            put(index, heap[child], ranks[child]);
            index = child;
        }
        put(index, member, rank);
    }

    private int firstOf(int from, int to) {
        int first = from;
        for (int i = from + 1; i < to; i++) {
            if (precedes(heap[i], ranks[i], heap[first], ranks[first])) {
                first = i;
            }
        }
        return first;
    }
}
