// SPDX-License-Identifier: Apache-2.0
package live.channel.email.internal;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;
import live.lib.mail.PeerThread;

/** Stands in front of a mail server that knows no STARTTLS, and adds it (IMAP: RFC 3501, SMTP: RFC 3207); or TLS from the start. */
final class TlsFront implements AutoCloseable {
    private final ServerSocket listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    private final int serverPort;
    private final SSLSocketFactory tls;
    private final boolean fromTheStart;

    TlsFront(int serverPort, SSLSocketFactory tls, boolean fromTheStart) throws IOException {
        this.serverPort = serverPort;
        this.tls = tls;
        this.fromTheStart = fromTheStart;
        PeerThread.start("peer tls", () -> {
            while (true) {
                Socket client = listener.accept();
                PeerThread.start("peer tls", () -> serve(client));
            }
        });
    }

    int port() {
        return listener.getLocalPort();
    }

    private void serve(Socket client) throws IOException {
        try (client;
                Socket server = new Socket(InetAddress.getLoopbackAddress(), serverPort)) {
            if (fromTheStart || untilStartTls(client, server)) {
                SSLSocket secured = (SSLSocket) tls.createSocket(client, null, true);
                secured.setUseClientMode(false);
                PeerThread.start("peer tls", () -> server.getInputStream().transferTo(secured.getOutputStream()));
                secured.getInputStream().transferTo(server.getOutputStream());
            }
        }
    }

    /** Passes the greeting and the first questions on, and offers STARTTLS among the abilities. */
    private static boolean untilStartTls(Socket client, Socket server) throws IOException {
        String greeting = line(server.getInputStream());
        boolean imap = greeting.startsWith("*");
        say(client.getOutputStream(), greeting);
        while (true) {
            String asked = line(client.getInputStream());
            if (asked.toUpperCase(java.util.Locale.ROOT).contains("STARTTLS")) {
                say(client.getOutputStream(), imap ? asked.split(" ")[0] + " OK begin" : "220 begin");
                return true;
            }
            say(server.getOutputStream(), asked);
            boolean more = true;
            while (more) {
                String answer = line(server.getInputStream());
                more = imap ? answer.startsWith("*") : answer.length() > 3 && answer.charAt(3) == '-';
                if (!imap && asked.startsWith("EHLO") && !more) {
                    say(client.getOutputStream(), "250-STARTTLS");
                }
                say(client.getOutputStream(), answer.replace("CAPABILITY IMAP4rev1", "CAPABILITY IMAP4rev1 STARTTLS"));
            }
        }
    }

    private static String line(InputStream in) throws IOException {
        StringBuilder line = new StringBuilder();
        for (int c = in.read(); c != '\n'; c = in.read()) {
            if (c < 0) {
                throw new IOException("hung up");
            }
            line.append((char) c);
        }
        return line.toString().stripTrailing();
    }

    private static void say(OutputStream out, String words) throws IOException {
        out.write((words + "\r\n").getBytes(ISO_8859_1));
        out.flush();
    }

    @Override
    public void close() throws IOException {
        listener.close();
    }
}
