// SPDX-License-Identifier: Apache-2.0
package live.routing;

import java.util.Objects;
import java.util.UUID;

/** One offer of one piece of work to one agent. */
public record OfferId(UUID value) {
    public OfferId {
        Objects.requireNonNull(value);
    }

    /**
     * Reads the canonical text form.
     *
     * @throws IllegalArgumentException if the text is not a UUID
     */
    public static OfferId of(String text) {
        return new OfferId(UUID.fromString(text));
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
