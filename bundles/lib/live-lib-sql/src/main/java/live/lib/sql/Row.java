// SPDX-License-Identifier: Apache-2.0
package live.lib.sql;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;

/** The row at which a result stands. Columns that may be null are read with the methods that answer an Optional. */
public final class Row {
    private final ResultSet result;

    Row(ResultSet result) {
        this.result = result;
    }

    public UUID uuid(String column) throws SQLException {
        return Objects.requireNonNull(result.getObject(column, UUID.class), column);
    }

    public Optional<UUID> uuidIfAny(String column) throws SQLException {
        return Optional.ofNullable(result.getObject(column, UUID.class));
    }

    public String text(String column) throws SQLException {
        return Objects.requireNonNull(result.getString(column), column);
    }

    public Optional<String> textIfAny(String column) throws SQLException {
        return Optional.ofNullable(result.getString(column));
    }

    public int number(String column) throws SQLException {
        return result.getInt(column);
    }

    public long big(String column) throws SQLException {
        return result.getLong(column);
    }

    public boolean flag(String column) throws SQLException {
        return result.getBoolean(column);
    }

    public byte[] bytes(String column) throws SQLException {
        return Objects.requireNonNull(result.getBytes(column), column);
    }

    public Instant instant(String column) throws SQLException {
        return Objects.requireNonNull(result.getObject(column, OffsetDateTime.class), column)
                .toInstant();
    }

    public Optional<Instant> instantIfAny(String column) throws SQLException {
        return Optional.ofNullable(result.getObject(column, OffsetDateTime.class))
                .map(OffsetDateTime::toInstant);
    }

    public List<UUID> uuids(String column) throws SQLException {
        return List.of((UUID[]) result.getArray(column).getArray());
    }

    public List<Integer> numbers(String column) throws SQLException {
        return List.of((Integer[]) result.getArray(column).getArray());
    }

    public List<String> texts(String column) throws SQLException {
        return List.of((String[]) result.getArray(column).getArray());
    }
}
