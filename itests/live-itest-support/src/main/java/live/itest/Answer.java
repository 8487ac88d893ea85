// SPDX-License-Identifier: Apache-2.0
package live.itest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpHeaders;
import java.nio.charset.StandardCharsets;

/** What the product answered. */
public record Answer(String request, int status, HttpHeaders headers, byte[] bytes) {
    public String text() {
        return new String(bytes, StandardCharsets.UTF_8);
    }

    public JsonNode json() {
        if (bytes.length == 0) {
            return MissingNode.getInstance();
        }
        try {
            return Rest.JSON.readTree(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(this + " is not JSON", e);
        }
    }

    public String header(String name) {
        return headers.firstValue(name).orElse("");
    }

    /** Fails unless the answer has one of these statuses. */
    public Answer expect(int... statuses) {
        for (int expected : statuses) {
            if (status == expected) {
                return this;
            }
        }
        throw new AssertionError("expected " + java.util.Arrays.toString(statuses) + ", not " + this);
    }

    @Override
    public String toString() {
        String text = text();
        return request + " -> " + status + " " + (text.length() <= 600 ? text : text.substring(0, 600) + "…");
    }
}
