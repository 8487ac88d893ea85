// SPDX-License-Identifier: Apache-2.0
package live.itests.platform;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import live.itest.CallCentre;
import live.itest.Product;
import live.itest.Rest;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/** First start, restart, crash of the database, crash of the product: one life of one product. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class LifeIT {
    /** At a stop the web server and the component runtime may give the same service back at the same moment. */
    private static final Pattern GIVEN_BACK_TWICE =
            Pattern.compile("Error ungetting service.*m_tracker", Pattern.DOTALL);

    private static Product product;

    @BeforeAll
    static void boot() {
        product = Product.fresh("life").start();
    }

    @AfterAll
    static void end() {
        product.close();
    }

    @Test
    @Order(1)
    void the_first_start_logs_no_error() {
        assertThat(product.log().errors(0, List.of())).isEmpty();
        assertThat(product.log().saying(0, "Refreshing bundles")).isEmpty();
    }

    @Test
    @Order(1)
    void the_first_start_installs_its_features_once() {
        assertThat(product.log().saying(0, "Adding features:")).hasSizeLessThan(2);
    }

    @Test
    @Order(2)
    void the_first_administrator_may_take_work_at_once() {
        Rest admin = product.admin();

        Awaitility.await("routing knows him").atMost(Duration.ofSeconds(10)).untilAsserted(() -> admin.put(
                        "/api/v1/routing/desk/presence", Map.of("state", "READY"))
                .expect(200));
    }

    @Test
    @Order(2)
    void the_first_start_leaves_secrets_that_only_the_owner_reads() throws Exception {
        for (String file : List.of("admin-password", "keys/master.key")) {
            Path path = product.data().resolve(file);
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(path)))
                    .as(file)
                    .isEqualTo("rw-------");
        }
        assertThat(product.adminPassword().length()).isGreaterThanOrEqualTo(16);
    }

    @Test
    @Order(3)
    void a_second_product_beside_it_has_its_own_everything() {
        try (Product other = Product.fresh("beside").start()) {
            assertThat(other.adminPassword()).isNotEqualTo(product.adminPassword());
            other.admin()
                    .post("/api/v1/directory/teams", Map.of("name", "Only there"))
                    .expect(200, 201);
            assertThat(product.admin().get("/api/v1/directory/teams").text()).doesNotContain("Only there");
            becomesLike(other);
            asksForThePasswordBeforeAFileIsApplied(other);
        }
        product.rest().get("/health").expect(200);
    }

    /** The file of one product makes another, which is new, the same. */
    private static void becomesLike(Product other) {
        new CallCentre(other, other.admin()).queue("Moved", "Moving");
        String file = configuration(other);
        Rest admin = product.admin();
        String mark = admin.post("/api/v1/admin/file/differences", Map.of("file", file))
                .expect(200)
                .json()
                .path("mark")
                .asText();
        assertThat(admin.post("/api/v1/admin/file/apply", Map.of("file", file, "mark", mark))
                        .expect(200)
                        .json()
                        .path("items")
                        .findValuesAsText("failure"))
                .isNotEmpty()
                .allMatch(String::isEmpty);
        assertThat(file).contains("Only there", "Moved", "Moving");
        assertThat(configuration(product)).isEqualTo(file);
    }

    /** A file can give roles and make users, so it is as delicate as these. */
    private static void asksForThePasswordBeforeAFileIsApplied(Product other) {
        Rest admin = other.admin();
        admin.post("/api/v1/admin/file/apply", Map.of()).expect(400);
        other.configuration("live.security.cfg", "confirmMinutes = 0\n");
        Awaitility.await("the password is asked for")
                .atMost(Duration.ofSeconds(60))
                .untilAsserted(() -> assertThat(admin.post("/api/v1/admin/file/apply", Map.of())
                                .expect(409)
                                .text())
                        .contains("security.confirmation.needed"));
    }

    private static String configuration(Product of) {
        return of.admin()
                .get("/api/v1/admin/file")
                .expect(200)
                .json()
                .path("file")
                .asText();
    }

    @Test
    @Order(4)
    void what_was_stored_and_who_was_signed_in_survive_a_restart() {
        Rest admin = product.admin();
        admin.post("/api/v1/directory/teams", Map.of("name", "Survivors")).expect(200, 201);
        Expansion expansion = new Expansion(new CallCentre(product, admin));
        expansion.reachesTheSecondRing();
        long place = product.log().end();

        product.restart();

        assertThat(admin.get("/api/v1/directory/teams").expect(200).text()).contains("Survivors");
        expansion.isStillInTheSecondRing();
        assertThat(product.log().errors(place, List.of(GIVEN_BACK_TWICE))).isEmpty();
    }

    @Test
    @Order(5)
    void a_database_that_dies_is_said_and_comes_back_by_itself() {
        Rest admin = product.admin();
        long place = product.log().end();

        product.database().orElseThrow().destroyForcibly();

        Awaitility.await("the death is told")
                .atMost(Duration.ofSeconds(30))
                .pollInterval(Duration.ofMillis(20))
                .untilAsserted(() ->
                        assertThat(product.log().saying(place, "postgres.died")).isNotEmpty());
        Awaitility.await("healthy again").atMost(Duration.ofSeconds(60)).untilAsserted(() -> {
            product.rest().get("/health").expect(200);
            admin.get("/api/v1/directory/teams").expect(200);
        });
        admin.post("/api/v1/directory/teams", Map.of("name", "After the fall")).expect(200, 201);
        assertThat(product.log().errors(place, List.of(Pattern.compile("PSQLException|SQL|sql|terminat|connection"))))
                .isEmpty();
    }

    @Test
    @Order(6)
    void a_product_that_is_killed_starts_again_with_its_data() {
        Rest admin = product.admin();
        admin.post("/api/v1/directory/teams", Map.of("name", "Unkillable")).expect(200, 201);

        product.killNow();
        assertThat(product.isRunning()).isFalse();
        product.start();

        assertThat(admin.get("/api/v1/directory/teams").expect(200).text()).contains("Unkillable");
        assertThat(admin.post("/api/v1/admin/audit/verify", null)
                        .expect(200)
                        .json()
                        .path("ok")
                        .asBoolean())
                .isTrue();
    }

    @Test
    @Order(7)
    void an_orderly_stop_leaves_nothing_running() {
        ProcessHandle server = product.process().orElseThrow();
        ProcessHandle database = product.database().orElseThrow();

        product.stop();

        assertThat(server.isAlive()).isFalse();
        assertThat(database.isAlive()).isFalse();
    }
}
