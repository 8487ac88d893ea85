// SPDX-License-Identifier: Apache-2.0
package live.test.postgres;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import javax.sql.DataSource;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * A real PostgreSQL with a synchronous standby, both of their own: what is committed is on both disks. The primary can be
 * killed and the standby promoted, once.
 */
public final class PostgresPair implements BeforeAllCallback, AfterAllCallback {
    private static final String STANDBY = "standby";
    private static final String DATABASE = "postgres";
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final List<String> schemas;
    private @Nullable Cluster primary;
    private @Nullable Cluster standby;
    private @Nullable HikariDataSource pool;

    public PostgresPair(String... schemas) {
        this.schemas = List.of(schemas);
    }

    @Override
    public void beforeAll(ExtensionContext context) throws Exception {
        Cluster first = Cluster.initialised(List.of("synchronous_standby_names=ANY 1 (" + STANDBY + ")"));
        Cluster second = first.standby(STANDBY);
        primary = first;
        standby = second;
        first.start();
        second.start();
        await(
                first,
                "select count(*) from pg_stat_replication where sync_state = 'quorum'",
                "the standby does not follow");
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(url());
        config.setMaximumPoolSize(16);
        config.setMinimumIdle(0);
        HikariDataSource source = new HikariDataSource(config);
        pool = source;
        schemas.forEach(schema -> PostgresServer.migrate(source, schema));
    }

    @Override
    public void afterAll(ExtensionContext context) {
        if (pool != null) {
            pool.close();
        }
        if (standby != null) {
            standby.kill();
        }
        if (primary != null) {
            primary.kill();
        }
    }

    private static Cluster begun(@Nullable Cluster cluster) {
        if (cluster == null) {
            throw new IllegalStateException("the test class has not begun");
        }
        return cluster;
    }

    /** JDBC address of both: whichever takes changes is used. */
    public String url() {
        return "jdbc:postgresql://127.0.0.1:" + begun(primary).port() + ",127.0.0.1:"
                + begun(standby).port() + "/" + DATABASE
                + "?user=live&targetServerType=primary&connectTimeout=2&socketTimeout=10";
    }

    /** Connections to whichever takes changes. */
    public DataSource dataSource() {
        if (pool == null) {
            throw new IllegalStateException("the test class has not begun");
        }
        return pool;
    }

    /** As {@code kill -9} does it, with all that its processes had in memory. */
    public void killPrimary() {
        begun(primary).crash();
    }

    /** The standby stands still until it is promoted; returns when a commit waits for it. */
    public void pauseStandby() throws SQLException {
        begun(standby).freeze();
        await(
                begun(primary),
                "select count(*) from pg_stat_activity where wait_event = 'SyncRep'",
                "nobody waits for the standby");
    }

    /** Returns when the standby takes changes. */
    public void promote() throws SQLException {
        begun(standby).thaw();
        try (Connection connection = begun(standby).connect();
                Statement statement = connection.createStatement()) {
            statement.execute("select pg_promote(true, " + PATIENCE.toSeconds() + ")");
        }
    }

    /** Waits until a query counts something. */
    private static void await(Cluster cluster, String query, String otherwise) throws SQLException {
        try (Connection connection = cluster.connect();
                Statement statement = connection.createStatement()) {
            Awaitility.await(otherwise)
                    .atMost(PATIENCE)
                    .pollInterval(Duration.ofMillis(20))
                    .until(() -> counts(statement, query));
        }
    }

    private static boolean counts(Statement statement, String query) throws SQLException {
        try (ResultSet row = statement.executeQuery(query)) {
            return row.next() && row.getInt(1) > 0;
        }
    }
}
