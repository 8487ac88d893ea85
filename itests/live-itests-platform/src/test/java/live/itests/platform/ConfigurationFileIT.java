// SPDX-License-Identifier: Apache-2.0
package live.itests.platform;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.StreamSupport;
import live.itest.CallCentre;
import live.itest.Product;
import live.itest.Rest;
import live.itest.Running;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The whole configuration goes out as one file and comes in again, seen before it is done. */
@Running
class ConfigurationFileIT {
    private static final String FILE = "/api/v1/admin/file";

    private final String run = UUID.randomUUID().toString().substring(0, 8);

    @Test
    void what_a_file_adds_is_shown_made_exported_and_taken_back(Product product, @TempDir Path folder)
            throws Exception {
        Rest admin = product.admin();
        String before = export(admin);
        assertThat(differences(admin, before).path("sections")).isEmpty();

        String added = before + "# more\n";
        for (String[] more : new String[][] {
            {"units", "  File unit RUN: {}\n  File branch RUN: {parent: File unit RUN}\n"},
            {"skills", "  File skill RUN: {}\n"},
            {"teams", "  File team RUN: {parent: File branch RUN}\n"},
            {"hours", "  File hours RUN: {zone: Europe/Zagreb, week: [{day: MONDAY, from: '08:00', to: '16:00'}]}\n"},
            {
                "users",
                "  file-RUN: {name: Filip RUN, locale: hr, unit: File branch RUN, leads: [File unit RUN],"
                        + " teams: [File team RUN], skills: [{skill: File skill RUN, level: 4}]}\n"
            },
            {
                "roles",
                "  file-RUN: {name: File role RUN, permissions: [queue.read], users: [file-RUN], teams: [File team RUN]}\n"
            },
            {
                "queues",
                "  File queue RUN: {agents: {mode: teams, teams: [File team RUN]}, hours: File hours RUN,"
                        + " skills: [{skill: File skill RUN, level: 2}], overflowQueue: File other RUN, maxWaitSeconds: 60}\n"
                        + "  File other RUN: {agents: {mode: skills}}\n"
            },
            {"wrap-up-codes", "  file-RUN: {names: {en: Filed RUN}, queues: [File queue RUN]}\n"},
            {"rules", "  File rule RUN: {to: RUN@shop.example, queue: File queue RUN}\n"},
            {"canned-replies", "  File reply RUN: {team: File team RUN, texts: [{language: hr, html: <p>Hvala</p>}]}\n"
            },
            {"default-queues", "  email/file-RUN: {queue: File queue RUN}\n"},
            {
                "settings",
                "  live.channel.email~file-RUN: {address: RUN@shop.example, receiveHost: 127.0.0.1, sendHost: 127.0.0.1,"
                        + " receiveUser: RUN}\n"
            }
        }) {
            added = with(added, more[0], more[1].replace("RUN", run));
        }

        JsonNode shown = differences(admin, added);
        assertThat(shown.path("sound").asBoolean()).as(shown.toPrettyString()).isTrue();
        assertThat(shown.path("sections")).hasSize(12).allSatisfy(section -> assertThat(section.path("objects"))
                .as(section.toString())
                .allSatisfy(object -> assertThat(object.path("kind").asText()).isEqualTo("added")));
        admin.post(FILE + "/apply", Map.of("file", added, "mark", "another")).expect(409);
        JsonNode applied = apply(admin, added, shown);
        assertThat(applied.path("items")).hasSize(12).allSatisfy(section -> assertThat(
                        section.path("failure").asText())
                .as(section.toString())
                .isEmpty());

        String after = export(admin);
        assertThat(after)
                .contains("File branch " + run, "leads:", "Europe/Zagreb", "File rule " + run, "email/file-" + run);
        assertThat(differences(admin, after).path("sections")).isEmpty();
        JsonNode user = admin.get("/api/v1/directory/users?q=file-" + run)
                .expect(200)
                .json()
                .path("items")
                .get(0);
        assertThat(user.path("name").asText()).isEqualTo("Filip " + run);
        assertThat(admin.get("/api/v1/security/users/" + user.path("id").asText() + "/roles")
                        .expect(200)
                        .text())
                .contains("file-" + run);

        Path file = Files.writeString(folder.resolve("before.yaml"), before);
        assertThat(product.shell("configuration:diff " + file)).contains("removed File queue " + run);
        assertThat(product.shell("configuration:apply " + file)).contains("queues: 0 added, 0 changed, 2 removed");
        assertThat(export(admin)).isEqualTo(before);
        assertThat(product.shell("configuration:export")).contains("queues:");
        assertThat(admin.get("/api/v1/admin/audit?action=admin.configuration.apply")
                        .expect(200)
                        .json()
                        .path("items"))
                .isNotEmpty();
    }

