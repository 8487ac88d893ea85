// SPDX-License-Identifier: Apache-2.0
package live.core;

import java.util.Objects;
import java.util.UUID;

/**
 * An organisational unit; units form a tree and have superiors.
 */
public record UnitId(UUID value) {

    /** A new id, later in order than every id that this process made before. */
    public static UnitId next() {
        return new UnitId(Uuid7.next());
    }

    public UnitId {
        Objects.requireNonNull(value);
    }

    /**
     * Reads the canonical text form.
     *
     * @throws IllegalArgumentException if the text is not a UUID
     */
    public static UnitId of(String text) {
        return new UnitId(UUID.fromString(text));
    }

    /** The canonical text form, as in JSON and in URLs. */
    @Override
    public String toString() {
        return value.toString();
    }
}
