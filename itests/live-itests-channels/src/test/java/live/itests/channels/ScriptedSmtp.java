// SPDX-License-Identifier: Apache-2.0
package live.itests.channels;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A mail server in a bad mood: what it answers to the end of a mail is set by the test. */
final class ScriptedSmtp implements AutoCloseable {
    private final ServerSocket socket;
    private final List<String> accepted = new CopyOnWriteArrayList<>();
    private volatile String verdict = "250 OK";
    private volatile int attempts;

    ScriptedSmtp() {
        try {
            socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        new Thread(this::serve, "scripted-smtp").start();
    }

    int port() {
        return socket.getLocalPort();
    }

    /** What it says when a mail has been handed over; empty: it hangs up without a word, having kept the mail. */
    void verdict(String line) {
        verdict = line;
    }

    /** How often a mail was handed over. */
    int attempts() {
        return attempts;
    }

    /** The mails that it kept, whether it said so or not. */
    List<String> accepted() {
        return List.copyOf(accepted);
    }

    private void serve() {
        while (!socket.isClosed()) {
            try {
                Socket peer = socket.accept();
                new Thread(() -> talk(peer), "scripted-smtp-peer").start();
            } catch (IOException closed) {
                return;
            }
        }
    }

    private void talk(Socket peer) {
        try (peer;
                BufferedReader in =
                        new BufferedReader(new InputStreamReader(peer.getInputStream(), StandardCharsets.ISO_8859_1));
                Writer out = new java.io.OutputStreamWriter(peer.getOutputStream(), StandardCharsets.ISO_8859_1)) {
            say(out, "220 moody.example ESMTP");
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                String verb = line.toUpperCase(java.util.Locale.ROOT);
                if (verb.startsWith("EHLO")) {
                    say(out, "250-moody.example");
                    say(out, "250 8BITMIME");
                } else if (verb.equals("DATA")) {
                    say(out, "354 Go on");
                    if (!take(in, out)) {
                        return;
                    }
                } else if (verb.equals("QUIT")) {
                    say(out, "221 Bye");
                    return;
                } else {
                    say(out, "250 OK");
                }
            }
        } catch (IOException e) {
            // The peer has gone; it is the peer that is tested.
            return;
        }
    }

    private boolean take(BufferedReader in, Writer out) throws IOException {
        StringBuilder mail = new StringBuilder();
        for (String line = in.readLine(); line != null && !line.equals("."); line = in.readLine()) {
            mail.append(line).append('\n');
        }
        String answer = verdict;
        synchronized (this) {
            attempts++;
        }
        if (answer.isEmpty() || answer.startsWith("2")) {
            accepted.add(mail.toString());
        }
        if (answer.isEmpty()) {
            return false;
        }
        say(out, answer);
        return true;
    }

    private static void say(Writer out, String line) throws IOException {
        out.write(line + "\r\n");
        out.flush();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
