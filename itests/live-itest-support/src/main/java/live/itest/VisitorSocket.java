// SPDX-License-Identifier: Apache-2.0
package live.itest;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletionException;
import java.util.function.Predicate;
import org.awaitility.Awaitility;

/** A visitor's socket: {@code /widget/ws}, as the widget's page opens it. */
public final class VisitorSocket extends FrameSocket {
    /** How a line ends that breaks without a word, as when the server does not read what is sent on. */
    public static final int BROKEN = 1006;

    private VisitorSocket(URI address, String origin) {
        super(address, Map.of("Origin", origin));
    }

    /** Connects, and says nothing yet. */
    public static VisitorSocket open(Product product) {
        return open(product, "http://" + product.uri("").getAuthority());
    }

    /**
     * Connects from a page of an origin.
     *
     * @throws CompletionException if that is refused
     */
    public static VisitorSocket open(Product product, String origin) {
        return new VisitorSocket(product.uri("/widget/ws"), origin);
    }

    /** Comes into a branch; returns his token, the one that he showed if he keeps it. */
    public String hello(String branch, String token) {
        send(Map.of("t", "hello", "branch", branch, "token", token));
        JsonNode welcome = await("welcome", frame -> frame.path("t").asText().equals("welcome"));
        return welcome.path("token").asText(token);
    }

    /** Waits until the chat is there. */
    public VisitorSocket here() {
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

    /** Sends a text as it is. Who is cut off meanwhile learns that from {@link #awaitClosed}. */
    @Override
    public void raw(String text) {
        try {
            super.raw(text);
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

    /** The close code, once the server has ended it. */
    public int awaitClosed() {
        return Awaitility.await("the end of the line")
                .atMost(Duration.ofSeconds(60))
                .until(() -> closed().isCompletedExceptionally() ? BROKEN : closed().getNow(0), code -> code > 0);
    }
}
