// SPDX-License-Identifier: Apache-2.0
package live.postgres.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.annotation.Annotation;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The real server, as the product starts it, also when the build runs as root. */
class ClusterIT {

    static final PostgresSettings SETTINGS = new PostgresSettings() {
        @Override
        public int port() {
            return 0;
        }

        @Override
        public int sharedBuffersMegabytes() {
            return 16;
        }

        @Override
        public int maxConnections() {
            return 20;
        }

        @Override
        public Class<? extends Annotation> annotationType() {
            return PostgresSettings.class;
        }
    };

    /** Unpacked once for all tests but one. */
    private static Path shared;

    private final List<ServerProcess> started = new ArrayList<>();
    private Path folder;
    private int port;

    @BeforeAll
    static void unpack() throws IOException {
        shared = makeFolder();
        Programs.in(shared);
    }

    @AfterAll
    static void removePrograms() throws IOException {
        Programs.deleteTree(shared);
    }

    @BeforeEach
    void prepare() throws IOException {
        folder = makeFolder();
        Files.createSymbolicLink(programs(folder), programs(shared));
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            port = socket.getLocalPort();
        }
    }

    private static Path makeFolder() throws IOException {
        Path made = Files.createTempDirectory(Path.of("/var/tmp"), "live-postgres-");
        Files.setPosixFilePermissions(made, PosixFilePermissions.fromString("rwxr-xr-x"));
        return made;
    }

    private static Path programs(Path parent) throws IOException {
        return parent.resolve("programs-" + version());
    }

    @AfterEach
    void removeFolder() throws Exception {
        for (ServerProcess server : started) {
            server.stop();
        }
        Programs.deleteTree(folder);
    }

    @Test
    void theProductsRoleOwnsItsDatabaseAndIsNoSuperuser() throws Exception {
        Cluster cluster = Cluster.in(folder);
        start(cluster);
        assertThat(ask(cluster, "select rolsuper from pg_roles where rolname = current_user"))
                .isEqualTo("f");
        assertThat(ask(cluster, "show server_version")).startsWith("17.");
        assertThat(ask(cluster, "show fsync")).isEqualTo("on");
        execute(cluster, "create extension pg_trgm", "create extension unaccent", "create schema mine");
    }

    @Test
    void thePasswordIsTheOwnersAlone() throws Exception {
        Cluster cluster = Cluster.in(folder);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve("password"))))
                .isEqualTo("rw-------");
        start(cluster);
        assertThatThrownBy(() ->
                        DriverManager.getConnection(url(), "live", "wrong").close())
                .isInstanceOf(SQLException.class);
        assertThatThrownBy(
                        () -> DriverManager.getConnection(url(), "postgres", "").close())
                .isInstanceOf(SQLException.class);
    }

    @Test
    void aLostPasswordIsReplaced() throws Exception {
        Cluster cluster = Cluster.in(folder);
        String lost = cluster.password();
        Files.delete(folder.resolve("password"));
        Cluster again = Cluster.in(folder);
        assertThat(again.password()).isNotEqualTo(lost);
        start(again);
        assertThat(ask(again, "select 1")).isEqualTo("1");
    }

    @Test
    void theServerEndsWhenThePipeOfTheProductBreaks() throws Exception {
        Cluster cluster = Cluster.in(folder);
        ServerProcess server = start(cluster);
        long postmaster = postmaster(cluster);
        server.stop();
        await().until(() -> ProcessHandle.of(postmaster).isEmpty());
        assertThat(cluster.data().resolve("postmaster.pid")).doesNotExist();
    }

    @Test
    void whatWasCommittedIsThereAfterTheServerWasKilled() throws Exception {
        Cluster cluster = Cluster.in(folder);
        ServerProcess server = start(cluster);
        execute(cluster, "create table thing (id int)", "insert into thing values (7)");
        ProcessHandle.of(postmaster(cluster)).orElseThrow().destroyForcibly();
        await().until(() -> !server.isAlive());
        cluster.endOrphan();
        start(cluster);
        assertThat(ask(cluster, "select id from thing")).isEqualTo("7");
    }

    @Test
    void aServerThatWasLeftBehindIsEndedBeforeTheNextStart() throws Exception {
        Cluster cluster = Cluster.in(folder);
        List<String> line = new ArrayList<>(cluster.account().prefix());
        line.addAll(List.of(
                cluster.programs().postgres().toString(),
                "-D",
                cluster.data().toString(),
                "-c",
                "listen_addresses=127.0.0.1",
                "-c",
                "port=" + port,
                "-c",
                "unix_socket_directories="));
        Process orphan = new ProcessBuilder(line)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        await().atMost(Duration.ofSeconds(60)).until(cluster::acceptsConnections);
        cluster.endOrphan();
        assertThat(orphan.waitFor(60, TimeUnit.SECONDS)).isTrue();
        start(cluster);
        assertThat(ask(cluster, "select 1")).isEqualTo("1");
    }

    @Test
    void aLockWithThePidOfAnotherProgramIsNoObstacle() throws Exception {
        Cluster cluster = Cluster.in(folder);
        Path lock = cluster.data().resolve("postmaster.pid");
        Files.writeString(lock, ProcessHandle.current().pid() + "\n" + cluster.data() + "\n");
        cluster.account().own(lock);
        cluster.endOrphan();
        assertThat(ProcessHandle.current().isAlive()).isTrue();
        start(cluster);
        assertThat(ask(cluster, "select 1")).isEqualTo("1");
    }

    @Test
    void aSetUpThatWasCutOffIsDoneAgain() throws Exception {
        Files.delete(programs(folder));
        Files.createDirectories(folder.resolve("data.unfinished/base"));
        Files.createDirectories(folder.resolve("programs-" + version() + ".unfinished/bin"));
        Cluster cluster = Cluster.in(folder);
        start(cluster);
        assertThat(ask(cluster, "select 1")).isEqualTo("1");
    }

    private ServerProcess start(Cluster cluster) throws IOException {
        ServerProcess server = ServerProcess.start(cluster, port, SETTINGS);
        started.add(server);
        Thread reader = new Thread(
                () -> {
                    try {
                        server.follow();
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                },
                "postgres-output");
        reader.setDaemon(true);
        reader.start();
        await().atMost(Duration.ofSeconds(60)).until(cluster::acceptsConnections);
        return server;
    }

    private static String version() throws IOException {
        try (var version = Programs.class.getResourceAsStream("/postgres.version")) {
            return new String(version.readAllBytes()).strip();
        }
    }

    private static long postmaster(Cluster cluster) throws IOException {
        return Long.parseLong(Files.readAllLines(cluster.data().resolve("postmaster.pid"))
                .get(0)
                .strip());
    }

    private String ask(Cluster cluster, String sql) throws Exception {
        try (Connection connection = DriverManager.getConnection(url(), "live", cluster.password());
                Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(sql)) {
            result.next();
            return result.getString(1);
        }
    }

    private void execute(Cluster cluster, String... statements) throws Exception {
        try (Connection connection = DriverManager.getConnection(url(), "live", cluster.password());
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }

    private String url() {
        return "jdbc:postgresql://127.0.0.1:" + port + "/live";
    }
}
