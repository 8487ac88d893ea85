// SPDX-License-Identifier: Apache-2.0
package live.core;

import java.util.Objects;
import java.util.UUID;

/**
 * Something that an agent can do, at a level, and that a contact can need.
 */
public record SkillId(UUID value) {

    /** A new id, later in order than every id that this process made before. */
    public static SkillId next() {
        return new SkillId(Uuid7.next());
    }

    public SkillId {
        Objects.requireNonNull(value);
    }

    /**
     * Reads the canonical text form.
     *
     * @throws IllegalArgumentException if the text is not a UUID
     */
    public static SkillId of(String text) {
        return new SkillId(UUID.fromString(text));
    }

    /** The canonical text form, as in JSON and in URLs. */
    @Override
    public String toString() {
        return value.toString();
    }
}
