// SPDX-License-Identifier: Apache-2.0
package live.lib.sql;

import java.sql.SQLException;
import java.util.Objects;

/** The database failed, or is not there. */
public final class DatabaseException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String state;

    public DatabaseException(SQLException cause) {
        super(Objects.requireNonNullElse(cause.getMessage(), "no message"), cause);
        this.state = Objects.requireNonNullElse(cause.getSQLState(), "");
    }

    /** The SQL state, empty if there is none. */
    public String state() {
        return state;
    }

    /** Whether the data was against a rule of the schema: repeating will not help. */
    public boolean badData() {
        return SqlState.badData(state);
    }
}
