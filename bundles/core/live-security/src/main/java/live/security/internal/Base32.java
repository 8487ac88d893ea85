// SPDX-License-Identifier: Apache-2.0
package live.security.internal;

/** Base32 (RFC 4648) without padding, as apps for one-time codes take secrets. */
final class Base32 {
    private static final int BITS = 5;

    private Base32() {}

    /** @param alphabet 32 characters */
    static String text(byte[] bytes, String alphabet) {
        StringBuilder text = new StringBuilder();
        int buffer = 0;
        int held = 0;
        for (byte each : bytes) {
            buffer = (buffer << Byte.SIZE | each & 0xff) & 0xfff;
            held += Byte.SIZE;
            while (held >= BITS) {
                held -= BITS;
                text.append(alphabet.charAt(buffer >> held & 31));
            }
        }
        if (held > 0) {
            text.append(alphabet.charAt(buffer << BITS - held & 31));
        }
        return text.toString();
    }
}
