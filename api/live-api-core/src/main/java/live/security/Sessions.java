// SPDX-License-Identifier: Apache-2.0
package live.security;

import java.util.Optional;
import live.core.Principal;

/**
 * The sign-ins that are alive. Thread-safe; answers from memory.
 *
 * <p>In the guarded web contexts, {@code getRemoteUser()} of a request and {@code getUserPrincipal().getName()} of a
 * WebSocket session are the text of the {@link SessionId}; a servlet finds the {@link Principal} itself in the request
 * attribute {@code live.core.Principal}.
 */
public interface Sessions {
    /** Who is signed in with this session, and what he may do now; empty once it has ended. */
    Optional<Principal> principal(SessionId session);

    /**
     * Notes that its user himself did something, so that the session does not end for idleness. What a page does by
     * itself is no use.
     */
    void used(SessionId session);
}
