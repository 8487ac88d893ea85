// SPDX-License-Identifier: Apache-2.0
package live.lib.mail;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/** An SMTP server that answers as it is told, to see every outcome that a real one has on a bad day. */
public final class ScriptedSmtp implements AutoCloseable {
    /** In place of an answer: the connection breaks. */
    public static final String BREAK = "";

    /** In place of an answer: nothing, and the connection stays. */
    public static final String SILENCE = " ";

    private final ServerSocket listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    private final Map<String, String> answers = new ConcurrentHashMap<>();
    private final List<String> accepted = new CopyOnWriteArrayList<>();
    private final List<String> mails = new CopyOnWriteArrayList<>();
    private final AtomicInteger greetings = new AtomicInteger();

    public ScriptedSmtp() throws IOException {
        PeerThread.start("peer smtp", () -> {
            while (true) {
                Socket client = listener.accept();
                PeerThread.start("peer smtp", () -> serve(client));
            }
        });
    }

    /** What to say to a command ({@code MAIL}, {@code RCPT}, {@code DATA}, {@code .}) from now on. */
    public void answer(String command, String reply) {
        answers.put(command, reply);
    }

    public void behave() {
        answers.clear();
    }

    /** Mails received to their last byte, whatever was answered. */
    public List<String> mails() {
        return mails;
    }

    /** The mails that it kept, whether it said so or not. */
    public List<String> accepted() {
        return accepted;
    }

    /** How often somebody has introduced himself. */
    public int greetings() {
        return greetings.get();
    }

    public int port() {
        return listener.getLocalPort();
    }

    private void serve(Socket client) throws IOException {
        try (client) {
            BufferedReader in = new BufferedReader(new InputStreamReader(client.getInputStream(), ISO_8859_1));
            say(client, "220 mx.example ESMTP");
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                String command = line.split("[ :]", 2)[0].toUpperCase(java.util.Locale.ROOT);
                greetings.addAndGet(command.equals("EHLO") ? 1 : 0);
                String reply = answers.getOrDefault(command, command.equals("DATA") ? "354 go on" : "250 fine");
                if (reply.equals(BREAK)) {
                    return;
                }
                if (reply.equals(SILENCE)) {
                    continue;
                }
                say(client, reply);
                if (command.equals("QUIT")) {
                    return;
                }
                if (command.equals("DATA") && reply.startsWith("354") && !mail(client, in)) {
                    return;
                }
            }
        }
    }

    /** @return whether the conversation goes on */
    private boolean mail(Socket client, BufferedReader in) throws IOException {
        StringBuilder mail = new StringBuilder();
        String line;
        while ((line = in.readLine()) != null && !line.equals(".")) {
            mail.append(line).append("\r\n");
        }
        mails.add(mail.toString());
        String reply = answers.getOrDefault(".", "250 queued");
        if (reply.equals(BREAK) || reply.startsWith("2")) {
            accepted.add(mail.toString());
        }
        if (reply.equals(BREAK)) {
            return false;
        }
        say(client, reply);
        return true;
    }

    private static void say(Socket client, String words) throws IOException {
        client.getOutputStream().write((words + "\r\n").getBytes(ISO_8859_1));
    }

    @Override
    public void close() throws IOException {
        listener.close();
    }
}
