// SPDX-License-Identifier: Apache-2.0
package live.security.internal;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import javax.sql.DataSource;
import live.core.Principal;
import live.core.TenantId;
import live.core.Uuid7;
import live.core.store.SchemaReady;
import live.core.web.Problem;
import live.directory.Directory;
import live.directory.User;
import live.lib.sql.Database;
import live.security.SessionEnd;
import live.security.internal.store.SessionTable;
import live.security.internal.store.TokenTable.ApiToken;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** What the shell can do: it acts as the platform, in the name of who signed in there. */
@Component(service = Console.class)
public final class Console {
    private static final int PASSWORD = 20;

    private final Database database;
    private final Directory directory;
    private final StaffAccounts accounts;
    private final Grants grants;
    private final LiveSessions sessions;
    private final ApiTokens tokens;
    private final SecondFactors factors;
    private final Journal journal;
    private final Clock clock;

    @Activate
    public Console(
            @Reference(target = "(live.store=direct)") DataSource source,
            @Reference(target = "(module=security)") SchemaReady schema,
            @Reference Directory directory,
            @Reference StaffAccounts accounts,
            @Reference Grants grants,
            @Reference LiveSessions sessions,
            @Reference ApiTokens tokens,
            @Reference SecondFactors factors,
            @Reference Journal journal,
            @Reference Clock clock) {
        this.database = new Database(source);
        this.directory = directory;
        this.accounts = accounts;
        this.grants = grants;
        this.sessions = sessions;
        this.tokens = tokens;
        this.factors = factors;
        this.journal = journal;
        this.clock = clock;
    }

    /** Gives a user a random password that he has to change, ends his sessions and answers the password. */
    public String resetPassword(String login) {
        User user = user(login);
        String password = Token.random().text().substring(0, PASSWORD);
        var ended = database.change(connection -> accounts.change(
                connection, Principal.shell(TenantId.DEFAULT), user.id(), password, true, Optional.empty()));
        grants.forget(TenantId.DEFAULT, user.id());
        sessions.ended(ended, SessionEnd.PASSWORD);
        journal.committed();
        return password;
    }

    /**
     * Takes a user's second factor away.
     *
     * @throws Problem 404 if he has none
     */
    public void resetSecondFactor(String login) {
        if (!factors.remove(Principal.shell(TenantId.DEFAULT), user(login).id())) {
            throw Problem.notFound("security.secondFactor.none", login + " has no second factor.");
        }
    }

    /** Sets all roles of a user. */
    public void roles(String login, Collection<String> roles) {
        User user = user(login);
        database.act(connection -> accounts.roles(connection, Principal.shell(TenantId.DEFAULT), user.id(), roles));
        grants.forget(TenantId.DEFAULT, user.id());
        sessions.recheck();
        journal.committed();
    }

    public List<SessionTable.Session> sessions(String login) {
        return sessions.of(TenantId.DEFAULT, user(login).id());
    }

    /** Signs a user out everywhere. */
    public void endSessions(String login) {
        sessions.endAll(Principal.shell(TenantId.DEFAULT), user(login).id(), Optional.empty(), SessionEnd.REVOKED);
    }

    public List<ApiToken> tokens() {
        return tokens.all(TenantId.DEFAULT);
    }

    /**
     * Makes a token that acts for a user, and answers its secret.
     *
     * @param days how long it is good; 0: as long as is configured
     */
    public String makeToken(String login, String name, Set<String> permissions, int days) {
        Optional<Instant> end =
                days == 0 ? Optional.empty() : Optional.of(clock.instant().plus(Duration.ofDays(days)));
        User user = user(login);
        Principal principal = grants.principal(TenantId.DEFAULT, user.id()).orElseThrow(() -> unknown(login));
        StaffAccounts.within(principal, permissions);
        return tokens.make(principal, Uuid7.next(), name, permissions, end)
                .secret()
                .orElseThrow();
    }

    /** Revokes a token; returns whether it was there. */
    public boolean revokeToken(UUID id) {
        return tokens.revoke(Principal.shell(TenantId.DEFAULT), id);
    }

    private User user(String login) {
        return directory.userByLogin(TenantId.DEFAULT, login).orElseThrow(() -> unknown(login));
    }

    private static Problem unknown(String login) {
        return Problem.notFound("directory.user.unknown", "There is no user " + login + ".");
    }
}
