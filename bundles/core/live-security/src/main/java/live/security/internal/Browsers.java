// SPDX-License-Identifier: Apache-2.0
package live.security.internal;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;
import live.core.Principal;
import live.core.Task;
import live.core.TaskHandle;
import live.core.Tasks;
import live.core.TenantId;
import live.core.UserId;
import live.core.Uuid7;
import live.core.store.SchemaReady;
import live.lib.sql.Database;
import live.security.internal.store.BrowserTable;
import live.security.internal.store.BrowserTable.Browser;
import live.security.internal.store.SessionTable;
import live.security.internal.store.SignInTable;
import live.security.internal.store.SignInTable.Attempt;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;

/**
 * Where users have signed in, and where they have tried to. A browser is known again by a cookie of its own, or because it
 * calls itself the same at the same address. Thread-safe.
 */
@Component(service = Browsers.class)
public final class Browsers {
    /** How an attempt ended that ended well. */
    public static final String OK = "ok";

    private static final int PER_USER = 50;
    private static final int ATTEMPTS_PER_USER = 1_000;
    private static final Duration TIDY = Duration.ofHours(1);
    /** No browser keeps a cookie for longer. */
    public static final Duration KNOWN = Duration.ofDays(400);

    private final Database database;
    private final Journal journal;
    private final Settings settings;
    private final Clock clock;
    private final TaskHandle tidier;

    @Activate
    public Browsers(
            @Reference(target = "(live.store=direct)") DataSource source,
            @Reference(target = "(module=security)") SchemaReady schema,
            @Reference Journal journal,
            @Reference Settings settings,
            @Reference Clock clock,
            @Reference Tasks tasks) {
        this.database = new Database(source);
        this.journal = journal;
        this.settings = settings;
        this.clock = clock;
        Task tidy = this::tidy;
        this.tidier = tasks.every("security.browsers", TIDY, tidy);
    }

    @Deactivate
    void stop() {
        tidier.close();
    }

    /** Whether the user has said that this browser needs no second factor. */
    public boolean trusted(TenantId tenant, UserId user, Optional<Token> token) {
        return token.isPresent()
                && trusted(tenant, user).stream()
                        .anyMatch(browser ->
                                Arrays.equals(browser.tokenHash(), token.get().hash()));
    }

    /** Browsers of a user that need no second factor at present, the one that was used last first. */
    public List<Browser> trusted(TenantId tenant, UserId user) {
        Instant now = clock.instant();
        return database.read(connection -> BrowserTable.of(connection, tenant, user)).stream()
                .filter(browser -> browser.trustedUntil().filter(now::isBefore).isPresent())
                .toList();
    }

    /**
     * Notes that a user has signed in.
     *
     * @param trust whether this browser needs no second factor from now on
     * @return what this browser is known by from now on
     */
    public Token signedIn(Principal user, Origin origin, String method, boolean trust) {
        Instant now = clock.instant();
        return database.change(connection -> {
            List<Browser> known = BrowserTable.of(connection, user.tenant(), user.user());
            // What is trusted is known by a text that nobody else can have put there before.
            Token token = origin.browser().filter(shown -> !trust).orElseGet(Token::random);
            boolean strange = !known.isEmpty() && known.stream().noneMatch(browser -> is(browser, origin));
            Optional<Instant> until = trust ? Optional.of(now.plus(settings.trust())) : Optional.empty();
            Browser browser =
                    new Browser(Uuid7.next(), token.hash(), origin.address(), origin.agent(), now, now, until);
            BrowserTable.used(connection, user.tenant(), user.user(), browser);
            BrowserTable.keep(connection, user.tenant(), user.user(), PER_USER);
            if (trust) {
                journal.record(connection, user, "security.browser.trust", "browser:" + browser.id(), Details.none());
            }
            tried(connection, user.tenant(), user.user(), OK, method, origin, strange);
            if (strange) {
                journal.event(connection, user, Journal.NEW_BROWSER, user.user().value(), Details.none());
            }
            return token;
        });
    }

    /** Notes that somebody has tried to sign in as a user, in vain. */
    public void refused(TenantId tenant, UserId user, String why, Origin origin) {
        database.act(connection -> tried(connection, tenant, user, why, SessionTable.PASSWORD, origin, false));
    }

    private void tried(
            Connection connection,
            TenantId tenant,
            UserId user,
            String outcome,
            String method,
            Origin origin,
            boolean strange)
            throws SQLException {
        Attempt attempt =
                new Attempt(Uuid7.next(), clock.instant(), outcome, method, origin.address(), origin.agent(), strange);
        SignInTable.add(connection, tenant, user, attempt);
    }

    /** Attempts to sign in as a user, the newest first. */
    public List<Attempt> attempts(TenantId tenant, UserId user, Optional<UUID> before, int limit) {
        return database.read(connection -> SignInTable.of(connection, tenant, user, before, limit));
    }

    /** From new browsers other than the one of this session, and the user has not looked at them yet. */
    public List<Attempt> unseen(SessionTable.Session session) {
        return database.read(connection ->
                SignInTable.unseen(connection, session.tenant(), session.user(), session.address(), session.agent()));
    }

    /** The user has looked. */
    public void seen(TenantId tenant, UserId user) {
        database.act(connection -> SignInTable.seen(connection, tenant, user));
    }

    /** Trusts a browser of the user's own no more; returns whether it was trusted. */
    public boolean distrust(Principal user, UUID id) {
        return database.change(connection -> {
            boolean was = BrowserTable.distrust(connection, user.tenant(), user.user(), id);
            if (was) {
                journal.record(connection, user, "security.browser.distrust", "browser:" + id, Details.none());
            }
            return was;
        });
    }

    private static boolean is(Browser browser, Origin origin) {
        return origin.browser()
                        .filter(token -> Arrays.equals(browser.tokenHash(), token.hash()))
                        .isPresent()
                || browser.address().equals(origin.address()) && browser.agent().equals(origin.agent());
    }

    private void tidy() {
        Instant now = clock.instant();
        database.act(connection -> {
            SignInTable.forget(connection, now.minus(settings.history()), ATTEMPTS_PER_USER);
            BrowserTable.forget(connection, now.minus(KNOWN));
        });
    }
}
