// SPDX-License-Identifier: Apache-2.0
package live.security.internal;

import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import javax.sql.DataSource;
import live.core.Principal;
import live.core.TenantId;
import live.core.UserId;
import live.core.store.SchemaReady;
import live.core.web.Problem;
import live.directory.Directory;
import live.directory.User;
import live.lib.sql.Database;
import live.security.internal.store.Credentials;
import live.security.internal.store.Credentials.Credential;
import live.security.internal.store.SessionTable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/**
 * Signs users in by password, and by a second factor where they have one. Gives the same answer, after the same time, for
 * a wrong password and an unknown user.
 */
@Component(service = SignIn.class)
public final class SignIn {
    private static final int LONGEST = 200;
    /** So much more is allowed from all addresses together: one stranger alone cannot shut somebody out. */
    private static final int ANYWHERE = 10;
    /** Of a million codes three are right at any time, so nobody may try many, wherever from. */
    private static final int CODES = 10;

    private static final Duration CODES_WINDOW = Duration.ofHours(1);

    private final Database database;
    private final Directory directory;
    private final Grants grants;
    private final LiveSessions sessions;
    private final Journal journal;
    private final SecondFactors factors;
    private final Browsers browsers;
    private final Settings settings;
    private final Passwords passwords = new Passwords();
    private final Attempts byAddress;
    private final Attempts byLogin;
    private final Attempts byLoginAnywhere;
    private final Attempts codes = new Attempts(() -> CODES, CODES_WINDOW);

    /**
     * What somebody shows.
     *
     * @param code one of his second factor, or a recovery code
     * @param trust whether this browser shall need no second factor for a while
     */
    public record Proof(String login, String password, Optional<String> code, boolean trust) {
        /** A login with its password. */
        public static Proof of(String login, String password) {
            return new Proof(login, password, Optional.empty(), false);
        }
    }

    /**
     * A session that was just opened.
     *
     * @param browser what this browser is known by from now on
     */
    public record Opened(LiveSessions.Opened session, Token browser) {}

    @Activate
    public SignIn(
            @Reference(target = "(live.store=direct)") DataSource source,
            @Reference(target = "(module=security)") SchemaReady schema,
            @Reference Directory directory,
            @Reference Grants grants,
            @Reference LiveSessions sessions,
            @Reference Journal journal,
            @Reference SecondFactors factors,
            @Reference Browsers browsers,
            @Reference Settings settings) {
        this.database = new Database(source);
        this.directory = directory;
        this.grants = grants;
        this.sessions = sessions;
        this.journal = journal;
        this.factors = factors;
        this.browsers = browsers;
        this.settings = settings;
        this.byAddress = new Attempts(settings::signInsPerAddress);
        this.byLogin = new Attempts(settings::failuresPerLogin);
        this.byLoginAnywhere = new Attempts(() -> ANYWHERE * settings.failuresPerLogin());
    }

    /**
     * Opens a session.
     *
     * @throws Problem 401 if login and password do not belong together, or if a code is needed ({@code
     *     security.code.needed}) or wrong, 429 if there were too many attempts
     */
    public Opened signIn(TenantId tenant, Proof proof, Origin origin) {
        String name = proof.login().strip().toLowerCase(Locale.ROOT);
        if (name.length() > LONGEST || proof.password().length() > LONGEST) {
            throw wrong();
        }
        limit(tenant, Optional.empty(), origin, "address", byAddress.count(origin.address()));
        // A failure until it has proved to be none, so that parallel attempts count too.
        String anywhere = tenant + "/" + name;
        String counted = anywhere + "/" + origin.address();
        Optional<User> user = directory.userByLogin(tenant, name).filter(User::active);
        Optional<UserId> known = user.map(User::id);
        limit(tenant, known, origin, "login", byLogin.count(counted));
        limit(tenant, known, origin, "login", byLoginAnywhere.count(anywhere));
        if (!matches(tenant, user, proof.password())) {
            refused(tenant, known, origin, Details.of("reason", "credentials"), "credentials");
            throw wrong();
        }
        byLogin.forgive(counted);
        byLoginAnywhere.forgive(anywhere);
        UserId id = known.orElseThrow(SignIn::wrong);
        if (factors.enrolled(tenant, id) && !browsers.trusted(tenant, id, origin.browser())) {
            secondFactor(tenant, id, proof.code(), origin);
        }
        Principal principal = grants.principal(tenant, id).orElseThrow(SignIn::wrong);
        boolean trust =
                proof.trust() && proof.code().isPresent() && !settings.trust().isZero();
        return open(principal, origin, SessionTable.PASSWORD, trust);
    }

    private void secondFactor(TenantId tenant, UserId user, Optional<String> code, Origin origin) {
        if (code.isEmpty()) {
            throw Problem.unauthenticated("security.code.needed", "A code of the second factor is needed, too.");
        }
        String counted = tenant + "/" + user;
        limit(tenant, Optional.of(user), origin, "code", codes.count(counted));
        if (!factors.matches(tenant, user, code.get())) {
            refused(tenant, Optional.of(user), origin, Details.of("reason", "code"), "code");
            throw Problem.unauthenticated("security.code.wrong", "The code is wrong, or was used before.");
        }
        codes.forgive(counted);
    }

    private Opened open(Principal user, Origin origin, String method, boolean trust) {
        LiveSessions.Opened session = sessions.open(user, origin.address(), origin.agent(), method);
        Token browser = browsers.signedIn(user, origin, method, trust);
        journal.committed();
        return new Opened(session, browser);
    }

    /** Whether this is the user's password; counted as an attempt to sign in. */
    public boolean confirms(Principal principal, String password) {
        String counted = principal.tenant() + "/confirm/" + principal.user();
        byLogin.count(counted).ifPresent(refusal -> {
            audited(principal.tenant(), Journal.user(principal.user()), refusal, "login");
            throw tooOften(refusal);
        });
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

    /** Refuses what is too much; the first refusal in a while is told, a flood would only fill the trail. */
    private void limit(
            TenantId tenant, Optional<UserId> user, Origin origin, String of, Optional<Attempts.Refusal> refusal) {
        refusal.ifPresent(refused -> {
            audited(tenant, subject(user), refused, of);
            if (refused.first()) {
                user.ifPresent(known -> browsers.refused(tenant, known, "attempts", origin));
            }
            throw tooOften(refused);
        });
    }

    private void audited(TenantId tenant, String subject, Attempts.Refusal refusal, String of) {
        if (refusal.first()) {
            refused(tenant, subject, Details.of("reason", "attempts").and("of", of));
        }
    }

    private void refused(TenantId tenant, Optional<UserId> user, Origin origin, Details details, String why) {
        refused(tenant, subject(user), details);
        user.ifPresent(known -> browsers.refused(tenant, known, why, origin));
    }

    private void refused(TenantId tenant, String subject, Details details) {
        journal.record(Principal.system(tenant, "security"), "security.session.refuse", subject, details);
    }

    private static String subject(Optional<UserId> user) {
        return user.map(Journal::user).orElse("user:unknown");
    }

    private static Problem tooOften(Attempts.Refusal refusal) {
        return Problem.tooOften(
                "security.attempts.many", "Too many attempts. Wait a moment before the next one.", refusal.pause());
    }

    private static Problem wrong() {
        return Problem.unauthenticated("security.credentials.wrong", "Login and password do not belong together.");
    }
}
