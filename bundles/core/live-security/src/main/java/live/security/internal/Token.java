// SPDX-License-Identifier: Apache-2.0
package live.security.internal;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A bearer's secret of 256 random bits: the session cookie's value, or an API token. The database holds its hash. */
public final class Token {
    private static final int BYTES = 32;
    private static final Pattern FORM = Pattern.compile("[A-Za-z0-9_-]{43}");
    private static final SecureRandom RANDOM = new SecureRandom();

    private final String text;

    private Token(String text) {
        this.text = text;
    }

    /** A new one. */
    public static Token random() {
        byte[] bytes = new byte[BYTES];
        RANDOM.nextBytes(bytes);
        return new Token(Base64.getUrlEncoder().withoutPadding().encodeToString(bytes));
    }

    /** What a stranger sent, if it has the form of one. */
    public static Optional<Token> of(@Nullable String text) {
        return text != null && FORM.matcher(text).matches() ? Optional.of(new Token(text)) : Optional.empty();
    }

    /** The secret itself. */
    public String text() {
        return text;
    }

    /** What is stored: a fast hash is enough, because nobody guesses 256 bits. */
    public byte[] hash() {
        return sha256(text);
    }

    /** The hash as a key of a map. */
    public String key() {
        return HexFormat.of().formatHex(hash());
    }

    /** What a page must send along to show that it could read an answer of ours. */
    public String csrf() {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(sha256("csrf:" + text));
    }

    /** Whether this is the token's CSRF text; in constant time. */
    public boolean hasCsrf(@Nullable String sent) {
        return sent != null
                && MessageDigest.isEqual(
                        csrf().getBytes(StandardCharsets.US_ASCII), sent.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public String toString() {
        return "a token";
    }

    private static byte[] sha256(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.US_ASCII));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
