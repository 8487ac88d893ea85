// SPDX-License-Identifier: Apache-2.0
package live.itest;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import live.core.FreePort;

/**
 * One product with its own data folder and ports, started by the launcher that users start it by. What it started is
 * ended when it is closed, or with the test's JVM at the latest.
 */
public final class Product implements AutoCloseable {
    /** Tests boot often and never warm up: the thorough compiler would take half of the machine and give nothing back. */
    private static final String SHORT_LIVED = "-XX:TieredStopAtLevel=1";

    private static final Set<Product> OPEN = ConcurrentHashMap.newKeySet();

    static {
        Runtime.getRuntime().addShutdownHook(new Thread(() -> OPEN.forEach(Product::killAll), "live-itest-end"));
    }

    private final String name;
    private final Path home = Distribution.home();
    private final Path data;
    private final int port;
    private final Map<String, String> environment = new ConcurrentHashMap<>();

    private Product(String name, Path data, int port) {
        this.name = name;
        this.data = data;
        this.port = port;
    }

    /** A product that somebody else started and will stop, by its data folder. */
    static Product attached(Path data) {
        try {
            int port =
                    Integer.parseInt(Files.readString(data.resolve("run/port")).strip());
            return new Product("attached", data, port);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A product that has never been started. */
    public static Product fresh(String name) {
        return fresh(name, place());
    }

    /** A product that has never been started, with its data folder at some place. */
    public static Product fresh(String name, Path place) {
        try {
            Path data = Files.createTempDirectory(place, "live-" + name + "-");
            // The uid that runs the database passes through.
            Files.setPosixFilePermissions(data, PosixFilePermissions.fromString("rwx--x--x"));
            Product product = new Product(name, data, FreePort.find()).javaOptions(SHORT_LIVED);
            OPEN.add(product);
            return product;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Where data folders are made: on a disk, where memory does not pretend to be one. */
    public static Path place() {
        Path disk = Path.of("/var/tmp");
        return Files.isWritable(disk) ? disk : Path.of(System.getProperty("java.io.tmpdir"));
    }

    /** Writes a configuration file, before or during a run. */
    public Product configuration(String file, String text) {
        try {
            Path etc = Files.createDirectories(data.resolve("etc"));
            // In one step, so that a watcher never reads half of it.
            Path half = Files.writeString(etc.resolve("." + file + ".half"), text);
            Files.move(half, etc.resolve(file), StandardCopyOption.ATOMIC_MOVE);
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** With the JVM as users have it, to measure. */
    public Product asInProduction() {
        environment.remove("LIVE_JAVA_OPTS");
        return this;
    }

    /** More options for the JVM of the product. */
    public Product javaOptions(String options) {
        environment.put("LIVE_JAVA_OPTS", options);
        return this;
    }

    /** Starts it and waits until it is ready. */
    public Product start() {
        Commands.Result result = launcher("start");
        if (result.status() != 0) {
            throw new AssertionError(name + " did not start: " + result.output() + "\n" + log().tail(40));
        }
        return this;
    }

    /** Ends it in order. */
    public void stop() {
        Commands.Result result = launcher("stop");
        if (result.status() != 0) {
            throw new AssertionError(name + " did not stop: " + result.output());
        }
    }

    public void restart() {
        stop();
        start();
    }

    /** {@code kill -9} of the JVM; the database server is left to itself. */
    public void killNow() {
        process().ifPresent(process -> {
            process.destroyForcibly();
            process.onExit().join();
        });
    }

    public boolean isRunning() {
        return process().isPresent();
    }

    /** The JVM of the product. */
    public Optional<ProcessHandle> process() {
        return pid(data.resolve("run/pid")).filter(process -> process.info()
                .commandLine()
                .map(line -> line.contains("-Dlive.data=" + data))
                // The kernel cuts long command lines short of it.
                .orElse(true));
    }

    /** The server of the embedded database. */
    public Optional<ProcessHandle> database() {
        try (Stream<Path> files = Files.find(
                data, 4, (file, attributes) -> file.getFileName().toString().equals("postmaster.pid"))) {
            return files.findFirst().flatMap(Product::pid);
        } catch (IOException | UncheckedIOException e) {
            // Root's database belongs to another user, and files come and go while it starts and stops.
            return Optional.empty();
        }
    }

    public URI uri(String path) {
        return URI.create("http://127.0.0.1:" + port + path);
    }

    public int port() {
        return port;
    }

    public Path data() {
        return data;
    }

    public Path home() {
        return home;
    }

    public ProductLog log() {
        return new ProductLog(data.resolve("log/live.log"));
    }

    /** A browser's view of it, not signed in. */
    public Rest rest() {
        return new Rest(this::uri);
    }

    /** Signed in as the first administrator. */
    public Rest admin() {
        Rest rest = rest();
        rest.signIn("admin", adminPassword());
        return rest;
    }

    public String adminPassword() {
        try {
            return Files.readString(data.resolve("admin-password")).strip();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A connection to the embedded database, as its administrator could make one. */
    public Connection connect() {
        try {
            List<String> server = Files.readAllLines(data.resolve("postgres/data/postmaster.pid"));
            String password =
                    Files.readString(data.resolve("postgres/password")).strip();
            return DriverManager.getConnection(
                    "jdbc:postgresql://127.0.0.1:" + server.get(3).strip() + "/live", "live", password);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Installs the probe, whose shell commands look at the inside; gone with the data folder. */
    public void installProbe() {
        Path jar = Path.of(System.getProperty("live.root", "../.."), "itests/live-itest-probe/target")
                .toAbsolutePath()
                .normalize()
                .resolve("live-itest-probe-0.1.0-SNAPSHOT.jar");
        shell("bundle:install -s file:" + jar);
    }

    /** One command of the administrator's shell, which must succeed. */
    public String shell(String command) {
        Commands.Result result = tryShell(command);
        if (result.status() != 0) {
            throw new AssertionError(command + " ended with " + result.status() + ": " + result.output());
        }
        return result.output();
    }

    /** A command of the probe, which answers one line of JSON. */
    public JsonNode ask(String command, java.time.Duration limit) {
        String json = shell(command, limit)
                .lines()
                .filter(line -> line.startsWith("{"))
                .findFirst()
                .orElseThrow(() -> new AssertionError(command + " told nothing"));
        try {
            return Rest.JSON.readTree(json);
        } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
            throw new IllegalStateException(json, e);
        }
    }

    /** The same for a command that takes its time. */
    public String shell(String command, java.time.Duration limit) {
        environment.put("LIVE_SHELL_SECONDS", "" + limit.toSeconds());
        try {
            return shell(command);
        } finally {
            environment.remove("LIVE_SHELL_SECONDS");
        }
    }

    public Commands.Result tryShell(String command) {
        return launcher("shell", command);
    }

    @Override
    public void close() {
        if (OPEN.remove(this)) {
            try {
                if (isRunning()) {
                    stop();
                }
            } finally {
                killAll();
                keepLogs();
                delete(data);
            }
        }
    }

    private Commands.Result launcher(String verb, String... arguments) {
        List<String> command = new ArrayList<>(
                List.of(home.resolve("bin/live").toString(), "--port", "" + port, "--data", data.toString(), verb));
        command.addAll(List.of(arguments));
        return Commands.attempt(command, environment);
    }

    private void killAll() {
        Stream.of(process(), database()).flatMap(Optional::stream).forEach(process -> {
            process.destroyForcibly();
            process.onExit().join();
        });
    }

    private void keepLogs() {
        Path kept = Path.of("target", "products", name);
        try {
            Files.createDirectories(kept);
            for (String file : List.of("live.log", "console.log")) {
                if (Files.exists(data.resolve("log").resolve(file))) {
                    Files.copy(
                            data.resolve("log").resolve(file), kept.resolve(file), StandardCopyOption.REPLACE_EXISTING);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Optional<ProcessHandle> pid(Path file) {
        try (Stream<String> lines = Files.lines(file)) {
            return lines.findFirst()
                    .map(String::strip)
                    .filter(line -> line.matches("\\d+"))
                    .map(Long::valueOf)
                    .flatMap(ProcessHandle::of)
                    .filter(ProcessHandle::isAlive);
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private static void delete(Path folder) {
        try {
            Files.walkFileTree(folder, new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                    Files.deleteIfExists(file);
                    return FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult visitFileFailed(Path file, IOException e) {
                    return FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult postVisitDirectory(
                        Path visited, @org.jspecify.annotations.Nullable IOException e) throws IOException {
                    Files.deleteIfExists(visited);
                    return FileVisitResult.CONTINUE;
                }
            });
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
