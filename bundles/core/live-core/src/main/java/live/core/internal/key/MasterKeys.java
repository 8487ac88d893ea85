// SPDX-License-Identifier: Apache-2.0
package live.core.internal.key;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;
import live.core.LiveException;

/**
 * The file of master keys: a line {@code number:base64} each, 256 bits, the highest number is the one in use; the others
 * are there while a rotation is under way. Nobody but its owner may read the file. Thread-safe.
 */
final class MasterKeys {
    private static final int BYTES = 32;
    private static final Set<PosixFilePermission> OWNER_ONLY = PosixFilePermissions.fromString("rw-------");
    private static final Set<PosixFilePermission> FOLDER = PosixFilePermissions.fromString("rwx------");

    private final Path file;
    private final SortedMap<Integer, SecretKey> keys = new TreeMap<>();

    private MasterKeys(Path file) {
        this.file = file;
    }

    /**
     * Reads the file.
     *
     * @param create whether it may be made: only while nothing is encrypted yet
     */
    static MasterKeys open(Path file, boolean create) {
        MasterKeys masters = new MasterKeys(file);
        try {
            if (Files.exists(file)) {
                masters.read();
            } else if (create) {
                masters.keys.put(1, fresh());
                masters.write();
            } else {
                throw new LiveException(
                        "keys.master.missing",
                        "There is no master key at " + file
                                + ", and there is data that only it can open. Restore the file.");
            }
        } catch (IOException e) {
            throw new LiveException("keys.master.unreadable", "The master key at " + file + " cannot be used: " + e, e);
        }
        return masters;
    }

    synchronized int current() {
        return keys.lastKey();
    }

    synchronized SecretKey key(int number) {
        SecretKey key = keys.get(number);
        if (key == null) {
            throw new LiveException("keys.master.missing", "Master key " + number + " is not in " + file);
        }
        return key;
    }

    /** Adds a new current key. */
    synchronized int add() {
        int number = keys.lastKey() + 1;
        keys.put(number, fresh());
        boolean written = false;
        try {
            write();
            written = true;
        } catch (IOException e) {
            throw new LiveException(
                    "keys.master.unwritable", "The master key at " + file + " cannot be replaced: " + e, e);
        } finally {
            if (!written) {
                keys.remove(number);
            }
        }
        return number;
    }

    /** Drops every key but the current one. */
    synchronized void dropOld() {
        keys.headMap(keys.lastKey()).clear();
        try {
            write();
        } catch (IOException e) {
            throw new LiveException("keys.master.unwritable", "Old master keys stay in " + file + ": " + e, e);
        }
    }

    private void read() throws IOException {
        if (!Files.getPosixFilePermissions(file).stream().allMatch(OWNER_ONLY::contains)) {
            Files.setPosixFilePermissions(file, OWNER_ONLY);
        }
        for (String line : Files.readAllLines(file, StandardCharsets.US_ASCII)) {
            if (line.isBlank()) {
                continue;
            }
            String[] parts = line.strip().split(":", 2);
            byte[] bytes;
            int number;
            try {
                number = Integer.parseInt(parts[0]);
                bytes = Base64.getDecoder().decode(parts.length == 2 ? parts[1] : "");
            } catch (IllegalArgumentException e) {
                throw new IOException("a line is not number:base64", e);
            }
            if (bytes.length != BYTES) {
                throw new IOException("key " + number + " is not of 256 bits");
            }
            keys.put(number, new SecretKeySpec(bytes, "AES"));
        }
        if (keys.isEmpty()) {
            throw new IOException("it is empty");
        }
    }

    /** Whole or not at all: half a key file would be the end of all data. */
    private void write() throws IOException {
        Path folder = Objects.requireNonNull(file.toAbsolutePath().getParent());
        if (!Files.isDirectory(folder)) {
            Files.createDirectories(folder, PosixFilePermissions.asFileAttribute(FOLDER));
        }
        Path fresh = folder.resolve(file.getFileName() + ".new");
        Files.deleteIfExists(fresh);
        Files.createFile(fresh, PosixFilePermissions.asFileAttribute(OWNER_ONLY));
        StringBuilder text = new StringBuilder();
        keys.forEach((number, key) -> text.append(number)
                .append(':')
                .append(Base64.getEncoder().encodeToString(key.getEncoded()))
                .append('\n'));
        Files.writeString(fresh, text, StandardCharsets.US_ASCII, StandardOpenOption.WRITE, StandardOpenOption.SYNC);
        try {
            Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
        } catch (AtomicMoveNotSupportedException e) {
            Files.deleteIfExists(fresh);
            throw e;
        }
    }

    private static SecretKey fresh() {
        byte[] bytes = new byte[BYTES];
        new SecureRandom().nextBytes(bytes);
        return new SecretKeySpec(bytes, "AES");
    }
}
