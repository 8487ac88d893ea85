// SPDX-License-Identifier: Apache-2.0
package live.lib.router;

import java.util.Arrays;

/** A growing set of small numbers whose words can be read, so that two sets intersect without a copy. */
final class Bits {
    private long[] words = new long[2];

    void set(int bit, boolean value) {
        int word = bit >> 6;
        if (word >= words.length) {
            if (!value) {
                return;
            }
            words = Arrays.copyOf(words, Math.max(words.length * 2, word + 1));
        }
        if (value) {
            words[word] |= 1L << bit;
        } else {
            words[word] &= ~(1L << bit);
        }
    }

    boolean has(int bit) {
        int word = bit >> 6;
        return word < words.length && (words[word] & 1L << bit) != 0;
    }

    /** How many words are worth looking at. */
    int size() {
        return words.length;
    }

    /** Word number {@code index}, which must be below {@link #size()}. */
    long word(int index) {
        return words[index];
    }
}
