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
import live.core.Uuid7;
import live.core.store.SchemaReady;
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

    private final Database database;
    private final Grants grants;
    private final Journal journal;
    private final Clock clock;
    private final TaskHandle flusher;
    private final AtomicLong revocations = new AtomicLong();
    private final Map<String, ApiToken> known = new ConcurrentHashMap<>();
    private final Map<UUID, Instant> used = new ConcurrentHashMap<>();

    /**
     * A token that was just made.
     *
     * @param secret shown once
     */
    public record Made(ApiToken token, String secret) {}

    @Activate
    public ApiTokens(
            @Reference(target = "(live.store=direct)") DataSource source,
            @Reference(target = "(module=security)") SchemaReady schema,
            @Reference Grants grants,
            @Reference Journal journal,
            @Reference Clock clock,
            @Reference Tasks tasks) {
        this.database = new Database(source);
        this.grants = grants;
        this.journal = journal;
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
        if (token.expiresAt().filter(end -> !now.isBefore(end)).isPresent()) {
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

    /** Makes a token that acts for its maker. */
    public Made make(Principal actor, String name, Set<String> permissions, Optional<Instant> expiresAt) {
        Token secret = Token.random();
        ApiToken token = new ApiToken(
                actor.tenant(),
                Uuid7.next(),
                name,
                actor.user(),
                permissions,
                clock.instant(),
                expiresAt,
                Optional.empty());
        database.act(connection -> {
            TokenTable.add(connection, token, secret.hash());
            journal.record(
                    connection,
                    actor,
                    "security.token.create",
                    "token:" + token.id(),
                    Details.of("permissions", permissions));
        });
        return new Made(token, PREFIX + secret.text());
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
        Map<UUID, Instant> now = new HashMap<>(used);
        if (now.isEmpty()) {
            return;
        }
        database.act(connection -> TokenTable.used(connection, now));
        now.forEach(used::remove);
    }
}
