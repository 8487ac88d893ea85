// SPDX-License-Identifier: Apache-2.0
package live.channel.tck;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import live.core.FreePort;
import org.jspecify.annotations.Nullable;

/**
 * A line to a server that can go bad: it passes bytes on, or falls silent, or is cut. Put it between a channel and a real
 * server, and the server loses nothing. Thread-safe.
 */
public final class BadLine implements AutoCloseable {
    private static final InetAddress HERE = InetAddress.getLoopbackAddress();

    private final int serverPort;
    private final int port;
    private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
    private final Object gate = new Object();
    private @Nullable ServerSocket listener;
    private @Nullable Thread acceptor;
    private boolean silent;

    /** A line to a server on this machine. */
    public BadLine(int serverPort) throws IOException {
        this.serverPort = serverPort;
        port = FreePort.find();
        listener = listen(port);
        acceptor = accept(listener);
    }

    /** Where to connect instead of to the server. */
    public int port() {
        return port;
    }

    /** How many connections are open. */
    public int connections() {
        sockets.removeIf(Socket::isClosed);
        return sockets.size() / 2;
    }

    /** Breaks every connection and refuses new ones. */
    public void cut() {
        Thread ending;
        synchronized (gate) {
            closeQuietly(listener);
            listener = null;
            ending = acceptor;
            acceptor = null;
            sockets.forEach(BadLine::closeQuietly);
            sockets.clear();
        }
        awaitEnd(ending);
    }

    /** As long as somebody is on his way out of accepting, the port is in use. */
    private static void awaitEnd(@Nullable Thread acceptor) {
        if (acceptor != null) {
            try {
                acceptor.join();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** Passes nothing on any more, in neither direction. */
    public void silence() {
        synchronized (gate) {
            silent = true;
        }
    }

    /** Works again; what was held back in silence is passed on. */
    public void mend() {
        synchronized (gate) {
            silent = false;
            gate.notifyAll();
            if (listener == null) {
                try {
                    listener = listen(port);
                    acceptor = accept(listener);
                } catch (IOException taken) {
                    throw new java.io.UncheckedIOException("the port of the line was taken meanwhile", taken);
                }
            }
        }
    }

    @Override
    public void close() {
        cut();
        synchronized (gate) {
            silent = false;
            gate.notifyAll();
        }
    }

    private static ServerSocket listen(int port) throws IOException {
        ServerSocket listening = new ServerSocket();
        listening.setReuseAddress(true);
        listening.bind(new InetSocketAddress(HERE, port));
        return listening;
    }

    private Thread accept(ServerSocket listening) {
        return thread("peer line", () -> {
            while (true) {
                Socket client = listening.accept();
                Socket server = connect(client);
                if (server != null && open(listening, client, server)) {
                    thread("peer line up", () -> pass(client, server));
                    thread("peer line down", () -> pass(server, client));
                }
            }
        });
    }

    /** Nobody who was accepted just before a cut gets through it. */
    private boolean open(ServerSocket listening, Socket client, Socket server) {
        synchronized (gate) {
            if (listener != listening) {
                closeQuietly(client);
                closeQuietly(server);
                return false;
            }
            sockets.add(client);
            sockets.add(server);
            return true;
        }
    }

    private @Nullable Socket connect(Socket client) {
        try {
            return new Socket(HERE, serverPort);
        } catch (IOException serverGone) {
            closeQuietly(client);
            return null;
        }
    }

    private void pass(Socket from, Socket to) {
        try (from;
                to) {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            byte[] buffer = new byte[16_384];
            int read;
            while ((read = in.read(buffer)) >= 0) {
                synchronized (gate) {
                    while (silent && !from.isClosed()) {
                        gate.wait(100);
                    }
                }
                out.write(buffer, 0, read);
                out.flush();
            }
        } catch (IOException | InterruptedException cut) {
            // Both ends are closed on the way out, which is all that a line can say.
        }
    }

    private interface Work {
        void run() throws IOException;
    }

    private static Thread thread(String name, Work work) {
        Thread thread = new Thread(
                () -> {
                    try {
                        work.run();
                    } catch (IOException closed) {
                        // The line was cut.
                    }
                },
                name);
        thread.setDaemon(true);
        thread.start();
        return thread;
    }

    private static void closeQuietly(@Nullable Closeable socket) {
        if (socket != null) {
            try {
                socket.close();
            } catch (IOException alreadyBroken) {
                // It is closed all the same.
            }
        }
    }
}
