// SPDX-License-Identifier: Apache-2.0
package live.test.postgres;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.tukaani.xz.XZInputStream;

/** The server's programs, unpacked once per machine and shared by every test JVM. */
final class Binaries {
    private static final String ARCHIVE = "postgres-linux-x86_64.txz";
    private static final String OPEN_TO_ALL = "rwxr-xr-x";

    private Binaries() {}

    static Path unpacked() throws IOException {
        InputStream archive = Binaries.class.getClassLoader().getResourceAsStream(ARCHIVE);
        if (archive == null) {
            throw new FileNotFoundException(ARCHIVE);
        }
        int size = archive.available();
        Path home = Path.of(System.getProperty("java.io.tmpdir"), "live-test-postgres-bin-" + size);
        Path lock = home.resolveSibling(home.getFileName() + ".lock");
        try (archive;
                FileChannel channel = FileChannel.open(lock, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                FileLock held = channel.lock()) {
            Path complete = home.resolve("complete");
            if (!Files.exists(complete)) {
                unpack(archive, home);
                Files.createFile(complete);
            }
        }
        return home;
    }

    private static void unpack(InputStream archive, Path home) throws IOException {
        try (TarArchiveInputStream tar = new TarArchiveInputStream(new XZInputStream(archive))) {
            open(Files.createDirectories(home));
            for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                Path target = home.resolve(entry.getName()).normalize();
                if (entry.isDirectory()) {
                    open(Files.createDirectories(target));
                    continue;
                }
                Files.createDirectories(target.getParent());
                Files.deleteIfExists(target);
                if (entry.isSymbolicLink()) {
                    Files.createSymbolicLink(target, Path.of(entry.getLinkName()));
                } else {
                    Files.copy(tar, target);
                    if ((entry.getMode() & 0100) != 0) {
                        open(target);
                    }
                }
            }
        }
    }

    private static void open(Path path) throws IOException {
        Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(OPEN_TO_ALL));
    }
}
