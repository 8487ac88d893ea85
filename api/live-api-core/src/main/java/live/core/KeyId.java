// SPDX-License-Identifier: Apache-2.0
package live.core;

import java.util.Objects;
import java.util.UUID;

/**
 * A data encryption key; destroying it erases everything that it encrypts.
 */
public record KeyId(UUID value) {

    /** A new id, later in order than every id that this process made before. */
    public static KeyId next() {
        return new KeyId(Uuid7.next());
    }

    public KeyId {
        Objects.requireNonNull(value);
    }

    /**
     * Reads the canonical text form.
     *
     * @throws IllegalArgumentException if the text is not a UUID
     */
    public static KeyId of(String text) {
        return new KeyId(UUID.fromString(text));
    }

    /** The canonical text form, as in JSON and in URLs. */
    @Override
    public String toString() {
        return value.toString();
    }
}
