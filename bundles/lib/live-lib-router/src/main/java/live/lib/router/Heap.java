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
final class Heap<E> {
    private static final int NOWHERE = -1;

    /** What has a place in one order: that of the ranks, equal ranks in that of the numbers. */
    abstract static class Item {
        /** No two items have the same. May change while the item is in no heap. */
        long order;

        private int number = NOWHERE;

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
    }

    /** Whatever may be in heaps of one kind, in one of them at a time: each by its number. Holds a million and more. */
    abstract static class Members<E> {
        private long[] orders = new long[LEAST_ROOM];
        /** Where each stands in its heap. */
        private int[] indexes = nowhere(LEAST_ROOM);

        /** Its number while it is in a heap; no other member has the same then. */
        abstract int number(E item);

        abstract E at(int number);

        abstract long rank(E item);

        abstract long order(E item);

        /** Whether it is in a heap. */
        boolean has(E item) {
            int number = number(item);
            return number >= 0 && number < indexes.length && indexes[number] != NOWHERE;
        }

        int enter(E item) {
            if (has(item)) {
                throw new IllegalStateException("in a heap already");
            }
            int number = number(item);
            if (number >= indexes.length) {
                int length = indexes.length;
                orders = Arrays.copyOf(orders, Math.max(length * 2, number + 1));
                indexes = Arrays.copyOf(indexes, orders.length);
                Arrays.fill(indexes, length, indexes.length, NOWHERE);
            }
            orders[number] = order(item);
            return number;
        }

        void leave(E item) {
            indexes[number(item)] = NOWHERE;
        }

        private static int[] nowhere(int length) {
            int[] indexes = new int[length];
            Arrays.fill(indexes, NOWHERE);
            return indexes;
        }
    }

    /** Items that have no number of their own: each gets one while it is in a heap. */
    static final class Items<E extends Item> extends Members<E> {
        private Item[] items = new Item[LEAST_ROOM];
        private int used;
        private int[] vacant = new int[LEAST_ROOM];
        private int vacancies;

        @Override
        int number(E item) {
            return ((Item) item).number;
        }

        @Override
        @SuppressWarnings("unchecked") // nothing else was added
        E at(int number) {
            return (E) items[number];
        }

        @Override
        long rank(E item) {
            return item.rank();
        }

        @Override
        long order(E item) {
            return item.order;
        }

        @Override
        int enter(E item) {
            if (((Item) item).number == NOWHERE) {
                int number = vacancies > 0 ? vacant[--vacancies] : used++;
                if (number == items.length) {
                    items = Arrays.copyOf(items, number * 2);
                }
                items[number] = item;
                ((Item) item).number = number;
            }
            return super.enter(item);
        }

        @Override
        @SuppressWarnings("NullAway") // nobody has this number
        void leave(E item) {
            super.leave(item);
            int number = ((Item) item).number;
            items[number] = null;
            if (vacancies == vacant.length) {
                vacant = Arrays.copyOf(vacant, vacancies * 2);
            }
            vacant[vacancies++] = number;
            ((Item) item).number = NOWHERE;
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
        int number = members.enter(item);
        if (size == heap.length) {
            room(size * 2);
        }
        up(size++, number, members.rank(item));
    }

    void remove(E item) {
        int number = members.number(item);
        int index = members.has(item) ? members.indexes[number] : size;
        if (index >= size || heap[index] != number) {
            throw new IllegalStateException("not in this heap");
        }
        members.leave(item);
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
            ranks[i] = members.rank(members.at(heap[i]));
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
