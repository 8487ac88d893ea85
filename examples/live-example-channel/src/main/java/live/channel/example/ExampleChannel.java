// SPDX-License-Identifier: Apache-2.0
package live.channel.example;

import java.io.*;
import java.net.InetSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.*;
import java.util.concurrent.*;
import java.util.stream.Collectors;
import live.channel.*;
import live.core.*;
import org.osgi.service.component.annotations.*;
import org.osgi.service.metatype.annotations.*;

/** Speaks in lines: {@code IN id from text}, {@code OUT id to text}, {@code OK|LATER|NO id}, {@code SENT|FAIL id}. */
@Component(configurationPid = ExampleChannel.PID, configurationPolicy = ConfigurationPolicy.REQUIRE)
@Designate(ocd = ExampleChannel.Account.class, factory = true)
public final class ExampleChannel implements Channel {
    static final String PID = "live.channel.example";
    private static final String GONE = "example.gateway.gone";

    /** The form that administrators fill in. */
    @ObjectClassDefinition(id = PID, name = "Example account", description = "A gateway that speaks in lines.")
    public @interface Account {
        @AttributeDefinition(name = "Host", description = "Where the gateway runs; this machine by default.")
        String host() default "127.0.0.1";

        @AttributeDefinition(name = "Port", description = "Where the gateway listens.", min = "1", max = "65535")
        int port() default 7070;

        @AttributeDefinition(name = "Token", description = "Proves who we are.", type = AttributeType.PASSWORD)
        String token() default "";

        @AttributeDefinition(name = "Patience (s)", description = "30, because the gateway says PING every 10 s.")
        int patience() default 30;
    }

    private final Account account;
    private final ChannelInfo info;
    private final BlockingQueue<String> lines = new ArrayBlockingQueue<>(1_000);
    private final Map<String, CompletableFuture<Delivery>> pending = new ConcurrentHashMap<>();
    private volatile boolean welcome;

    @Activate
    public ExampleChannel(Account account, Map<String, Object> properties) {
        this.account = account;
        String name = String.valueOf(properties.get("service.pid")).replaceFirst("^" + PID + "[~.]", "");
        ChannelId id = new ChannelId("example", name);
        info = new ChannelInfo(id, "Example " + name, "chat", 100, Duration.ofSeconds(2L * account.patience()));
    }

    @Override
    public ChannelInfo info() {
        return info;
    }

    @Override
    public void start(ChannelHost host) {
        host.run("read", () -> read(host));
    }

    @Override
    public void stop() {
        welcome = false; // The platform interrupts the task that reads, and with it goes all the rest.
    }

    @Override
    public CompletionStage<Delivery> send(Outbound message) {
        String text = message.contents().stream()
                .filter(Content.Text.class::isInstance)
                .map(content -> ((Content.Text) content).text())
                .collect(Collectors.joining("\n"));
        String id = message.id().toString();
        String line = "OUT " + id + " " + message.to().get(0).value() + " " + text.replace("\n", "\\n");
        CompletableFuture<Delivery> delivery = new CompletableFuture<>();
        pending.put(id, delivery);
        if (!welcome || pending.size() > 1_000 || !lines.offer(line)) {
            complete(id, new Delivery.Failed(GONE, "The gateway cannot be reached.", true));
        }
        return delivery;
    }

    /** Reads until the connection breaks; the supervisor then runs it again, after a pause that grows. */
    private void read(ChannelHost host) throws IOException {
        try (SocketChannel connection = SocketChannel.open(new InetSocketAddress(account.host(), account.port()));
                TaskHandle writer =
                        host.run("write", () -> write(connection.socket().getOutputStream()))) {
            connection.socket().setSoTimeout(account.patience() * 1_000);
            lines.clear();
            lines.add("HELLO " + host.secret(account.token()));
            Reader in = new BufferedReader(
                    new InputStreamReader(connection.socket().getInputStream(), StandardCharsets.UTF_8));
            while (!Thread.interrupted()) {
                handle(line(in).split(" ", 4), host);
            }
        } catch (IOException | RuntimeException failure) {
            host.status(ChannelStatus.down(GONE, "The gateway does not answer: check host and port."));
            throw failure;
        } finally {
            welcome = false;
            pending.keySet().forEach(id -> complete(id, new Delivery.Unknown("The connection broke on the way.")));
        }
    }

    private void write(OutputStream out) throws IOException, InterruptedException {
        while (true) {
            out.write((lines.take() + "\n").getBytes(StandardCharsets.UTF_8));
        }
    }

    private void handle(String[] words, ChannelHost host) {
        switch (words[0]) {
            case "WELCOME" -> {
                welcome = true;
                host.status(ChannelStatus.UP);
            }
            case "IN" -> receive(Address.of("example", words[2]), words[1], words[3], host);
            case "SENT" -> complete(words[1], new Delivery.Sent(new ExternalId(words[1])));
            case "FAIL" -> complete(words[1], new Delivery.Failed("example.refused", "The gateway refused.", false));
            default -> {} // PING, and whatever a later version says.
        }
    }

    /** Confirms only what survives a power cut; what is deferred the gateway presents again. */
    private void receive(Address from, String id, String text, ChannelHost host) {
        host.accept(Inbound.from(from).id(new ExternalId(id)).text(text).build())
                .thenApply(answer -> answer.<String>match(stored -> "OK ", later -> "LATER ", refused -> "NO "))
                .exceptionally(broken -> "LATER ")
                .thenAccept(word -> lines.offer(word + id));
    }

    private void complete(String id, Delivery delivery) {
        Optional.ofNullable(pending.remove(id)).ifPresent(waiting -> waiting.complete(delivery));
    }

    private static String line(Reader in) throws IOException {
        StringBuilder line = new StringBuilder();
        for (int c; (c = in.read()) != '\n'; line.append((char) c)) {
            if (c < 0 || line.length() > 100_000) {
                throw new EOFException("the gateway hung up, or does not speak in lines");
            }
        }
        return line.toString();
    }
}
