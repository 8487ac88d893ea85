// SPDX-License-Identifier: Apache-2.0
package live.lib.sql;

import java.sql.SQLException;

/** What the SQL states of PostgreSQL mean to a caller. */
public final class SqlState {
    /** The statement took longer than it may. */
    public static final String CANCELLED = "57014";

    private SqlState() {}

    /** Data or integrity (classes 22 and 23): repeating the same will not help. */
    static boolean badData(String state) {
        return state.startsWith("22") || state.startsWith("23");
    }

    /** Whether the data was at fault: repeating the same will not help. */
    public static boolean badData(SQLException e) {
        return e.getSQLState() != null && badData(e.getSQLState());
    }

    /** Whether two transactions met: repeating the same will help. */
    public static boolean collision(SQLException e) {
        String state = e.getSQLState();
        return "23505".equals(state) || "40001".equals(state) || "40P01".equals(state);
    }
}
