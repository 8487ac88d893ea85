// SPDX-License-Identifier: Apache-2.0
package live.lib.router;

import java.util.Arrays;
import java.util.function.IntConsumer;

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

    void clear() {
        Arrays.fill(words, 0);
    }

    void or(Bits other) {
        if (words.length < other.words.length) {
            words = Arrays.copyOf(words, other.words.length);
        }
        for (int i = 0; i < other.words.length; i++) {
            words[i] |= other.words[i];
        }
    }

    void and(Bits other) {
        for (int i = 0; i < words.length; i++) {
            words[i] &= i < other.words.length ? other.words[i] : 0;
        }
    }

    void forEach(IntConsumer each) {
        for (int i = 0; i < words.length; i++) {
            for (long word = words[i]; word != 0; word &= word - 1) {
                each.accept((i << 6) + Long.numberOfTrailingZeros(word));
            }
        }
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
