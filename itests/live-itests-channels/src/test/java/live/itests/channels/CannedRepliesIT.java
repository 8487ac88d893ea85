// SPDX-License-Identifier: Apache-2.0
package live.itests.channels;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import live.itest.CallCentre;
import live.itest.Product;
import live.itest.Rest;
import live.itest.Running;
import org.junit.jupiter.api.Test;

/** Canned replies belong to one person, to a team or to everybody. */
@Running
class CannedRepliesIT {
    private static final String PATH = "/api/v1/channels/canned-replies";
    /** Names that are new in each run, also on a product that has seen others. */
    private static final String RUN = Long.toString(System.currentTimeMillis(), 36);

    private static Map<String, Object> reply(String name, String scope) {
        Map<String, Object> reply = new LinkedHashMap<>();
        reply.put("id", UUID.randomUUID().toString());
        reply.put("name", name + " " + RUN);
        reply.put("scope", scope);
        reply.put("texts", List.of(Map.of("language", "en", "html", "<p onclick=\"x()\">Hello {customer}</p>")));
        return reply;
    }

    private static String names(Rest rest) {
        return rest.get(PATH).expect(200).json().path("items").findValuesAsText("name").stream()
                .filter(name -> name.endsWith(RUN))
                .toList()
                .toString();
    }

    private static String team(Rest admin, Product product, String member) {
        String team = admin.post("/api/v1/directory/teams", Map.of("name", "Canned " + RUN))
                .expect(201)
                .json()
                .path("id")
                .asText();
        String user = admin.get("/api/v1/directory/users?q=" + member)
                .expect(200)
                .json()
                .path("items")
                .get(0)
                .path("id")
                .asText();
        @SuppressWarnings("unchecked")
        Map<String, Object> body = Rest.JSON.convertValue(
                admin.get("/api/v1/directory/users/" + user).expect(200).json(), Map.class);
        body.put("teams", List.of(team));
        admin.put("/api/v1/directory/users/" + user, body).expect(200);
        return team;
    }

    @Test
    void each_is_seen_by_those_whose_it_is_and_changed_by_those_who_may(Product product) {
        Rest admin = product.admin();
        CallCentre centre = new CallCentre(product, admin);
        Rest inside = centre.user("canned-in-" + RUN, "agent");
        Rest outside = centre.user("canned-out-" + RUN, "agent");
        Rest keeper = centre.user("canned-keeper-" + RUN, "supervisor");
        String team = team(admin, product, "canned-in-" + RUN);

        Map<String, Object> own = reply("Own", "mine");
        assertThat(inside.post(PATH, own).expect(201).json().toString()).doesNotContain("onclick");
        // The same again is the same.
        inside.post(PATH, own).expect(201);
        inside.post(PATH, reply("Not mine to give", "all")).expect(403);
        Map<String, Object> ours = reply("Ours", "team");
        keeper.post(PATH, ours).expect(400);
        ours.put("team", team);
        keeper.post(PATH, ours).expect(201);
        Map<String, Object> shared = reply("Shared", "all");
        keeper.post(PATH, shared).expect(201);

        assertThat(names(inside)).isEqualTo("[Ours " + RUN + ", Own " + RUN + ", Shared " + RUN + "]");
        assertThat(names(outside)).isEqualTo("[Shared " + RUN + "]");
        assertThat(keeper.get(PATH + "?shared=true").expect(200).json().toString())
                .contains("Ours " + RUN)
                .doesNotContain("Own " + RUN);
        inside.get(PATH + "?shared=true").expect(403);
        outside.delete(PATH + "/" + own.get("id")).expect(404);
        outside.delete(PATH + "/" + shared.get("id")).expect(403);

        shared.put("version", 1);
        shared.put("name", "Renamed " + RUN);
        Object id = shared.remove("id");
        assertThat(keeper.put(PATH + "/" + id, shared)
                        .expect(200)
                        .json()
                        .path("version")
                        .asLong())
                .isEqualTo(2);
        assertThat(keeper.put(PATH + "/" + id, shared).expect(409).json().toString())
                .contains("channels.reply.changed", "Renamed " + RUN);
        shared.put(
                "texts",
                List.of(Map.of("language", "en", "html", "a"), Map.of("language", "en", "html", "<script>b</script>")));
        assertThat(keeper.put(PATH + "/" + id, shared).expect(400).json().toString())
                .contains("texts[1].language", "texts[1].html");
        keeper.delete(PATH + "/" + id).expect(200, 204);
        assertThat(names(outside)).isEqualTo("[]");
        assertThat(admin.delete("/api/v1/directory/teams/" + team).expect(409).text())
                .contains("Ours " + RUN);
    }

    @Test
    void who_takes_a_shared_one_for_himself_is_recorded_and_nobody_keeps_more_than_anybody_reads(Product product) {
        Rest admin = product.admin();
        Rest keeper = new CallCentre(product, admin).user("canned-taker-" + RUN, "supervisor");
        Map<String, Object> shared = reply("Taken", "all");
        keeper.post(PATH, shared).expect(201);
        Map<String, Object> last = shared;
        for (int i = 0; i < 200; i++) {
            last = reply("Mine " + i, "mine");
            keeper.post(PATH, last).expect(201);
        }
        assertThat(keeper.post(PATH, reply("One more", "mine")).expect(409).text())
                .contains("channels.reply.many");
        // The last one again is the same, and not one more.
        keeper.post(PATH, last).expect(201);

        Object id = shared.remove("id");
        shared.put("scope", "mine");
        shared.put("version", 1);
        assertThat(keeper.put(PATH + "/" + id, shared).expect(409).text()).contains("channels.reply.many");
        keeper.delete(PATH + "/" + last.get("id")).expect(200, 204);
        keeper.put(PATH + "/" + id, shared).expect(200);
        assertThat(admin.get("/api/v1/admin/audit?action=channels.reply.change&subject=reply:" + id)
                        .expect(200)
                        .json()
                        .path("items"))
                .hasSize(2);

        shared.put("version", 2);
        shared.put("texts", List.of(Map.of("html", "a".repeat(20_001))));
        assertThat(keeper.put(PATH + "/" + id, shared).expect(400).text()).contains("texts[0].html");
    }
}
