// SPDX-License-Identifier: Apache-2.0
package live.itest;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.concurrent.ThreadLocalRandom;

/** Free ports of the loopback address. */
public final class Ports {
    // Below the range from which Linux takes the ports of clients: a client that knocks again and again at a port of
    // that range where nobody listens ends up connected with itself, and the server finds its port taken.
    private static final int FIRST = 12_000;
    private static final int LAST = 32_000;

    private Ports() {}

    public static int free() {
        for (int tries = 0; tries < 1_000; tries++) {
            int port = ThreadLocalRandom.current().nextInt(FIRST, LAST);
            try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
                return socket.getLocalPort();
            } catch (IOException taken) {
                // The next one.
            }
        }
        throw new IllegalStateException("no free port from " + FIRST + " to " + LAST);
    }
}
