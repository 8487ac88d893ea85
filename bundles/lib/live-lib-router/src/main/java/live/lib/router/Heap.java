// SPDX-License-Identifier: Apache-2.0
package live.lib.router;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A binary heap whose items know their place in it, so that any of them leaves in logarithmic time. Items have a total
 * order, so what comes out never depends on how the heap was built.
 */
final class Heap<E extends Heap.Item<E>> {
    /** What may be in one heap at a time. */
    abstract static class Item<E> {
        private int index = -1;

        /** A strict total order. */
        abstract boolean precedes(E other);

        final boolean queued() {
            return index >= 0;
        }
    }

    private Item<E>[] items = array(8);
    private int size;

    @SuppressWarnings({"unchecked", "rawtypes"})
    private static <E> Item<E>[] array(int length) {
        return new Item[length];
    }

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

    void add(E item) {
        if (size == items.length) {
            items = Arrays.copyOf(items, size * 2);
        }
        up(size++, item);
    }

    void remove(E item) {
        Item<E> member = item;
        int index = member.index;
        if (index < 0 || index >= size || items[index] != member) {
            throw new IllegalStateException("not in this heap");
        }
        member.index = -1;
        size--;
        E last = at(size);
        clear(size);
        if (index < size) {
            if (index > 0 && last.precedes(at((index - 1) >> 1))) {
                up(index, last);
            } else {
                down(index, last);
            }
        }
        if (items.length > 64 && size < items.length >> 2) {
            items = Arrays.copyOf(items, items.length >> 1);
        }
    }

    /** Restores the order after the items' keys have changed. */
    void reorder() {
        for (int i = (size >> 1) - 1; i >= 0; i--) {
            down(i, at(i));
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

    @SuppressWarnings("unchecked")
    private E at(int index) {
        return (E) items[index];
    }

    @SuppressWarnings("NullAway") // a slot beyond the size is free
    private void clear(int index) {
        items[index] = null;
    }

    private void put(int index, Item<E> item) {
        items[index] = item;
        item.index = index;
    }

    private void up(int from, E item) {
        int index = from;
        while (index > 0) {
            int parent = (index - 1) >> 1;
            E above = at(parent);
            if (!item.precedes(above)) {
                break;
            }
            put(index, above);
            index = parent;
        }
        put(index, item);
    }

    private void down(int from, E item) {
        int index = from;
        int child;
        while ((child = 2 * index + 1) < size) {
            E below = at(child);
            if (child + 1 < size && at(child + 1).precedes(below)) {
                below = at(++child);
            }
            if (!below.precedes(item)) {
                break;
            }
            put(index, below);
            index = child;
        }
        put(index, item);
    }
}
