// SPDX-License-Identifier: Apache-2.0
package live.core;

import java.util.Objects;
import java.util.UUID;

/**
 * One message of an interaction, in or out. Stable over retries and restarts.
 */
public record MessageId(UUID value) {

    /** A new id, later in order than every id that this process made before. */
    public static MessageId next() {
        return new MessageId(Uuid7.next());
    }

    public MessageId {
        Objects.requireNonNull(value);
    }

    /**
     * Reads the canonical text form.
     *
     * @throws IllegalArgumentException if the text is not a UUID
     */
    public static MessageId of(String text) {
        return new MessageId(UUID.fromString(text));
    }

    /** The canonical text form, as in JSON and in URLs. */
    @Override
    public String toString() {
        return value.toString();
    }
}
