// SPDX-License-Identifier: Apache-2.0
package live.security;

import java.util.Objects;
import java.util.UUID;
import live.core.Uuid7;

/** One sign-in of a user in one browser. Not a secret: the cookie holds something else. */
public record SessionId(UUID value) {

    /** A new id, later in order than every id that this process made before. */
    public static SessionId next() {
        return new SessionId(Uuid7.next());
    }

    public SessionId {
        Objects.requireNonNull(value);
    }

    /**
     * Reads the canonical text form.
     *
     * @throws IllegalArgumentException if the text is not a UUID
     */
    public static SessionId of(String text) {
        return new SessionId(UUID.fromString(text));
    }

    /** The canonical text form, as in JSON and in URLs. */
    @Override
    public String toString() {
        return value.toString();
    }
}
