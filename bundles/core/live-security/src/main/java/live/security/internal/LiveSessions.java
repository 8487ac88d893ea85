// SPDX-License-Identifier: Apache-2.0
package live.security.internal;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import javax.sql.DataSource;
import live.core.Principal;
import live.core.Task;
import live.core.TaskHandle;
import live.core.Tasks;
import live.core.TenantId;
import live.core.UserId;
import live.core.store.SchemaReady;
import live.lib.sql.Database;
import live.security.EndedSession;
import live.security.SessionEnd;
import live.security.SessionId;
import live.security.SessionListener;
import live.security.Sessions;
import live.security.internal.store.SessionTable;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.ServiceReference;
import org.osgi.service.component.ComponentServiceObjects;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;

/** Sessions in memory over the table that they survive a restart in. Thread-safe. */
@Component(service = {Sessions.class, LiveSessions.class})
public final class LiveSessions implements Sessions {
    private static final int PER_USER = 20;
    private static final Duration SWEEP = Duration.ofSeconds(20);
    private static final Duration KEPT = Duration.ofDays(30);

    private final Database database;
    private final Grants grants;
    private final Journal journal;
    private final Settings settings;
    private final Clock clock;
    private final TaskHandle sweeper;
    private final Map<ServiceReference<SessionListener>, ComponentServiceObjects<SessionListener>> listeners =
            new ConcurrentHashMap<>();
    private final AtomicLong endings = new AtomicLong();
    private final Map<String, Live> byToken = new ConcurrentHashMap<>();
    private final Map<SessionId, Live> byId = new ConcurrentHashMap<>();

    /** A session that somebody is using. */
    private static final class Live {
        private final String key;
        private final SessionTable.Session session;
        private volatile Instant usedAt;
        private volatile Instant writtenAt;
        private volatile Instant confirmedAt;

        /** What its browser believes that it may do; null until it asked. */
        private volatile @Nullable Set<String> believed;

        Live(String key, SessionTable.Session session) {
            this.key = key;
            this.session = session;
            this.usedAt = session.usedAt();
            this.writtenAt = session.usedAt();
            this.confirmedAt = session.confirmedAt();
        }
    }

    /**
     * A session that was just opened.
     *
     * @param token goes to the browser and nowhere else
     */
    public record Opened(SessionId id, Token token) {}

    @Activate
    public LiveSessions(
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
        Task sweep = this::sweep;
        this.sweeper = tasks.every("security.sessions", SWEEP, sweep);
    }

    @Deactivate
    void stop() {
        sweeper.close();
    }

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    void addListener(ComponentServiceObjects<SessionListener> listener) {
        // Not fetched before there is something to tell: a listener may itself need the sessions to begin with.
        listeners.put(listener.getServiceReference(), listener);
    }

    void removeListener(ComponentServiceObjects<SessionListener> listener) {
        listeners.remove(listener.getServiceReference());
    }

    private void tell(Consumer<SessionListener> news) {
        for (ComponentServiceObjects<SessionListener> each : listeners.values()) {
            SessionListener listener = each.getService();
            if (listener != null) {
                try {
                    news.accept(listener);
                } finally {
                    each.ungetService(listener);
                }
            }
        }
    }

    /**
     * Signs a user in. Of too many sessions of one user the oldest end.
     *
     * @param method how he proved who he is
     */
    public Opened open(Principal user, String address, String agent, String method) {
        Instant now = clock.instant();
        Token token = Token.random();
        SessionTable.Session session = new SessionTable.Session(
                user.tenant(),
                SessionId.next(),
                user.user(),
                address,
                agent,
                now,
                now,
                now.plus(settings.absolute()),
                method,
                now);
        List<SessionId> surplus = database.change(connection -> {
            SessionTable.add(connection, session, token.hash());
            journal.record(
                    connection, user, "security.session.open", "session:" + session.id(), Details.of("method", method));
            List<SessionTable.Session> all = SessionTable.of(connection, user.tenant(), user.user());
            List<SessionId> oldest =
                    all.stream().skip(PER_USER).map(SessionTable.Session::id).toList();
            for (SessionId id : oldest) {
                end(connection, user, user.tenant(), id, SessionEnd.SURPLUS);
            }
            return oldest;
        });
        remember(new Live(token.key(), session));
        ended(surplus, SessionEnd.SURPLUS);
        return new Opened(session.id(), token);
    }

