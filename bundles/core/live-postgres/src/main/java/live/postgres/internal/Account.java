// SPDX-License-Identifier: Apache-2.0
package live.postgres.internal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import live.core.LiveException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The system account that the server runs under. PostgreSQL refuses to run as root, so a product that runs as root
 * gives it another one.
 *
 * @param prefix what comes before a command line to run it under this account; empty: the product's own
 * @param uid who must own the server's data; empty: the product itself
 */
record Account(List<String> prefix, Optional<Integer> uid) {

    private static final Logger LOG = LoggerFactory.getLogger(Account.class);

    /** Candidates in order. The last one exists everywhere. */
    private static final List<String> NAMES = List.of("live", "postgres", "nobody");

    private static final Account OWN = new Account(List.of(), Optional.empty());

    /**
     * Chooses the account for a data folder: its owner if it exists already.
     *
     * @throws LiveException code {@code postgres.account.none} where root can neither change the uid nor make a user
     *     namespace
     */
    static Account forData(Path data) throws IOException {
        if (uidOf(Path.of("/proc/self")) != 0) {
            return OWN;
        }
        int owner = Files.exists(data) ? uidOf(data) : -1;
        for (String line : Files.readAllLines(Path.of("/etc/passwd"))) {
            String[] fields = line.split(":");
            if (owner > 0 && fields[2].equals(Integer.toString(owner))) {
                return other(fields);
            }
        }
        if (owner < 0) {
            for (String name : NAMES) {
                for (String line : Files.readAllLines(Path.of("/etc/passwd"))) {
                    Account account = line.startsWith(name + ":") ? other(line.split(":")) : OWN;
                    if (!account.prefix.isEmpty() && account.works()) {
                        LOG.info("PostgreSQL runs as system user {}, because it refuses to run as root", name);
                        return account;
                    }
                }
            }
        }
        // Root without the right to change its uid, as in some containers. The files stay root's.
        Account namespace = new Account(List.of("unshare", "--user", "--"), Optional.empty());
        if (namespace.works()) {
            return namespace;
        }
        throw new LiveException(
                "postgres.account.none",
                "PostgreSQL refuses to run as root, and neither setpriv nor unshare works here: run LIVE as another user");
    }

    private static Account other(String[] passwd) {
        return new Account(
                List.of("setpriv", "--reuid=" + passwd[2], "--regid=" + passwd[3], "--clear-groups", "--"),
                Optional.of(Integer.valueOf(passwd[2])));
    }

    private boolean works() {
        try {
            var command = new ArrayList<>(prefix);
            command.add("true");
            Process process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            return process.waitFor(10, TimeUnit.SECONDS) && process.exitValue() == 0;
        } catch (IOException notInstalled) {
            return false;
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** Makes the account the owner of a file or folder, which must exist. */
    void own(Path path) throws IOException {
        if (uid.isPresent()) {
            Files.setAttribute(path, "unix:uid", uid.get());
        }
    }

    /**
     * Makes sure that the account can pass through every folder above a path.
     *
     * @throws LiveException code {@code postgres.data.unreachable}, naming the folder in the way
     */
    void checkReaches(Path path) throws IOException {
        if (uid.isEmpty()) {
            return;
        }
        for (Path folder = path.getParent(); folder != null; folder = folder.getParent()) {
            if (!Files.getPosixFilePermissions(folder).contains(PosixFilePermission.OTHERS_EXECUTE)) {
                throw new LiveException(
                        "postgres.data.unreachable",
                        "PostgreSQL runs under another uid than root and cannot pass through " + folder
                                + ": choose another data folder, or chmod o+x this one");
            }
        }
    }

    private static int uidOf(Path path) throws IOException {
        return (Integer) Files.getAttribute(path, "unix:uid");
    }
}
