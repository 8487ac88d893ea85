// SPDX-License-Identifier: Apache-2.0
package live.itest;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A browser's socket: {@code /ws/staff} with the session's cookie. */
public final class StaffSocket extends FrameSocket {
    private volatile @Nullable Consumer<JsonNode> listener;

    private StaffSocket(URI address, String cookie) {
        super(address, Map.of("Cookie", cookie, "Origin", "http://" + address.getAuthority()));
    }

    /** Connects with the session of a signed-in client. */
    public static StaffSocket open(Rest signedIn) {
        return new StaffSocket(signedIn.uri("/ws/staff"), signedIn.cookie());
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

    @Override
    protected void take(JsonNode frame) {
        Consumer<JsonNode> somebody = listener;
        if (somebody == null) {
            super.take(frame);
        } else {
            somebody.accept(frame);
        }
    }
}
