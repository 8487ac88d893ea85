// SPDX-License-Identifier: Apache-2.0
package live.lib.router;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Numbers the media in the order in which they are first named, and knows which block which. */
final class Media {
    /** So many fit into the bits of a long. */
    static final int LIMIT = 64;

    private final Map<String, Integer> indexes = new HashMap<>();
    private final List<String> names = new ArrayList<>();
    private long[] blockers = {};

    int size() {
        return names.size();
    }

    List<String> names() {
        return names;
    }

    boolean knows(String medium) {
        return indexes.containsKey(medium);
    }

    boolean knowsOrHasRoomFor(String medium) {
        return knows(medium) || names.size() < LIMIT;
    }

    int index(String medium) {
        Integer known = indexes.get(medium);
        if (known != null) {
            return known;
        }
        if (names.size() == LIMIT) {
            throw new IllegalArgumentException("more than " + LIMIT + " media");
        }
        int index = names.size();
        names.add(medium);
        indexes.put(medium, index);
        return index;
    }

    /** The number of a medium; one that no medium has if it was never named. */
    int indexOrNone(String medium) {
        return indexes.getOrDefault(medium, LIMIT);
    }

    void define(List<MediumRule> rules) {
        long[] defined = new long[LIMIT];
        for (MediumRule rule : rules) {
            int medium = index(rule.medium());
            for (String blocker : rule.blockedBy()) {
                defined[medium] |= 1L << index(blocker);
            }
        }
        blockers = Arrays.copyOf(defined, LIMIT);
    }

    long blockers(int medium) {
        return medium < blockers.length ? blockers[medium] : 0;
    }
}
