// SPDX-License-Identifier: Apache-2.0
package live.lib.router;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Bytes that grow. Numbers take as many bytes as they need: seven bits each, small ones of either sign one byte. */
public final class ByteWriter {
    private byte[] bytes = new byte[256];
    private int size;

    /** A copy of what was written. */
    public byte[] bytes() {
        return Arrays.copyOf(bytes, size);
    }

    public int size() {
        return size;
    }

    /** Begins anew. */
    public void clear() {
        size = 0;
    }

    public void one(int value) {
        room(1);
        bytes[size++] = (byte) value;
    }

    public void flag(boolean value) {
        one(value ? 1 : 0);
    }

    public void number(long value) {
        room(10);
        long rest = value << 1 ^ value >> 63;
        while ((rest & ~0x7FL) != 0) {
            bytes[size++] = (byte) (rest & 0x7F | 0x80);
            rest >>>= 7;
        }
        bytes[size++] = (byte) rest;
    }

    public void id(UUID value) {
        room(16);
        whole(value.getMostSignificantBits());
        whole(value.getLeastSignificantBits());
    }

    public void idOrNull(@Nullable UUID value) {
        flag(value != null);
        if (value != null) {
            id(value);
        }
    }

    public void text(String value) {
        if (isPlain(value)) {
            number(value.length());
            room(value.length());
            for (int i = 0; i < value.length(); i++) {
                bytes[size++] = (byte) value.charAt(i);
            }
            return;
        }
        byte[] encoded = value.getBytes(StandardCharsets.UTF_8);
        number(encoded.length);
        room(encoded.length);
        System.arraycopy(encoded, 0, bytes, size, encoded.length);
        size += encoded.length;
    }

    /** Whether each character is one byte. */
    private static boolean isPlain(String value) {
        for (int i = 0; i < value.length(); i++) {
            if (value.charAt(i) >= 0x80) {
                return false;
            }
        }
        return true;
    }

    public <T> void list(List<T> values, Consumer<? super T> each) {
        number(values.size());
        values.forEach(each);
    }

    private void whole(long value) {
        for (int shift = 56; shift >= 0; shift -= 8) {
            bytes[size++] = (byte) (value >> shift);
        }
    }

    private void room(int more) {
        if (bytes.length - size < more) {
            bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, size + more));
        }
    }
}
