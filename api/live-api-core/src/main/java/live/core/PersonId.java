// SPDX-License-Identifier: Apache-2.0
package live.core;

import java.util.Objects;
import java.util.UUID;

/**
 * Somebody outside: a customer or a prospect, whatever addresses he uses.
 */
public record PersonId(UUID value) {

    /** A new id, later in order than every id that this process made before. */
    public static PersonId next() {
        return new PersonId(Uuid7.next());
    }

    public PersonId {
        Objects.requireNonNull(value);
    }

    /**
     * Reads the canonical text form.
     *
     * @throws IllegalArgumentException if the text is not a UUID
     */
    public static PersonId of(String text) {
        return new PersonId(UUID.fromString(text));
    }

    /** The canonical text form, as in JSON and in URLs. */
    @Override
    public String toString() {
        return value.toString();
    }
}
