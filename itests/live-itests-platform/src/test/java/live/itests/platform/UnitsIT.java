// SPDX-License-Identifier: Apache-2.0
package live.itests.platform;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import live.itest.Answer;
import live.itest.CallCentre;
import live.itest.Product;
import live.itest.Rest;
import live.itest.Running;
import live.itest.StaffSocket;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Who supervises a unit sees and manages its people, teams and queues, and nobody else's. */
@Running
class UnitsIT {
    private static final String UNITS = "/api/v1/directory/units";
    private static final String TEAMS = "/api/v1/directory/teams";
    private static final String USERS = "/api/v1/directory/users";
    private static final String QUEUES = "/api/v1/routing/queues";

    private final String run = UUID.randomUUID().toString().substring(0, 8);
    private Rest admin;
    private CallCentre centre;
    private String north;
    private String harbour;
    private String south;
    private String northTeam;
    private String southTeam;
    private String northQueue;
    private String southQueue;

    @BeforeEach
    void divide(Product product) {
        admin = product.admin();
        centre = new CallCentre(product, admin);
        north = made(UNITS, Map.of("name", "North " + run));
        harbour = made(UNITS, Map.of("name", "Harbour " + run, "parent", north));
        south = made(UNITS, Map.of("name", "South " + run));
        northTeam = made(TEAMS, Map.of("name", "North team " + run, "parent", north));
        southTeam = made(TEAMS, Map.of("name", "South team " + run, "parent", south));
        northQueue = made(QUEUES, queue("North queue " + run, northTeam));
        southQueue = made(QUEUES, queue("South queue " + run, southTeam));
    }

    @Test
    void a_supervisor_of_a_unit_sees_and_moves_its_people_and_contacts_only(Product product) {
        Rest anna = centre.user("anna-" + run, "agent");
        Rest zoe = centre.user("zoe-" + run, "agent");
        Rest lead = centre.user("lead-" + run, "unit-supervisor");
        belongs(anna, harbour);
        belongs(zoe, south);
        belongs(lead, north);
        anna.put("/api/v1/routing/desk/presence", Map.of("state", "READY")).expect(200);
        zoe.put("/api/v1/routing/desk/presence", Map.of("state", "READY")).expect(200);
        String northContact = centre.contact(northQueue, "north " + run, 5);
        String southContact = centre.contact(southQueue, "south " + run, 5);

        eventually(() -> assertThat(agents(lead)).contains(id(anna)).doesNotContain(id(zoe)));
        beyond(lead.put(presence(zoe), Map.of("state", "NOT_READY")));
        lead.put(presence(anna), Map.of("state", "NOT_READY", "reason", "break"))
                .expect(200);

        assertThat(lead.get(QUEUES).expect(200).json().path("items").findValuesAsText("id"))
                .contains(northQueue)
                .doesNotContain(southQueue);
        beyond(lead.get(QUEUES + "/" + southQueue));
        beyond(lead.get(QUEUES + "/" + southQueue + "/waiting"));
        beyond(lead.get(QUEUES + "/" + southQueue + "/versions"));
        beyond(lead.post("/api/v1/routing/work/" + southContact + "/priority", Map.of("priority", 9)));
        beyond(lead.post("/api/v1/routing/work/" + southContact + "/assign", Map.of("agent", id(anna))));
        beyond(lead.post("/api/v1/routing/work/" + northContact + "/assign", Map.of("agent", id(zoe))));
        beyond(lead.post("/api/v1/routing/work/" + northContact + "/transfer", Map.of("agent", id(zoe))));
        beyond(lead.post("/api/v1/routing/work/" + southContact + "/join", Map.of("role", "MONITOR")));
        beyond(lead.post("/api/v1/routing/work/" + southContact + "/postpone", Map.of()));
        beyond(lead.get(explanation(southContact)));
        lead.post("/api/v1/routing/work/" + northContact + "/priority", Map.of("priority", 9))
                .expect(200);

        beyond(lead.get("/api/v1/routing/agents/" + id(zoe) + "/capacity"));
        beyond(lead.get("/api/v1/routing/statistics?by=medium"));
        String byQueue = "/api/v1/routing/statistics?by=queue";
        eventually(() -> assertThat(queues(admin, byQueue)).contains(northQueue, southQueue));
        eventually(() -> assertThat(queues(lead, byQueue)).contains(northQueue).doesNotContain(southQueue));
        beyond(lead.get("/api/v1/routing/shadow"));
        beyond(lead.post("/api/v1/routing/what-if", Map.of()));

        anna.post("/api/v1/routing/desk/work/" + northContact + "/pull", Map.of())
                .expect(200);
        zoe.post("/api/v1/routing/desk/work/" + southContact + "/pull", Map.of())
                .expect(200);
        eventually(() -> assertThat(steps(admin, northContact)).isEmpty());
        assertThat(steps(lead, northContact)).isEmpty();
        eventually(() -> assertThat(steps(admin, southContact)).isEmpty());
        beyond(lead.get(explanation(southContact)));

        try (StaffSocket socket =
                StaffSocket.open(lead).subscribe(1, "agents", "").subscribe(2, "queues", "")) {
            JsonNode people = snapshot(socket, 1, id(anna));
            assertThat(people.findValuesAsText("id")).doesNotContain(id(zoe));
            JsonNode queues = snapshot(socket, 2, northQueue);
            assertThat(queues.findValuesAsText("id")).doesNotContain(southQueue);
        }
    }

