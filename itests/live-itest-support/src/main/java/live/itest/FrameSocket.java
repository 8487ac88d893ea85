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
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;

/** A web socket on which the product and a page send each other objects of JSON. */
public abstract sealed class FrameSocket implements AutoCloseable, WebSocket.Listener
        permits StaffSocket, VisitorSocket {
    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    protected final WebSocket socket;
    private final List<JsonNode> frames = new CopyOnWriteArrayList<>();
    private final StringBuilder partial = new StringBuilder();
    private final CompletableFuture<Integer> closed = new CompletableFuture<>();

    /**
     * Connects.
     *
     * @throws CompletionException if that is refused
     */
    protected FrameSocket(URI page, Map<String, String> headers) {
        WebSocket.Builder builder = CLIENT.newWebSocketBuilder().connectTimeout(Duration.ofSeconds(10));
        headers.forEach(builder::header);
        socket = builder.buildAsync(URI.create(page.toString().replaceFirst("^http", "ws")), this)
                .join();
    }

    public final void send(Map<String, ?> frame) {
        try {
            raw(Rest.JSON.writeValueAsString(frame));
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(e);
        }
    }

    /** Sends a text as it is. */
    public void raw(String text) {
        socket.sendText(text, true).join();
    }

    /** Every frame that was kept. */
    public final List<JsonNode> frames() {
        return List.copyOf(frames);
    }

    /** Waits for a frame, also among those that came already. */
    public final JsonNode await(String what, Predicate<JsonNode> wanted) {
        return Awaitility.await(what)
                .atMost(Duration.ofSeconds(60))
                .until(() -> frames.stream().filter(wanted).findFirst(), Optional::isPresent)
                .orElseThrow();
    }

    /** The close code, once the server has ended it. */
    public final CompletableFuture<Integer> closed() {
        return closed;
    }

    /** Takes a frame that came. */
    protected void take(JsonNode frame) {
        frames.add(frame);
    }

    @Override
    public final @Nullable CompletionStage<?> onText(WebSocket webSocket, CharSequence data, boolean last) {
        partial.append(data);
        if (last) {
            try {
                take(Rest.JSON.readTree(partial.toString()));
            } catch (JsonProcessingException e) {
                closed.completeExceptionally(e);
            }
            partial.setLength(0);
        }
        webSocket.request(1);
        return null;
    }

    @Override
    public final @Nullable CompletionStage<?> onClose(WebSocket webSocket, int code, String reason) {
        closed.complete(code);
        return null;
    }

    @Override
    public final void onError(WebSocket webSocket, Throwable error) {
        closed.completeExceptionally(error);
    }

    /** Gone without a word. */
    @Override
    public final void close() {
        socket.abort();
    }
}
