// SPDX-License-Identifier: Apache-2.0
package live.channel.example;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.annotation.Annotation;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import live.channel.Address;
import live.channel.Channel;
import live.channel.tck.BadLine;
import live.channel.tck.Peer;

/** The other side: presents one message after the other until each is confirmed, and takes what is sent. */
final class Gateway implements Peer {
    private static final String TOKEN = "sesame-sesame";

    private record Waiting(String id, String line) {}

    private final ServerSocket listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    private final BadLine line = new BadLine(listener.getLocalPort());
    private final ConcurrentLinkedDeque<Waiting> waiting = new ConcurrentLinkedDeque<>();
    private final List<Received> received = new CopyOnWriteArrayList<>();
    private final AtomicInteger number = new AtomicInteger();
    private volatile Waiting last = new Waiting("", "");

    Gateway() throws IOException {
        thread(() -> {
            while (true) {
                Socket client = listener.accept();
                thread(() -> serve(client));
            }
        });
    }

    private void serve(Socket client) throws IOException {
        try (client) {
            BufferedReader in = new BufferedReader(new InputStreamReader(client.getInputStream(), UTF_8));
            if (!("HELLO " + TOKEN).equals(in.readLine())) {
                return;
            }
            say(client, "WELCOME");
            thread(() -> present(client));
            for (String heard = in.readLine(); heard != null; heard = in.readLine()) {
                String[] words = heard.split(" ", 4);
                if (words[0].equals("OK") || words[0].equals("NO")) {
                    waiting.removeIf(message -> message.id().equals(words[1]));
                } else if (words[0].equals("OUT")) {
                    received.add(new Received(words[2], words[3].replace("\\n", "\n")));
                    say(client, "SENT " + words[1]);
                }
            }
        }
    }

    /** One at a time, the first again and again until it is confirmed: so the order survives every deferral. */
    private void present(Socket client) throws IOException {
        String presented = "";
        long since = 0;
        while (!client.isClosed()) {
            Waiting first = waiting.peekFirst();
            boolean again = System.nanoTime() - since > 300_000_000L;
            if (first != null && (again || !first.id().equals(presented))) {
                say(client, first.line());
                presented = first.id();
                since = System.nanoTime();
            } else if (again) {
                say(client, "PING");
                since = System.nanoTime();
            }
            LockSupport.parkNanos(2_000_000);
        }
    }

    private static void say(Socket client, String words) throws IOException {
        synchronized (client) {
            client.getOutputStream().write((words + "\n").getBytes(UTF_8));
        }
    }

    @Override
    public Channel channel() {
        return new ExampleChannel(
                new ExampleChannel.Account() {
                    @Override
                    public String host() {
                        return "127.0.0.1";
                    }

                    @Override
                    public int port() {
                        return line.port();
                    }

                    @Override
                    public String token() {
                        return TOKEN;
                    }

                    @Override
                    public int patience() {
                        return 1;
                    }

                    @Override
                    public Class<? extends Annotation> annotationType() {
                        return ExampleChannel.Account.class;
                    }
                },
                Map.of("service.pid", "live.channel.example~tck"));
    }

    @Override
    public void write(String party, String conversation, String text) {
        String id = "m" + number.incrementAndGet();
        last = new Waiting(id, "IN " + id + " " + party + " " + text);
        waiting.addLast(last);
    }

    @Override
    public boolean writeAgain() {
        waiting.addLast(last);
        return true;
    }

    @Override
    public int unconfirmed() {
        return waiting.size();
    }

    @Override
    public Address address(String party) {
        return Address.of("example", party);
    }

    @Override
    public List<Received> received() {
        return received;
    }

    @Override
    public void vanish() {
        line.cut();
    }

    @Override
    public void comeBack() {
        line.mend();
    }

    @Override
    public void stall() {
        line.silence();
    }

    @Override
    public int connections() {
        return line.connections();
    }

    @Override
    public String secret() {
        return TOKEN;
    }

    @Override
    public void close() throws IOException {
        line.close();
        listener.close();
    }

    private interface Work {
        void run() throws IOException;
    }

    private static void thread(Work work) {
        Thread thread = new Thread(
                () -> {
                    try {
                        work.run();
                    } catch (IOException closed) {
                        // The conversation is over.
                    }
                },
                "peer gateway");
        thread.setDaemon(true);
        thread.start();
    }
}
