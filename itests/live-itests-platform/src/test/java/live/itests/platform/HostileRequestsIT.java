// SPDX-License-Identifier: Apache-2.0
package live.itests.platform;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.Socket;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import live.itest.Answer;
import live.itest.Product;
import live.itest.Rest;
import live.itest.Running;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Whatever is sent, the answer says what is wrong with it, and nothing of the inside. */
@Running
class HostileRequestsIT {
    private static final List<String> BODIES = List.of(
            "",
            "null",
            "[]",
            "7",
            "\"text\"",
            "{",
            "{}}",
            "{\"name\":1}",
            "{\"name\":{}}",
            "{\"name\":\"a\",\"name\":\"b\"}",
            "{\"nothing-like-it\":true}",
            "{\"version\":1e400}",
            "{\"version\":99999999999999999999999999}",
            "{\"id\":\"not-an-id\"}",
            "{\"name\":\"\\u0000\"}",
            "{\"name\":\"\\ud800\"}",
            "{\"login\":\"\\u0000\",\"name\":\"\\udc00\",\"subject\":\"\\ud800x\",\"text\":\"\\u0000\"}",
            "[".repeat(5_000),
            "{\"a\":".repeat(5_000),
            "{\"name\":\"" + "x".repeat(300_000) + "\"}",
            "\u0000\u0001\u0002");

    private static final List<String> PARAMETERS = List.of(
            "limit=abc",
            "limit=-1",
            "limit=0",
            "limit=99999999999",
            "offset=-1",
            "offset=1e9",
            "cursor=%00",
            "cursor=%2525",
            "q=%00",
            "q=%ED%A0%80",
            "q=" + "x".repeat(3_000),
            "from=yesterday",
            "ids=1,2,3",
            "before=x",
            "sort=%27%3B--",
            "factory=..%2F..",
            "status=%00",
            "queue=%00");

    private static JsonNode served;

    @BeforeAll
    static void look(Product product) {
        product.installProbe();
        served = product.ask("probe:web", Duration.ofMinutes(1));
    }

    @Test
    void every_method_says_what_is_wrong_with_a_body(Product product) {
        Rest admin = product.admin();
        List<String> faults = new ArrayList<>();
        everyMethod((verb, path) -> {
            if (!verb.equals("GET") && !verb.equals("DELETE")) {
                for (String body : BODIES) {
                    look(
                            admin.send(
                                    verb,
                                    path,
                                    BodyPublishers.ofString(body, StandardCharsets.UTF_8),
                                    Map.of("Content-Type", "application/json")),
                            faults);
                }
            }
        });
        assertThat(faults).isEmpty();
    }

    @Test
    void every_method_says_what_is_wrong_with_a_parameter(Product product) {
        Rest admin = product.admin();
        List<String> faults = new ArrayList<>();
        everyMethod((verb, path) -> {
            if (verb.equals("GET")) {
                PARAMETERS.forEach(parameter -> look(admin.get(path + "?" + parameter), faults));
                look(admin.get(path.replace("00000000-0000-7000-8000-000000000000", "x%00y")), faults);
                look(admin.get(path.replace("00000000-0000-7000-8000-000000000000", "..%2F..")), faults);
                look(admin.get(path.replace("00000000-0000-7000-8000-000000000000", "%F0%9F%92%A9")), faults);
            }
        });
        assertThat(faults).isEmpty();
    }

    @Test
    void a_number_that_is_none_is_named(Product product) {
        for (String wrong : List.of("abc", "99999999999", "1.5")) {
            Answer answer = product.admin()
                    .get("/api/v1/ticketing/tickets?limit=" + wrong)
                    .expect(400);
            assertThat(answer.json().path("field").asText()).isEqualTo("limit");
        }
    }

    @Test
    void text_that_nothing_could_keep_is_named(Product product) {
        for (String wrong : List.of("\\u0000", "\\ud800", "a\\udc00b")) {
            Answer answer = product.admin()
                    .post("/api/v1/ticketing/tickets", "{\"subject\":\"" + wrong + "\",\"text\":\"x\"}")
                    .expect(400);
            assertThat(answer.json().path("field").asText()).isEqualTo("subject");
        }
    }

