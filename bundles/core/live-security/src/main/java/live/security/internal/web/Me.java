// SPDX-License-Identifier: Apache-2.0
package live.security.internal.web;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import live.core.Principal;
import live.core.TenantId;
import live.core.UserId;
import live.core.web.Problem;
import live.directory.Directory;
import live.directory.User;
import live.security.internal.Browsers;
import live.security.internal.Grants;
import live.security.internal.LiveSessions;
import live.security.internal.Settings;
import live.security.internal.Token;
import live.security.internal.store.SessionTable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** What the desktop needs to know of its user. */
@Component(service = Me.class)
public final class Me {
    private final Directory directory;
    private final Grants grants;
    private final LiveSessions sessions;
    private final Browsers browsers;
    private final Settings settings;

    /**
     * @param mustEnrol whether the user has to set up a second factor before he may do anything else
     * @param newBrowsers how many new browsers he has signed in with that he has not looked at, for sessions
     * @param csrf to be sent along with every change, for sessions
     * @param session when it ends, for sessions
     */
    public record Body(
            UserId id,
            String login,
            String name,
            String email,
            String locale,
            List<String> roles,
            Set<String> permissions,
            Optional<String> csrf,
            TenantId tenant,
            boolean mustChangePassword,
            boolean mustEnrol,
            int newBrowsers,
            Optional<Limits> session) {}

    /**
     * How long a session lasts.
     *
     * @param idleSeconds after so long in which its user did nothing
     * @param endsAt in any case
     */
    public record Limits(long idleSeconds, Instant endsAt) {}

    @Activate
    public Me(
            @Reference Directory directory,
            @Reference Grants grants,
            @Reference LiveSessions sessions,
            @Reference Browsers browsers,
            @Reference Settings settings) {
        this.directory = directory;
        this.grants = grants;
        this.sessions = sessions;
        this.browsers = browsers;
        this.settings = settings;
    }

    Body of(Principal principal, Optional<Token> token) {
        User user = directory
                .user(principal.tenant(), principal.user())
                .orElseThrow(() -> Problem.notFound("directory.user.unknown", "There is no such user."));
        Optional<SessionTable.Session> session = token.flatMap(sessions::find).flatMap(sessions::live);
        return new Body(
                user.id(),
                user.login(),
                user.name(),
                user.email(),
                user.locale(),
                grants.roles(principal.tenant(), principal.user()),
                new TreeSet<>(principal.permissions()),
                token.map(Token::csrf),
                principal.tenant(),
                grants.mustChangePassword(principal.tenant(), principal.user()),
                session.filter(known -> known.method().equals(SessionTable.PASSWORD))
                        .filter(known -> grants.mustEnrol(principal.tenant(), principal.user()))
                        .isPresent(),
                session.map(known -> browsers.unseen(known).size()).orElse(0),
                token.flatMap(sessions::find)
                        .flatMap(sessions::end)
                        .map(end -> new Limits(settings.idle().toSeconds(), end)));
    }
}
