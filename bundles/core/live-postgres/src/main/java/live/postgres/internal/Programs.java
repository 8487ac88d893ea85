// SPDX-License-Identifier: Apache-2.0
package live.postgres.internal;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import live.core.LiveException;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.jspecify.annotations.Nullable;
import org.tukaani.xz.XZInputStream;

/**
 * PostgreSQL's programs, unpacked once per version from the archive in this bundle. Everybody may read and run them,
 * because the server runs under another uid than the product when that one is root.
 *
 * @param folder holds {@code bin}, {@code lib} and {@code share}
 */
record Programs(Path folder) {

    private static final String ARCHIVE = "/postgres-linux-x86_64.txz";

    Path initdb() {
        return folder.resolve("bin/initdb");
    }

    Path postgres() {
        return folder.resolve("bin/postgres");
    }

    /**
     * Finds the programs in the parent folder, or unpacks them there.
     *
     * @throws LiveException code {@code postgres.platform.unsupported} where this bundle has none for the machine
     */
    static Programs in(Path parent) throws IOException {
        String machine = System.getProperty("os.name") + " " + System.getProperty("os.arch");
        InputStream archive = "Linux amd64".equals(machine) ? Programs.class.getResourceAsStream(ARCHIVE) : null;
        if (archive == null) {
            throw new LiveException(
                    "postgres.platform.unsupported",
                    "No embedded PostgreSQL for " + machine + ": name a database in etc/live.store.cfg");
        }
        try (archive) {
            Path folder = parent.resolve("programs-" + version());
            if (!Files.isDirectory(folder)) {
                Path unfinished = parent.resolve(folder.getFileName() + ".unfinished");
                deleteTree(unfinished);
                unpack(archive, unfinished);
                Files.move(unfinished, folder, StandardCopyOption.ATOMIC_MOVE);
            }
            return new Programs(folder);
        }
    }

    private static String version() throws IOException {
        try (InputStream version = Programs.class.getResourceAsStream("/postgres.version")) {
            if (version == null) {
                throw new IOException("The bundle does not say which PostgreSQL it holds");
            }
            return new String(version.readAllBytes(), StandardCharsets.UTF_8).strip();
        }
    }

    private static void unpack(InputStream archive, Path target) throws IOException {
        makeFolder(target);
        try (var tar = new TarArchiveInputStream(new XZInputStream(archive))) {
            for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                Path path = target.resolve(entry.getName()).normalize();
                if (!path.startsWith(target)) {
                    throw new IOException("Entry outside of the archive: " + entry.getName());
                }
                if (entry.isDirectory()) {
                    makeFolder(path);
                    continue;
                }
                makeFolder(path.getParent());
                if (entry.isSymbolicLink()) {
                    Files.createSymbolicLink(path, Path.of(entry.getLinkName()));
                } else if (entry.isLink()) {
                    Files.createLink(path, target.resolve(entry.getLinkName()));
                } else {
                    Files.copy(tar, path);
                    openToAll(path, (entry.getMode() & 0100) != 0);
                }
            }
        }
    }

    /** Makes a folder and those above it; the archive does not list all of them. */
    private static void makeFolder(@Nullable Path path) throws IOException {
        if (path != null && !Files.isDirectory(path)) {
            makeFolder(path.getParent());
            Files.createDirectory(path);
            openToAll(path, true);
        }
    }

    private static void openToAll(Path path, boolean executable) throws IOException {
        Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(executable ? "rwxr-xr-x" : "rw-r--r--"));
    }

    static void deleteTree(Path tree) throws IOException {
        if (!Files.exists(tree)) {
            return;
        }
        Files.walkFileTree(tree, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.delete(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path folder, @Nullable IOException failure) throws IOException {
                if (failure != null) {
                    throw failure;
                }
                Files.delete(folder);
                return FileVisitResult.CONTINUE;
            }
        });
    }
}
