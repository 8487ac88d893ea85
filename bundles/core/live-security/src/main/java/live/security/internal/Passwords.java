// SPDX-License-Identifier: Apache-2.0
package live.security.internal;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import live.core.LiveException;
import live.core.web.Problem;
import org.bouncycastle.crypto.generators.Argon2BytesGenerator;
import org.bouncycastle.crypto.params.Argon2Parameters;

/**
 * Password hashes: Argon2id (RFC 9106) in PHC string format, with the parameters of OWASP's first choice for 19 MiB.
 * Thread-safe; at most {@value #AT_ONCE} are computed at once, so that sign-ins cannot eat the memory.
 */
public final class Passwords {
    private static final int MEMORY_KIB = 19_456;
    private static final int ITERATIONS = 2;
    private static final int LANES = 1;
    private static final int SALT_BYTES = 16;
    private static final int HASH_BYTES = 32;
    private static final int AT_ONCE = 4;
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final Pattern PHC = Pattern.compile(
            "\\$argon2id\\$v=19\\$m=(\\d{1,7}),t=(\\d{1,3}),p=(\\d{1,3})\\$([A-Za-z0-9+/]+)\\$([A-Za-z0-9+/]+)");
    private static final SecureRandom RANDOM = new SecureRandom();

    private final Semaphore places = new Semaphore(AT_ONCE, true);
    private final String nobodys = hash("nobody");

    /** A hash with a fresh salt. */
    public String hash(String password) {
        byte[] salt = new byte[SALT_BYTES];
        RANDOM.nextBytes(salt);
        return phc(password, salt, MEMORY_KIB, ITERATIONS, LANES);
    }

    /** A hash made as another one was, with its salt: they are equal if the passwords are. */
    public String hashAs(String password, String other) {
        Matcher parts = PHC.matcher(other);
        if (!parts.matches()) {
            throw corrupt();
        }
        return phc(
                password,
                Base64.getDecoder().decode(parts.group(4)),
                Integer.parseInt(parts.group(1)),
                Integer.parseInt(parts.group(2)),
                Integer.parseInt(parts.group(3)));
    }

    private String phc(String password, byte[] salt, int memory, int iterations, int lanes) {
        byte[] hash = argon2(password, salt, memory, iterations, lanes, HASH_BYTES);
        Base64.Encoder text = Base64.getEncoder().withoutPadding();
        return "$argon2id$v=19$m=" + memory + ",t=" + iterations + ",p=" + lanes + "$" + text.encodeToString(salt) + "$"
                + text.encodeToString(hash);
    }

    /** Whether this password made that hash; compares in constant time. */
    public boolean matches(String password, String phc) {
        Matcher parts = PHC.matcher(phc);
        if (!parts.matches()) {
            throw corrupt();
        }
        byte[] salt = Base64.getDecoder().decode(parts.group(4));
        byte[] expected = Base64.getDecoder().decode(parts.group(5));
        byte[] actual = argon2(
                password,
                salt,
                Integer.parseInt(parts.group(1)),
                Integer.parseInt(parts.group(2)),
                Integer.parseInt(parts.group(3)),
                expected.length);
        return MessageDigest.isEqual(expected, actual);
    }

    /** Takes as long as {@link #matches}, for a user who does not exist: the answer's time then tells nothing. */
    public void matchNobody(String password) {
        matches(password, nobodys);
    }

    private static LiveException corrupt() {
        return new LiveException("security.password.corrupt", "a stored password hash cannot be read");
    }

    private byte[] argon2(String password, byte[] salt, int memory, int iterations, int lanes, int length) {
        byte[] plain = password.getBytes(StandardCharsets.UTF_8);
        try {
            if (!places.tryAcquire(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
                throw Problem.unavailable("security.busy", "Too many people sign in at this moment.", PATIENCE);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw Problem.unavailable("security.busy", "The server is shutting down.", PATIENCE);
        }
        try {
            Argon2BytesGenerator generator = new Argon2BytesGenerator();
            generator.init(new Argon2Parameters.Builder(Argon2Parameters.ARGON2_id)
                    .withVersion(Argon2Parameters.ARGON2_VERSION_13)
                    .withMemoryAsKB(memory)
                    .withIterations(iterations)
                    .withParallelism(lanes)
                    .withSalt(salt)
                    .build());
            byte[] hash = new byte[length];
            generator.generateBytes(plain, hash);
            return hash;
        } finally {
            places.release();
            Arrays.fill(plain, (byte) 0);
        }
    }
}
