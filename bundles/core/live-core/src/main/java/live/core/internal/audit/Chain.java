// SPDX-License-Identifier: Apache-2.0
package live.core.internal.audit;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.UUID;

/**
 * The hash of an entry: SHA-256 over the hash before it and every field, each with its length, so that no two different
 * entries read alike.
 */
final class Chain {
    private static final int HASH = 32;

    private Chain() {}

    /** What the first entry of a tenant follows. */
    static byte[] beginning() {
        return new byte[HASH];
    }

    static byte[] next(byte[] before, UUID tenant, long sequence, Stored entry) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(256);
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            out.write(before);
            out.writeLong(tenant.getMostSignificantBits());
            out.writeLong(tenant.getLeastSignificantBits());
            out.writeLong(sequence);
            out.writeLong(ChronoUnit.MICROS.between(Instant.EPOCH, entry.at()));
            text(out, entry.actor());
            text(out, entry.action());
            text(out, entry.subject());
            text(out, entry.details());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes.toByteArray());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /** What the seal of a chain's head holds. */
    static byte[] head(long sequence, byte[] hash) {
        return ByteBuffer.allocate(Long.BYTES + hash.length)
                .putLong(sequence)
                .put(hash)
                .array();
    }

    private static void text(DataOutputStream out, String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        out.writeInt(bytes.length);
        out.write(bytes);
    }
}
