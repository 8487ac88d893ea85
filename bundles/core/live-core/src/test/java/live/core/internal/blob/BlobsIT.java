// SPDX-License-Identifier: Apache-2.0
package live.core.internal.blob;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Random;
import live.core.BlobId;
import live.core.BlobInfo;
import live.core.Blobs;
import live.core.KeyId;
import live.core.LiveException;
import live.core.TenantId;
import live.core.internal.key.TestKeys;
import live.core.internal.task.TestTasks;
import live.core.store.Keys;
import live.test.postgres.PostgresServer;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BlobsIT {
    @RegisterExtension
    static final PostgresServer POSTGRES = new PostgresServer("core");

    @TempDir
    static Path folder;

    private static final long NO_LIMIT = Long.MAX_VALUE;
    private static Keys keys;
    private static ChunkedBlobs blobs;
    private static KeyId key;

    @BeforeAll
    static void open() {
        keys = TestKeys.of(POSTGRES.dataSource(), folder);
        blobs = new ChunkedBlobs(POSTGRES.dataSource(), keys);
        key = keys.ensure(TenantId.DEFAULT, "person:1");
    }

    @ParameterizedTest
    @ValueSource(
            ints = {0, 1, ChunkedBlobs.CHUNK - 1, ChunkedBlobs.CHUNK, ChunkedBlobs.CHUNK + 1, 3 * ChunkedBlobs.CHUNK})
    void whatGoesInComesOut(int size) throws IOException {
        byte[] content = random(size);
        BlobInfo info = store(content);
        assertThat(info.size()).isEqualTo(size);
        try (InputStream stream = blobs.open(info.id())) {
            assertThat(stream.readAllBytes()).isEqualTo(content);
        }
        assertThat(blobs.info(info.id())).contains(info);
    }

    @Test
    void theDigestIsThatOfTheBytes() throws IOException {
        assertThat(store("abc".getBytes(StandardCharsets.US_ASCII)).sha256())
                .isEqualTo("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    }

    @Test
    void moreThanTheLimitIsRefusedAndLeavesNothing() throws SQLException {
        long before = chunks();
        assertThatThrownBy(() -> blobs.store(
                        key,
                        "big",
                        "a/b",
                        new ByteArrayInputStream(random(3 * ChunkedBlobs.CHUNK)),
                        ChunkedBlobs.CHUNK * 2L))
                .isInstanceOfSatisfying(Blobs.TooLargeException.class, e -> assertThat(e.limit())
                        .isEqualTo(ChunkedBlobs.CHUNK * 2L));
        assertThat(chunks()).isEqualTo(before);
    }

    @Test
    void aStreamThatBreaksLeavesNothing() throws SQLException {
        long before = chunks();
        InputStream broken = new InputStream() {
            @Override
            public int read() throws IOException {
                throw new IOException("line cut");
            }
        };
        InputStream content =
                new SequenceInputStream(new ByteArrayInputStream(random(2 * ChunkedBlobs.CHUNK + 5)), broken);
        assertThatThrownBy(() -> blobs.store(key, "x", "a/b", content, NO_LIMIT))
                .hasMessage("line cut");
        assertThat(chunks()).isEqualTo(before);
    }

    @Test
    void whatIsErasedWithItsKeyIsGoneFromTheTablesToo() throws Exception {
        KeyId erased = keys.ensure(TenantId.DEFAULT, "person:erased");
        BlobId id = blobs.store(erased, "x", "a/b", new ByteArrayInputStream(random(10)), NO_LIMIT)
                .id();
        try (Connection connection = POSTGRES.dataSource().getConnection()) {
            keys.destroy(connection, erased);
        }
        assertThat(blobs.info(id)).isEmpty();
        assertThatThrownBy(() -> blobs.open(id)).isInstanceOf(IOException.class);
        sweep();
        assertThat(count("select count(*) from core.blob where id = '" + id + "'"))
                .isZero();
    }

    @Test
    void onlyUploadsThatNobodyKeptForADayAreSwept() throws Exception {
        BlobId kept = store(random(10)).id();
        BlobId orphan = store(random(10)).id();
        BlobId young = store(random(10)).id();
        try (Connection connection = POSTGRES.dataSource().getConnection();
                Statement statement = connection.createStatement()) {
            blobs.keep(connection, List.of(kept));
            statement.execute(
                    "update core.blob set created_at = now() - interval '25 hours' where id <> '" + young + "'");
            statement.execute("update core.blob_chunk set created_at = now() - interval '25 hours'");
        }
        sweep();
        assertThat(blobs.info(kept)).isPresent();
        assertThat(blobs.info(young)).isPresent();
        assertThat(blobs.info(orphan)).isEmpty();
        assertThatThrownBy(() -> blobs.open(orphan)).isInstanceOf(FileNotFoundException.class);
        assertThat(count("select count(*) from core.blob_chunk where blob = '" + orphan + "'"))
                .isZero();
    }

    @Test
    void whatIsNotThereCannotBeKept() throws SQLException {
        try (Connection connection = POSTGRES.dataSource().getConnection()) {
            assertThatThrownBy(() -> blobs.keep(connection, List.of(BlobId.next())))
                    .isInstanceOfSatisfying(
                            LiveException.class, e -> assertThat(e.code()).isEqualTo("blobs.missing"));
        }
    }

    @Test
    void nothingIsReadableInTheDatabase() throws Exception {
        BlobId id = blobs.store(
                        key, "salary.txt", "text/plain", new ByteArrayInputStream("topsecret".getBytes()), NO_LIMIT)
                .id();
        try (Connection connection = POSTGRES.dataSource().getConnection();
                Statement statement = connection.createStatement();
                ResultSet row =
                        statement.executeQuery("select encode(b.name_sealed, 'escape') || encode(c.sealed, 'escape')"
                                + " from core.blob b join core.blob_chunk c on c.blob = b.id where b.id = '" + id
                                + "'")) {
            assertThat(row.next()).isTrue();
            assertThat(row.getString(1)).doesNotContain("salary", "topsecret");
        }
    }

    @Test
    void aNameIsAFileNameAndNothingElse() {
        assertThat(ChunkedBlobs.cleaned("../../etc/passwd")).isEqualTo("passwd");
        assertThat(ChunkedBlobs.cleaned("C:\\temp\\evil.exe")).isEqualTo("evil.exe");
        assertThat(ChunkedBlobs.cleaned("in" + (char) 0 + "vo\nice.pdf")).isEqualTo("invoice.pdf");
        assertThat(ChunkedBlobs.cleaned((char) 0x202E + "txt.exe")).isEqualTo("txt.exe");
        assertThat(ChunkedBlobs.cleaned("..")).isEqualTo("file");
        assertThat(ChunkedBlobs.cleaned("")).isEqualTo("file");
        assertThat(ChunkedBlobs.cleaned("Größe.pdf")).isEqualTo("Größe.pdf");
        assertThat(ChunkedBlobs.cleaned("é".repeat(300))).hasSize(255);
    }

    private static BlobInfo store(byte[] content) throws IOException {
        return blobs.store(key, "a.bin", "application/octet-stream", new ByteArrayInputStream(content), NO_LIMIT);
    }

    private static void sweep() {
        try (TestTasks tasks = new TestTasks()) {
            new Sweeper(POSTGRES.dataSource(), tasks.tasks()).sweep();
        }
    }

    private static byte[] random(int size) {
        byte[] bytes = new byte[size];
        new Random(size).nextBytes(bytes);
        return bytes;
    }

    private static long chunks() throws SQLException {
        return count("select count(*) from core.blob_chunk");
    }

    private static long count(String sql) throws SQLException {
        try (Connection connection = POSTGRES.dataSource().getConnection();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getLong(1);
        }
    }
}
