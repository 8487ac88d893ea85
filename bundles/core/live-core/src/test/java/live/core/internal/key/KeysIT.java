// SPDX-License-Identifier: Apache-2.0
package live.core.internal.key;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import live.core.KeyId;
import live.core.LiveException;
import live.core.TenantId;
import live.test.postgres.PostgresServer;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

class KeysIT {
    @RegisterExtension
    static final PostgresServer POSTGRES = new PostgresServer("core");

    @TempDir
    static Path folder;

    private static final byte[] CONTEXT = {1, 2, 3};
    private static final byte[] PLAIN = "open sesame".getBytes(StandardCharsets.UTF_8);
    private static EnvelopeKeys keys;

    @BeforeAll
    static void open() {
        keys = new EnvelopeKeys(POSTGRES.dataSource(), master());
        keys.ensure(TenantId.DEFAULT, "first");
    }

    private static Path master() {
        return folder.resolve("keys").resolve("master.key");
    }

    @Test
    void onlyTheOwnerMayReadTheMasterKey() throws Exception {
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(master())))
                .isEqualTo("rw-------");
    }

    @Test
    void aKeyOpensWhatItSealedAlsoAfterARestart() {
        KeyId key = keys.ensure(TenantId.DEFAULT, "person:1");
        byte[] sealed = keys.encrypt(key, CONTEXT, PLAIN);
        assertThat(new String(sealed, StandardCharsets.ISO_8859_1)).doesNotContain("sesame");
        assertThat(new EnvelopeKeys(POSTGRES.dataSource(), master()).decrypt(key, CONTEXT, sealed))
                .isEqualTo(PLAIN);
    }

    @Test
    void oneScopeHasOneKey() throws SQLException {
        KeyId key = keys.ensure(TenantId.DEFAULT, "person:2");
        try (Connection connection = POSTGRES.dataSource().getConnection()) {
            Map<String, KeyId> both = keys.ensure(connection, TenantId.DEFAULT, List.of("person:2", "person:3"));
            assertThat(both).hasSize(2).containsEntry("person:2", key);
        }
    }

    @Test
    void anAlteredTextOrContextIsRefused() {
        KeyId key = keys.ensure(TenantId.DEFAULT, "person:4");
        byte[] sealed = keys.encrypt(key, CONTEXT, PLAIN);
        refused("keys.corrupt", () -> keys.decrypt(key, new byte[] {9}, sealed));
        sealed[sealed.length - 1] ^= 1;
        refused("keys.corrupt", () -> keys.decrypt(key, CONTEXT, sealed));
    }

    @Test
    void whatADestroyedKeySealedIsGone() throws SQLException {
        KeyId key = keys.ensure(TenantId.DEFAULT, "person:5");
        byte[] sealed = keys.encrypt(key, CONTEXT, PLAIN);
        try (Connection connection = POSTGRES.dataSource().getConnection()) {
            assertThat(keys.destroy(connection, key)).isTrue();
            assertThat(keys.destroy(connection, key)).isFalse();
        }
        refused("keys.destroyed", () -> keys.decrypt(key, CONTEXT, sealed));
    }

    @Test
    void aRotationWrapsEveryKeyAnewAndLosesNothing() throws Exception {
        KeyId key = keys.ensure(TenantId.DEFAULT, "person:6");
        byte[] sealed = keys.encrypt(key, CONTEXT, PLAIN);
        String before = Files.readString(master());
        assertThat(keys.rotate()).isGreaterThan(1);
        assertThat(Files.readString(master())).isNotEqualTo(before).hasLineCount(1);
        EnvelopeKeys restarted = new EnvelopeKeys(POSTGRES.dataSource(), master());
        assertThat(restarted.decrypt(key, CONTEXT, sealed)).isEqualTo(PLAIN);
        assertThat(restarted.ensure(TenantId.DEFAULT, "person:6")).isEqualTo(key);
    }

    @Test
    void aLostMasterKeyIsNeverReplacedInSilence() {
        refused("keys.master.missing", () -> new EnvelopeKeys(POSTGRES.dataSource(), folder.resolve("elsewhere")));
    }

    @Test
    void aSecretIsStoredSealedAndLeadsBack() throws SQLException {
        SealedSecrets secrets = new SealedSecrets(POSTGRES.dataSource(), keys);
        String reference = secrets.store("live.channel.email~support", "hunter2");
        assertThat(reference).startsWith("secret:");
        assertThat(secrets.reveal(reference)).isEqualTo("hunter2");
        assertThat(secrets.reveal("plain")).isEqualTo("plain");
        try (Connection connection = POSTGRES.dataSource().getConnection();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("select s::text from core.secret s")) {
            while (row.next()) {
                assertThat(row.getString(1)).doesNotContain("hunter2");
            }
        }
        secrets.delete(reference);
        refused("secrets.missing", () -> secrets.reveal(reference));
        refused("secrets.missing", () -> secrets.reveal("secret:nonsense"));
    }

    private static void refused(String code, org.assertj.core.api.ThrowableAssert.ThrowingCallable call) {
        assertThatThrownBy(call).isInstanceOfSatisfying(LiveException.class, e -> assertThat(e.code())
                .isEqualTo(code));
    }
}
