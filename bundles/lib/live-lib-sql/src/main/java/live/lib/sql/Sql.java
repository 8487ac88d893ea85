// SPDX-License-Identifier: Apache-2.0
package live.lib.sql;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One statement with its values. Values are bound in the order of {@code ?}: text, numbers, booleans, {@code byte[]},
 * {@link UUID}, {@link Instant} (timestamptz), {@code null}, and collections of these with {@link #array}. Not
 * thread-safe.
 */
public final class Sql {
    private final Connection connection;
    private final Part part;

    private Sql(Connection connection, Part part) {
        this.connection = connection;
        this.part = part;
    }

    /** Makes a value of a row. */
    @FunctionalInterface
    public interface Reader<T> {
        T read(Row row) throws SQLException;
    }

    public static Sql on(Connection connection, String text) {
        return new Sql(connection, Part.of(text));
    }

    public static Sql on(Connection connection, Part statement) {
        return new Sql(connection, statement);
    }

    /** Binds the next values. */
    public Sql with(@Nullable Object... values) {
        part.with(values);
        return this;
    }

    /** Binds null, with its type told to the database. */
    public Sql withNull(int sqlType) {
        part.withNull(sqlType);
        return this;
    }

    /**
     * Binds an array.
     *
     * @param type of its elements, as the database calls it: {@code uuid}, {@code text}, {@code int4}
     */
    public Sql array(String type, Collection<? extends @Nullable Object> values) {
        part.array(type, values);
        return this;
    }

    /** Runs it and tells how many rows it touched. */
    public int update() throws SQLException {
        try (PreparedStatement statement = prepare()) {
            return statement.executeUpdate();
        }
    }

    /** Runs it, whatever it answers. */
    public void run() throws SQLException {
        try (PreparedStatement statement = prepare()) {
            statement.execute();
        }
    }

    public <T> List<T> list(Reader<T> reader) throws SQLException {
        try (PreparedStatement statement = prepare();
                ResultSet result = statement.executeQuery()) {
            Row row = new Row(result);
            List<T> all = new ArrayList<>();
            while (result.next()) {
                all.add(reader.read(row));
            }
            return all;
        }
    }

    /** The first row. */
    public <T> Optional<T> first(Reader<T> reader) throws SQLException {
        try (PreparedStatement statement = prepare();
                ResultSet result = statement.executeQuery()) {
            return result.next() ? Optional.of(reader.read(new Row(result))) : Optional.empty();
        }
    }

    private PreparedStatement prepare() throws SQLException {
        PreparedStatement statement = connection.prepareStatement(part.text());
        boolean ready = false;
        try {
            part.bind(statement, 1);
            ready = true;
            return statement;
        } finally {
            if (!ready) {
                statement.close();
            }
        }
    }
}
