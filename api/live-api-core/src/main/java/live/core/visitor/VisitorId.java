// SPDX-License-Identifier: Apache-2.0
package live.core.visitor;

import java.util.Objects;
import java.util.UUID;
import live.core.Uuid7;

/** A visitor, known again by his token. Not a secret. */
public record VisitorId(UUID value) {

    /** A new id, later in order than every id that this process made before. */
    public static VisitorId next() {
        return new VisitorId(Uuid7.next());
    }

    public VisitorId {
        Objects.requireNonNull(value);
    }

    /**
     * Reads the canonical text form.
     *
     * @throws IllegalArgumentException if the text is not a UUID
     */
    public static VisitorId of(String text) {
        return new VisitorId(UUID.fromString(text));
    }

    /** The canonical text form, as in JSON and in URLs. */
    @Override
    public String toString() {
        return value.toString();
    }
}
