// SPDX-License-Identifier: Apache-2.0
package live.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.util.UUID;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import live.itest.Product;
import org.jspecify.annotations.Nullable;

/** A visitor's page as cheap as it can be: one frame, one answer. Used by one thread. */
final class ChatCustomer implements WebSocket.Listener, AutoCloseable {
    private static final HttpClient CLIENT = HttpClient.newHttpClient();
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final long PATIENCE_SECONDS = 30;

    private final LinkedBlockingQueue<JsonNode> heard = new LinkedBlockingQueue<>();
    private final StringBuilder partial = new StringBuilder();
    private final WebSocket socket;
    private final String visitor;

    ChatCustomer(Product product, String branch) throws InterruptedException {
        URI address = URI.create(product.uri("/widget/ws").toString().replaceFirst("^http", "ws"));
        socket = CLIENT.newWebSocketBuilder()
                .header("Origin", "http://" + address.getAuthority())
                .buildAsync(address, this)
                .join();
        send("{\"t\":\"hello\",\"branch\":\"" + branch + "\"}");
        visitor = until("welcome", frame -> {}).path("visitor").asText();
        until("here", frame -> {});
    }

    String visitor() {
        return visitor;
    }

    /** Says something; returns when it is stored. */
    void write(String text) throws InterruptedException {
        String id = UUID.randomUUID().toString();
        send("{\"t\":\"say\",\"to\":\"chat\",\"name\":\"text\",\"data\":{\"id\":\"" + id + "\",\"text\":\"" + text
                + "\"}}");
        until("took", frame -> {
            if (frame.path("name").asText().equals("refused")
                    || frame.path("name").asText().equals("later")) {
                throw new IllegalStateException("not taken: " + frame);
            }
        });
    }

    void typing(boolean on) {
        send("{\"t\":\"say\",\"to\":\"chat\",\"name\":\"typing\",\"data\":{\"on\":" + on + "}}");
    }

    /** The shortest way there and back. */
    void echo() throws InterruptedException {
        send("{\"t\":\"ping\"}");
        until("pong", frame -> {});
    }

    private void send(String frame) {
        socket.sendText(frame, true).join();
    }

    private JsonNode until(String wanted, Consumer<JsonNode> other) throws InterruptedException {
        while (true) {
            JsonNode frame = heard.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
            if (frame == null) {
                throw new IllegalStateException("no " + wanted);
            }
            if (frame.path("t").asText().equals(wanted)
                    || frame.path("name").asText().equals(wanted)) {
                return frame;
            }
            other.accept(frame);
        }
    }

    @Override
    public @Nullable CompletionStage<?> onText(WebSocket webSocket, CharSequence data, boolean last) {
        partial.append(data);
        if (last) {
            try {
                heard.add(JSON.readTree(partial.toString()));
            } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
                throw new IllegalStateException(e);
            }
            partial.setLength(0);
        }
        webSocket.request(1);
        return null;
    }

    @Override
    public void close() {
        socket.abort();
    }
}
