// SPDX-License-Identifier: Apache-2.0
package live.itest;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;

/** A browser's socket: {@code /ws/staff} with the session's cookie. */
public final class StaffSocket implements AutoCloseable, WebSocket.Listener {
    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    private final List<JsonNode> frames = new CopyOnWriteArrayList<>();
    private final StringBuilder partial = new StringBuilder();
    private final CompletableFuture<Integer> closed = new CompletableFuture<>();
    private volatile @Nullable Consumer<JsonNode> listener;
    private final WebSocket socket;

    private StaffSocket(URI address, String cookie) {
        socket = CLIENT.newWebSocketBuilder()
                .connectTimeout(Duration.ofSeconds(10))
                .header("Cookie", cookie)
                .header("Origin", "http://" + address.getAuthority())
                .buildAsync(address, this)
                .join();
    }

    /** Connects with the session of a signed-in client. */
    public static StaffSocket open(Rest signedIn) {
        URI address = signedIn.uri("/ws/staff");
        return new StaffSocket(URI.create(address.toString().replaceFirst("^http", "ws")), signedIn.cookie());
    }

    /** Tells somebody of each frame from now on, and keeps none: for many. */
    public StaffSocket listen(Consumer<JsonNode> wanted) {
        listener = wanted;
        return this;
    }

    /** Subscribes to a topic; what comes is told by frames with this id. */
    public StaffSocket subscribe(int id, String topic, String argument) {
        send(Map.of("t", "sub", "topic", topic, "arg", argument, "id", id));
        return this;
    }

    public void send(Map<String, ?> frame) {
        try {
            socket.sendText(Rest.JSON.writeValueAsString(frame), true).join();
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(e);
        }
    }

    /** Every frame so far. */
    public List<JsonNode> frames() {
        return List.copyOf(frames);
    }

    /** Waits for a frame, also among those that came already. */
    public JsonNode await(String what, Predicate<JsonNode> wanted) {
        return Awaitility.await(what)
                .atMost(Duration.ofSeconds(30))
                .until(() -> frames.stream().filter(wanted).findFirst(), Optional::isPresent)
                .orElseThrow();
    }

    /** The close code, once the server has ended it. */
    public CompletableFuture<Integer> closed() {
        return closed;
    }

    @Override
    public @Nullable CompletionStage<?> onText(WebSocket webSocket, CharSequence data, boolean last) {
        partial.append(data);
        if (last) {
            try {
                JsonNode frame = Rest.JSON.readTree(partial.toString());
                Consumer<JsonNode> somebody = listener;
                if (somebody == null) {
                    frames.add(frame);
                } else {
                    somebody.accept(frame);
                }
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

    @Override
    public void close() {
        socket.abort();
    }
}
