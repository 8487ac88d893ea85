// SPDX-License-Identifier: Apache-2.0
package live.rest.internal;

/** Which text can be kept at all: no database keeps a NUL, and half of a surrogate pair is no character. */
final class Characters {
    static final String WRONG = "must not hold NUL or half of a surrogate pair";

    private Characters() {}

    static boolean areStorable(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == 0 || Character.isLowSurrogate(c)) {
                return false;
            }
            if (Character.isHighSurrogate(c)) {
                i++;
                if (i == text.length() || !Character.isLowSurrogate(text.charAt(i))) {
                    return false;
                }
            }
        }
        return true;
    }
}