    @Test
    void a_supervisor_of_a_unit_changes_its_queues_only(Product product) {
        Rest lead = centre.user("lead-" + run, "unit-supervisor");
        belongs(lead, north);

        Map<String, Object> change = queue("Renamed " + run, northTeam);
        change.put("version", version(QUEUES + "/" + northQueue));
        lead.put(QUEUES + "/" + northQueue, change).expect(200);
        Map<String, Object> away = queue("Away " + run, southTeam);
        away.put("version", version(QUEUES + "/" + northQueue));
        beyond(lead.put(QUEUES + "/" + northQueue, away));
        Map<String, Object> forAll = queue("For all " + run, northTeam);
        forAll.put("agents", Map.of("mode", "skills"));
        forAll.put("version", version(QUEUES + "/" + northQueue));
        beyond(lead.put(QUEUES + "/" + northQueue, forAll));
        beyond(lead.delete(QUEUES + "/" + southQueue));
        beyond(lead.post(QUEUES, queue("Theirs " + run, southTeam)));
        lead.post(QUEUES, queue("Ours " + run, northTeam)).expect(201);
        Map<String, Object> same = queue("Same " + run, northTeam);
        same.put("id", southQueue);
        beyond(lead.post(QUEUES, same));
    }

    @Test
    void an_administrator_of_a_unit_manages_its_people_and_teams_only(Product product) {
        admin.post(
                        "/api/v1/security/roles",
                        Map.of(
                                "code",
                                "clerk-" + run,
                                "name",
                                "Clerk " + run,
                                "permissions",
                                List.of("user.read", "user.write", "agent.supervise")))
                .expect(201);
        Rest clerk = centre.user("clerk-" + run, "clerk-" + run);
        admin.post(
                        "/api/v1/security/roles",
                        Map.of("code", "user-" + run, "name", "User " + run, "permissions", List.of("user.read")))
                .expect(201);
        Rest zoe = centre.user("zoe-" + run, "user-" + run);
        belongs(zoe, south);

        // Whoever leads a unit reaches it, although he belongs to none.
        beyond(clerk.post(USERS, user("new-" + run, harbour)));
        leads(north, clerk);
        clerk.post(USERS, user("new-" + run, harbour)).expect(201);
        beyond(clerk.post(USERS, user("other-" + run, south)));
        beyond(clerk.post(USERS, user("nowhere-" + run, null)));
        String made = id(clerk, "new-" + run);
        Map<String, Object> moved = user("new-" + run, south);
        moved.put("version", version(USERS + "/" + made));
        beyond(clerk.put(USERS + "/" + made, moved));
        Map<String, Object> joined = user("new-" + run, harbour);
        joined.put("teams", List.of(southTeam));
        joined.put("version", version(USERS + "/" + made));
        beyond(clerk.put(USERS + "/" + made, joined));
        joined.put("teams", List.of(northTeam));
        clerk.put(USERS + "/" + made, joined).expect(200);
        beyond(clerk.put("/api/v1/security/users/" + id(zoe) + "/password", Map.of("password", CallCentre.PASSWORD)));
        beyond(clerk.get("/api/v1/security/users/" + id(zoe) + "/sessions"));
        beyond(clerk.put("/api/v1/security/users/" + id(zoe) + "/roles", Map.of("roles", List.of(), "version", 1)));
        beyond(clerk.put("/api/v1/security/teams/" + southTeam + "/roles", Map.of("roles", List.of(), "version", 0)));

        beyond(clerk.post(UNITS, Map.of("name", "Top " + run)));
        beyond(clerk.post(UNITS, Map.of("name", "Below " + run, "parent", south)));
        String pier = clerk.post(UNITS, Map.of("name", "Pier " + run, "parent", harbour))
                .expect(201)
                .json()
                .path("id")
                .asText();
        Map<String, Object> renamed =
                Map.of("name", "Renamed " + run, "parent", harbour, "version", version(TEAMS + "/" + northTeam));
        JsonNode team = clerk.put(TEAMS + "/" + northTeam, renamed).expect(200).json();
        assertThat(team.path("name").asText()).isEqualTo("Renamed " + run);
        assertThat(team.path("parent").asText()).isEqualTo(harbour);
        beyond(moved(clerk, TEAMS + "/" + northTeam, Map.of("name", "Team " + run, "parent", south)));
        beyond(moved(clerk, TEAMS + "/" + northTeam, Map.of("name", "Team " + run)));
        beyond(moved(clerk, UNITS + "/" + north, Map.of("name", "North " + run, "parent", south)));
        beyond(moved(clerk, UNITS + "/" + harbour, Map.of("name", "Harbour " + run, "parent", south)));
        beyond(moved(clerk, UNITS + "/" + harbour, Map.of("name", "Harbour " + run)));
        moved(clerk, UNITS + "/" + pier, Map.of("name", "Pier " + run, "parent", north))
                .expect(200);
        moved(clerk, UNITS + "/" + pier, Map.of("name", "Pier " + run, "parent", harbour))
                .expect(200);
        beyond(clerk.delete(TEAMS + "/" + southTeam));
        beyond(clerk.post(TEAMS, Map.of("name", "Loose " + run)));
        beyond(clerk.post("/api/v1/directory/skills", Map.of("name", "Skill " + run)));
        assertThat(admin.delete(UNITS + "/" + harbour).expect(409).text()).contains("\"unit\"", "\"user\"");
    }

