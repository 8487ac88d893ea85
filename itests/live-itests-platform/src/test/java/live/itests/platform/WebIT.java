// SPDX-License-Identifier: Apache-2.0
package live.itests.platform;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import live.itest.Answer;
import live.itest.Product;
import live.itest.Rest;
import live.itest.Running;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What the web server serves, and to whom. */
@Running
class WebIT {
    /** Every address that answers somebody who has not signed in. Whoever adds one thinks twice. */
    private static final Set<String> PUBLIC = Set.of(
            // The desktop's own files; everything they show comes from guarded addresses.
            "/*",
            "/health",
            // From loopback only.
            "/metrics",
            // Guarded by its callers' signatures; unknown accounts are not found.
            "/channel/*",
            // What customers' browsers load; it holds nobody's data.
            "/widget/loader.js",
            "/widget/assets/*",
            "/widget/page");

    private static final Set<String> PUBLIC_REST =
            Set.of("GET /api/v1/security/sign-in", "POST /api/v1/security/session");

    private static JsonNode served;

    @BeforeAll
    static void look(Product product) {
        product.installProbe();
        served = product.ask("probe:web", Duration.ofMinutes(1));
    }

    @Test
    void tomcat_serves(Product product) {
        assertThat(product.log().saying(0, "Starting.*TomcatServerController|Tomcat"))
                .isNotEmpty();
        assertThat(product.log().saying(0, "JettyServerController|UndertowServerController"))
                .isEmpty();
    }

    @Test
    void nothing_but_the_public_list_answers_without_signing_in(Product product) {
        List<String> open = new ArrayList<>();
        int asked = 0;
        for (JsonNode context : served.path("contexts")) {
            for (JsonNode pattern : context.path("patterns")) {
                String address = context.path("path").asText().replaceAll("/$", "") + pattern.asText();
                if (PUBLIC.contains(address) || address.startsWith("/probe/") || address.startsWith("/dflt")) {
                    continue;
                }
                Answer answer = product.rest().get(address.replace("*", "anything"));
                asked++;
                // An address below an application that no resource has is unknown to everybody.
                boolean unknown = answer.status() == 404 && address.startsWith("/api/");
                if (answer.status() != 401 && !unknown) {
                    open.add(answer.toString());
                }
            }
        }
        assertThat(open).isEmpty();
        assertThat(asked).as("addresses found").isPositive();
    }

    @Test
    void no_rest_resource_answers_without_signing_in(Product product) {
        Set<String> open = new TreeSet<>();
        int asked = 0;
        for (JsonNode application : served.path("applications")) {
            for (JsonNode method : application.path("methods")) {
                String path = path(application, method);
                String verb = method.path("method").asText();
                Answer answer = asked(product.rest(), verb, path, "application/json");
                if (answer.status() == 415) {
                    answer = asked(product.rest(), verb, path, "application/octet-stream");
                }
                asked++;
                if (answer.status() != 401) {
                    open.add(verb + " " + path);
                } else {
                    assertThat(answer.json().path("code").asText())
                            .as(answer.toString())
                            .isEqualTo("security.session.missing");
                }
            }
        }
        assertThat(open).isEqualTo(new TreeSet<>(PUBLIC_REST));
        assertThat(asked).isGreaterThan(20);
    }

    @Test
    void every_application_has_the_guard() {
        assertThat(served.path("failed")).isEmpty();
        assertThat(served.path("applications"))
                .filteredOn(application -> application.path("base").asText().startsWith("/api/"))
                .isNotEmpty()
                .allSatisfy(application -> assertThat(application.path("extensions"))
                        .as(application.path("name").asText())
                        .extracting(JsonNode::asText)
                        .contains("live.auth"));
    }

    @Test
    void the_description_of_the_interface_is_complete(Product product) {
        JsonNode paths =
                product.admin().get("/api/v1/openapi.json").expect(200).json().path("paths");
        List<String> missing = new ArrayList<>();
        for (JsonNode application : served.path("applications")) {
            for (JsonNode method : application.path("methods")) {
                // Of a few words the first, and of all else the name.
                String path = path(application, method)
                        .replaceAll("\\{\\s*\\w+\\s*:\\s*([\\w-]+)\\|[^}]*}", "$1")
                        .replaceAll("\\{\\s*(\\w+)[^}]*}", "{$1}");
                if (path.startsWith("/api/")
                        && !path.endsWith("openapi.json")
                        && paths.path(path)
                                .path(method.path("method").asText().toLowerCase(java.util.Locale.ROOT))
                                .isMissingNode()) {
                    missing.add(method.path("method").asText() + " " + path);
                }
            }
        }
        assertThat(missing).isEmpty();
    }

