// SPDX-License-Identifier: Apache-2.0
package live.core.internal.blob;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HexFormat;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;
import live.core.BlobId;
import live.core.BlobInfo;
import live.core.Blobs;
import live.core.KeyId;
import live.core.LiveException;
import live.core.store.BlobLinks;
import live.core.store.Keys;
import live.core.store.SchemaReady;
import live.lib.sql.Database;
import live.lib.sql.DatabaseException;
import live.lib.sql.Sql;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Blobs in PostgreSQL: chunks of 256 KiB, each sealed under the blob's key and bound to its place.
 *
 * <p>A blob of one chunk is one statement. A longer one is written chunk by chunk, each by itself, so that a slow sender
 * holds no connection and no transaction; it exists with its last statement, and chunks without a blob are swept away.
 */
@Component(service = {Blobs.class, BlobLinks.class, ChunkedBlobs.class})
public final class ChunkedBlobs implements Blobs, BlobLinks {
    private static final Logger LOG = LoggerFactory.getLogger(ChunkedBlobs.class);
    static final int CHUNK = 256 * 1024;

    private static final int NAME_LIMIT = 255;
    private static final int MEDIA_TYPE_LIMIT = 200;

    private final Database database;
    private final Keys keys;

    @Activate
    public ChunkedBlobs(
            @Reference(target = "(live.store=direct)") DataSource source,
            @Reference(target = "(module=core)") SchemaReady schema,
            @Reference Keys keys) {
        this(source, keys);
    }

    ChunkedBlobs(DataSource source, Keys keys) {
        database = new Database(source);
        this.keys = keys;
    }

    @Override
    public BlobInfo store(KeyId key, String name, String mediaType, InputStream content, long limit)
            throws IOException {
        BlobId id = BlobId.next();
        MessageDigest digest = sha256();
        boolean stored = false;
        int number = 0;
        try {
            long size = 0;
            byte[] chunk = content.readNBytes(CHUNK);
            while (true) {
                size += chunk.length;
                if (size > limit) {
                    throw new TooLargeException(limit);
                }
                digest.update(chunk);
                byte[] next = chunk.length < CHUNK ? new byte[0] : content.readNBytes(CHUNK);
                if (next.length == 0) {
                    break;
                }
                write(id, key, number++, chunk);
                chunk = next;
            }
            String sum = HexFormat.of().formatHex(digest.digest());
            BlobInfo info = new BlobInfo(id, cleaned(name), shortened(mediaType, MEDIA_TYPE_LIMIT), size, sum);
            finish(info, key, number, chunk);
            stored = true;
            return info;
        } catch (DatabaseException e) {
            throw new IOException("the blob cannot be stored", e);
        } finally {
            if (!stored && number > 0) {
                discard(id);
            }
        }
    }

    @Override
    public Optional<BlobInfo> info(BlobId blob) {
        return database.read(connection -> Sql.on(
                        connection,
                        "select b.key_id, b.name_sealed, b.media_type, b.size, b.sha256 from core.blob b"
                                + " join core.data_key k on k.tenant = b.tenant and k.id = b.key_id where b.id = ?")
                .with(blob.value())
                .first(row -> new BlobInfo(
                        blob,
                        new String(
                                keys.decrypt(
                                        new KeyId(row.uuid("key_id")), context(blob, "name"), row.bytes("name_sealed")),
                                StandardCharsets.UTF_8),
                        row.text("media_type"),
                        row.big("size"),
                        row.text("sha256"))));
    }

    @Override
    public InputStream open(BlobId blob) throws IOException {
        record Found(UUID tenant, KeyId key, long size) {}
        try {
            Found found = database.read(
                            connection -> Sql.on(connection, "select tenant, key_id, size from core.blob where id = ?")
                                    .with(blob.value())
                                    .first(row -> new Found(
                                            row.uuid("tenant"), new KeyId(row.uuid("key_id")), row.big("size"))))
                    .orElseThrow(() -> new FileNotFoundException("no blob " + blob));
            int chunks = (int) Math.max(1, (found.size() + CHUNK - 1) / CHUNK);
            return new ChunkStream(chunks, number -> read(found.tenant(), blob, found.key(), number));
        } catch (DatabaseException e) {
            throw new IOException("blob " + blob + " cannot be read", e);
        }
    }

