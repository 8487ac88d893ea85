// SPDX-License-Identifier: Apache-2.0
package live.bench;

import java.util.Random;

/**
 * Letters as customers write them, as far as an index can tell: few words stand everywhere, most of 20,000 hardly anywhere
 * (Zipf's law). The same seed writes the same letters. Thread-safe.
 */
final class Letters {
    private static final int WORDS = 20_000;
    private static final String[] SYLLABLES = {
        "ra", "di", "o", "ver", "kau", "fen", "ser", "vice", "mon", "ta", "li", "que", "bru", "gar", "ten", "spie",
        "gel", "nach", "ric", "te", "pro", "blem", "ant", "wor", "ge", "rät", "zah", "lung", "pol", "mar", "kat", "sun"
    };

    private final Random random;

    Letters(Random random) {
        this.random = random;
    }

    int below(int bound) {
        return random.nextInt(bound);
    }

    String letter() {
        StringBuilder letter = new StringBuilder();
        for (int i = 0; i < 10; i++) {
            letter.append(sentence(12)).append(". ");
        }
        return letter.toString();
    }

    String sentence(int words) {
        StringBuilder sentence = new StringBuilder(word(rank()));
        for (int i = 1; i < words; i++) {
            sentence.append(' ').append(word(rank()));
        }
        return sentence.toString();
    }

    /** A word that stands in many letters. */
    String frequent() {
        return word(20 + below(200));
    }

    /** A word that stands in few. */
    String rare() {
        return word(WORDS / 4 + below(WORDS / 2));
    }

    String name() {
        return word(below(500)) + " " + word(below(5_000));
    }

    String address() {
        return "customer" + below(5_000) + "@" + "mail" + below(50) + ".example";
    }

    /** Proportional to 1 / rank, nearly. */
    private int rank() {
        return (int) Math.exp(random.nextDouble() * Math.log(WORDS));
    }

    private static String word(int rank) {
        StringBuilder word = new StringBuilder();
        for (int left = rank + SYLLABLES.length; left > 0; left /= SYLLABLES.length) {
            word.append(SYLLABLES[left % SYLLABLES.length]);
        }
        return word.toString();
    }
}
