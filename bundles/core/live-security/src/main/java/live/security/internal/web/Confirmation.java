// SPDX-License-Identifier: Apache-2.0
package live.security.internal.web;

import java.util.Optional;
import javax.servlet.http.HttpServletRequest;
import live.core.Principal;
import live.core.web.Problem;
import live.security.SessionId;
import live.security.internal.LiveSessions;
import live.security.internal.SignIn;
import live.security.internal.store.SessionTable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Asks who is signed in to show once more who he is, before he does what is delicate. */
@Component(service = Confirmation.class)
public final class Confirmation {
    private final LiveSessions sessions;
    private final SignIn signIn;

    @Activate
    public Confirmation(@Reference LiveSessions sessions, @Reference SignIn signIn) {
        this.sessions = sessions;
        this.signIn = signIn;
    }

    /**
     * The session of the person who asks.
     *
     * @throws Problem 403 for a program with an API token
     */
    public SessionId session(HttpServletRequest request) {
        return found(request)
                .orElseThrow(() ->
                        Problem.forbidden("security.session.needed", "Only the user himself does this, signed in."));
    }

    /**
     * Refuses somebody who has not shown for a while who he is. A program with an API token is nobody to ask.
     *
     * @throws Problem 409
     */
    public void require(HttpServletRequest request, Principal principal) {
        found(request).filter(id -> !sessions.confirmed(principal.tenant(), id)).ifPresent(id -> {
            throw sessions.live(id)
                    .filter(session -> !session.method().equals(SessionTable.PASSWORD))
                    .map(elsewhere -> Problem.conflict(
                            "security.confirmation.signIn", "This needs that you sign out and in again."))
                    .orElseGet(() -> Problem.conflict(
                            "security.confirmation.needed",
                            "This needs your password once more: POST /security/me/confirmation."));
        });
    }

    /**
     * Takes the password once more.
     *
     * @throws Problem 400 if it is wrong, 403 for a program with an API token, 429 if there were too many attempts
     */
    public void confirm(HttpServletRequest request, Principal principal, String password) {
        SessionId session = session(request);
        if (!signIn.confirms(principal, password)) {
            throw Problem.invalid("password", "security.password.wrong", "is not your password");
        }
        sessions.confirm(principal, session);
    }

    private Optional<SessionId> found(HttpServletRequest request) {
        return Callers.token(request).flatMap(sessions::find);
    }
}