    /** The session that a browser's token stands for. */
    public Optional<SessionId> find(Token token) {
        Live live = byToken.get(token.key());
        if (live == null) {
            live = read(token);
        }
        return live == null || over(live).isPresent() ? Optional.empty() : Optional.of(live.session.id());
    }

    /** Why the session of a browser's token is over; empty if it is not, or if nobody knows. */
    public Optional<SessionEnd> whyEnded(Token token) {
        Live live = byToken.get(token.key());
        return live == null ? database.read(connection -> SessionTable.whyEnded(connection, token.hash())) : over(live);
    }

    /** When a session ends, whatever is done. */
    public Optional<Instant> end(SessionId id) {
        return Optional.ofNullable(byId.get(id)).map(live -> live.session.expiresAt());
    }

    /** A session that is in use. */
    public Optional<SessionTable.Session> live(SessionId id) {
        return Optional.ofNullable(byId.get(id)).map(live -> live.session);
    }

    /** Its user has just proved again who he is. */
    public void confirm(Principal user, SessionId id) {
        Instant now = clock.instant();
        database.act(connection -> {
            SessionTable.confirm(connection, user.tenant(), id, now);
            journal.record(connection, user, "security.session.confirm", "session:" + id, Details.none());
        });
        Live live = byId.get(id);
        if (live != null) {
            live.confirmedAt = now;
        }
    }

    /** Whether its user has proved not long ago who he is, here or on another node. */
    public boolean confirmed(TenantId tenant, SessionId id) {
        Instant since = clock.instant().minus(settings.confirmation());
        Live live = byId.get(id);
        if (live != null && live.confirmedAt.isAfter(since)) {
            return true;
        }
        Optional<Instant> stored = find(tenant, id).map(SessionTable.Session::confirmedAt);
        stored.ifPresent(at -> Optional.ofNullable(live).ifPresent(known -> known.confirmedAt = at));
        return stored.filter(at -> at.isAfter(since)).isPresent();
    }

    private @Nullable Live read(Token token) {
        while (true) {
            long before = endings.get();
            Optional<SessionTable.Session> stored =
                    database.read(connection -> SessionTable.byHash(connection, token.hash()));
            if (stored.isEmpty()) {
                return null;
            }
            Live live = remember(new Live(token.key(), stored.get()));
            if (endings.get() == before) {
                return live;
            }
            // A session ended between the look and the note: it may have been this one.
            byToken.remove(live.key, live);
            byId.remove(live.session.id(), live);
        }
    }

    @Override
    public Optional<Principal> principal(SessionId id) {
        Live live = byId.get(id);
        if (live == null || over(live).isPresent()) {
            return Optional.empty();
        }
        Optional<Principal> principal = now(live);
        if (live.believed == null) {
            principal.ifPresent(now -> live.believed = now.permissions());
        }
        return principal;
    }

    @Override
    public void used(SessionId id) {
        used(id, Duration.ZERO);
    }

    /** Its user did something that long ago. */
    public void used(SessionId id, Duration ago) {
        Live live = byId.get(id);
        Instant at = clock.instant().minus(ago);
        if (live != null && at.isAfter(live.usedAt)) {
            live.usedAt = at;
        }
    }

    /** Sessions of a user that are alive. */
    public List<SessionTable.Session> of(TenantId tenant, UserId user) {
        return database.read(connection -> SessionTable.of(connection, tenant, user));
    }

    public Optional<SessionTable.Session> find(TenantId tenant, SessionId id) {
        return database.read(connection -> SessionTable.find(connection, tenant, id));
    }

    /** Ends one session; returns whether it was alive. */
    public boolean end(Principal actor, SessionId id, SessionEnd why) {
        boolean alive = database.change(connection -> end(connection, actor, actor.tenant(), id, why));
        journal.committed();
        ended(List.of(id), why);
        return alive;
    }

    /** Ends all sessions of a user but one. */
    public void endAll(Principal actor, UserId user, Optional<SessionId> but, SessionEnd why) {
        List<SessionId> gone = database.change(connection -> endAll(connection, actor, user, but, why));
        journal.committed();
        ended(gone, why);
    }

