// SPDX-License-Identifier: Apache-2.0
package live.lib.router;

import java.util.Arrays;
import java.util.function.IntConsumer;

/**
 * A growing set of small numbers. Before its words stands one bit for each that is not empty, so that what two sets
 * have in common is found without a copy and without a look at what neither has.
 */
final class Bits {
    /** First {@link #front} words that tell which of the others are not empty, then the others: close to each other. */
    private long[] words = new long[3];

    private int front = 1;

    void set(int bit, boolean value) {
        int word = bit >> 6;
        if (word >= length()) {
            if (!value) {
                return;
            }
            room(Math.max(length() + (length() >> 1), word + 1));
        }
        long one = words[front + word];
        put(word, value ? one | 1L << bit : one & ~(1L << bit));
    }

    private int length() {
        return words.length - front;
    }

    private void room(int length) {
        int newFront = length + 63 >> 6;
        long[] roomier = new long[newFront + length];
        System.arraycopy(words, 0, roomier, 0, front);
        System.arraycopy(words, front, roomier, newFront, length());
        words = roomier;
        front = newFront;
    }

    private long word(int index) {
        return index < length() ? words[front + index] : 0;
    }

    private void put(int index, long word) {
        words[front + index] = word;
        if (word == 0) {
            words[index >> 6] &= ~(1L << index);
        } else {
            words[index >> 6] |= 1L << index;
        }
    }

    /** Reads a word of each line of memory. */
    long glance() {
        long sum = 0;
        for (int i = 0; i < words.length; i += 8) {
            sum += words[i];
        }
        return sum;
    }

    boolean isEmpty() {
        for (int i = 0; i < front; i++) {
            if (words[i] != 0) {
                return false;
            }
        }
        return true;
    }

    boolean has(int bit) {
        return (word(bit >> 6) & 1L << bit) != 0;
    }

    void clear() {
        Arrays.fill(words, 0);
    }

    void or(Bits other) {
        if (length() < other.length()) {
            room(other.length());
        }
        for (int i = 0; i < other.length(); i++) {
            put(i, word(i) | other.word(i));
        }
    }

    void and(Bits other) {
        for (int i = 0; i < length(); i++) {
            put(i, word(i) & other.word(i));
        }
    }

    void forEach(IntConsumer each) {
        for (int bit = nextOfBoth(this, this, 0); bit >= 0; bit = nextOfBoth(this, this, bit + 1)) {
            each.accept(bit);
        }
    }

    /** The first number that both sets have, not below {@code from}; -1 if there is none. */
    static int nextOfBoth(Bits one, Bits other, int from) {
        int index = from >> 6;
        long word = one.word(index) & other.word(index) & -1L << from;
        while (word == 0) {
            index = nextFilledOfBoth(one, other, index + 1);
            if (index < 0) {
                return -1;
            }
            word = one.words[one.front + index] & other.words[other.front + index];
        }
        return (index << 6) + Long.numberOfTrailingZeros(word);
    }

    private static int nextFilledOfBoth(Bits one, Bits other, int from) {
        int fronts = Math.min(one.front, other.front);
        int index = from >> 6;
        if (index >= fronts) {
            return -1;
        }
        long both = one.words[index] & other.words[index] & -1L << from;
        while (both == 0) {
            if (++index == fronts) {
                return -1;
            }
            both = one.words[index] & other.words[index];
        }
        return (index << 6) + Long.numberOfTrailingZeros(both);
    }
}
