// SPDX-License-Identifier: Apache-2.0
package live.itests.platform;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Duration;
import java.util.Map;
import live.itest.Product;
import live.itest.Rest;
import live.test.postgres.PostgresServer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Any PostgreSQL instead of the embedded one, named in one file. */
class ExternalDatabaseIT {
    @RegisterExtension
    static final PostgresServer POSTGRES = new PostgresServer();

    @Test
    void one_file_names_it_and_an_outage_is_survived() throws Exception {
        try (Product product = Product.fresh("external")) {
            product.configuration("live.store.cfg", "url = " + POSTGRES.url() + "\nuser = live\n")
                    .start();
            Rest admin = product.admin();
            admin.post("/api/v1/directory/teams", Map.of("name", "Elsewhere")).expect(200, 201);

            assertThat(product.database()).as("an embedded server").isEmpty();
            try (Connection connection = POSTGRES.dataSource().getConnection();
                    Statement sql = connection.createStatement();
                    ResultSet found =
                            sql.executeQuery("select count(*) from directory.team where name = 'Elsewhere'")) {
                assertThat(found.next()).isTrue();
                assertThat(found.getInt(1)).isOne();
            }

            POSTGRES.stop();
            Awaitility.await("the outage is said")
                    .atMost(Duration.ofSeconds(60))
                    .untilAsserted(() -> product.rest().get("/health").expect(503));
            assertThat(admin.post("/api/v1/directory/teams", Map.of("name", "Lost"))
                            .expect(503)
                            .header("retry-after"))
                    .isNotEmpty();
            POSTGRES.start();
            Awaitility.await("recovery without anybody's help")
                    .atMost(Duration.ofSeconds(90))
                    .untilAsserted(() -> product.rest().get("/health").expect(200));
            assertThat(admin.get("/api/v1/directory/teams").expect(200).text())
                    .contains("Elsewhere")
                    .doesNotContain("Lost");
        }
    }
}
