// SPDX-License-Identifier: Apache-2.0
package live.lib.router;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Reads what {@link ByteWriter} wrote. Every method throws {@link IllegalArgumentException} on damaged bytes. */
public final class ByteReader {
    private final byte[] bytes;
    private int position;

    public ByteReader(byte[] bytes) {
        this.bytes = bytes;
    }

    public boolean atEnd() {
        return position == bytes.length;
    }

    public int one() {
        need(1);
        return bytes[position++] & 0xFF;
    }

    public boolean flag() {
        return one() != 0;
    }

    public long number() {
        long value = 0;
        for (int shift = 0; shift < 64; shift += 7) {
            int next = one();
            value |= (long) (next & 0x7F) << shift;
            if (next < 0x80) {
                return value >>> 1 ^ -(value & 1);
            }
        }
        throw damaged();
    }

    public int small() {
        long value = number();
        if (value != (int) value) {
            throw damaged();
        }
        return (int) value;
    }

    public UUID id() {
        need(16);
        return new UUID(whole(), whole());
    }

    public @Nullable UUID idOrNull() {
        return flag() ? id() : null;
    }

    public String text() {
        int length = length();
        String text = new String(bytes, position, length, StandardCharsets.UTF_8);
        position += length;
        return text;
    }

    public <T> List<T> list(Supplier<? extends T> each) {
        int length = length();
        List<T> values = new ArrayList<>(Math.min(length, 1_024));
        for (int i = 0; i < length; i++) {
            values.add(each.get());
        }
        return values;
    }

    /** One of an enumeration's constants, by its ordinal. */
    public <T> T oneOf(T[] constants) {
        int ordinal = one();
        if (ordinal >= constants.length) {
            throw damaged();
        }
        return constants[ordinal];
    }

    /** A length that the remaining bytes can hold, as everything that is counted takes a byte at least. */
    private int length() {
        long length = number();
        if (length < 0 || length > bytes.length - position) {
            throw damaged();
        }
        return (int) length;
    }

    private long whole() {
        long value = 0;
        for (int i = 0; i < 8; i++) {
            value = value << 8 | bytes[position++] & 0xFF;
        }
        return value;
    }

    private void need(int more) {
        if (bytes.length - position < more) {
            throw damaged();
        }
    }

    private IllegalArgumentException damaged() {
        return new IllegalArgumentException("damaged at byte " + position + " of " + bytes.length);
    }
}
