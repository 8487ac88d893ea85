// SPDX-License-Identifier: Apache-2.0
package live.security.internal;

import com.eatthepath.otp.TimeBasedOneTimePasswordGenerator;
import java.nio.charset.StandardCharsets;
import java.security.InvalidKeyException;
import java.security.Key;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.OptionalLong;
import javax.crypto.spec.SecretKeySpec;

/** Time-based one-time codes (RFC 6238) as every app makes them: SHA-1, 6 digits, 30 seconds. Thread-safe. */
final class OneTimeCodes {
    private static final int STEP_SECONDS = 30;
    /** A clock may be so many steps wrong: RFC 6238, 5.2. */
    private static final int SKEW = 1;

    private static final int SECRET_BYTES = 20;
    private static final String ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
    private static final SecureRandom RANDOM = new SecureRandom();

    private final TimeBasedOneTimePasswordGenerator generator = new TimeBasedOneTimePasswordGenerator();

    static byte[] secret() {
        byte[] secret = new byte[SECRET_BYTES];
        RANDOM.nextBytes(secret);
        return secret;
    }

    /** A secret as one types it. */
    static String text(byte[] secret) {
        return Base32.text(secret, ALPHABET);
    }

    /** The step that a code is of, if it is one of this time. */
    OptionalLong step(byte[] secret, String code, Instant now) {
        OptionalLong found = OptionalLong.empty();
        for (int skew = -SKEW; skew <= SKEW; skew++) {
            Instant then = now.plusSeconds((long) skew * STEP_SECONDS);
            if (MessageDigest.isEqual(
                    code(secret, then).getBytes(StandardCharsets.US_ASCII), code.getBytes(StandardCharsets.UTF_8))) {
                found = OptionalLong.of(then.getEpochSecond() / STEP_SECONDS);
            }
        }
        return found;
    }

    /** The code of an instant. */
    String code(byte[] secret, Instant at) {
        Key key = new SecretKeySpec(secret, "HmacSHA1");
        try {
            return generator.generateOneTimePasswordString(key, at);
        } catch (InvalidKeyException e) {
            throw new IllegalStateException(e);
        }
    }
}
