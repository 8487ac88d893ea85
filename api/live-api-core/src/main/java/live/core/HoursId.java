// SPDX-License-Identifier: Apache-2.0
package live.core;

import java.util.Objects;
import java.util.UUID;

/**
 * Opening hours.
 */
public record HoursId(UUID value) {

    /** A new id, later in order than every id that this process made before. */
    public static HoursId next() {
        return new HoursId(Uuid7.next());
    }

    public HoursId {
        Objects.requireNonNull(value);
    }

    /**
     * Reads the canonical text form.
     *
     * @throws IllegalArgumentException if the text is not a UUID
     */
    public static HoursId of(String text) {
        return new HoursId(UUID.fromString(text));
    }

    /** The canonical text form, as in JSON and in URLs. */
    @Override
    public String toString() {
        return value.toString();
    }
}
