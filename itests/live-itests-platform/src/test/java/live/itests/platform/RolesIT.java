// SPDX-License-Identifier: Apache-2.0
package live.itests.platform;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import live.itest.Answer;
import live.itest.CallCentre;
import live.itest.Product;
import live.itest.Rest;
import live.itest.Running;
import live.itest.StaffSocket;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Who may call what, with the roles that a new product has: {@code who-may-call.txt} has a line for each REST method. A new
 * method has none, and so somebody has to think about it. Administrators may call everything.
 */
@Running
class RolesIT {
    private static final List<String> ROLES = List.of("agent", "supervisor", "unit-supervisor");
    private static final String TABLE = "who-may-call.txt";

    /** What is pushed to everybody: parts of the desktop and forms, filtered by permission, and what is told to him. */
    private static final Set<String> FOR_ALL = Set.of("admin", "modules", "notifications");

    private static JsonNode served;

    @BeforeAll
    static void look(Product product) {
        product.installProbe();
        served = product.ask("probe:web", Duration.ofMinutes(1));
    }

    @Test
    void every_method_serves_the_roles_that_the_table_names_and_nobody_else(Product product) throws IOException {
        Map<String, Set<String>> found = new TreeMap<>();
        for (String role : ROLES) {
            Rest rest = new CallCentre(product, product.admin()).user("table-" + role + "-" + UUID.randomUUID(), role);
            for (JsonNode application : served.path("applications")) {
                for (JsonNode method : application.path("methods")) {
                    String path = WebIT.path(application, method);
                    String verb = method.path("method").asText();
                    if (path.equals("/api/v1/security/session")) {
                        // Would end the session that asks.
                        continue;
                    }
                    Set<String> may = found.computeIfAbsent(verb + " " + path, key -> new TreeSet<>());
                    if (serves(rest, verb, path)) {
                        may.add(role);
                    }
                }
            }
        }

        assertThat(lines(found)).as("as in " + TABLE).containsExactlyElementsOf(table());
    }

    @Test
    void nothing_is_pushed_to_somebody_without_a_permission(Product product) {
        product.admin()
                .post("/api/v1/security/roles", Map.of("code", "without", "name", "Without", "permissions", List.of()))
                .expect(200, 201, 409);
        Rest nobody = new CallCentre(product, product.admin()).user("topics-" + UUID.randomUUID(), "without");
        assertThat(served.path("topics")).hasSizeGreaterThan(FOR_ALL.size());
        try (StaffSocket socket = StaffSocket.open(nobody)) {
            int id = 1;
            for (JsonNode topic : served.path("topics")) {
                socket.subscribe(id++, topic.asText(), "");
            }
            socket.send(Map.of("t", "ping"));
            socket.await("pong", frame -> frame.path("t").asText().equals("pong"));

            assertThat(socket.frames())
                    .filteredOn(frame -> frame.path("t").asText().equals("msg"))
                    .extracting(frame -> frame.path("topic").asText())
                    .allMatch(FOR_ALL::contains);
        }
    }

    private static boolean serves(Rest rest, String verb, String path) {
        Answer answer = WebIT.asked(rest, verb, path, "application/json");
        if (answer.status() == 415) {
            answer = WebIT.asked(rest, verb, path, "application/octet-stream");
        }
        assertThat(answer.status()).as(answer.toString()).isNotEqualTo(401).isLessThan(500);
        return answer.status() != 403;
    }

    private static List<String> lines(Map<String, Set<String>> found) {
        return found.entrySet().stream()
                .map(each ->
                        each.getKey() + ": " + (each.getValue().isEmpty() ? "-" : String.join(" ", each.getValue())))
                .toList();
    }

    private static List<String> table() throws IOException {
        try (InputStream stream = RolesIT.class.getResourceAsStream(TABLE)) {
            return new String(Objects.requireNonNull(stream).readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .toList();
        }
    }
}
