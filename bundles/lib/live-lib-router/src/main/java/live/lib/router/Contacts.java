// SPDX-License-Identifier: Apache-2.0
package live.lib.router;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.UUID;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/**
 * The contacts of a domain by their ids, in no order, and the ids of those that ended last. One table for both: a new
 * contact is looked for once, and one that ends keeps its cell. Holds a million and more.
 */
final class Contacts implements Iterable<Work> {
    /** So many empty places keep their objects, however few contacts there are. */
    private static final int LEAST_SPARE = 1_000;

    /** Even numbers are places of contacts, odd ones of finished ids. */
    private final Cells cells = new Cells();

    /** By place. A place keeps its object when its contact ends: the next one there is written into it. */
    private @Nullable Work[] works = new Work[64];

    private final Bits present = new Bits();
    /** Places of contacts that have ended lately: whoever still speaks of one must not meet another. */
    private int[] leaving = new int[64];

    private int left;
    /** By place two words each: whoever looks for an id touches no contact but the one that has it. */
    private long[] ids = new long[128];

    private final Finished finished = new Finished();
    /** How many places have ever been used, and those that are empty again. */
    private int used;

    private int[] vacant = new int[64];
    private int vacancies;

    int size() {
        return used - vacancies - left;
    }

    @Nullable
    Work get(UUID id) {
        int cell = cell(id);
        int number = cell < 0 ? 1 : cells.number(cell);
        return (number & 1) == 0 ? works[number >> 1] : null;
    }

    /** Reads where the id stands or would stand. */
    long glance(UUID id) {
        return cells.glance(Cells.hash(id));
    }

    /** Reads where the ids stand that are forgotten when so many contacts more have ended. */
    long glanceAtOldest(int count) {
        long sum = 0;
        for (int i = Math.min(count, finished.size()) - 1; i >= 0; i--) {
            sum += cells.glance(finished.hash(finished.place(i)));
        }
        return sum;
    }

    /** Where the contact with this id stands, or another one; -1 if there is none. Touches no contact. */
    int likelyPlace(UUID id) {
        int cell = cells.first(Cells.hash(id));
        int number = cell < 0 ? 1 : cells.number(cell);
        return (number & 1) == 0 ? number >> 1 : -1;
    }

    /** Reads what a place says of who stands there. */
    long glanceAt(int place) {
        Work work = works[place];
        return ids[2 * place] + (work == null ? 0 : work.order);
    }

    /** Whether it is there or is remembered to have ended. */
    boolean knows(UUID id) {
        return cell(id) >= 0;
    }

    /** Whether it is remembered to have ended. */
    boolean hasEnded(UUID id) {
        int cell = cell(id);
        return cell >= 0 && (cells.number(cell) & 1) == 1;
    }

    /** The ids that are remembered, oldest first. */
    List<UUID> ended() {
        List<UUID> all = new ArrayList<>(finished.size());
        for (int i = 0; i < finished.size(); i++) {
            all.add(finished.id(finished.place(i)));
        }
        return all;
    }

    /** How many places there are; a contact keeps its place as long as it is there. */
    int places() {
        return used;
    }

    /** Who stands at a place, if anybody. */
    @Nullable
    Work at(int place) {
        return present.has(place) ? works[place] : null;
    }

    /** Makes room for a contact that is not known yet: {@link Work#begin} comes next. */
    Work add(Domain domain, UUID id) {
        int place = vacancies > 0 ? vacant[--vacancies] : used++;
        if (place == works.length) {
            works = Arrays.copyOf(works, place * 2);
            ids = Arrays.copyOf(ids, place * 4);
        }
        Work work = works[place];
        if (work == null) {
            work = new Work(domain, place);
            works[place] = work;
        }
        present.set(place, true);
        ids[2 * place] = id.getMostSignificantBits();
        ids[2 * place + 1] = id.getLeastSignificantBits();
        cells.add(Cells.hash(id), place << 1);
        return work;
    }

