// SPDX-License-Identifier: Apache-2.0
package live.itest;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** A file system of its own that can be filled to the last byte, and kept so. */
public final class SmallDisk implements AutoCloseable {
    private static final long AGAIN_AFTER_NANOS = 20_000_000;

    private final Path folder;
    private @Nullable Thread filling;

    private SmallDisk(Path folder) {
        this.folder = folder;
    }

    /** Mounts one; empty where this process may not. */
    public static Optional<SmallDisk> mount(int megabytes) {
        try {
            Path folder = Files.createTempDirectory(Product.place(), "live-disk-");
            Commands.Result result = attempt(List.of(
                    "mount", "-t", "tmpfs", "-o", "mode=711,size=" + megabytes + "m", "tmpfs", folder.toString()));
            if (result.status() != 0) {
                Files.delete(folder);
                return Optional.empty();
            }
            Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx--x--x"));
            return Optional.of(new SmallDisk(folder));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Commands.Result attempt(List<String> command) {
        try {
            return Commands.attempt(command, Map.of());
        } catch (UncheckedIOException e) {
            return new Commands.Result(127, "there is no such program: " + e.getMessage());
        }
    }

    public Path folder() {
        return folder;
    }

    /** Takes every byte that is left, and from now on every byte that others give back. */
    public void fill() {
        Path filler = folder.resolve("filler");
        fill(filler);
        Thread thread = new Thread(
                () -> {
                    while (!Thread.interrupted()) {
                        fill(filler);
                        LockSupport.parkNanos(AGAIN_AFTER_NANOS);
                    }
                },
                "disk-filler");
        thread.setDaemon(true);
        filling = thread;
        thread.start();
    }

    /** Gives all of it back. */
    public void free() {
        Thread thread = filling;
        if (thread != null) {
            thread.interrupt();
            try {
                thread.join();
                Files.deleteIfExists(folder.resolve("filler"));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            filling = null;
        }
    }

    private static void fill(Path filler) {
        for (int piece = 1 << 20; piece > 0; piece /= 16) {
            byte[] bytes = new byte[piece];
            try (OutputStream out =
                    Files.newOutputStream(filler, StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
                while (true) {
                    out.write(bytes);
                }
            } catch (IOException e) {
                // No room for a piece of this size: on with smaller ones.
                continue;
            }
        }
    }

    @Override
    public void close() {
        free();
        // Detached at once, gone when the last program has let go of it.
        Commands.attempt(List.of("umount", "--lazy", folder.toString()), Map.of());
        try {
            Files.deleteIfExists(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
