// SPDX-License-Identifier: Apache-2.0
package live.postgres.internal;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.TimeUnit;
import live.core.LiveException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The server's data: a folder {@code data} and the file {@code password} beside it. The role {@code live} owns the
 * database {@code live} and nothing more; the superuser has no password and no way in.
 */
final class Cluster {

    static final String NAME = "live";

    private static final Logger LOG = LoggerFactory.getLogger(Cluster.class);

    private final Programs programs;
    private final Account account;
    private final Path folder;
    private final Path data;
    private final Path passwordFile;

    private Cluster(Programs programs, Account account, Path folder, Path data) {
        this.programs = programs;
        this.account = account;
        this.folder = folder;
        this.data = data;
        this.passwordFile = folder.resolve("password");
    }

    /** Opens the cluster in a folder; makes it first where there is none. */
    static Cluster in(Path folder) throws IOException, InterruptedException {
        Files.createDirectories(folder);
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
        Path data = folder.resolve("data");
        Account account = Account.forData(data);
        account.checkReaches(data);
        Cluster cluster = new Cluster(Programs.in(folder), account, folder, data);
        if (!Files.isDirectory(data)) {
            cluster.create();
        } else if (!Files.exists(cluster.passwordFile)) {
            LOG.warn("postgres.password.lost: the file {} was gone, a new password is set", cluster.passwordFile);
            cluster.endOrphan();
            cluster.setPassword(data, "ALTER ROLE " + NAME + " PASSWORD '%s'\n");
        }
        return cluster;
    }

    /** Where the data, the password and the programs are. */
    Path folder() {
        return folder;
    }

    Programs programs() {
        return programs;
    }

    Account account() {
        return account;
    }

    Path data() {
        return data;
    }

    String password() throws IOException {
        return Files.readString(passwordFile).strip();
    }

    private void create() throws IOException, InterruptedException {
        LOG.info("Making the database in {}", data);
        Path unfinished = folder.resolve("data.unfinished");
        Programs.deleteTree(unfinished);
        Files.createDirectory(
                unfinished, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        account.own(unfinished);
        run(
                "",
                programs.initdb().toString(),
                "--pgdata=" + unfinished,
                "--username=postgres",
                "--auth-host=scram-sha-256",
                "--auth-local=reject",
                "--encoding=UTF8",
                "--locale=C",
                "--locale-provider=builtin",
                "--builtin-locale=C.UTF-8",
                "--data-checksums",
                "--no-instructions");
        setPassword(
                unfinished,
                "CREATE ROLE " + NAME + " LOGIN PASSWORD '%s'\nCREATE DATABASE " + NAME + " OWNER " + NAME + "\n");
        Files.move(unfinished, data, StandardCopyOption.ATOMIC_MOVE);
    }

    /** Runs statements in single-user mode, one per line; the password must be a word without quotes. */
    private void setPassword(Path target, String statements) throws IOException, InterruptedException {
        byte[] random = new byte[24];
        new SecureRandom().nextBytes(random);
        String password = Base64.getUrlEncoder().withoutPadding().encodeToString(random);
        String output = run(
                String.format(statements, password),
                programs.postgres().toString(),
                "--single",
                "-D",
                target.toString(),
                "postgres");
        if (output.contains("ERROR:") || output.contains("FATAL:")) {
            throw new LiveException("postgres.setup.failed", "Single-user mode failed");
        }
        Path fresh = folder.resolve("password.new");
        Files.deleteIfExists(fresh);
        Files.createFile(fresh, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(fresh, password + "\n");
        Files.move(fresh, passwordFile, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    private String run(String input, String... command) throws IOException, InterruptedException {
        var line = new ArrayList<>(account.prefix());
        line.addAll(List.of(command));
        Process process = new ProcessBuilder(line)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .start();
        try (var stdin = process.getOutputStream()) {
            stdin.write(input.getBytes(StandardCharsets.UTF_8));
        }
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            // The output of single-user mode may repeat a statement, so it is not told further.
            throw new LiveException(
                    "postgres.setup.failed",
                    command[0] + " ended with status " + process.exitValue() + (input.isEmpty() ? ": " + output : ""));
        }
        return output;
    }

    /** The line of the server's lock file that says how far it has come. */
    boolean acceptsConnections() throws IOException {
        try {
            List<String> lock = Files.readAllLines(lockFile());
            return lock.size() >= 8 && lock.get(7).strip().equals("ready");
        } catch (NoSuchFileException notYet) {
            return false;
        }
    }

    /**
     * Ends a server that was left on this data, as after {@code kill -9} of the product, and removes a lock file that
     * belongs to nobody: its pid may be another program's by now.
     */
    void endOrphan() throws IOException, InterruptedException {
        long pid;
        try {
            pid = Long.parseLong(Files.readAllLines(lockFile()).get(0).strip());
        } catch (NoSuchFileException clean) {
            return;
        } catch (NumberFormatException | IndexOutOfBoundsException torn) {
            Files.deleteIfExists(lockFile());
            return;
        }
        if (worksHere(pid)) {
            LOG.warn("postgres.orphan: a server of an earlier run still works on this data (pid {}), ending it", pid);
            for (String signal : List.of("INT", "QUIT", "KILL")) {
                new ProcessBuilder("sh", "-c", "kill -" + signal + " " + pid)
                        .start()
                        .waitFor();
                for (int tenths = 0; tenths < 200 && worksHere(pid); tenths++) {
                    TimeUnit.MILLISECONDS.sleep(100);
                }
                if (!worksHere(pid)) {
                    break;
                }
            }
        }
        Files.deleteIfExists(lockFile());
    }

    /** A server's working directory is its data. */
    private boolean worksHere(long pid) {
        try {
            return Files.isSameFile(Path.of("/proc", Long.toString(pid), "cwd"), data);
        } catch (IOException gone) {
            return false;
        }
    }

    private Path lockFile() {
        return data.resolve("postmaster.pid");
    }
}
