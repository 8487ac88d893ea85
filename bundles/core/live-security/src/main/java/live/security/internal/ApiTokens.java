// SPDX-License-Identifier: Apache-2.0
package live.security.internal;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import javax.sql.DataSource;
import live.core.Principal;
import live.core.Task;
import live.core.TaskHandle;
import live.core.Tasks;
import live.core.TenantId;
import live.core.store.SchemaReady;
import live.core.web.Problem;
import live.lib.sql.Database;
import live.security.Tokens;
import live.security.internal.store.TokenTable;
import live.security.internal.store.TokenTable.ApiToken;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;

/** API tokens: {@code live_} and a secret, sent as {@code Authorization: Bearer}. Thread-safe. */
@Component(service = {Tokens.class, ApiTokens.class})
public final class ApiTokens implements Tokens {
    private static final String SCHEME = "Bearer ";
    private static final String PREFIX = "live_";
    private static final Duration FLUSH = Duration.ofSeconds(30);
    /** What was not used for longer nobody will miss. */
    private static final Duration IN_USE = Duration.ofDays(30);

    static final Duration SOON = Duration.ofDays(14);

    private final Database database;
    private final Grants grants;
    private final Journal journal;
    private final Settings settings;
    private final Clock clock;
    private final TaskHandle flusher;
    private final AtomicLong revocations = new AtomicLong();
    private final Map<String, ApiToken> known = new ConcurrentHashMap<>();
    private final Map<UUID, Instant> used = new ConcurrentHashMap<>();
    private volatile long ending;

    /**
     * A token that was just made.
     *
     * @param secret shown once: empty if the token was there already
     */
    public record Made(ApiToken token, Optional<String> secret) {}

    @Activate
    public ApiTokens(
            @Reference(target = "(live.store=direct)") DataSource source,
            @Reference(target = "(module=security)") SchemaReady schema,
            @Reference Grants grants,
            @Reference Journal journal,
            @Reference Settings settings,
            @Reference Clock clock,
            @Reference Tasks tasks) {
        this.database = new Database(source);
        this.grants = grants;
        this.journal = journal;
        this.settings = settings;
        this.clock = clock;
        Task flush = this::flush;
        this.flusher = tasks.every("security.tokens", FLUSH, flush);
    }

    @Deactivate
    void stop() {
        flusher.close();
    }

    @Override
    public Optional<Principal> principal(String authorization) {
        if (!authorization.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
            return Optional.empty();
        }
        String text = authorization.substring(SCHEME.length()).strip();
        return text.startsWith(PREFIX)
                ? Token.of(text.substring(PREFIX.length())).flatMap(this::principal)
                : Optional.empty();
    }

    private Optional<Principal> principal(Token secret) {
        String key = secret.key();
        ApiToken token = known.get(key);
        if (token == null) {
            token = read(secret, key);
            if (token == null) {
                return Optional.empty();
            }
        }
        Instant now = clock.instant();
        if (!now.isBefore(token.expiresAt())) {
            return Optional.empty();
        }
        used.put(token.id(), now);
        Set<String> most = token.permissions();
        String name = token.name();
        return grants.principal(token.tenant(), token.user()).map(user -> {
            Set<String> both = new HashSet<>(user.permissions());
            both.retainAll(most);
            return new Principal(user.tenant(), user.user(), user.name() + " (" + name + ")", both);
        });
    }

    private @Nullable ApiToken read(Token secret, String key) {
        long before = revocations.get();
        Optional<ApiToken> stored = database.read(connection -> TokenTable.byHash(connection, secret.hash()));
        if (stored.isEmpty()) {
            return null;
        }
        ApiToken token = stored.get();
        // Once, not for every request: who used it when is in its row.
        Principal user = new Principal(token.tenant(), token.user(), token.name(), Set.of());
        journal.record(user, "security.token.use", "token:" + token.id(), Details.none());
        known.put(key, token);
        if (revocations.get() != before) {
            // It may be this one that was revoked: the next request looks again.
            known.remove(key);
        }
        return token;
    }

    /**
     * Makes a token that acts for its maker. Asked again with the same id it answers the same token, whose secret nobody
     * knows any more: whoever has lost it revokes the token and makes another.
     *
     * @param end when it ends; by itself after the time that is configured
     * @throws Problem 400 for an end too far away or past, 409 if the id is another token's
     */
    public Made make(Principal actor, UUID id, String name, Set<String> permissions, Optional<Instant> end) {
        Instant now = clock.instant();
        Instant latest = now.plus(settings.longestToken());
        Instant expiresAt = end.orElseGet(() -> now.plus(settings.tokenTime()));
        if (!expiresAt.isAfter(now) || expiresAt.isAfter(latest)) {
            throw Problem.invalid(
                    "expiresAt",
                    "field.range",
                    "must be in the future, at most " + settings.longestToken().toDays() + " days away");
        }
        Token secret = Token.random();
        ApiToken token =
                new ApiToken(actor.tenant(), id, name, actor.user(), permissions, now, expiresAt, Optional.empty());
        boolean made = database.change(connection -> {
            boolean added = TokenTable.add(connection, token, secret.hash());
            if (added) {
                Details details = Details.of("permissions", permissions).and("expiresAt", expiresAt);
                journal.record(connection, actor, "security.token.create", "token:" + id, details);
            }
            return added;
        });
        return made ? new Made(token, Optional.of(PREFIX + secret.text())) : again(token);
    }

    private Made again(ApiToken wish) {
        ApiToken there = find(wish.tenant(), wish.id())
                .filter(known -> known.user().equals(wish.user())
                        && known.name().equals(wish.name())
                        && known.permissions().equals(wish.permissions()))
                .orElseThrow(() -> Problem.conflict("security.token.exists", "There is another token of this id."));
        return new Made(there, Optional.empty());
    }

    /** How many tokens that programs use end soon. As of half a minute ago. */
    long ending() {
        return ending;
    }

    public List<ApiToken> all(TenantId tenant) {
        return database.read(connection -> TokenTable.all(connection, tenant));
    }

    public Optional<ApiToken> find(TenantId tenant, UUID id) {
        return database.read(connection -> TokenTable.find(connection, tenant, id));
    }

    /** Revokes a token; returns whether it was there. */
    public boolean revoke(Principal actor, UUID id) {
        boolean removed = database.change(connection -> {
            boolean there = TokenTable.remove(connection, actor.tenant(), id);
            if (there) {
                journal.record(connection, actor, "security.token.revoke", "token:" + id, Details.none());
                journal.event(connection, actor, Journal.TOKEN_REVOKED, id, Details.none());
            }
            return there;
        });
        journal.committed();
        revoked(id);
        return removed;
    }

    /** A token was revoked, here or on another node. */
    public void revoked(UUID id) {
        revocations.incrementAndGet();
        known.values().removeIf(token -> token.id().equals(id));
        used.remove(id);
    }

    private void flush() {
        Map<UUID, Instant> times = new HashMap<>(used);
        Instant now = clock.instant();
        ending = database.change(connection -> {
            if (!times.isEmpty()) {
                TokenTable.used(connection, times);
            }
            return TokenTable.ending(connection, now.minus(IN_USE), now, now.plus(SOON));
        });
        times.forEach(used::remove);
    }
}
