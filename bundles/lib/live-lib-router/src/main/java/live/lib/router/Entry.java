// SPDX-License-Identifier: Apache-2.0
package live.lib.router;

import java.util.Objects;

/**
 * One line of the journal: an input and when it came.
 *
 * @param at when, milliseconds; an entry older than its predecessor is taken to come at the same time
 * @param client who sent it, for recognising repetitions; 0 = not recognised
 * @param sequence the client's own number of this command
 */
public record Entry(long at, long client, long sequence, Input input) {
    public Entry {
        Objects.requireNonNull(input);
    }

    public static Entry of(long at, Input input) {
        return new Entry(at, 0, 0, input);
    }
}
