// SPDX-License-Identifier: Apache-2.0
package live.channel.email.internal.mime;

import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Makes a {@code winmail.dat} (MS-OXTNEF). */
final class TnefSamples {
    private TnefSamples() {}

    static byte[] withFile(String name, String content) {
        ByteBuffer out = ByteBuffer.allocate(4096).order(ByteOrder.LITTLE_ENDIAN);
        out.putInt(0x223E9F78).putShort((short) 1);
        attribute(out, 1, 0x00089006, new byte[] {0, 0, 1, 0});
        attribute(out, 2, 0x00069002, new byte[14]);
        attribute(out, 2, 0x00018010, "RECHNU~1.PDF\0".getBytes(UTF_8));
        attribute(out, 2, 0x0006800F, content.getBytes(UTF_8));
        byte[] longName = (name + "\0").getBytes(UTF_16LE);
        ByteBuffer properties = ByteBuffer.allocate(16 + longName.length).order(ByteOrder.LITTLE_ENDIAN);
        properties.putInt(1).put(new byte[] {0x1F, 0x00, 0x07, 0x37}).putInt(1).putInt(longName.length);
        properties.put(longName);
        attribute(out, 2, 0x00069005, properties.array());
        byte[] bytes = new byte[out.position()];
        out.flip().get(bytes);
        return bytes;
    }

    private static void attribute(ByteBuffer out, int level, int tag, byte[] value) {
        int sum = 0;
        for (byte b : value) {
            sum += b & 0xFF;
        }
        out.put((byte) level).putInt(tag).putInt(value.length).put(value).putShort((short) sum);
    }
}
