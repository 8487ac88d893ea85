// SPDX-License-Identifier: Apache-2.0
package live.security.internal;

import com.nulabinc.zxcvbn.Zxcvbn;
import java.util.List;
import live.core.web.Problem;

/**
 * Which passwords are good enough, by OWASP ASVS 4.0.3, 2.1: long ones, of whatever characters, that attackers do not try
 * first. Those are the common ones, words and names, what stands side by side on a keyboard, and what one knows of the
 * user.
 */
final class PasswordRule {
    private static final int SHORTEST = 12;
    private static final int LONGEST = 128;
    /** Of five grades from 0: more than 10^8 guesses. */
    private static final int GOOD = 3;
    /** The more characters, the longer it takes to judge them; a good password is good before. */
    private static final int JUDGED = 60;

    private PasswordRule() {}

    /**
     * Refuses a password that is not good enough.
     *
     * @param known what one may know of the user
     * @throws Problem 400
     */
    static void check(String password, List<String> known) {
        if (password.length() < SHORTEST || password.length() > LONGEST) {
            throw Problem.invalid(
                    "password", "password.length", "must have from " + SHORTEST + " to " + LONGEST + " characters");
        }
        // Its lists are large and needed seldom: they are not kept.
        int score = new Zxcvbn()
                .measure(password.substring(0, Math.min(JUDGED, password.length())), known)
                .getScore();
        if (score < GOOD) {
            throw Problem.invalid("password", "password.weak", "is too easy to guess");
        }
    }
}
