// SPDX-License-Identifier: Apache-2.0
package live.itests.platform;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import live.itest.CallCentre;
import live.itest.Product;
import live.itest.Rest;
import live.itest.Running;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** A password that was given to the product is never seen again, wherever it came from. */
@Running
class SecretsIT {
    private static final String SECRET = "Zq7-never-seen-again-31";

    @Test
    void one_from_the_browser_is_only_said_to_be_set(Product product) throws Exception {
        Rest admin = product.admin();
        String pid = new CallCentre(product, admin).emailAccount("secret-browser", settings("browser"));

        JsonNode shown = configuration(admin, pid);

        assertThat(shown.path("values").path("receivePassword").path("set").asBoolean())
                .isTrue();
        assertThat(admin.get("/api/v1/admin/configurations?factory=live.channel.email")
                        .text())
                .doesNotContain(SECRET);
        assertNowhere(product, "browser");
        admin.delete("/api/v1/admin/configurations/" + pid).expect(200, 204);
    }

    @Test
    void one_from_a_file_is_taken_in_and_replaced(Product product) throws Exception {
        StringBuilder cfg = new StringBuilder();
        settings("file")
                .forEach((key, value) ->
                        cfg.append(key).append(" = ").append(value).append('\n'));
        product.configuration("live.channel.email-secretfile.cfg", cfg.toString());
        Path file = product.data().resolve("etc/live.channel.email-secretfile.cfg");

        Awaitility.await("the password is out of the file")
                .atMost(Duration.ofSeconds(30))
                .untilAsserted(() ->
                        assertThat(Files.readString(file)).contains("secret:").doesNotContain(SECRET));
        assertNowhere(product, "file");
        Awaitility.await("it is audited").atMost(Duration.ofSeconds(30)).untilAsserted(() -> assertThat(product.admin()
                        .get("/api/v1/admin/audit?action=core.configuration.file&limit=200")
                        .expect(200)
                        .json()
                        .path("items")
                        .toString())
                .contains("system:file etc/live.channel.email-secretfile.cfg"));
        Files.delete(file);
    }

    private static Map<String, Object> settings(String suffix) {
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("address", "secret-" + suffix + "@shop.example");
        values.put("protocol", "NONE");
        values.put("receivePassword", SECRET + suffix);
        values.put("sendHost", "127.0.0.1");
        values.put("sendPort", 9);
        values.put("sendSecurity", "NONE");
        values.put("sendUser", "shop");
        values.put("sendPassword", SECRET + suffix);
        return values;
    }

    private static JsonNode configuration(Rest admin, String pid) {
        for (JsonNode found : admin.get("/api/v1/admin/configurations?factory=live.channel.email")
                .expect(200)
                .json()) {
            if (found.path("pid").asText().equals(pid)) {
                return found;
            }
        }
        throw new AssertionError("no configuration " + pid);
    }

    /** Neither in the log, nor in any file of configuration, nor in any row. */
    private static void assertNowhere(Product product, String suffix) throws Exception {
        String secret = SECRET + suffix;
        assertThat(product.log().entries()).noneMatch(entry -> entry.toString().contains(secret));
        try (var files = Files.walk(product.data().resolve("etc"))) {
            assertThat(files.filter(Files::isRegularFile))
                    .allSatisfy(file -> assertThat(Files.readString(file)).doesNotContain(secret));
        }
        try (Connection connection = product.connect();
                Statement sql = connection.createStatement();
                ResultSet tables = sql.executeQuery(
                        "select string_agg(format("
                                + "'select %L from %I.%I t where t::text like ''%%%s%%''', table_name, table_schema, table_name, '"
                                + secret
                                + "'), ' union all ') from information_schema.tables"
                                + " where table_schema not in ('pg_catalog', 'information_schema') and table_type = 'BASE TABLE'")) {
            assertThat(tables.next()).isTrue();
            try (Statement search = connection.createStatement();
                    ResultSet rows = search.executeQuery(tables.getString(1))) {
                assertThat(rows.next()).as("the password stands in a table").isFalse();
            }
        }
    }
}
