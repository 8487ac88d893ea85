// SPDX-License-Identifier: Apache-2.0
package live.channel.tck;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import live.channel.Address;
import live.channel.ChannelHost;
import live.core.BlobId;
import live.core.BlobInfo;
import live.core.Blobs;

/** Attachments in memory. Thread-safe. */
public final class MemoryBlobs implements ChannelHost.ChannelBlobs {
    private final Map<BlobId, byte[]> stored = new ConcurrentHashMap<>();
    private volatile boolean full;

    @Override
    public BlobInfo store(Address party, String name, String mediaType, InputStream content, long limit)
            throws IOException {
        if (full) {
            throw new IOException("no space left, for the test");
        }
        if (name.isBlank() || name.chars().anyMatch(c -> c < ' ' || c == '/' || c == '\\')) {
            throw new IllegalArgumentException("not a file name: " + name);
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        byte[] buffer = new byte[8192];
        int read;
        while ((read = content.read(buffer)) >= 0) {
            bytes.write(buffer, 0, read);
            if (bytes.size() > limit) {
                throw new Blobs.TooLargeException(limit);
            }
        }
        return keep(name, mediaType, bytes.toByteArray());
    }

    /** Stores bytes for a message to send. */
    public BlobInfo keep(String name, String mediaType, byte[] bytes) {
        try {
            String digest = HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
            BlobInfo info = new BlobInfo(BlobId.next(), name, mediaType, bytes.length, digest);
            stored.put(info.id(), bytes);
            return info;
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    @Override
    public InputStream open(BlobId blob) throws IOException {
        return new ByteArrayInputStream(bytes(blob));
    }

    /** The bytes of a blob. */
    public byte[] bytes(BlobId blob) throws IOException {
        byte[] bytes = stored.get(blob);
        if (bytes == null) {
            throw new IOException("no such blob");
        }
        return bytes;
    }

    /** From now on storing fails, or works again. */
    public void full(boolean value) {
        full = value;
    }

    boolean holds(BlobId blob) {
        return stored.containsKey(blob);
    }
}
