// SPDX-License-Identifier: Apache-2.0
package live.core;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Ports of the loopback address for servers of one's own, which may go and come back at the same port.
 *
 * <p>They lie below the range from which Linux takes the ports of clients ({@code ip_local_port_range}, 32768 and up): a
 * client that knocks again and again at a port of that range where nobody listens ends up connected with itself, and the
 * server that comes back finds its port taken.
 */
public final class FreePort {
    private static final int FIRST = 12_000;
    private static final int LAST = 32_000;
    private static final int TRIES = 1_000;

    private FreePort() {}

    /**
     * A port at which nobody listens now, chosen at random. Thread-safe.
     *
     * @throws UncheckedIOException if there seems to be none
     */
    public static int find() {
        for (int tries = 0; tries < TRIES; tries++) {
            int port = ThreadLocalRandom.current().nextInt(FIRST, LAST);
            if (isFree(port)) {
                return port;
            }
        }
        throw new UncheckedIOException(new BindException("no free port from " + FIRST + " to " + LAST));
    }

    /** Whether nobody listens at this port now. */
    public static boolean isFree(int port) {
        try (ServerSocket probe = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            return probe.isBound();
        } catch (BindException taken) {
            return false;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
