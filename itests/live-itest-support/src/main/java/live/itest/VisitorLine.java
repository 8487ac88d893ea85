// SPDX-License-Identifier: Apache-2.0
package live.itest;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;

/** A visitor's socket: {@code /widget/ws}, as the widget's page opens it. */
public final class VisitorLine implements AutoCloseable, WebSocket.Listener {
    /** How a line ends that breaks without a word, as when the server does not read what is sent on. */
    public static final int BROKEN = 1006;

    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    private final List<JsonNode> frames = new CopyOnWriteArrayList<>();
    private final StringBuilder partial = new StringBuilder();
    private final CompletableFuture<Integer> closed = new CompletableFuture<>();
    private final WebSocket socket;

    private VisitorLine(URI address, String origin) {
        socket = CLIENT.newWebSocketBuilder()
                .connectTimeout(Duration.ofSeconds(10))
                .header("Origin", origin)
                .buildAsync(address, this)
                .join();
    }

    /** Connects, and says nothing yet. */
    public static VisitorLine open(Product product) {
        return open(product, "http://" + product.uri("").getAuthority());
    }

    /**
     * Connects from a page of an origin.
     *
     * @throws CompletionException if that is refused
     */
    public static VisitorLine open(Product product, String origin) {
        String address = product.uri("/widget/ws").toString().replaceFirst("^http", "ws");
        return new VisitorLine(URI.create(address), origin);
    }

    /** Comes into a branch; returns his token, the one that he showed if he keeps it. */
    public String hello(String branch, String token) {
        send(Map.of("t", "hello", "branch", branch, "token", token));
        JsonNode welcome = await("welcome", frame -> frame.path("t").asText().equals("welcome"));
        return welcome.path("token").asText(token);
    }

    /** Waits until the chat is there. */
    public VisitorLine here() {
        chat("here", any -> true);
        return this;
    }

    /** Says something to the chat. */
    public void say(String name, Map<String, ?> data) {
        send(Map.of("t", "say", "to", "chat", "name", name, "data", data));
    }

    /** Waits for a frame of the chat, also among those that came already. */
    public JsonNode chat(String name, Predicate<JsonNode> wanted) {
        return await(
                        name,
                        frame -> frame.path("of").asText().equals("chat")
                                && frame.path("name").asText().equals(name)
                                && wanted.test(frame.path("data")))
                .path("data");
    }

    public void send(Map<String, ?> frame) {
        try {
            raw(Rest.JSON.writeValueAsString(frame));
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(e);
        }
    }

    /** Sends a text as it is. Who is cut off meanwhile learns that from {@link #awaitClosed}. */
    public void raw(String text) {
        try {
            socket.sendText(text, true).join();
        } catch (CompletionException cut) {
            if (!(cut.getCause() instanceof IOException)) {
                throw cut;
            }
        }
    }

    /** Sends the beginning of a text that never ends. */
    public void part(String text) {
        socket.sendText(text, false).join();
    }

    /** Every frame so far. */
    public List<JsonNode> frames() {
        return List.copyOf(frames);
    }

    /** Waits for a frame, also among those that came already. */
    public JsonNode await(String what, Predicate<JsonNode> wanted) {
        return Awaitility.await(what)
                .atMost(Duration.ofSeconds(60))
                .until(() -> frames.stream().filter(wanted).findFirst(), Optional::isPresent)
                .orElseThrow();
    }

    /** The close code, once the server has ended it. */
    public int awaitClosed() {
        return Awaitility.await("the end of the line")
                .atMost(Duration.ofSeconds(60))
                .until(() -> closed.isCompletedExceptionally() ? BROKEN : closed.getNow(0), code -> code > 0);
    }

    @Override
    public @Nullable CompletionStage<?> onText(WebSocket webSocket, CharSequence data, boolean last) {
        partial.append(data);
        if (last) {
            try {
                frames.add(Rest.JSON.readTree(partial.toString()));
            } catch (JsonProcessingException e) {
                closed.completeExceptionally(e);
            }
            partial.setLength(0);
        }
        webSocket.request(1);
        return null;
    }

    @Override
    public @Nullable CompletionStage<?> onClose(WebSocket webSocket, int code, String reason) {
        closed.complete(code);
        return null;
    }

    @Override
    public void onError(WebSocket webSocket, Throwable error) {
        closed.completeExceptionally(error);
    }

    /** Gone without a word. */
    @Override
    public void close() {
        socket.abort();
    }
}
