// SPDX-License-Identifier: Apache-2.0
package live.web.gate;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.osgi.framework.hooks.weaving.WeavingHook;
import org.osgi.framework.hooks.weaving.WovenClass;

/**
 * Lets REST applications arrive on several threads at once.
 *
 * <p>The REST whiteboard groups applications by their path in a {@code HashMap} of Aries Component DSL 1.2.2 that no lock
 * guards. When two arrive at the same moment, one can be lost: its addresses answer 404 until the next start. The
 * project has replaced the map by a {@code ConcurrentHashMap}, and not released it since; this hook does the same to the
 * class while it is loaded. Goes when there is a release.
 */
final class ConcurrentGroups implements WeavingHook {
    static final String CLASS = "org.apache.aries.component.dsl.OSGi";

    private static final String UNGUARDED = "java/util/HashMap";
    private static final String GUARDED = "java/util/concurrent/ConcurrentHashMap";

    @Override
    public void weave(WovenClass woven) {
        if (woven.getClassName().equals(CLASS)) {
            woven.setBytes(guarded(woven.getBytes()));
        }
    }

    /** The class with the names exchanged in its constant pool (Java Virtual Machine Specification 17, section 4.4). */
    static byte[] guarded(byte[] bytes) {
        ByteArrayOutputStream guarded = new ByteArrayOutputStream(bytes.length + 500);
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes));
                DataOutputStream out = new DataOutputStream(guarded)) {
            out.write(in.readNBytes(8));
            int count = in.readUnsignedShort();
            out.writeShort(count);
            for (int index = 1; index < count; index++) {
                int tag = in.readUnsignedByte();
                out.writeByte(tag);
                if (tag == 1) {
                    out.writeUTF(in.readUTF().replace(UNGUARDED, GUARDED));
                } else {
                    out.write(in.readNBytes(length(tag)));
                }
                if (tag == 5 || tag == 6) {
                    index++; // Long and double take two places.
                }
            }
            in.transferTo(out);
        } catch (IOException e) {
            throw new UncheckedIOException("not a class file", e);
        }
        return guarded.toByteArray();
    }

    /** Bytes of a constant after its tag. */
    private static int length(int tag) throws IOException {
        return switch (tag) {
            case 7, 8, 16, 19, 20 -> 2;
            case 15 -> 3;
            case 3, 4, 9, 10, 11, 12, 17, 18 -> 4;
            case 5, 6 -> 8;
            default -> throw new IOException("unknown kind of constant: " + tag);
        };
    }
}
