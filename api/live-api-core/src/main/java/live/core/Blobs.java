// SPDX-License-Identifier: Apache-2.0
package live.core;

import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;

/**
 * Stored bytes, encrypted with a key that belongs to a person or a matter. Thread-safe; methods block on storage.
 *
 * <p>A blob that nothing refers to 24 hours after its upload is deleted; what refers to a blob says so with
 * {@link live.core.store.BlobLinks} in the transaction that stores the reference.
 */
public interface Blobs {
    /**
     * Stores what the stream holds, to its end, and closes nothing. Nothing is kept when it throws.
     *
     * @param key whose erasure destroys the bytes
     * @param limit most bytes to take; a longer stream is refused
     * @throws TooLargeException if the stream holds more than the limit
     * @throws IOException if the stream fails, or the storage
     */
    BlobInfo store(KeyId key, String name, String mediaType, InputStream content, long limit) throws IOException;

    /** What is known of a blob; empty if there is none, or its key was destroyed. */
    Optional<BlobInfo> info(BlobId blob);

    /**
     * Opens a blob for reading from its first byte; the caller closes the stream.
     *
     * @throws IOException if there is no such blob, its key was destroyed, or the storage fails
     */
    InputStream open(BlobId blob) throws IOException;

    /** More bytes than allowed. */
    final class TooLargeException extends IOException {
        private static final long serialVersionUID = 1L;
        private final long limit;

        public TooLargeException(long limit) {
            super("more than " + limit + " bytes");
            this.limit = limit;
        }

        /** Most bytes that would have been taken. */
        public long limit() {
            return limit;
        }
    }
}
