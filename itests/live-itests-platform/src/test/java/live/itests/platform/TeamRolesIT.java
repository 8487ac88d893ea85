// SPDX-License-Identifier: Apache-2.0
package live.itests.platform;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import live.itest.Product;
import live.itest.Rest;
import live.itest.Running;
import org.junit.jupiter.api.Test;

/** What a team may do, its members may do, for as long as they are its members. */
@Running
class TeamRolesIT {
    private static final String PASSWORD = "battery-horse-staple-1";

    @Test
    void nobody_who_is_not_there_has_roles(Product product) {
        Rest admin = product.admin();
        String path = "/api/v1/security/users/" + UUID.randomUUID() + "/roles";

        admin.put(path, Map.of("roles", List.of("agent"), "version", 0)).expect(404);
        admin.get(path).expect(404);
    }

    @Test
    void members_may_do_what_their_team_may_do(Product product) {
        Rest admin = product.admin();
        String name = "Auditors " + UUID.randomUUID();
        String team = admin.post("/api/v1/directory/teams", Map.of("name", name))
                .expect(200, 201)
                .json()
                .path("id")
                .asText();
        Map<String, Object> member = new HashMap<>(Map.of(
                "login",
                "auditor-" + UUID.randomUUID(),
                "name",
                "Ada Auditor",
                "email",
                "",
                "locale",
                "en",
                "teams",
                List.of(team),
                "roles",
                List.of(),
                "password",
                PASSWORD,
                "mustChangePassword",
                false));
        JsonNode user =
                admin.post("/api/v1/directory/users", member).expect(201).json();
        Rest ada = product.rest();
        ada.signIn((String) member.get("login"), PASSWORD);
        ada.get("/api/v1/ticketing/tickets").expect(403);

        String roles = "/api/v1/security/teams/" + team + "/roles";
        long version = admin.get(roles).expect(200).json().path("version").asLong();
        JsonNode set = admin.put(roles, Map.of("roles", List.of("agent"), "version", version))
                .expect(200)
                .json();
        assertThat(set.path("version").asLong()).isEqualTo(version + 1);
        JsonNode conflict = admin.put(roles, Map.of("roles", List.of(), "version", version))
                .expect(409)
                .json();
        assertThat(conflict.path("code").asText()).isEqualTo("security.roles.changed");
        assertThat(conflict.path("current")).isEqualTo(set);
        admin.put(roles, Map.of("roles", List.of())).expect(400);

        ada.get("/api/v1/ticketing/tickets").expect(200);
        assertThat(ada.get("/api/v1/security/me").expect(200).json().path("roles"))
                .extracting(JsonNode::asText)
                .containsExactly("agent");
        assertThat(admin.delete("/api/v1/directory/teams/" + team).expect(409).text())
                .contains("\"role\"");
        admin.put(
                        "/api/v1/security/teams/" + UUID.randomUUID() + "/roles",
                        Map.of("roles", List.of("agent"), "version", 0))
                .expect(404);

        member.keySet().removeAll(List.of("roles", "password", "mustChangePassword"));
        member.put("teams", List.of());
        member.put("version", user.path("version").asLong());
        admin.put("/api/v1/directory/users/" + user.path("id").asText(), member).expect(200);

        ada.get("/api/v1/ticketing/tickets").expect(403);
    }
}
