// SPDX-License-Identifier: Apache-2.0
package live.core;

import java.util.Objects;
import java.util.UUID;

/**
 * The matter that interactions are about.
 */
public record TicketId(UUID value) {

    /** A new id, later in order than every id that this process made before. */
    public static TicketId next() {
        return new TicketId(Uuid7.next());
    }

    public TicketId {
        Objects.requireNonNull(value);
    }

    /**
     * Reads the canonical text form.
     *
     * @throws IllegalArgumentException if the text is not a UUID
     */
    public static TicketId of(String text) {
        return new TicketId(UUID.fromString(text));
    }

    /** The canonical text form, as in JSON and in URLs. */
    @Override
    public String toString() {
        return value.toString();
    }
}
