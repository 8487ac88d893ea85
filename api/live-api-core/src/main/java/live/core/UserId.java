// SPDX-License-Identifier: Apache-2.0
package live.core;

import java.util.Objects;
import java.util.UUID;

/**
 * Somebody who works here: agent, supervisor, administrator, or a program with an API token.
 */
public record UserId(UUID value) {

    /** A new id, later in order than every id that this process made before. */
    public static UserId next() {
        return new UserId(Uuid7.next());
    }

    public UserId {
        Objects.requireNonNull(value);
    }

    /**
     * Reads the canonical text form.
     *
     * @throws IllegalArgumentException if the text is not a UUID
     */
    public static UserId of(String text) {
        return new UserId(UUID.fromString(text));
    }

    /** The canonical text form, as in JSON and in URLs. */
    @Override
    public String toString() {
        return value.toString();
    }
}
