// SPDX-License-Identifier: Apache-2.0
package live.itests.platform;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import live.itest.Answer;
import live.itest.Product;
import live.itest.Rest;
import live.itest.Running;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Nobody may do more than he was given: every REST method, asked by those who were given less. */
@Running
class PermissionsIT {
    /**
     * What everybody who has signed in may ask: about himself, for words, and for settings, of which he gets those that he
     * may see. Whoever adds one thinks twice.
     */
    private static final Set<String> FOR_ALL = new TreeSet<>(Set.of(
            "DELETE /api/v1/security/me/browsers/{id}",
            "DELETE /api/v1/security/me/second-factor",
            "DELETE /api/v1/security/sessions/{id}",
            "GET /api/v1/admin/configurations",
            "GET /api/v1/admin/forms",
            "GET /api/v1/directory/names",
            "GET /api/v1/openapi.json",
            "GET /api/v1/personal/notifications",
            "GET /api/v1/personal/preferences",
            "GET /api/v1/routing/reasons",
            "GET /api/v1/routing/wrap-up-codes",
            "GET /api/v1/security/me",
            "GET /api/v1/security/me/browsers",
            "GET /api/v1/security/me/second-factor",
            "GET /api/v1/security/sign-in",
            "POST /api/v1/admin/configurations",
            "POST /api/v1/personal/notifications",
            "POST /api/v1/personal/notifications/read",
            "PUT /api/v1/personal/preferences/{name}",
            "POST /api/v1/security/me/confirmation",
            "POST /api/v1/security/me/second-factor",
            "POST /api/v1/security/me/second-factor/recovery-codes",
            "POST /api/v1/security/me/sign-ins/seen",
            "PUT /api/v1/security/me/locale",
            "PUT /api/v1/security/me/password",
            "PUT /api/v1/security/me/second-factor"));

    /** What readers change: their own drafts, and what they have seen; and a question that needs a body. */
    private static final Set<String> OF_READERS = Set.of(
            "DELETE /api/v1/channels/drafts/{interaction}",
            "POST /api/v1/admin/audit/verify",
            "POST /api/v1/channels/interactions/{id}/read",
            "PUT /api/v1/channels/drafts/{interaction}");

    private static JsonNode served;

    @BeforeAll
    static void look(Product product) {
        product.installProbe();
        served = product.ask("probe:web", Duration.ofMinutes(1));
    }

    @Test
    void without_a_permission_every_method_refuses(Product product) {
        Rest nobody = nobody(product);

        assertThat(open(nobody)).isEqualTo(FOR_ALL);
    }

    @Test
    void settings_are_neither_shown_nor_changed_without_the_permission(Product product) {
        Rest nobody = nobody(product);

        assertThat(nobody.get("/api/v1/admin/forms").expect(200).text()).doesNotContain("live.security");
        nobody.put("/api/v1/admin/configurations/live.security", Map.of("values", Map.of("idleMinutes", 30)))
                .expect(403);
        nobody.post(
                        "/api/v1/admin/configurations",
                        Map.of("factory", "live.channel.email", "name", "mine", "values", Map.of()))
                .expect(403);
    }

    @Test
    void a_token_without_permissions_may_not_even_what_its_maker_may(Product product) {
        Rest token = product.rest().withToken(token(product, List.of("health.read")));

        Set<String> open = open(token);

        open.removeAll(FOR_ALL);
        assertThat(open).isEqualTo(Set.of("GET /api/v1/admin/health"));
    }

    @Test
    void whoever_may_read_may_not_write(Product product) {
        Rest reader = product.rest()
                .withToken(token(
                        product,
                        List.of(
                                "audit.read",
                                "channel.read",
                                "health.read",
                                "interaction.read",
                                "metrics.read",
                                "module.read",
                                "queue.read",
                                "ticket.read",
                                "user.read")));

        Set<String> open = open(reader);

        open.removeAll(FOR_ALL);
        assertThat(open).isNotEmpty().allMatch(method -> method.startsWith("GET ") || OF_READERS.contains(method));
    }

    /** What does not answer 403. */
    private static Set<String> open(Rest rest) {
        Set<String> open = new TreeSet<>();
        for (JsonNode application : served.path("applications")) {
            for (JsonNode method : application.path("methods")) {
                String path = WebIT.path(application, method);
                String verb = method.path("method").asText();
                if (path.equals("/api/v1/security/session")) {
                    // Would end the session that asks.
                    continue;
                }
                Answer answer = WebIT.asked(rest, verb, path, "application/json");
                if (answer.status() == 415) {
                    answer = WebIT.asked(rest, verb, path, "application/octet-stream");
                }
                assertThat(answer.status())
                        .as(answer.toString())
                        .isNotEqualTo(401)
                        .isLessThan(500);
                if (answer.status() != 403) {
                    open.add(verb + " " + path);
                }
            }
        }
        return open;
    }

    private static Rest nobody(Product product) {
        String login = "nobody-" + UUID.randomUUID();
        String password = "Tall-green-kettle-7";
        product.admin()
                .post(
                        "/api/v1/directory/users",
                        Map.of(
                                "login",
                                login,
                                "name",
                                login,
                                "roles",
                                List.of(),
                                "password",
                                password,
                                "mustChangePassword",
                                false))
                .expect(200, 201);
        Rest rest = product.rest();
        rest.signIn(login, password);
        return rest;
    }

    private static String token(Product product, List<String> permissions) {
        return product.admin()
                .post("/api/v1/security/tokens", Map.of("name", "permissions", "permissions", permissions))
                .expect(200, 201)
                .json()
                .path("token")
                .asText();
    }
}
