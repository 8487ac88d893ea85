// SPDX-License-Identifier: Apache-2.0
package live.channel.email.internal.mime;

import jakarta.mail.util.SharedByteArrayInputStream;
import jakarta.mail.util.SharedFileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** The bytes of a mail as they came: small ones in memory, large ones in a file that only this process can read. */
public final class RawMail implements AutoCloseable {
    private final InputStream first;
    private final long size;
    private final boolean complete;
    private final @Nullable Path file;

    private RawMail(InputStream first, long size, boolean complete, @Nullable Path file) {
        this.first = first;
        this.size = size;
        this.complete = complete;
        this.file = file;
    }

    /** A mail whose bytes are a part of an array, which must not change any more. */
    public static RawMail of(byte[] bytes, int offset, int length) {
        return new RawMail(new SharedByteArrayInputStream(bytes, offset, length), length, true, null);
    }

    public static RawMail of(byte[] bytes) {
        return of(bytes, 0, bytes.length);
    }

    /** Only the beginning of a mail, the rest of which was not fetched because the whole is too large. */
    public static RawMail beginning(byte[] bytes, long wholeSize) {
        return new RawMail(new SharedByteArrayInputStream(bytes), wholeSize, false, null);
    }

    /** A mail in a file, which {@link #close} deletes. */
    public static RawMail of(Path file) throws IOException {
        return new RawMail(new SharedFileInputStream(file.toFile()), Files.size(file), true, file);
    }

    /** A fresh shared stream at the first byte. */
    InputStream shared() {
        return ((jakarta.mail.internet.SharedInputStream) first).newStream(0, -1);
    }

    /** Bytes of the whole mail, also where only its beginning is here. */
    public long size() {
        return size;
    }

    /** Whether all of it is here. */
    public boolean isComplete() {
        return complete;
    }

    @Override
    public void close() throws IOException {
        first.close();
        if (file != null) {
            Files.deleteIfExists(file);
        }
    }
}
