// SPDX-License-Identifier: Apache-2.0
package live.store.internal.migration;

import java.sql.SQLException;
import java.sql.SQLTransientException;
import javax.sql.DataSource;
import live.core.LiveException;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.configuration.FluentConfiguration;
import org.flywaydb.database.postgresql.PostgreSQLConfigurationExtension;

/** Brings the schema of one module to the version that its bundle needs. Blocks; may be repeated. */
final class SchemaMigration {

    private final DataSource database;

    SchemaMigration(DataSource database) {
        this.database = database;
    }

    /**
     * Runs the migrations that have not run yet.
     *
     * @return how many they were
     * @throws org.flywaydb.core.api.FlywayException if one fails or an old one was changed; what of it had run is rolled
     *     back
     */
    int run(BundleFiles files, String module) {
        if (files.isEmpty()) {
            throw new LiveException(
                    "store.migration.missing", "A bundle announces migrations of " + module + " and has none");
        }
        ClassLoader own = SchemaMigration.class.getClassLoader();
        ClassLoader before = Thread.currentThread().getContextClassLoader();
        Thread.currentThread().setContextClassLoader(own);
        try {
            FluentConfiguration configuration = Flyway.configure(own);
            // A lock of the session and not of a transaction, so that a migration may build an index concurrently.
            configuration
                    .getPluginRegister()
                    .getExact(PostgreSQLConfigurationExtension.class)
                    .setTransactionalLock(false);
            return configuration
                    .dataSource(database)
                    .schemas(module)
                    .defaultSchema(module)
                    .createSchemas(true)
                    .resourceProvider(files)
                    .locations("classpath:nothing")
                    .failOnMissingLocations(false)
                    .placeholderReplacement(false)
                    .loggers("slf4j")
                    .load()
                    .migrate()
                    .migrationsExecuted;
        } finally {
            Thread.currentThread().setContextClassLoader(before);
        }
    }

    /** Whether a failure is the database's and passes: connection lost, out of space, shutting down. */
    static boolean passes(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException sql
                    && sql.getSQLState() != null
                    && (sql.getSQLState().startsWith("08")
                            || sql.getSQLState().startsWith("53")
                            || sql.getSQLState().startsWith("57"))) {
                return true;
            }
            if (cause instanceof SQLTransientException) {
                return true;
            }
        }
        return false;
    }
}