    @Override
    public void keep(Connection transaction, Collection<BlobId> blobs) throws SQLException {
        if (blobs.isEmpty()) {
            return;
        }
        int kept = Sql.on(transaction, "update core.blob set kept_at = now() where id = any (?) and tenant is not null")
                .array("uuid", blobs.stream().map(BlobId::value).distinct().toList())
                .update();
        if (kept < blobs.stream().distinct().count()) {
            throw new LiveException("blobs.missing", "Some of these blobs are not there any more: " + blobs);
        }
    }

    private void write(BlobId id, KeyId key, int number, byte[] chunk) {
        byte[] sealed = keys.encrypt(key, context(id, number), chunk);
        database.read(connection -> Sql.on(
                        connection,
                        "insert into core.blob_chunk (tenant, blob, number, sealed)"
                                + " select tenant, ?, ?, ? from core.data_key where id = ?")
                .with(id.value(), number, sealed, key.value())
                .update());
    }

    /** The last chunk, and with it the blob. */
    private void finish(BlobInfo info, KeyId key, int number, byte[] chunk) throws IOException {
        byte[] sealed = keys.encrypt(key, context(info.id(), number), chunk);
        byte[] name = keys.encrypt(key, context(info.id(), "name"), info.name().getBytes(StandardCharsets.UTF_8));
        int written = database.read(connection -> Sql.on(
                        connection,
                        """
                        with chunk as (
                            insert into core.blob_chunk (tenant, blob, number, sealed)
                            select tenant, ?, ?, ? from core.data_key where id = ?)
                        insert into core.blob (tenant, id, key_id, name_sealed, media_type, size, sha256)
                        select tenant, ?, id, ?, ?, ?, ? from core.data_key where id = ?
                        """)
                .with(info.id().value(), number, sealed, key.value())
                .with(info.id().value(), name, info.mediaType(), info.size(), info.sha256(), key.value())
                .update());
        if (written == 0) {
            throw new IOException(
                    "key " + key + " is not there: it was destroyed, or its transaction is not committed");
        }
    }

    private void discard(BlobId id) {
        try {
            database.read(connection -> Sql.on(
                            connection, "delete from core.blob_chunk where blob = ? and tenant is not null")
                    .with(id.value())
                    .update());
        } catch (DatabaseException e) {
            // The failure that led here is worth more.
            LOG.warn("code=blobs.discard the chunks of {} stay until they are swept away", id, e);
        }
    }

    private byte[] read(UUID tenant, BlobId blob, KeyId key, int number) throws IOException {
        try {
            byte[] sealed = database.read(connection -> Sql.on(
                                    connection,
                                    "select sealed from core.blob_chunk where tenant = ? and blob = ? and number = ?")
                            .with(tenant, blob.value(), number)
                            .first(row -> row.bytes("sealed")))
                    .orElseThrow(() -> new FileNotFoundException("blob " + blob + " has no chunk " + number));
            return keys.decrypt(key, context(blob, number), sealed);
        } catch (DatabaseException | LiveException e) {
            throw new IOException("blob " + blob + " cannot be read", e);
        }
    }

    private static byte[] context(BlobId id, Object place) {
        return (id + "/" + place).getBytes(StandardCharsets.UTF_8);
    }

    /** A file name and nothing else: no folder, no control character, no direction that makes exe look like txt. */
    static String cleaned(String name) {
        String last = name.substring(Math.max(name.lastIndexOf('/'), name.lastIndexOf('\\')) + 1);
        String visible = last.codePoints()
                .filter(c -> !Character.isISOControl(c) && Character.getType(c) != Character.FORMAT)
                .filter(c -> Character.getType(c) != Character.SURROGATE)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString()
                .strip();
        String whole = shortened(visible, NAME_LIMIT);
        return whole.isEmpty() || whole.chars().allMatch(c -> c == '.') ? "file" : whole;
    }

    private static String shortened(String text, int limit) {
        return text.codePointCount(0, text.length()) <= limit
                ? text
                : text.substring(0, text.offsetByCodePoints(0, limit));
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
