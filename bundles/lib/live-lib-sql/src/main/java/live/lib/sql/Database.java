// SPDX-License-Identifier: Apache-2.0
package live.lib.sql;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Objects;
import javax.sql.DataSource;

/** Connections and transactions of one data source, whose connections begin in autocommit. Thread-safe. */
public final class Database {
    private final DataSource source;

    public Database(DataSource source) {
        this.source = Objects.requireNonNull(source);
    }

    /** What is done with a connection. */
    @FunctionalInterface
    public interface Work<T> {
        T on(Connection connection) throws SQLException;
    }

    /** What is done with a connection and answers nothing. */
    @FunctionalInterface
    public interface Act {
        void on(Connection connection) throws SQLException;
    }

    /**
     * Works outside a transaction: each statement commits by itself.
     *
     * @throws DatabaseException if the database fails
     */
    public <T> T read(Work<T> work) {
        try {
            return alone(work);
        } catch (SQLException e) {
            throw new DatabaseException(e);
        }
    }

    /** As {@link #read}, for callers that look at the SQL state. */
    public <T> T alone(Work<T> work) throws SQLException {
        try (Connection connection = source.getConnection()) {
            return work.on(connection);
        }
    }

    /**
     * Works in one transaction, which is rolled back when the work throws.
     *
     * @throws DatabaseException if the database fails
     */
    public <T> T change(Work<T> work) {
        try {
            return transaction(work);
        } catch (SQLException e) {
            throw new DatabaseException(e);
        }
    }

    /** As {@link #change}, for work that answers nothing. */
    public void act(Act act) {
        this.<Boolean>change(connection -> {
            act.on(connection);
            return Boolean.TRUE;
        });
    }

    /**
     * As {@link #change}, for what is done again when it is lost: answers before the disk has it. After a crash the last
     * of these changes may be missing, and then everything that was committed after them is missing too; so what was seen
     * of one change is never stored without it.
     */
    public <T> T changeLazily(Work<T> work) {
        return change(connection -> {
            Sql.on(connection, "set local synchronous_commit = off").run();
            return work.on(connection);
        });
    }

    /** As {@link #change}, for callers that look at the SQL state. */
    public <T> T transaction(Work<T> work) throws SQLException {
        try (Connection connection = source.getConnection()) {
            connection.setAutoCommit(false);
            boolean committed = false;
            try {
                T result = work.on(connection);
                connection.commit();
                committed = true;
                return result;
            } finally {
                end(connection, committed);
            }
        }
    }

    /** Leaves the connection as it was found. The failure that led here is worth more than one of the rollback. */
    private static void end(Connection connection, boolean committed) throws SQLException {
        if (committed) {
            connection.setAutoCommit(true);
            return;
        }
        try {
            connection.rollback();
            connection.setAutoCommit(true);
        } catch (SQLException broken) {
            connection.abort(Runnable::run);
        }
    }
}
