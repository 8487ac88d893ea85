// SPDX-License-Identifier: Apache-2.0
package live.simulators;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.CookieManager;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The product's REST interface, used as its own pages use it. */
final class Rest {
    private static final Duration READY_WITHIN = Duration.ofMinutes(5);

    private final ObjectMapper json = new ObjectMapper();
    private final HttpClient client = HttpClient.newBuilder()
            .cookieHandler(new CookieManager())
            .connectTimeout(Duration.ofSeconds(5))
            .build();
    private final String base;
    private String csrf = "";

    Rest(int port) {
        base = "http://127.0.0.1:" + port;
    }

    void awaitReady() throws IOException, InterruptedException {
        long end = System.nanoTime() + READY_WITHIN.toNanos();
        while (System.nanoTime() < end) {
            try {
                HttpRequest health = HttpRequest.newBuilder(URI.create(base + "/health"))
                        .timeout(Duration.ofSeconds(5))
                        .build();
                if (client.send(health, HttpResponse.BodyHandlers.discarding()).statusCode() == 200) {
                    return;
                }
            } catch (IOException notYet) {
                // It is still starting.
            }
            Thread.sleep(500);
        }
        throw new IOException(
                "the product at " + base + " was not ready within " + READY_WITHIN.toMinutes() + " minutes");
    }

    /** Signs in; answers whether the password was right. */
    boolean signsIn(String login, String password) throws IOException, InterruptedException {
        HttpResponse<String> answer =
                ask("POST", "/api/v1/security/session", Map.of("login", login, "password", password));
        if (answer.statusCode() == 401) {
            return false;
        }
        csrf = checked("sign-in", answer).path("csrf").asText("");
        return true;
    }

    void signOut() throws IOException, InterruptedException {
        send("DELETE", "/api/v1/security/session", null);
    }

    JsonNode get(String path) throws IOException, InterruptedException {
        return send("GET", path, null);
    }

    JsonNode items(String path) throws IOException, InterruptedException {
        JsonNode answer = get(path);
        return answer.isArray() ? answer : answer.path("items");
    }

    JsonNode post(String path, Object body) throws IOException, InterruptedException {
        return send("POST", path, body);
    }

    JsonNode put(String path, Object body) throws IOException, InterruptedException {
        return send("PUT", path, body);
    }

    private JsonNode send(String method, String path, @Nullable Object body) throws IOException, InterruptedException {
        return checked(method + " " + path, ask(method, path, body));
    }

    private HttpResponse<String> ask(String method, String path, @Nullable Object body)
            throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(base + path))
                .timeout(Duration.ofSeconds(30))
                .header("Content-Type", "application/json")
                .header("X-CSRF-Token", csrf)
                .method(
                        method,
                        body == null
                                ? HttpRequest.BodyPublishers.noBody()
                                : HttpRequest.BodyPublishers.ofString(json.writeValueAsString(body)))
                .build();
        return client.send(request, HttpResponse.BodyHandlers.ofString());
    }

    private JsonNode checked(String what, HttpResponse<String> response) throws IOException {
        if (response.statusCode() >= 300) {
            throw new IOException(what + " was answered with " + response.statusCode() + " "
                    + json.readTree(response.body().isEmpty() ? "{}" : response.body())
                            .path("code")
                            .asText());
        }
        return response.body().isBlank() ? json.createObjectNode() : json.readTree(response.body());
    }
}
