// SPDX-License-Identifier: Apache-2.0
package live.lib.sql;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The text of a statement, or of a part of one, with its values. Not thread-safe. */
public final class Part {
    private final String text;
    private final List<Values> values = new ArrayList<>();

    private Part(String text) {
        this.text = Objects.requireNonNull(text);
    }

    /** Binds values, from an index on. */
    @FunctionalInterface
    public interface Values {
        /** Returns the index after the last one bound. */
        int bind(PreparedStatement statement, int from) throws SQLException;
    }

    public static Part of(String text) {
        return new Part(text);
    }

    public String text() {
        return text;
    }

    /** Binds the next values. */
    public Part with(@Nullable Object... some) {
        for (@Nullable Object value : some) {
            Object converted =
                    value instanceof Instant instant ? OffsetDateTime.ofInstant(instant, ZoneOffset.UTC) : value;
            values.add((statement, index) -> {
                statement.setObject(index, converted);
                return index + 1;
            });
        }
        return this;
    }

    /** Binds null, with its type told to the database. */
    public Part withNull(int sqlType) {
        values.add((statement, index) -> {
            statement.setNull(index, sqlType);
            return index + 1;
        });
        return this;
    }

    /**
     * Binds an array.
     *
     * @param type of its elements, as the database calls it: {@code uuid}, {@code text}, {@code int4}
     */
    public Part array(String type, Collection<? extends @Nullable Object> elements) {
        Object[] array = room(type, elements.size());
        int i = 0;
        for (Object element : elements) {
            // An array's elements travel as text, in which PostgreSQL reads every form of ISO 8601.
            array[i++] = element instanceof Instant instant ? instant.toString() : element;
        }
        values.add((statement, index) -> {
            statement.setArray(index, statement.getConnection().createArrayOf(type, array));
            return index + 1;
        });
        return this;
    }

    /** Of the elements' own type where the driver can send that as it is, without a detour over text. */
    private static Object[] room(String type, int size) {
        return switch (type) {
            case "bytea" -> new byte[size][];
            case "text" -> new @Nullable String[size];
            case "int4" -> new @Nullable Integer[size];
            case "int8" -> new @Nullable Long[size];
            default -> new @Nullable Object[size];
        };
    }

    /** Binds what somebody else brings along. */
    public Part values(Values others) {
        values.add(others);
        return this;
    }

    /** Binds all values, from an index on; returns the index after the last one. */
    public int bind(PreparedStatement statement, int from) throws SQLException {
        int index = from;
        for (Values some : values) {
            index = some.bind(statement, index);
        }
        return index;
    }
}
