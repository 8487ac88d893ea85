// SPDX-License-Identifier: Apache-2.0
package live.itest;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** The packed product, unpacked once per build of it. */
public final class Distribution {
    private Distribution() {}

    /** The folder that an administrator would have unpacked. */
    public static synchronized Path home() {
        Path archive = archive();
        Path home = archive.resolveSibling("itest-" + modified(archive));
        // Modules are tested side by side, each in a JVM of its own.
        try (FileChannel lock = FileChannel.open(
                        archive.resolveSibling("itest.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                FileLock alone = lock.lock()) {
            if (!Files.exists(home.resolve("unpacked"))) {
                unpack(archive, home);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return home;
    }

    private static Path archive() {
        String root = System.getProperty("live.root", "../..");
        Path target =
                Path.of(root, "karaf-distribution", "target").toAbsolutePath().normalize();
        try (Stream<Path> files = Files.list(target)) {
            return files.filter(file -> file.getFileName().toString().matches("live-.*\\.tar\\.gz"))
                    .max(Comparator.comparing(Distribution::modified))
                    .orElseThrow(() -> new IllegalStateException("nothing packed in " + target));
        } catch (IOException e) {
            throw new IllegalStateException("build karaf-distribution first", e);
        }
    }

    private static void unpack(Path archive, Path home) {
        try {
            Files.createDirectories(home);
            Commands.run(List.of(
                    "tar",
                    "-xzf",
                    archive.toString(),
                    "-C",
                    home.toString(),
                    "--strip-components=1",
                    "--no-same-owner"));
            Files.createFile(home.resolve("unpacked"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static long modified(Path file) {
        try {
            return Files.getLastModifiedTime(file).toMillis();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
