// SPDX-License-Identifier: Apache-2.0
package live.simulators;

import java.io.IOException;
import java.io.Reader;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import live.core.FreePort;

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
                int port = known != 0 && FreePort.isFree(known) ? known : FreePort.find();
                ports.setProperty(name, Integer.toString(port));
                chosen = chosen.with(name, port);
            }
        }
        try (Writer out = Files.newBufferedWriter(file)) {
            ports.store(out, "Ports of the simulated mail server");
        }
        return chosen;
    }
}