    @Test
    void what_is_not_there_is_told_in_the_same_form(Product product) {
        Rest admin = product.admin();
        List<String> faults = new ArrayList<>();
        look(admin.get("/api/v1/nothing-like-it").expect(404), faults);
        look(admin.get("/api/v1/ticketing/nothing-like-it").expect(404), faults);
        look(admin.get("/api/v2/").expect(404), faults);
        look(admin.delete("/api/v1/ticketing/tickets").expect(405), faults);
        look(
                admin.send("PATCH", "/api/v1/security/me", BodyPublishers.ofString("{}"), Map.of())
                        .expect(405),
                faults);
        look(admin.send("TRICK", "/api/v1/security/me", BodyPublishers.noBody(), Map.of()), faults);
        look(
                admin.send(
                                "POST",
                                "/api/v1/directory/teams",
                                BodyPublishers.ofString("<a/>"),
                                Map.of("Content-Type", "application/xml"))
                        .expect(415),
                faults);
        look(
                admin.get("/api/v1/directory/teams", Map.of("Accept", "application/xml"))
                        .expect(406),
                faults);
        assertThat(faults).isEmpty();
    }

    @Test
    void a_body_that_is_too_long_is_not_read(Product product) {
        Answer answer = product.admin()
                .post("/api/v1/directory/teams", "{\"name\":\"" + "x".repeat(2 << 20) + "\"}")
                .expect(413);
        assertThat(answer.json().path("code").asText()).isEqualTo("request.body.large");
    }

    /** What no client library would send. */
    @Test
    void what_is_no_request_at_all_learns_nothing_of_the_server(Product product) throws IOException {
        for (String line : List.of(
                "GET /api/v1/%zz HTTP/1.1",
                "GET /%c0%ae%c0%ae/etc HTTP/1.1",
                "GET /api/v1/directory/../../x HTTP/1.1",
                "GET /a\\b HTTP/1.1",
                "GET /\u0001 HTTP/1.1",
                "GET / HTTP/9.9",
                "TRACE / HTTP/1.1",
                "NONSENSE",
                "GET /" + "x".repeat(70_000) + " HTTP/1.1",
                "GET / HTTP/1.1\r\nX-Long: " + "x".repeat(70_000),
                "GET /health HTTP/1.1\r\nContent-Length: -5",
                "POST /api/v1/security/session HTTP/1.1\r\nContent-Length: 5\r\nTransfer-Encoding: chunked",
                "POST /nothing-like-it HTTP/1.1\r\nContent-Length: 0")) {
            String answer = raw(product, line);

            assertThat(answer)
                    .as(line.substring(0, Math.min(60, line.length())))
                    .doesNotContainIgnoringCase("tomcat")
                    .doesNotContainIgnoringCase("coyote")
                    .doesNotContain("Exception")
                    .doesNotContain("\tat ")
                    .doesNotContain("java.");
            assertThat(answer.startsWith("HTTP/1.1 500")).as(answer).isFalse();
        }
    }

    private static String raw(Product product, String start) throws IOException {
        try (Socket socket = new Socket("127.0.0.1", product.port())) {
            socket.setSoTimeout(20_000);
            // And the end of a body, for whoever waits for one.
            String request = start + "\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n0\r\n\r\n";
            socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        } catch (java.net.SocketException reset) {
            // Cut off without a word is an answer, too.
            return "";
        }
    }

    @FunctionalInterface
    private interface Call {
        void on(String verb, String path);
    }

    private static void everyMethod(Call call) {
        for (JsonNode application : served.path("applications")) {
            for (JsonNode method : application.path("methods")) {
                String path = WebIT.path(application, method);
                String verb = method.path("method").asText();
                boolean endsTheSession = path.equals("/api/v1/security/session") && verb.equals("DELETE");
                if (path.startsWith("/api/") && !endsTheSession) {
                    call.on(verb, WebIT.filled(path));
                }
            }
        }
    }

    /** Notes an answer that is the server's fault, or that says too little or too much. */
    private static void look(Answer answer, List<String> faults) {
        boolean refused = answer.status() >= 400;
        boolean told = !refused
                || answer.header("content-type").startsWith("application/problem+json")
                        && !answer.json().path("code").asText().isEmpty()
                        && !answer.json().path("trace").asText().isEmpty();
        boolean leaks = answer.text().contains("Exception") || answer.text().contains("\tat ");
        if (answer.status() >= 500 || !told || refused && leaks) {
            faults.add(answer.toString());
        }
    }
}
