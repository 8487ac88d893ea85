// SPDX-License-Identifier: Apache-2.0
package live.directory;

import java.sql.Connection;
import java.sql.SQLException;
import live.core.Principal;
import live.core.UserId;

/** Changes to users by other modules; administrators use REST. Works in the caller's transaction. Thread-safe. */
public interface Users {
    /**
     * Adds a user, or answers the one that has this login already.
     *
     * @throws live.core.web.Problem 400 if something is not valid
     * @throws SQLException as the connection does; the caller rolls back
     */
    UserId add(Connection transaction, Principal actor, String login, String name, String email, String locale)
            throws SQLException;

    /**
     * Changes the language that a user works in.
     *
     * @param locale BCP 47 tag
     * @throws live.core.web.Problem 400 if it is not one
     * @throws SQLException as the connection does; the caller rolls back
     */
    void locale(Connection transaction, Principal actor, UserId user, String locale) throws SQLException;
}
