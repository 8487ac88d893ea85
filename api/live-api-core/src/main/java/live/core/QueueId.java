// SPDX-License-Identifier: Apache-2.0
package live.core;

import java.util.Objects;
import java.util.UUID;

/**
 * A place where contacts of one purpose wait for agents.
 */
public record QueueId(UUID value) {

    /** The built-in queue of every tenant, where a contact waits that no rule has classified. */
    public static final QueueId UNSORTED = new QueueId(new UUID(0x0000_0000_0000_7000L, 0x8000_0000_0000_0002L));

    /** A new id, later in order than every id that this process made before. */
    public static QueueId next() {
        return new QueueId(Uuid7.next());
    }

    public QueueId {
        Objects.requireNonNull(value);
    }

    /**
     * Reads the canonical text form.
     *
     * @throws IllegalArgumentException if the text is not a UUID
     */
    public static QueueId of(String text) {
        return new QueueId(UUID.fromString(text));
    }

    /** The canonical text form, as in JSON and in URLs. */
    @Override
    public String toString() {
        return value.toString();
    }
}
