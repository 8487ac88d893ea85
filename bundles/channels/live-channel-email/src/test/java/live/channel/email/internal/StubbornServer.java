// SPDX-License-Identifier: Apache-2.0
package live.channel.email.internal;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import live.lib.mail.PeerThread;

/** In front of a real server one that cannot hand out one of its mails, as some servers cannot after an import. */
final class StubbornServer implements AutoCloseable {
    private static final Pattern FETCH = Pattern.compile("(\\S+) UID FETCH ([0-9,:]+) .*BODY.*");
    private static final Pattern RETRIEVE = Pattern.compile("RETR ([0-9]+)");

    private final ServerSocket listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    private final AtomicInteger refusals = new AtomicInteger();
    private final int server;
    private final long withheld;

    /** @param withheld UID of the mail by IMAP, its number by POP3 */
    StubbornServer(int server, long withheld) throws IOException {
        this.server = server;
        this.withheld = withheld;
        PeerThread.start("peer stubborn", () -> {
            while (true) {
                Socket client = listener.accept();
                Socket behind = new Socket(InetAddress.getLoopbackAddress(), this.server);
                PeerThread.start("peer stubborn", () -> upwards(client, behind));
                PeerThread.start("peer stubborn", () -> downwards(behind, client));
            }
        });
    }

    int port() {
        return listener.getLocalPort();
    }

    /** How often the mail was asked for. */
    int refusals() {
        return refusals.get();
    }

    private void upwards(Socket client, Socket behind) throws IOException {
        try (client;
                behind) {
            BufferedReader in = new BufferedReader(new InputStreamReader(client.getInputStream(), ISO_8859_1));
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                Matcher fetch = FETCH.matcher(line);
                Matcher retrieve = RETRIEVE.matcher(line);
                if (retrieve.matches() && holds(retrieve.group(1))) {
                    refusals.incrementAndGet();
                    say(client.getOutputStream(), "-ERR The message could not be converted");
                } else if (fetch.matches() && holds(fetch.group(2))) {
                    refusals.incrementAndGet();
                    say(client.getOutputStream(), fetch.group(1) + " NO The message could not be converted");
                } else {
                    say(behind.getOutputStream(), line);
                }
            }
        }
    }

    private boolean holds(String set) {
        return Arrays.stream(set.split(",")).map(range -> range.split(":")).anyMatch(range -> {
            long first = Long.parseLong(range[0]);
            long last = Long.parseLong(range[range.length - 1]);
            return first <= withheld && withheld <= last;
        });
    }

    private static void downwards(Socket behind, Socket client) throws IOException {
        try (behind;
                client) {
            behind.getInputStream().transferTo(client.getOutputStream());
        }
    }

    private static void say(OutputStream out, String line) throws IOException {
        out.write((line + "\r\n").getBytes(ISO_8859_1));
        out.flush();
    }

    @Override
    public void close() throws IOException {
        listener.close();
    }
}
