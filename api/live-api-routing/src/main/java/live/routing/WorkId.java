// SPDX-License-Identifier: Apache-2.0
package live.routing;

import java.util.Objects;
import java.util.UUID;

/** A piece of work for agents; for a contact its value is that of the interaction. */
public record WorkId(UUID value) {
    public WorkId {
        Objects.requireNonNull(value);
    }

    /**
     * Reads the canonical text form.
     *
     * @throws IllegalArgumentException if the text is not a UUID
     */
    public static WorkId of(String text) {
        return new WorkId(UUID.fromString(text));
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
