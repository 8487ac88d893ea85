// SPDX-License-Identifier: Apache-2.0
package live.lib.router;

import java.util.AbstractList;
import java.util.Arrays;

/** What an agent has, oldest first, by the places of the contacts: no reference changes with it. */
final class Hand extends AbstractList<Work> {
    private final Contacts contacts;
    private int[] places = new int[2];
    private int size;

    Hand(Contacts contacts) {
        this.contacts = contacts;
    }

    @Override
    public int size() {
        return size;
    }

    @Override
    public Work get(int index) {
        if (index >= size) {
            throw new IndexOutOfBoundsException(index);
        }
        Work work = contacts.at(places[index]);
        if (work == null) {
            throw new IllegalStateException("what is over is in a hand");
        }
        return work;
    }

    @Override
    public boolean add(Work work) {
        if (size == places.length) {
            places = Arrays.copyOf(places, size * 2);
        }
        places[size++] = work.number;
        modCount++;
        return true;
    }

    void drop(Work work) {
        for (int i = 0; i < size; i++) {
            if (places[i] == work.number) {
                System.arraycopy(places, i + 1, places, i, --size - i);
                modCount++;
                return;
            }
        }
    }
}