    /** As the other, in the caller's transaction: once it is committed, call {@link #ended} with the answer. */
    public List<SessionId> endAll(
            Connection connection, Principal actor, UserId user, Optional<SessionId> but, SessionEnd why)
            throws SQLException {
        List<SessionId> gone = SessionTable.endAll(connection, actor.tenant(), user, but, clock.instant(), why);
        for (SessionId id : gone) {
            journal(connection, actor, id, why);
        }
        return gone;
    }

    /** Sessions were ended in the table, here or on another node. */
    public void ended(Collection<SessionId> ids, SessionEnd why) {
        if (ids.isEmpty()) {
            return;
        }
        endings.incrementAndGet();
        for (SessionId id : ids) {
            Live live = byId.remove(id);
            if (live != null) {
                byToken.remove(live.key);
                SessionTable.Session over = live.session;
                boolean last = byId.values().stream()
                        .noneMatch(other -> other.session.user().equals(over.user())
                                && other.session.tenant().equals(over.tenant())
                                && over(other).isEmpty());
                EndedSession told = new EndedSession(id, over.tenant(), over.user(), why, last);
                tell(listener -> listener.ended(told));
            }
        }
    }

    /** Users were deactivated, or may do other things than before: tells those whom it concerns. */
    public void recheck() {
        for (Live live : byId.values()) {
            SessionId id = live.session.id();
            Set<String> before = live.believed;
            Optional<Principal> now = now(live);
            if (now.isEmpty()) {
                end(Principal.system(live.session.tenant(), "security"), id, SessionEnd.DEACTIVATED);
            } else if (before != null && !now.get().permissions().equals(before)) {
                live.believed = now.get().permissions();
                tell(listener -> listener.permissionsChanged(id));
            }
        }
    }

    /** What its user may do: nothing, while he needs a second factor. Who was proved elsewhere has proved enough there. */
    private Optional<Principal> now(Live live) {
        TenantId tenant = live.session.tenant();
        UserId user = live.session.user();
        Optional<Principal> principal = grants.principal(tenant, user);
        return live.session.method().equals(SessionTable.PASSWORD) && grants.mustEnrol(tenant, user)
                ? principal.map(known -> new Principal(tenant, user, known.name(), Set.of()))
                : principal;
    }

    private Live remember(Live live) {
        Live known = byToken.putIfAbsent(live.key, live);
        Live result = known == null ? live : known;
        byId.put(result.session.id(), result);
        return result;
    }

    /** Why it counts no more, even if nobody has noted it yet. */
    private Optional<SessionEnd> over(Live live) {
        Instant now = clock.instant();
        if (now.isAfter(live.session.expiresAt())) {
            return Optional.of(SessionEnd.EXPIRED);
        }
        return now.isAfter(live.usedAt.plus(settings.idle())) ? Optional.of(SessionEnd.IDLE) : Optional.empty();
    }

    private boolean end(Connection connection, Principal actor, TenantId tenant, SessionId id, SessionEnd why)
            throws SQLException {
        boolean alive = SessionTable.end(connection, tenant, id, clock.instant(), why);
        if (alive) {
            journal(connection, actor, id, why);
        }
        return alive;
    }

    private void journal(Connection connection, Principal actor, SessionId id, SessionEnd why) throws SQLException {
        Details details = Details.of("reason", why.code());
        journal.record(connection, actor, "security.session.end", "session:" + id, details);
        journal.event(connection, actor, Journal.SESSION_ENDED, id.value(), details);
    }

    private void sweep() {
        Instant now = clock.instant();
        Map<SessionId, Instant> used = new HashMap<>();
        for (Live live : byId.values()) {
            if (!live.usedAt.equals(live.writtenAt)) {
                used.put(live.session.id(), live.usedAt);
            }
        }
        List<SessionTable.Ended> gone = database.change(connection -> {
            if (!used.isEmpty()) {
                SessionTable.used(connection, used);
            }
            SessionTable.forget(connection, now.minus(KEPT));
            List<SessionTable.Ended> old = SessionTable.endOld(connection, now.minus(settings.idle()), now);
            for (SessionTable.Ended each : old) {
                journal(connection, Principal.system(each.tenant(), "security"), each.id(), each.why());
            }
            return old;
        });
        if (!gone.isEmpty()) {
            journal.committed();
        }
        used.forEach((id, at) -> {
            Live live = byId.get(id);
            if (live != null) {
                live.writtenAt = at;
            }
        });
        gone.forEach(each -> ended(List.of(each.id()), each.why()));
        // What an event told before the directory had heard of it.
        recheck();
    }
}
