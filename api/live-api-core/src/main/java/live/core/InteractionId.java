// SPDX-License-Identifier: Apache-2.0
package live.core;

import java.util.Objects;
import java.util.UUID;

/**
 * One stretch of contact with one party: a call, a chat, a mail thread between two wrap-ups.
 */
public record InteractionId(UUID value) {

    /** A new id, later in order than every id that this process made before. */
    public static InteractionId next() {
        return new InteractionId(Uuid7.next());
    }

    public InteractionId {
        Objects.requireNonNull(value);
    }

    /**
     * Reads the canonical text form.
     *
     * @throws IllegalArgumentException if the text is not a UUID
     */
    public static InteractionId of(String text) {
        return new InteractionId(UUID.fromString(text));
    }

    /** The canonical text form, as in JSON and in URLs. */
    @Override
    public String toString() {
        return value.toString();
    }
}