    /** The contact is over; its id is remembered with so many others. */
    void end(Work work, int kept) {
        UUID id = work.id();
        int cell = cell(id);
        int number = cell < 0 ? 1 : cells.number(cell);
        if ((number & 1) == 1) {
            throw new IllegalStateException("no such contact");
        }
        vacate(number >> 1);
        if (kept == 0) {
            cells.remove(cell);
        } else {
            room();
            cells.renumber(cell, finished.add(id) << 1 | 1);
        }
        while (finished.size() > kept) {
            forgetOldest();
        }
    }

    /** Remembers an id that is not known as one that has ended, after all others. */
    void remember(UUID id) {
        room();
        cells.add(Cells.hash(id), finished.add(id) << 1 | 1);
    }

    private void vacate(int place) {
        present.set(place, false);
        if (left == leaving.length) {
            leaving = Arrays.copyOf(leaving, left * 2);
        }
        leaving[left++] = place;
    }

    /** Nobody speaks any more of what has ended: its places may be given again. */
    void settle() {
        while (left > 0) {
            int place = leaving[--left];
            if (vacancies > LEAST_SPARE && vacancies > used - vacancies) {
                works[place] = null;
            }
            if (vacancies == vacant.length) {
                vacant = Arrays.copyOf(vacant, vacancies * 2);
            }
            vacant[vacancies++] = place;
        }
    }

    private void room() {
        if (finished.isFull()) {
            int[] cellOf = new int[finished.size()];
            for (int i = 0; i < cellOf.length; i++) {
                cellOf[i] = finishedCell(finished.place(i));
            }
            finished.grow();
            for (int i = 0; i < cellOf.length; i++) {
                cells.renumber(cellOf[i], i << 1 | 1);
            }
        }
    }

    private void forgetOldest() {
        cells.remove(finishedCell(finished.place(0)));
        finished.removeOldest();
    }

    private int finishedCell(int place) {
        int hash = finished.hash(place);
        int cell = cells.first(hash);
        while (cells.number(cell) != (place << 1 | 1)) {
            cell = cells.next(cell, hash);
        }
        return cell;
    }

    private int cell(UUID id) {
        int hash = Cells.hash(id);
        int cell = cells.first(hash);
        while (cell >= 0 && !is(cells.number(cell), id)) {
            cell = cells.next(cell, hash);
        }
        return cell;
    }

    private boolean is(int number, UUID id) {
        if ((number & 1) == 1) {
            return finished.is(number >> 1, id);
        }
        return ids[number] == id.getMostSignificantBits() && ids[number + 1] == id.getLeastSignificantBits();
    }

    @Override
    public Iterator<Work> iterator() {
        return new Places();
    }

    Stream<Work> stream() {
        return StreamSupport.stream(spliterator(), false);
    }

    private final class Places implements Iterator<Work> {
        private int place;

        @Override
        public boolean hasNext() {
            while (place < used && !present.has(place)) {
                place++;
            }
            return place < used;
        }

        @Override
        public Work next() {
            Work work = hasNext() ? works[place++] : null;
            if (work == null) {
                throw new NoSuchElementException();
            }
            return work;
        }
    }

    /** Contacts in heaps, by the places that they have here. */
    private abstract static class Placed extends Heap.Members<Work> {
        private final Contacts contacts;

        Placed(Contacts contacts) {
            this.contacts = contacts;
        }

        @Override
        int number(Work work) {
            return work.number;
        }

        @Override
        @SuppressWarnings("NullAway") // what is in a heap is not over
        Work at(int number) {
            return contacts.works[number];
        }
    }

    /** Contacts by claim, then by arrival. */
    static final class ByClaim extends Placed {
        ByClaim(Contacts contacts) {
            super(contacts);
        }

        @Override
        long rank(Work work) {
            return work.claim;
        }

        @Override
        long order(Work work) {
            return work.order;
        }
    }

    /** Contacts by when their phases end, then by when that was said. */
    static final class ByEnd extends Placed {
        ByEnd(Contacts contacts) {
            super(contacts);
        }

        @Override
        long rank(Work work) {
            return work.phaseEnd;
        }

        @Override
        long order(Work work) {
            return work.phaseEndOrder;
        }
    }
}
