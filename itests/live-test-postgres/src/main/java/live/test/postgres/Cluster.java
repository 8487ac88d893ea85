// SPDX-License-Identifier: Apache-2.0
package live.test.postgres;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import live.core.FreePort;
import org.jspecify.annotations.Nullable;

/**
 * A server of this JVM, gone with it however that ends.
 *
 * <p>PostgreSQL refuses to run as root, so that root runs it as nobody.
 */
final class Cluster {
    private static final Duration START_LIMIT = Duration.ofSeconds(60);
    private static final String NOBODY = "65534";

    /** The one that is started on first use, for whoever needs no more than a database. */
    private static final class Shared {
        private static final Cluster INSTANCE = initialised(List.of());

        static {
            INSTANCE.start();
        }
    }

    private final Path binaries;
    private final Path data;
    private final int port;
    private final List<String> settings;
    private @Nullable Process process;

    static Cluster shared() {
        return Shared.INSTANCE;
    }

    /**
     * A new one, not yet started.
     *
     * @param settings beside the usual ones, as {@code name=value}
     */
    static Cluster initialised(List<String> settings) {
        Cluster cluster = new Cluster(settings);
        run(List.of(
                cluster.binary("initdb"),
                "-D",
                cluster.data.toString(),
                "-U",
                "live",
                "-A",
                "trust",
                "-E",
                "UTF8",
                "--locale=C"));
        return cluster;
    }

    /** A copy of one that has not been started yet, which will follow it as standby of this name. */
    Cluster standby(String name) {
        Cluster standby = new Cluster(
                List.of("primary_conninfo=host=127.0.0.1 port=" + port + " user=live application_name=" + name));
        run(List.of("cp", "-a", data.toString(), standby.data.toString()));
        run(List.of("touch", standby.data.resolve("standby.signal").toString()));
        return standby;
    }

    private Cluster(List<String> settings) {
        this.settings = settings;
        try {
            binaries = Binaries.unpacked();
            data = Path.of(System.getProperty("java.io.tmpdir"), "live-test-postgres-" + UUID.randomUUID());
            port = FreePort.find();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Runtime.getRuntime().addShutdownHook(new Thread(this::remove, "postgres-remove"));
    }

    int port() {
        return port;
    }

    String url(String database) {
        return "jdbc:postgresql://127.0.0.1:" + port + "/" + database + "?user=live";
    }

    Connection connect() throws SQLException {
        return DriverManager.getConnection(url("postgres"));
    }

    synchronized void start() {
        if (process != null && process.isAlive()) {
            return;
        }
        // The shell ends with its standard input, which ends with this JVM, also when that is killed.
        StringBuilder server = new StringBuilder(String.join(
                " ",
                binary("postgres"),
                "-D",
                data.toString(),
                "-p",
                String.valueOf(port),
                "-c listen_addresses=127.0.0.1",
                "-c unix_socket_directories=''",
                "-c max_connections=200",
                "-c shared_buffers=128MB"));
        settings.forEach(setting -> server.append(" -c \"").append(setting).append('"'));
        String script = "exec 3<&0; " + server + " </dev/null & pid=$!; cat <&3 >/dev/null; kill -QUIT $pid; wait $pid";
        try {
            process = new ProcessBuilder(unprivileged(List.of("sh", "-c", script)))
                    .redirectErrorStream(true)
                    .redirectOutput(
                            data.resolveSibling(data.getFileName() + ".log").toFile())
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        long limit = System.nanoTime() + START_LIMIT.toNanos();
        while (true) {
            try (Connection connection = connect()) {
                return;
            } catch (SQLException e) {
                if (!process.isAlive() || System.nanoTime() > limit) {
                    throw new IllegalStateException("PostgreSQL does not start: " + log(), e);
                }
                pause();
            }
        }
    }

    /** Immediate shutdown, without a checkpoint: what comes next is recovery. */
    synchronized void kill() {
        if (process == null) {
            return;
        }
        try {
            process.getOutputStream().close();
            if (!process.waitFor(30, TimeUnit.SECONDS)) {
                throw new IllegalStateException("PostgreSQL does not stop");
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** What the operating system does to a process that has no say: the server answers nobody any more. */
    synchronized void crash() {
        if (process == null) {
            return;
        }
        processes(process).forEach(ProcessHandle::destroyForcibly);
        kill();
    }

    /** Stands still, as on a machine that is gone for a while, until {@link #thaw}. */
    synchronized void freeze() {
        signal("-STOP");
    }

    synchronized void thaw() {
        signal("-CONT");
    }

    private void signal(String signal) {
        if (process != null) {
            List<String> command = new ArrayList<>(List.of("kill", signal));
            processes(process).forEach(each -> command.add(String.valueOf(each.pid())));
            run(command);
        }
    }

    private static List<ProcessHandle> processes(Process shell) {
        List<ProcessHandle> servers = shell.descendants()
                .filter(each -> each.info().command().orElse("").endsWith("postgres"))
                .toList();
        if (servers.isEmpty()) {
            throw new IllegalStateException("the server does not run");
        }
        return servers;
    }

    synchronized void remove() {
        kill();
        run(List.of("rm", "-rf", data.toString()));
        try {
            Files.deleteIfExists(data.resolveSibling(data.getFileName() + ".log"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String binary(String name) {
        return binaries.resolve("bin").resolve(name).toString();
    }

    private String log() {
        try {
            return Files.readString(data.resolveSibling(data.getFileName() + ".log"));
        } catch (IOException e) {
            return e.toString();
        }
    }

    private static void run(List<String> command) {
        try {
            Process process = new ProcessBuilder(unprivileged(command))
                    .redirectErrorStream(true)
                    .start();
            String output = new String(process.getInputStream().readAllBytes());
            if (process.waitFor() != 0) {
                throw new IllegalStateException(command + ": " + output);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static List<String> unprivileged(List<String> command) {
        if (!"root".equals(System.getProperty("user.name"))) {
            return command;
        }
        List<String> whole =
                new ArrayList<>(List.of("setpriv", "--reuid=" + NOBODY, "--regid=" + NOBODY, "--clear-groups", "--"));
        whole.addAll(command);
        return whole;
    }

    private static void pause() {
        try {
            TimeUnit.MILLISECONDS.sleep(20);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