    @Test
    void sockets_need_a_session(Product product) {
        Answer answer = product.rest()
                .get(
                        "/ws/staff",
                        Map.of("Sec-WebSocket-Version", "13", "Sec-WebSocket-Key", "dGhlIHNhbXBsZSBub25jZQ=="));

        assertThat(answer.status()).isEqualTo(401);
    }

    @Test
    void an_error_tells_its_code_and_no_stack_trace(Product product) {
        Answer answer = product.admin().post("/api/v1/directory/users", "{\"login\": [}");

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.header("content-type")).startsWith("application/problem+json");
        assertThat(answer.json().path("code").asText()).isNotEmpty();
        assertThat(answer.json().path("trace").asText()).isNotEmpty();
        assertThat(answer.text())
                .doesNotContain("\tat ")
                .doesNotContain("Exception")
                .doesNotContain("com.fasterxml");
    }

    @Test
    void an_unknown_field_is_named(Product product) {
        Answer answer = product.admin().post("/api/v1/directory/teams", Map.of("name", "Night", "colour", "blue"));

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.text()).contains("colour");
    }

    @Test
    void a_change_without_the_csrf_token_is_refused(Product product) {
        Rest admin = product.admin();
        Answer answer = product.rest()
                .send(
                        "POST",
                        "/api/v1/directory/teams",
                        BodyPublishers.ofString("{\"name\":\"Forged\"}"),
                        Map.of("Content-Type", "application/json", "Cookie", admin.cookie()));

        assertThat(answer.status()).isEqualTo(403);
    }

    @Test
    void behind_tls_the_session_is_kept_by_a_cookie_that_no_other_host_can_set(Product product) {
        Answer answer = product.rest()
                .send(
                        "POST",
                        "/api/v1/security/session",
                        BodyPublishers.ofString(
                                "{\"login\":\"admin\",\"password\":\"" + product.adminPassword() + "\"}"),
                        Map.of("Content-Type", "application/json", "X-Forwarded-Proto", "https"))
                .expect(200);
        String cookie = answer.header("set-cookie");
        assertThat(cookie)
                .startsWith("__Host-live_session=")
                .contains("; Secure", "; HttpOnly", "; SameSite=Strict", "; Path=/")
                .doesNotContain("Domain");
        assertThat(answer.header("strict-transport-security")).contains("max-age=");
        String pair = cookie.split(";", 2)[0];
        Map<String, String> tls = Map.of("X-Forwarded-Proto", "https");

        assertThat(with(product, pair, tls)).isEqualTo(200);
        assertThat(with(product, pair.replace("__Host-", ""), tls))
                .as("a cookie that another host of the domain may have set")
                .isEqualTo(401);
        assertThat(with(product, pair, Map.of())).isEqualTo(401);
    }

    private static int with(Product product, String cookie, Map<String, String> headers) {
        Map<String, String> all = new java.util.HashMap<>(headers);
        all.put("Cookie", cookie);
        return product.rest().get("/api/v1/security/me", all).status();
    }

    @Test
    void every_answer_tells_browsers_to_be_careful(Product product) {
        for (String path : List.of("/", "/health", "/metrics", "/ui/anything", "/api/v1/security/me", "/nothing")) {
            Answer answer = product.rest().get(path, Map.of("X-Forwarded-Proto", "https"));
            assertThat(answer.header("x-content-type-options")).as(path).isEqualTo("nosniff");
            assertThat(answer.header("referrer-policy")).as(path).isNotEmpty();
            assertThat(answer.header("strict-transport-security")).as(path).isNotEmpty();
        }
    }

    static Answer asked(Rest rest, String verb, String path, String mediaType) {
        return rest.send(
                verb,
                filled(path),
                BodyPublishers.ofString(verb.equals("GET") ? "" : "{}"),
                Map.of("Content-Type", mediaType));
    }

    /** With a value for every parameter: the first alternative where there are some, an id otherwise. */
    static String filled(String path) {
        return path.replaceAll("\\{\\s*\\w+\\s*:\\s*(\\w+)\\|[^}]*}", "$1")
                .replaceAll("\\{[^}]*}", "00000000-0000-7000-8000-000000000000");
    }

    static String path(JsonNode application, JsonNode method) {
        String base = application.path("base").asText();
        String path = (base.startsWith("/") ? base : "/" + base) + "/"
                + method.path("path").asText();
        String plain = path.replaceAll("/+", "/");
        return plain.length() > 1 && plain.endsWith("/") ? plain.substring(0, plain.length() - 1) : plain;
    }
}
