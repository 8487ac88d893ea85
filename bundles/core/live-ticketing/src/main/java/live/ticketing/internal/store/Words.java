// SPDX-License-Identifier: Apache-2.0
package live.ticketing.internal.store;

import java.text.Normalizer;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Cuts text into words: the same way for what is found and for what is looked for. The database's own parser would keep an
 * address, a file name or the end of an order number ({@code AB-123}) as one odd word that nobody looks for.
 */
final class Words {
    private static final Pattern BETWEEN = Pattern.compile("[^\\p{L}\\p{N}]+");

    private Words() {}

    /** The words of a text, in order; letters and their accents in one form. */
    static List<String> of(String text) {
        // Some file systems write accents apart, which would cut a word in two.
        String composed = Normalizer.normalize(text, Normalizer.Form.NFKC);
        return Arrays.stream(BETWEEN.split(composed))
                .filter(word -> !word.isEmpty())
                .toList();
    }
}
