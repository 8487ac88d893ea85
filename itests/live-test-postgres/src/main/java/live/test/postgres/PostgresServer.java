// SPDX-License-Identifier: Apache-2.0
package live.test.postgres;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * A fresh database for each test class, on one real PostgreSQL server per JVM (fsync and synchronous commit on).
 *
 * <pre>{@code
 * @RegisterExtension
 * static final PostgresServer POSTGRES = new PostgresServer("core", "routing");
 * }</pre>
 *
 * <p>The names are schemas: each is migrated by Flyway from {@code db/migration/<schema>} on the class path, as the store
 * does it in the product.
 */
public final class PostgresServer implements BeforeAllCallback, AfterAllCallback {
    private static final AtomicInteger DATABASES = new AtomicInteger();

    private final List<String> schemas;
    private @Nullable HikariDataSource pool;
    private String database = "";

    public PostgresServer(String... schemas) {
        this.schemas = List.of(schemas);
    }

    @Override
    public void beforeAll(ExtensionContext context) throws Exception {
        Cluster cluster = Cluster.shared();
        database = "test" + DATABASES.incrementAndGet();
        execute(cluster, "create database " + database);
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(url());
        config.setMaximumPoolSize(32);
        config.setMinimumIdle(0);
        config.setConnectionTimeout(10_000);
        pool = new HikariDataSource(config);
        schemas.forEach(schema -> migrate(dataSource(), schema));
    }

    @Override
    public void afterAll(ExtensionContext context) throws Exception {
        if (pool != null) {
            pool.close();
        }
        start();
        execute(Cluster.shared(), "drop database " + database + " with (force)");
    }

    /** Connections to the database of this test class: pooled, at most 32, in autocommit mode. */
    public DataSource dataSource() {
        if (pool == null) {
            throw new IllegalStateException("the test class has not begun");
        }
        return pool;
    }

    /** JDBC address of the database of this test class, with the user. */
    public String url() {
        return Cluster.shared().url(database);
    }

    /** Stops the server at once, as a crash of the database would, until {@link #start}. */
    public void stop() {
        Cluster.shared().kill();
        if (pool != null) {
            // The pool trusts a connection for half a second after its last use.
            pool.getHikariPoolMXBean().softEvictConnections();
        }
    }

    /** Starts the server again on the same port; does nothing if it runs. */
    public void start() {
        Cluster.shared().start();
    }

    static void migrate(DataSource source, String schema) {
        Flyway.configure()
                .dataSource(source)
                .schemas(schema)
                .defaultSchema(schema)
                .createSchemas(true)
                .locations("classpath:db/migration/" + schema)
                .failOnMissingLocations(true)
                // One and the same for every module in the product, too.
                .placeholderReplacement(false)
                .configuration(Map.of("flyway.postgresql.transactional.lock", "false"))
                .load()
                .migrate();
    }

    private static void execute(Cluster cluster, String sql) throws SQLException {
        try (Connection connection = cluster.connect();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
