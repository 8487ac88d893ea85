// SPDX-License-Identifier: Apache-2.0
package live.simulators;

import java.io.IOException;
import java.io.Reader;
import java.io.Writer;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import java.util.concurrent.ThreadLocalRandom;

/** The demo's mail server keeps its ports from run to run, so that the account in the product stays right. */
record DemoPorts(Path data) {
    Options apply(Options options) throws IOException {
        Path file = data.resolve("simulators.properties");
        Properties ports = new Properties();
        if (Files.exists(file)) {
            try (Reader in = Files.newBufferedReader(file)) {
                ports.load(in);
            }
        }
        Options chosen = options;
        for (String name : new String[] {"smtp", "imap", "pop3"}) {
            if (options.number(name) == 0) {
                int known = Integer.parseInt(ports.getProperty(name, "0"));
                int port = isFree(known) ? known : freePort();
                ports.setProperty(name, Integer.toString(port));
                chosen = chosen.with(name, port);
            }
        }
        try (Writer out = Files.newBufferedWriter(file)) {
            ports.store(out, "Ports of the simulated mail server");
        }
        return chosen;
    }

    private static boolean isFree(int port) {
        if (port == 0) {
            return false;
        }
        try (ServerSocket probe = new ServerSocket(port, 1, InetAddress.getByName(MailServer.HOST))) {
            return probe.isBound();
        } catch (IOException taken) {
            return false;
        }
    }

    /**
     * One below the range from which Linux takes the ports of clients: an account that knocks again and again at a port of
     * that range while the simulators are away ends up connected with itself, and they find their port taken.
     */
    private static int freePort() throws IOException {
        for (int tries = 1; ; tries++) {
            int port = ThreadLocalRandom.current().nextInt(12_000, 32_000);
            if (isFree(port)) {
                return port;
            }
            if (tries == 100) {
                throw new IOException("no free port from 12000 to 32000");
            }
        }
    }
}
