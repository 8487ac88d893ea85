// SPDX-License-Identifier: Apache-2.0
package live.lib.sql;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
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
    private final String text;
    private final List<Binding> bindings = new ArrayList<>();

    private Sql(Connection connection, String text) {
        this.connection = connection;
        this.text = text;
    }

    @FunctionalInterface
    private interface Binding {
        void bind(PreparedStatement statement, int index) throws SQLException;
    }

    /** Makes a value of a row. */
    @FunctionalInterface
    public interface Reader<T> {
        T read(Row row) throws SQLException;
    }

    public static Sql on(Connection connection, String text) {
        return new Sql(connection, text);
    }

    /** Binds the next values. */
    public Sql with(@Nullable Object... values) {
        for (Object value : values) {
            Object converted = convert(value);
            bindings.add((statement, index) -> statement.setObject(index, converted));
        }
        return this;
    }

    /** Binds a text column that may be absent, with its type told to the database. */
    public Sql withNull(int sqlType) {
        bindings.add((statement, index) -> statement.setNull(index, sqlType));
        return this;
    }

    /**
     * Binds an array.
     *
     * @param type of its elements, as the database calls it: {@code uuid}, {@code text}, {@code int4}
     */
    public Sql array(String type, Collection<? extends @Nullable Object> values) {
        Object[] elements = type.equals("bytea") ? new byte[values.size()][] : new Object[values.size()];
        int i = 0;
        for (Object value : values) {
            // An array's elements travel as text, in which PostgreSQL reads every form of ISO 8601.
            elements[i++] = value instanceof Instant instant ? instant.toString() : value;
        }
        bindings.add((statement, index) -> statement.setArray(index, connection.createArrayOf(type, elements)));
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
        PreparedStatement statement = connection.prepareStatement(text);
        boolean ready = false;
        try {
            int index = 1;
            for (Binding binding : bindings) {
                binding.bind(statement, index++);
            }
            ready = true;
            return statement;
        } finally {
            if (!ready) {
                statement.close();
            }
        }
    }

    private static @Nullable Object convert(@Nullable Object value) {
        return value instanceof Instant instant ? OffsetDateTime.ofInstant(instant, ZoneOffset.UTC) : value;
    }
}
