// SPDX-License-Identifier: Apache-2.0
package live.core;

import java.util.Objects;
import java.util.UUID;

/**
 * A group of users that works together.
 */
public record TeamId(UUID value) {

    /** A new id, later in order than every id that this process made before. */
    public static TeamId next() {
        return new TeamId(Uuid7.next());
    }

    public TeamId {
        Objects.requireNonNull(value);
    }

    /**
     * Reads the canonical text form.
     *
     * @throws IllegalArgumentException if the text is not a UUID
     */
    public static TeamId of(String text) {
        return new TeamId(UUID.fromString(text));
    }

    /** The canonical text form, as in JSON and in URLs. */
    @Override
    public String toString() {
        return value.toString();
    }
}
