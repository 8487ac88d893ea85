// SPDX-License-Identifier: Apache-2.0
package live.security.internal;

import java.util.Locale;
import java.util.Optional;
import javax.sql.DataSource;
import live.core.Principal;
import live.core.TenantId;
import live.core.store.SchemaReady;
import live.core.web.Problem;
import live.directory.Directory;
import live.directory.User;
import live.lib.sql.Database;
import live.security.internal.store.Credentials;
import live.security.internal.store.Credentials.Credential;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Signs users in by password. Gives the same answer, after the same time, for a wrong password and an unknown user. */
@Component(service = SignIn.class)
public final class SignIn {
    private static final int LONGEST = 200;
    /** So much more is allowed from all addresses together: one stranger alone cannot shut somebody out. */
    private static final int ANYWHERE = 10;

    private final Database database;
    private final Directory directory;
    private final Grants grants;
    private final LiveSessions sessions;
    private final Journal journal;
    private final Passwords passwords = new Passwords();
    private final Attempts byAddress;
    private final Attempts byLogin;
    private final Attempts byLoginAnywhere;

    @Activate
    public SignIn(
            @Reference(target = "(live.store=direct)") DataSource source,
            @Reference(target = "(module=security)") SchemaReady schema,
            @Reference Directory directory,
            @Reference Grants grants,
            @Reference LiveSessions sessions,
            @Reference Journal journal,
            @Reference Settings settings) {
        this.database = new Database(source);
        this.directory = directory;
        this.grants = grants;
        this.sessions = sessions;
        this.journal = journal;
        this.byAddress = new Attempts(settings::signInsPerAddress);
        this.byLogin = new Attempts(settings::failuresPerLogin);
        this.byLoginAnywhere = new Attempts(() -> ANYWHERE * settings.failuresPerLogin());
    }

    /**
     * Opens a session.
     *
     * @throws Problem 401 if login and password do not belong together, 429 if there were too many attempts
     */
    public LiveSessions.Opened signIn(TenantId tenant, String login, String password, String address, String agent) {
        String name = login.strip().toLowerCase(Locale.ROOT);
        if (name.length() > LONGEST || password.length() > LONGEST) {
            throw wrong();
        }
        limit(tenant, "user:unknown", "address", byAddress.count(address));
        // A failure until it has proved to be none, so that parallel attempts count too.
        String anywhere = tenant + "/" + name;
        String counted = anywhere + "/" + address;
        Optional<User> user = directory.userByLogin(tenant, name).filter(User::active);
        String subject = user.map(known -> Journal.user(known.id())).orElse("user:unknown");
        limit(tenant, subject, "login", byLogin.count(counted));
        limit(tenant, subject, "login", byLoginAnywhere.count(anywhere));
        if (!matches(tenant, user, password)) {
            refused(tenant, subject, Details.of("reason", "credentials"));
            throw wrong();
        }
        byLogin.forgive(counted);
        byLoginAnywhere.forgive(anywhere);
        Principal principal =
                user.flatMap(known -> grants.principal(tenant, known.id())).orElseThrow(SignIn::wrong);
        return sessions.open(principal, address, agent);
    }

    /** Whether this is the user's password; counted as an attempt to sign in. */
    public boolean confirms(Principal principal, String password) {
        String counted = principal.tenant() + "/confirm/" + principal.user();
        limit(principal.tenant(), Journal.user(principal.user()), "login", byLogin.count(counted));
        Optional<User> user = directory.user(principal.tenant(), principal.user());
        boolean right = password.length() <= LONGEST && matches(principal.tenant(), user, password);
        if (right) {
            byLogin.forgive(counted);
        }
        return right;
    }

    private boolean matches(TenantId tenant, Optional<User> user, String password) {
        Optional<Credential> credential =
                user.flatMap(known -> database.read(connection -> Credentials.find(connection, tenant, known.id())));
        if (credential.isEmpty()) {
            passwords.matchNobody(password);
            return false;
        }
        return passwords.matches(password, credential.get().hash());
    }

    /** Refuses what is too much; the first refusal in a minute is audited, a flood would only fill the trail. */
    private void limit(TenantId tenant, String subject, String of, Optional<Attempts.Refusal> refusal) {
        refusal.ifPresent(refused -> {
            if (refused.first()) {
                refused(tenant, subject, Details.of("reason", "attempts").and("of", of));
            }
            throw Problem.tooOften(
                    "security.attempts.many", "Too many attempts. Wait a moment before the next one.", refused.pause());
        });
    }

    private void refused(TenantId tenant, String subject, Details details) {
        journal.record(Principal.system(tenant, "security"), "security.session.refuse", subject, details);
    }

    private static Problem wrong() {
        return Problem.unauthenticated("security.credentials.wrong", "Login and password do not belong together.");
    }
}
