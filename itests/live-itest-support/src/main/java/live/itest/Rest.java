// SPDX-License-Identifier: Apache-2.0
package live.itest;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A client of the product's REST interface, with a session's cookie and CSRF token when signed in. Thread-safe. */
public final class Rest {
    private static final int PAGE = 200;

    /** For everything that tests read and write. */
    public static final ObjectMapper JSON = new ObjectMapper();

    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final HttpClient CLIENT = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .connectTimeout(Duration.ofSeconds(10))
            .build();

    private final Function<String, URI> address;
    private volatile String cookie = "";
    private volatile String csrf = "";
    private volatile String bearer = "";

    Rest(Function<String, URI> address) {
        this.address = address;
    }

    /** Signs in and remembers the session. */
    public JsonNode signIn(String login, String password) {
        Answer answer = post("/api/v1/security/session", Map.of("login", login, "password", password))
                .expect(200);
        String set = answer.headers().allValues("set-cookie").stream()
                .filter(header -> header.startsWith("live_session="))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no session cookie in " + answer.headers()));
        cookie = set.split(";", 2)[0];
        csrf = answer.json().path("csrf").asText();
        return answer.json();
    }

    /** A client that shows an API token instead of a session. */
    public Rest withToken(String token) {
        Rest other = new Rest(address);
        other.bearer = token;
        return other;
    }

    /** The session's cookie, as a browser would send it. */
    public String cookie() {
        return cookie;
    }

    /** What a change must show beside the cookie. */
    public String csrf() {
        return csrf;
    }

    public URI uri(String path) {
        return address.apply(path);
    }

    public Answer get(String path) {
        return send("GET", path, BodyPublishers.noBody(), Map.of());
    }

    public Answer get(String path, Map<String, String> headers) {
        return send("GET", path, BodyPublishers.noBody(), headers);
    }

    public Answer post(String path, @Nullable Object body) {
        return send("POST", path, json(body), Map.of("Content-Type", "application/json"));
    }

    public Answer put(String path, @Nullable Object body) {
        return send("PUT", path, json(body), Map.of("Content-Type", "application/json"));
    }

    public Answer delete(String path) {
        return send("DELETE", path, BodyPublishers.noBody(), Map.of());
    }

    /** Sends a file as it is. */
    public Answer upload(String path, byte[] content) {
        return send(
                "POST", path, BodyPublishers.ofByteArray(content), Map.of("Content-Type", "application/octet-stream"));
    }

    /** Any request. */
    public Answer send(String method, String path, BodyPublisher body, Map<String, String> headers) {
        try {
            return answer(CLIENT.send(request(method, path, body, headers), BodyHandlers.ofByteArray()));
        } catch (IOException e) {
            throw new UncheckedIOException(method + " " + path + ": " + e, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** A request without waiting. */
    public CompletableFuture<Answer> postLater(String path, Object body) {
        return CLIENT.sendAsync(
                        request("POST", path, json(body), Map.of("Content-Type", "application/json")),
                        BodyHandlers.ofByteArray())
                .thenApply(Rest::answer);
    }

    /** Every item of a list, page by page. */
    public List<JsonNode> all(String path) {
        List<JsonNode> items = new java.util.ArrayList<>();
        String next = "";
        do {
            String separator = path.contains("?") ? "&" : "?";
            String page = path + separator + "limit=" + PAGE + (next.isEmpty() ? "" : "&cursor=" + encoded(next));
            JsonNode answer = get(page).expect(200).json();
            answer.path("items").forEach(items::add);
            next = answer.path("next").asText("");
        } while (!next.isEmpty());
        return items;
    }

    /** Every item of a list that is read by offset; in an order in which new ones come last, or none comes twice. */
    public List<JsonNode> allByOffset(String path) {
        List<JsonNode> items = new java.util.ArrayList<>();
        int before;
        do {
            before = items.size();
            get(path + (path.contains("?") ? "&" : "?") + "limit=" + PAGE + "&offset=" + before)
                    .expect(200)
                    .json()
                    .path("items")
                    .forEach(items::add);
        } while (items.size() == before + PAGE);
        return items;
    }

    /** A value as it stands in a query. */
    public static String encoded(String value) {
        return java.net.URLEncoder.encode(value, java.nio.charset.StandardCharsets.UTF_8);
    }

    private HttpRequest request(String method, String path, BodyPublisher body, Map<String, String> headers) {
        HttpRequest.Builder builder =
                HttpRequest.newBuilder(address.apply(path)).timeout(LIMIT).method(method, body);
        if (!cookie.isEmpty()) {
            builder.header("Cookie", cookie);
        }
        if (!csrf.isEmpty() && !method.equals("GET")) {
            builder.header("X-CSRF-Token", csrf);
        }
        if (!bearer.isEmpty()) {
            builder.header("Authorization", "Bearer " + bearer);
        }
        headers.forEach(builder::header);
        return builder.build();
    }

    private static Answer answer(HttpResponse<byte[]> response) {
        HttpRequest request = response.request();
        return new Answer(
                request.method() + " " + request.uri().getPath(),
                response.statusCode(),
                response.headers(),
                response.body());
    }

    private static BodyPublisher json(@Nullable Object body) {
        if (body == null) {
            return BodyPublishers.noBody();
        }
        try {
            return BodyPublishers.ofString(body instanceof String text ? text : JSON.writeValueAsString(body));
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(e);
        }
    }
}
