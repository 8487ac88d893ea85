// SPDX-License-Identifier: Apache-2.0
package live.itests.platform;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyStore;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import live.itest.CallCentre;
import live.itest.Commands;
import live.itest.MailHost;
import live.itest.Product;
import live.itest.Rest;
import live.test.postgres.PostgresServer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Any PostgreSQL instead of the embedded one, named in one file. */
class ExternalDatabaseIT {
    @RegisterExtension
    static final PostgresServer POSTGRES = new PostgresServer();

    @TempDir
    Path folder;

    @Test
    void one_file_names_it_and_an_outage_is_survived() throws Exception {
        String shop = "outage@shop.example";
        try (MailHost host = MailHost.start().mailbox(shop, "shop-password");
                Product product = Product.fresh("external")) {
            Path certificate = speakTls();
            Path password = Files.writeString(folder.resolve("password"), "not asked for\n");
            product.configuration(
                            "live.store.cfg",
                            "url = " + POSTGRES.url() + "&sslmode=verify-full&sslrootcert=" + certificate
                                    + "\nuser = live\npasswordFile = " + password + "\n")
                    .start();
            assertThat(ask(
                            "select count(*) > 0 and bool_and(s.ssl) from pg_stat_ssl s join pg_stat_activity a using (pid)"
                                    + " where a.application_name = 'live'"))
                    .as("every connection speaks TLS")
                    .isEqualTo("t");
            Rest admin = product.admin();
            admin.post("/api/v1/directory/teams", Map.of("name", "Elsewhere")).expect(200, 201);

            assertThat(product.database()).as("an embedded server").isEmpty();
            try (Connection connection = POSTGRES.dataSource().getConnection();
                    Statement sql = connection.createStatement();
                    ResultSet found =
                            sql.executeQuery("select count(*) from directory.team where name = 'Elsewhere'")) {
                assertThat(found.next()).isTrue();
                assertThat(found.getInt(1)).isOne();
            }

            CallCentre centre = new CallCentre(product, admin);
            centre.emailAccount("outage", host, shop, "shop-password");
            Awaitility.await("the mailbox is read")
                    .atMost(Duration.ofSeconds(30))
                    .untilAsserted(() -> assertThat(centre.account("email/outage")
                                    .path("status")
                                    .path("state")
                                    .asText())
                            .isEqualTo("UP"));

            ask("alter database " + ask("select current_database()") + " set default_transaction_read_only = on");
            ask("select count(pg_terminate_backend(pid)) from pg_stat_activity where application_name = 'live'");
            Awaitility.await("that it takes no changes is said")
                    .atMost(Duration.ofSeconds(60))
                    .untilAsserted(() -> assertThat(product.log().saying(0, "store.database.read-only"))
                            .isNotEmpty());
            Awaitility.await("nobody is sent here meanwhile")
                    .untilAsserted(() -> product.rest().get("/health").expect(503));
            ask("set transaction_read_only = off; alter database " + ask("select current_database()")
                    + " reset default_transaction_read_only");
            ask("select count(pg_terminate_backend(pid)) from pg_stat_activity where application_name = 'live'");
            Awaitility.await("it takes changes again")
                    .atMost(Duration.ofSeconds(60))
                    .untilAsserted(() -> product.rest().get("/health").expect(200));

            POSTGRES.stop();
            host.deliver(shop, mail(shop));
            Awaitility.await("the outage is said")
                    .atMost(Duration.ofSeconds(60))
                    .untilAsserted(() -> product.rest().get("/health").expect(503));
            assertThat(admin.post("/api/v1/directory/teams", Map.of("name", "Lost"))
                            .expect(503)
                            .header("retry-after"))
                    .isNotEmpty();
            assertThat(host.taken(shop)).as("taken without a place to keep it").isZero();
            POSTGRES.start();
            Awaitility.await("recovery without anybody's help")
                    .atMost(Duration.ofSeconds(90))
                    .untilAsserted(() -> product.rest().get("/health").expect(200));
            assertThat(admin.get("/api/v1/directory/teams").expect(200).text())
                    .contains("Elsewhere")
                    .doesNotContain("Lost");
            Awaitility.await("the mail that waited")
                    .atMost(Duration.ofSeconds(60))
                    .untilAsserted(() -> assertThat(host.taken(shop)).isOne());
            List<JsonNode> tickets = Awaitility.await("its ticket")
                    .atMost(Duration.ofSeconds(30))
                    .until(() -> admin.all("/api/v1/ticketing/tickets?q=outagemark"), found -> !found.isEmpty());
            assertThat(tickets).hasSize(1);
            JsonNode message = admin.all("/api/v1/ticketing/tickets/"
                            + tickets.get(0).path("id").asText() + "/messages")
                    .get(0);
            assertThat(message.path("from").path("value").asText()).isEqualTo("patient@customer.example");
            assertThat(message.path("attachments"))
                    .extracting(file -> file.path("name").asText())
                    .containsExactly("proof.bin");
        }
    }

    private static String mail(String to) {
        return """
                From: Patient <patient@customer.example>
                To: %s
                Subject: outagemark
                Message-ID: <outage@customer.example>
                MIME-Version: 1.0
                Content-Type: multipart/mixed; boundary=b

                --b

                I can wait.
                --b
                Content-Type: application/octet-stream; name=proof.bin
                Content-Disposition: attachment; filename=proof.bin

                proof
                --b--
                """
                .formatted(to);
    }

    private static String ask(String sql) throws SQLException {
        try (Connection connection = POSTGRES.dataSource().getConnection();
                Statement statement = connection.createStatement()) {
            boolean rows = statement.execute(sql);
            if (!rows) {
                return "";
            }
            try (ResultSet found = statement.getResultSet()) {
                return found.next() ? found.getString(1) : "";
            }
        }
    }

    /** Gives the server a certificate of its own; returns that. */
    private Path speakTls() throws Exception {
        Path keys = folder.resolve("keys.p12");
        Commands.run(List.of(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-alias",
                "db",
                "-keyalg",
                "EC",
                "-dname",
                "CN=127.0.0.1",
                "-ext",
                "SAN=IP:127.0.0.1",
                "-storetype",
                "PKCS12",
                "-keystore",
                keys.toString(),
                "-storepass",
                "changeit"));
        KeyStore store = KeyStore.getInstance(keys.toFile(), "changeit".toCharArray());
        Path data = Path.of(ask("show data_directory"));
        Path key = pem(
                data.resolve("server.key"),
                "PRIVATE KEY",
                store.getKey("db", "changeit".toCharArray()).getEncoded());
        Path certificate = pem(
                data.resolve("server.crt"),
                "CERTIFICATE",
                store.getCertificate("db").getEncoded());
        for (Path file : List.of(key, certificate)) {
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
            Files.setOwner(file, Files.getOwner(data));
        }
        ask("alter system set ssl = on");
        ask("select pg_reload_conf()");
        return pem(
                folder.resolve("server.crt"),
                "CERTIFICATE",
                store.getCertificate("db").getEncoded());
    }

    private static Path pem(Path file, String what, byte[] content) throws IOException {
        return Files.writeString(
                file,
                "-----BEGIN " + what + "-----\n" + Base64.getMimeEncoder().encodeToString(content) + "\n-----END "
                        + what + "-----\n");
    }
}
