// SPDX-License-Identifier: Apache-2.0
package live.channels.internal.store;

import java.nio.ByteBuffer;
import java.util.UUID;
import live.core.MessageId;

/** What a ciphertext is bound to: the id of its row, so that rows cannot be exchanged. */
final class Seals {
    private Seals() {}

    static byte[] context(MessageId message) {
        return context(message.value());
    }

    static byte[] context(UUID... ids) {
        ByteBuffer bytes = ByteBuffer.allocate(16 * ids.length);
        for (UUID id : ids) {
            bytes.putLong(id.getMostSignificantBits()).putLong(id.getLeastSignificantBits());
        }
        return bytes.array();
    }
}
