// SPDX-License-Identifier: Apache-2.0
package live.store.internal.database;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import live.core.health.Health;
import live.core.health.HealthCheck;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells whether the database can be worked with: tries it every two seconds on a thread of its own, so that the answer
 * is there at once. Says in the log when it goes, when the reason is another one, and when it is back.
 */
@Component(service = HealthCheck.class, property = "name=store.database", immediate = true)
public final class DatabaseHealth implements HealthCheck {

    private static final Logger LOG = LoggerFactory.getLogger(DatabaseHealth.class);
    private static final long EVERY_SECONDS = 2;
    private static final int ANSWER_SECONDS = 2;

    private final DataSource database;
    private final ScheduledExecutorService worker =
            Executors.newSingleThreadScheduledExecutor(task -> new Thread(task, "live-database-health"));
    private volatile Health health = Health.down("store.database.unknown", "The database was not asked yet");

    @Activate
    public DatabaseHealth(@Reference(target = "(live.store=direct)") DataSource database) {
        this.database = database;
        worker.scheduleWithFixedDelay(this::ask, 0, EVERY_SECONDS, TimeUnit.SECONDS);
    }

    @Deactivate
    void close() {
        worker.shutdownNow();
    }

    @Override
    public Health check() {
        return health;
    }

    /** After a failover an address may lead to a server that only follows another. */
    private static boolean takesChanges(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.setQueryTimeout(ANSWER_SECONDS);
            try (ResultSet found = statement.executeQuery(
                    "select not pg_is_in_recovery() and not current_setting('transaction_read_only')::boolean")) {
                return found.next() && found.getBoolean(1);
            }
        }
    }

    private void ask() {
        Health answer;
        try (Connection connection = database.getConnection()) {
            answer = !connection.isValid(ANSWER_SECONDS)
                    ? Health.down("store.database.silent", "The database does not answer")
                    : takesChanges(connection)
                            ? Health.OK
                            : Health.down(
                                    "store.database.read-only",
                                    "The database takes no changes: it is a standby, or was made read-only");
        } catch (SQLException failure) {
            answer = Health.down("store.database.down", "No connection to the database: " + failure.getMessage());
        }
        Health before = health;
        health = answer;
        if (answer.code().equals(before.code()) || worker.isShutdown()) {
            return;
        }
        if (answer.state() == Health.State.UP) {
            LOG.info("The database answers");
        } else {
            LOG.warn("{}: {}", answer.code(), answer.message());
        }
    }
}
