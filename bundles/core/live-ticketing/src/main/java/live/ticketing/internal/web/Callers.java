// SPDX-License-Identifier: Apache-2.0
package live.ticketing.internal.web;

import javax.ws.rs.core.SecurityContext;
import live.core.Principal;
import live.core.web.Problem;

/** Who calls. */
final class Callers {
    private Callers() {}

    /** The guard has let nobody pass without one. */
    static Principal principal(SecurityContext security) {
        if (security.getUserPrincipal() instanceof Principal principal) {
            return principal;
        }
        throw Problem.unauthenticated("security.session.missing", "Sign in first.");
    }

    static Problem missing() {
        return Problem.notFound("ticketing.ticket.missing", "There is no such ticket.");
    }
}
