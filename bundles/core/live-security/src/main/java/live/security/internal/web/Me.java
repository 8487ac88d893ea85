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
import live.security.internal.Grants;
import live.security.internal.LiveSessions;
import live.security.internal.Settings;
import live.security.internal.Token;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** What the desktop needs to know of its user. */
@Component(service = Me.class)
public final class Me {
    private final Directory directory;
    private final Grants grants;
    private final LiveSessions sessions;
    private final Settings settings;

    /**
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
            @Reference Settings settings) {
        this.directory = directory;
        this.grants = grants;
        this.sessions = sessions;
        this.settings = settings;
    }

    Body of(Principal principal, Optional<Token> token) {
        User user = directory
                .user(principal.tenant(), principal.user())
                .orElseThrow(() -> Problem.notFound("directory.user.unknown", "There is no such user."));
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
                token.flatMap(sessions::find)
                        .flatMap(sessions::end)
                        .map(end -> new Limits(settings.idle().toSeconds(), end)));
    }
}
