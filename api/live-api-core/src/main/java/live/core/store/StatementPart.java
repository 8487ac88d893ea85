// SPDX-License-Identifier: Apache-2.0
package live.core.store;

import java.sql.PreparedStatement;
import java.sql.SQLException;

/**
 * What one module adds to a statement of another: rows that are written together with the other's rows, or not at all, and
 * at the price of no round trip of their own.
 *
 * @param text named common table expressions, separated by commas: {@code name as (insert into ...)}. Names begin with
 *     the module's. They must not rely on what other parts of the statement write, which they cannot see.
 * @param values of its {@code ?}, in order
 */
public record StatementPart(String text, Values values) {
    /** Binds values, from an index on. */
    @FunctionalInterface
    public interface Values {
        /** Returns the index after the last one bound. */
        int bind(PreparedStatement statement, int from) throws SQLException;
    }
}
