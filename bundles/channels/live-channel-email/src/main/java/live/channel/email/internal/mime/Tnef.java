// SPDX-License-Identifier: Apache-2.0
package live.channel.email.internal.mime;

import static java.nio.charset.StandardCharsets.UTF_16LE;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The attachments inside a {@code winmail.dat}, which Outlook sends to those who cannot read it (MS-OXTNEF). Only its
 * outermost frames are read: the one library that knows the format brings a whole office suite with it.
 */
final class Tnef {
    /** Read in memory, so only what Outlook would send; a larger one is kept as it is. */
    private static final int LIMIT = 32 * 1024 * 1024;

    private static final int SIGNATURE = 0x223E9F78;
    private static final int ATTACHMENT_LEVEL = 2;
    private static final int RENDERING_DATA = 0x9002;
    private static final int DATA = 0x800F;
    private static final int TITLE = 0x8010;
    private static final int PROPERTIES = 0x9005;

    /** Tag of the property PidTagAttachLongFilename as UTF-16, and the count 1 that follows it. */
    private static final byte[] LONG_NAME = {0x1F, 0x00, 0x07, 0x37, 0x01, 0x00, 0x00, 0x00};

    private Tnef() {}

    /** An attachment inside. */
    record Attachment(String name, byte[] bytes) {}

    static boolean isTnef(String mediaType, String fileName) {
        return mediaType.equals("application/ms-tnef")
                || mediaType.equals("application/vnd.ms-tnef")
                || fileName.equalsIgnoreCase("winmail.dat");
    }

    /** What can be read, at most so many, up to the first damage; the file itself is kept anyway. */
    static List<Attachment> attachmentsOf(InputStream tnef, int most) throws IOException {
        byte[] bytes;
        try (tnef) {
            bytes = tnef.readNBytes(LIMIT);
        }
        List<Attachment> attachments = new ArrayList<>();
        ByteBuffer in = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        if (bytes.length == LIMIT || bytes.length < 6 || in.getInt() != SIGNATURE) {
            return attachments;
        }
        in.getShort();
        String name = "";
        byte @Nullable [] data = null;
        while (in.remaining() >= 11 && attachments.size() < most) {
            int level = in.get();
            int attribute = in.getInt() & 0xFFFF;
            int length = in.getInt();
            if (length < 0 || length > in.remaining() - 2) {
                break;
            }
            byte[] value = new byte[length];
            in.get(value);
            in.getShort();
            if (level != ATTACHMENT_LEVEL) {
                continue;
            }
            switch (attribute) {
                case RENDERING_DATA -> {
                    add(attachments, name, data);
                    name = "";
                    data = null;
                }
                case DATA -> data = value;
                case TITLE -> name = name.isEmpty() ? text(value) : name;
                case PROPERTIES -> {
                    String longName = longName(value);
                    name = longName.isEmpty() ? name : longName;
                }
                default -> {}
            }
        }
        if (attachments.size() < most) {
            add(attachments, name, data);
        }
        return attachments;
    }

    private static void add(List<Attachment> attachments, String name, byte @Nullable [] data) {
        if (data != null) {
            attachments.add(new Attachment(name, data));
        }
    }

    private static String text(byte[] value) {
        return Charsets.decode(value, "windows-1252").replace("\0", "");
    }

    private static String longName(byte[] properties) {
        for (int at = 0; at + LONG_NAME.length + 4 <= properties.length; at += 4) {
            if (Arrays.equals(properties, at, at + LONG_NAME.length, LONG_NAME, 0, LONG_NAME.length)) {
                int start = at + LONG_NAME.length + 4;
                int length = ByteBuffer.wrap(properties)
                        .order(ByteOrder.LITTLE_ENDIAN)
                        .getInt(at + LONG_NAME.length);
                if (length >= 0 && length <= properties.length - start && length <= 1024) {
                    return new String(properties, start, length, UTF_16LE).replace("\0", "");
                }
            }
        }
        return "";
    }
}
