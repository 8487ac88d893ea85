// SPDX-License-Identifier: Apache-2.0
package live.directory;

import live.core.Principal;
import live.core.UserId;

/** Changes to users by other modules; administrators use REST. Each call is a transaction of its own. Thread-safe. */
public interface Users {
    /**
     * Adds a user, or answers the one that has this login already.
     *
     * @throws live.core.web.Problem 400 if something is not valid
     */
    UserId add(Principal actor, String login, String name, String email, String locale);

    /**
     * Changes the language that a user works in.
     *
     * @param locale BCP 47 tag
     * @throws live.core.web.Problem 400 if it is not one
     */
    void locale(Principal actor, UserId user, String locale);
}
