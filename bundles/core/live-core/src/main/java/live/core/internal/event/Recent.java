// SPDX-License-Identifier: Apache-2.0
package live.core.internal.event;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import live.core.event.Event;

/**
 * The newest events without a gap, so that readers who keep up need not ask the database for what this node has just
 * positioned. Thread-safe.
 */
final class Recent {
    private static final int MOST = 5_000;

    private final Deque<Event> events = new ArrayDeque<>();

    /** Adds what follows, in order; a gap may hide what another node positioned, so nothing before it is kept. */
    synchronized void add(List<Event> next) {
        for (Event event : next) {
            Event last = events.peekLast();
            if (last != null && last.position() + 1 != event.position()) {
                events.clear();
            }
            events.addLast(event);
            if (events.size() > MOST) {
                events.removeFirst();
            }
        }
    }

    /** What follows a position, at most {@code limit}; empty if that is not known here. */
    synchronized Optional<List<Event>> after(long position, int limit) {
        Event first = events.peekFirst();
        Event last = events.peekLast();
        if (first == null || last == null || position + 1 < first.position() || position >= last.position()) {
            return Optional.empty();
        }
        // From the newest on: most readers are close behind.
        List<Event> some = new ArrayList<>();
        for (Iterator<Event> newest = events.descendingIterator(); newest.hasNext(); ) {
            Event event = newest.next();
            if (event.position() <= position) {
                break;
            }
            some.add(event);
        }
        Collections.reverse(some);
        return Optional.of(some.subList(0, Math.min(limit, some.size())));
    }
}
