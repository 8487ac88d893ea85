// SPDX-License-Identifier: Apache-2.0
package live.channels.internal.web;

import javax.ws.rs.core.SecurityContext;
import live.core.InteractionId;
import live.core.Principal;
import live.core.web.Problem;

/** Who calls, and what he names. */
final class Callers {
    private Callers() {}

    /** The guard has let nobody pass without one. */
    static Principal principal(SecurityContext security) {
        if (security.getUserPrincipal() instanceof Principal principal) {
            return principal;
        }
        throw Problem.unauthenticated("security.session.missing", "Sign in first.");
    }

    static InteractionId interaction(String text) {
        try {
            return InteractionId.of(text);
        } catch (IllegalArgumentException e) {
            throw missing();
        }
    }

    static Problem missing() {
        return Problem.notFound("channels.interaction.missing", "There is no such contact.");
    }
}
