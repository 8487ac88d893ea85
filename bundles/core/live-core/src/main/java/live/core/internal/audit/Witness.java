// SPDX-License-Identifier: Apache-2.0
package live.core.internal.audit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HexFormat;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How far each chain was, in the file {@code audit-heads} beside the master key. Whoever owns the database could put an
 * older state of it back, trail and head together, and all would fit; this file would not. Thread-safe.
 */
@Component(service = Witness.class)
public final class Witness {
    private static final Logger LOG = LoggerFactory.getLogger(Witness.class);
    private static final long PAUSE_NANOS = TimeUnit.SECONDS.toNanos(2);

    private final Path file;
    private final Map<UUID, Head> heads = new TreeMap<>();
    private long writtenAt = System.nanoTime() - PAUSE_NANOS;
    private boolean changed;
    private boolean failing;

    /** The newest entry that was seen. */
    record Head(long sequence, String hash) {}

    @Activate
    public Witness(BundleContext context) {
        this(Path.of(context.getProperty("live.data"), "keys", "audit-heads"));
    }

    Witness(Path file) {
        this.file = file;
        try {
            if (Files.exists(file)) {
                for (String line : Files.readAllLines(file, StandardCharsets.US_ASCII)) {
                    String[] parts = line.split(" ");
                    heads.put(UUID.fromString(parts[0]), new Head(Long.parseLong(parts[1]), parts[2]));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (IllegalArgumentException | ArrayIndexOutOfBoundsException e) {
            LOG.warn("audit.witness.broken: {} cannot be read; how far the trail was is not known", file, e);
        }
    }

    /** How far a tenant's chain was at least. */
    synchronized Optional<Head> head(UUID tenant) {
        return Optional.ofNullable(heads.get(tenant));
    }

    /** Notes how far committed chains are that go on from what was noted before. */
    synchronized void note(Map<UUID, Head> now) {
        heads.putAll(now);
        changed = changed || !now.isEmpty();
        if (changed && System.nanoTime() - writtenAt >= PAUSE_NANOS) {
            write();
        }
    }

    @Deactivate
    synchronized void write() {
        if (!changed) {
            return;
        }
        writtenAt = System.nanoTime();
        try {
            Path folder = Objects.requireNonNull(file.toAbsolutePath().getParent());
            Files.createDirectories(folder);
            Path fresh = folder.resolve(file.getFileName() + ".new");
            Files.deleteIfExists(fresh);
            Files.createFile(fresh, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            StringBuilder text = new StringBuilder();
            heads.forEach((tenant, head) -> text.append(tenant)
                    .append(' ')
                    .append(head.sequence())
                    .append(' ')
                    .append(head.hash())
                    .append('\n'));
            Files.writeString(fresh, text, StandardCharsets.US_ASCII);
            Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
            changed = false;
            failing = false;
        } catch (IOException e) {
            if (!failing) {
                LOG.warn("audit.witness.unwritable: {} cannot be written: {}", file, e.toString());
            }
            failing = true;
        }
    }

    static String hex(byte[] hash) {
        return HexFormat.of().formatHex(hash);
    }
}