    private Answer moved(Rest by, String path, Map<String, ?> wish) {
        Map<String, Object> change = new HashMap<>(wish);
        change.put("version", version(path));
        return by.put(path, change);
    }

    private static List<String> queues(Rest user, String statistics) {
        return user.get(statistics).expect(200).json().path("items").findValuesAsText("queue");
    }

    private static JsonNode snapshot(StaffSocket socket, int id, String item) {
        return socket.await(
                        "a snapshot with " + item,
                        frame -> frame.path("id").asInt() == id
                                && frame.path("data")
                                        .path("items")
                                        .findValuesAsText("id")
                                        .contains(item))
                .path("data")
                .path("items");
    }

    private static void beyond(Answer answer) {
        assertThat(answer.expect(403).json().path("code").asText()).isEqualTo("directory.unit.beyond");
    }

    private void belongs(Rest user, String unit) {
        String path = USERS + "/" + id(user);
        JsonNode now = admin.get(path).expect(200).json();
        Map<String, Object> change = new HashMap<>(Map.of(
                "login", now.path("login").asText(),
                "name", now.path("name").asText(),
                "email", now.path("email").asText(),
                "locale", now.path("locale").asText(),
                "teams", List.of(),
                "skills", List.of(),
                "unit", unit,
                "version", now.path("version").asLong()));
        admin.put(path, change).expect(200);
    }

    private void leads(String unit, Rest user) {
        JsonNode now = admin.get(UNITS + "/" + unit).expect(200).json();
        admin.put(
                        UNITS + "/" + unit,
                        Map.of(
                                "name",
                                now.path("name").asText(),
                                "superior",
                                id(user),
                                "version",
                                now.path("version").asLong()))
                .expect(200);
    }

    private static Map<String, Object> user(String login, String unit) {
        Map<String, Object> user = new HashMap<>(Map.of(
                "login", login, "name", login, "email", "", "locale", "en", "teams", List.of(), "skills", List.of()));
        if (unit != null) {
            user.put("unit", unit);
        }
        return user;
    }

    private Map<String, Object> queue(String name, String team) {
        return new HashMap<>(Map.of(
                "name",
                name,
                "priority",
                5,
                "skills",
                List.of(),
                "offerSeconds",
                60,
                "wrapUpSeconds",
                0,
                "preferredAgentSeconds",
                0,
                "agents",
                Map.of("mode", "teams", "teams", List.of(team)),
                "active",
                true));
    }

    private String made(String path, Map<String, ?> body) {
        return admin.post(path, body).expect(201).json().path("id").asText();
    }

    private long version(String path) {
        return admin.get(path).expect(200).json().path("version").asLong();
    }

    private static String explanation(String contact) {
        return "/api/v1/routing/work/" + contact + "/explanation";
    }

    private static JsonNode steps(Rest user, String contact) {
        return user.get(explanation(contact)).expect(200).json().path("steps");
    }

    private static String presence(Rest user) {
        return "/api/v1/routing/agents/" + id(user) + "/presence";
    }

    private static Set<String> agents(Rest user) {
        return Set.copyOf(user.get("/api/v1/routing/agents").expect(200).json().findValuesAsText("agent"));
    }

    private static String id(Rest user) {
        return user.get("/api/v1/security/me").expect(200).json().path("id").asText();
    }

    private static String id(Rest user, String login) {
        return user.get(USERS + "?q=" + login)
                .expect(200)
                .json()
                .path("items")
                .get(0)
                .path("id")
                .asText();
    }

    private static void eventually(org.awaitility.core.ThrowingRunnable assertion) {
        Awaitility.await().atMost(Duration.ofSeconds(30)).untilAsserted(assertion);
    }
}
