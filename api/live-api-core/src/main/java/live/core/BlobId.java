// SPDX-License-Identifier: Apache-2.0
package live.core;

import java.util.Objects;
import java.util.UUID;

/**
 * Stored bytes: an attachment, a picture, a recording. One id per upload, never shared between persons.
 */
public record BlobId(UUID value) {

    /** A new id, later in order than every id that this process made before. */
    public static BlobId next() {
        return new BlobId(Uuid7.next());
    }

    public BlobId {
        Objects.requireNonNull(value);
    }

    /**
     * Reads the canonical text form.
     *
     * @throws IllegalArgumentException if the text is not a UUID
     */
    public static BlobId of(String text) {
        return new BlobId(UUID.fromString(text));
    }

    /** The canonical text form, as in JSON and in URLs. */
    @Override
    public String toString() {
        return value.toString();
    }
}
