// SPDX-License-Identifier: Apache-2.0
package live.security;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collection;
import live.core.Principal;
import live.core.TeamId;
import live.core.UserId;

/**
 * What belongs to a user or a team but is not a matter of the directory: passwords and roles. A user may do what his own
 * roles and those of his teams permit. Works in the caller's transaction. Thread-safe.
 *
 * <p>Nobody gives what he does not have: every method refuses, with a {@link live.core.web.Problem}, an actor whose
 * permissions do not include those of the user or of the roles in question. The platform itself may do everything.
 */
public interface Accounts {
    /**
     * Sets a user's password and ends his sessions.
     *
     * @param mustChange whether he has to choose another one when he signs in
     * @throws live.core.web.Problem 400 for a password that is too weak, 403
     * @throws SQLException as the connection does; the caller rolls back
     */
    void password(Connection transaction, Principal actor, UserId user, String password, boolean mustChange)
            throws SQLException;

    /**
     * Sets all roles of a user.
     *
     * @param roles codes, for example {@code agent}
     * @throws live.core.web.Problem 400 for an unknown role, 403
     * @throws SQLException as the connection does; the caller rolls back
     */
    void roles(Connection transaction, Principal actor, UserId user, Collection<String> roles) throws SQLException;

    /**
     * Refuses an actor who may not change this user, because the user may do more than he.
     *
     * @throws live.core.web.Problem 403
     * @throws SQLException as the connection does; the caller rolls back
     */
    void requireAuthority(Connection transaction, Principal actor, UserId user) throws SQLException;

    /**
     * Refuses an actor who may not make somebody a member of these teams, because their members may do more than he.
     *
     * @throws live.core.web.Problem 403
     * @throws SQLException as the connection does; the caller rolls back
     */
    void requireAuthority(Connection transaction, Principal actor, Collection<TeamId> teams) throws SQLException;
}
