// SPDX-License-Identifier: Apache-2.0
package live.channel.email.internal.net;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import javax.net.SocketFactory;
import javax.net.ssl.SSLSocketFactory;

/**
 * Every open socket of an account, so that all can be closed at once: the one way to end a thread that waits for a peer
 * who says nothing. Thread-safe.
 */
public final class Sockets {
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private volatile boolean closed;

    /** Closes all, and from now on every new one. */
    public void close() {
        closed = true;
        closeOpen();
    }

    /** Whether {@link #close} was called. */
    public boolean isClosed() {
        return closed;
    }

    /** Closes those that are open now. */
    public void closeOpen() {
        for (Socket socket : open) {
            try {
                socket.close();
            } catch (IOException alreadyBroken) {
                // It is closed all the same.
            }
        }
        open.clear();
    }

    SocketFactory plain() {
        return new Plain();
    }

    SSLSocketFactory tls(SSLSocketFactory tls) {
        return new Tls(tls);
    }

    private <S extends Socket> S keep(S socket) throws IOException {
        open.removeIf(Socket::isClosed);
        open.add(socket);
        if (closed) {
            socket.close();
            throw new IOException("the account was stopped");
        }
        socket.setTcpNoDelay(true);
        socket.setKeepAlive(true);
        return socket;
    }

    private final class Plain extends SocketFactory {
        @Override
        public Socket createSocket() throws IOException {
            return keep(new Socket());
        }

        @Override
        public Socket createSocket(String host, int port) throws IOException {
            return keep(new Socket(host, port));
        }

        @Override
        public Socket createSocket(String host, int port, InetAddress local, int localPort) throws IOException {
            return keep(new Socket(host, port, local, localPort));
        }

        @Override
        public Socket createSocket(InetAddress host, int port) throws IOException {
            return keep(new Socket(host, port));
        }

        @Override
        public Socket createSocket(InetAddress host, int port, InetAddress local, int localPort) throws IOException {
            return keep(new Socket(host, port, local, localPort));
        }
    }

    private final class Tls extends SSLSocketFactory {
        private final SSLSocketFactory tls;

        Tls(SSLSocketFactory tls) {
            this.tls = tls;
        }

        @Override
        public String[] getDefaultCipherSuites() {
            return tls.getDefaultCipherSuites();
        }

        @Override
        public String[] getSupportedCipherSuites() {
            return tls.getSupportedCipherSuites();
        }

        @Override
        public Socket createSocket() throws IOException {
            return keep(tls.createSocket());
        }

        /** Over a socket that is kept already. */
        @Override
        public Socket createSocket(Socket under, String host, int port, boolean autoClose) throws IOException {
            return tls.createSocket(under, host, port, autoClose);
        }

        @Override
        public Socket createSocket(String host, int port) throws IOException {
            return keep(tls.createSocket(host, port));
        }

        @Override
        public Socket createSocket(String host, int port, InetAddress local, int localPort) throws IOException {
            return keep(tls.createSocket(host, port, local, localPort));
        }

        @Override
        public Socket createSocket(InetAddress host, int port) throws IOException {
            return keep(tls.createSocket(host, port));
        }

        @Override
        public Socket createSocket(InetAddress host, int port, InetAddress local, int localPort) throws IOException {
            return keep(tls.createSocket(host, port, local, localPort));
        }
    }
}