    @Test
    void a_file_with_faults_changes_nothing_and_says_which(Product product) {
        Rest admin = product.admin();
        String before = export(admin);
        String wrong = with(before, "teams", "  Odd team " + run + ": {parent: Nowhere}\n");
        wrong = with(wrong, "roles", "  odd-" + run + ": {name: Odd, permissions: [fly]}\n");
        wrong = with(wrong, "queues", "  Odd queue " + run + ": {offerSeconds: soon}\n");
        wrong = with(wrong, "hours", "  Odd hours " + run + ": {zone: Nowhere/Land}\n");
        wrong = with(wrong, "users", "  ODD " + run + ": {}\n");

        JsonNode shown = differences(admin, wrong);

        assertThat(shown.path("sound").asBoolean()).isFalse();
        for (String section : List.of("teams", "roles", "queues", "hours", "users")) {
            assertThat(faults(shown, section)).as(section).isNotEmpty();
        }
        assertThat(faults(shown, "teams").toString()).contains("Nowhere");
        admin.post(
                        FILE + "/apply",
                        Map.of("file", wrong, "mark", shown.path("mark").asText()))
                .expect(422);
        assertThat(export(admin)).isEqualTo(before);

        admin.post(FILE + "/differences", Map.of("file", "a: [")).expect(400);
        admin.post(FILE + "/differences", Map.of("file", "- a\n")).expect(400);
        // An alias is no more than the word that it is.
        assertThat(faults(differences(admin, "teams: {x: &a {parent: Nowhere}, y: *a}\n"), "teams"))
                .hasSize(2);
        assertThat(faults(differences(admin, "birds: {}\n"), "birds")).hasSize(1);
    }

    @Test
    void only_who_reaches_the_whole_organisation_has_the_file(Product product) {
        Rest admin = product.admin();
        admin.post(
                        "/api/v1/security/roles",
                        Map.of("code", "file-" + run, "name", "File " + run, "permissions", List.of("module.read")))
                .expect(201);
        Rest clerk = new CallCentre(product, admin).user("file-clerk-" + run, "file-" + run);

        assertThat(clerk.get(FILE).expect(403).json().path("code").asText()).isEqualTo("directory.unit.beyond");
        clerk.post(FILE + "/apply", Map.of("file", "teams: {}", "mark", "x")).expect(403);
    }

    @Test
    void the_file_gives_nobody_what_he_may_not_see_or_write_elsewhere(Product product) {
        Rest admin = product.admin();
        String account = "live.channel.email~kept-" + run;
        String settings = "  " + account + ": {address: kept-" + run
                + "@shop.example, receiveHost: 127.0.0.1, sendHost: 127.0.0.1, receiveUser: kept}\n";
        String former = "former-" + run;
        String more = with(export(admin), "settings", settings);
        more = with(more, "users", "  " + former + ": {name: Former " + run + "}\n");
        more = with(more, "queues", "  Used " + run + ": {agents: {mode: skills}}\n");
        more = with(
                more, "rules", "  Kept " + run + ": {to: kept-" + run + "@shop.example, queue: Used " + run + "}\n");
        apply(admin, more, differences(admin, more));
        assertThat(export(admin)).contains(account, former, "Used " + run);

        admin.post(
                        "/api/v1/security/roles",
                        Map.of(
                                "code", "clerk-" + run,
                                "name", "Clerk " + run,
                                "permissions",
                                        List.of(
                                                "module.read",
                                                "module.write",
                                                "user.read",
                                                "role.write",
                                                "queue.read",
                                                "queue.write",
                                                "unit.every")))
                .expect(201);
        Rest clerk = new CallCentre(product, admin).user("clerk-" + run, "clerk-" + run);
        String seen = export(clerk);
        assertThat(seen).contains("settings:", "roles:").doesNotContain("live.channel.");
        assertThat(differences(clerk, seen).path("sections")).isEmpty();
        assertThat(faults(differences(clerk, with(seen, "settings", settings)), "settings")
                        .toString())
                .contains("channel.read", "channel.write");
        String held =
                with(seen, "roles", "  held-" + run + ": {name: Held, permissions: [], users: [" + former + "]}\n");
        assertThat(faults(differences(clerk, held), "roles").toString()).contains("user.write");

        // Rules are not in the clerk's file, and still keep the queue that they lead to.
        String fewer = seen.replaceAll("(?m)^  Used " + run + ":\\n(    .*\\n)*", "");
        assertThat(fewer).doesNotContain("Used " + run);
        assertThat(apply(clerk, fewer, differences(clerk, fewer)).toString())
                .contains("Used " + run + " is still used by: rule Kept " + run);

        String now = export(admin);
        String without = now.replaceAll("(?m)^  (" + former + "|" + account + "):\\n(    .*\\n)*", "");
        assertThat(without).doesNotContain(former, account);
        apply(admin, without, differences(admin, without));
        assertThat(faults(differences(admin, now), "users").toString()).contains("was here before");
    }

    private static JsonNode faults(JsonNode shown, String name) {
        return StreamSupport.stream(shown.path("sections").spliterator(), false)
                .filter(section -> section.path("section").asText().equals(name))
                .findFirst()
                .orElseThrow()
                .path("faults");
    }

    /** The file with more objects at the beginning of a section. */
    private static String with(String file, String section, String more) {
        if (file.contains("\n" + section + ": {}\n")) {
            return file.replace("\n" + section + ": {}\n", "\n" + section + ":\n" + more);
        }
        assertThat(file).contains("\n" + section + ":\n");
        return file.replace("\n" + section + ":\n", "\n" + section + ":\n" + more);
    }

    private static String export(Rest admin) {
        return admin.get(FILE).expect(200).json().path("file").asText();
    }

    private static JsonNode differences(Rest admin, String file) {
        return admin.post(FILE + "/differences", Map.of("file", file))
                .expect(200)
                .json();
    }

    private static JsonNode apply(Rest admin, String file, JsonNode shown) {
        return admin.post(
                        FILE + "/apply",
                        Map.of("file", file, "mark", shown.path("mark").asText()))
                .expect(200)
                .json();
    }
}
