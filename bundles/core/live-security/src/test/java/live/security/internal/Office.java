// SPDX-License-Identifier: Apache-2.0
package live.security.internal;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.annotation.Annotation;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.sql.DataSource;
import live.core.Principal;
import live.core.Task;
import live.core.TaskHandle;
import live.core.Tasks;
import live.core.TeamId;
import live.core.TenantId;
import live.core.UserId;
import live.core.Uuid7;
import live.core.audit.AuditEntry;
import live.core.audit.AuditQuery;
import live.core.audit.AuditRecord;
import live.core.audit.AuditTrail;
import live.core.audit.AuditVerdict;
import live.core.event.Events;
import live.core.internal.event.EventTable;
import live.core.internal.key.RealKeys;
import live.core.store.Keys;
import live.core.store.SchemaReady;
import live.core.store.StatementPart;
import live.directory.User;
import live.directory.internal.CachedDirectory;
import live.directory.internal.Enrolment;
import live.directory.internal.store.DirectoryStore;
import live.directory.internal.store.Groups;
import live.directory.internal.store.Groups.Kind;
import live.lib.sql.Database;
import live.security.EndedSession;
import live.security.SessionId;
import live.security.SessionListener;
import live.test.postgres.PersistenceUnit;
import org.jspecify.annotations.Nullable;

/** The module put together by hand over a real database and the real directory. */
final class Office {
    static final Principal SYSTEM = Principal.system(TenantId.DEFAULT, "test");

    static final Origin HOME = new Origin("192.0.2.1", "test", Optional.empty());

    private static @Nullable Path keyFolder;

    final TestClock clock = new TestClock();
    final TestTasks tasks = new TestTasks();
    final List<AuditEntry> audited = new CopyOnWriteArrayList<>();
    final Database database;
    final CachedDirectory directory;
    final Enrolment users;
    final Grants grants;
    final LiveSessions sessions;
    final ApiTokens tokens;
    final StaffAccounts accounts;
    final Settings settings;
    final Keys keys;
    final SecondFactors factors;
    final Browsers browsers;
    final SignIn signIn;
    final Console console;
    final Journal journal;
    final Heard heard = new Heard();
    private final DataSource source;
    private final DirectoryStore store;

    Office(DataSource source) {
        this.source = source;
        SchemaReady ready = () -> "any";
        AuditTrail audit = new AuditTrail() {
            @Override
            public void record(Connection transaction, AuditEntry entry) {
                audited.add(entry);
            }

            @Override
            public void record(Connection transaction, List<AuditEntry> entries) {
                audited.addAll(entries);
            }

            @Override
            public void record(AuditEntry entry) {
                audited.add(entry);
            }

            @Override
            public StatementPart recording(String name, List<AuditEntry> entries) {
                throw new UnsupportedOperationException();
            }

            @Override
            public List<AuditRecord> search(TenantId tenant, AuditQuery query) {
                throw new UnsupportedOperationException();
            }

            @Override
            public AuditVerdict verify(TenantId tenant) {
                throw new UnsupportedOperationException();
            }
        };
        Events events = new EventTable(source, ready);
        settings = new Settings(new Plain());
        database = new Database(source);
        store = new DirectoryStore(new PersistenceUnit("directory", source), ready);
        directory = new CachedDirectory(store);
        users = new Enrolment(store, new live.directory.internal.Journal(audit, events, directory));
        journal = new Journal(audit, events);
        grants = new Grants(source, ready, directory, settings);
        grants.addPermissions(() -> Map.of("user.read", "", "user.write", "", "module.write", ""));
        sessions = new LiveSessions(source, ready, grants, journal, settings, clock, tasks);
        sessions.addListener(new Present<>(heard));
        tokens = new ApiTokens(source, ready, grants, journal, settings, clock, tasks);
        accounts = new StaffAccounts(directory, directory, grants, sessions, journal, clock);
        keys = RealKeys.of(source, keyFolder());
        factors = new SecondFactors(source, ready, keys, grants, journal, clock);
        browsers = new Browsers(source, ready, journal, settings, clock, tasks);
        signIn = new SignIn(source, ready, directory, grants, sessions, journal, factors, browsers, settings);
        console = new Console(source, ready, directory, accounts, grants, sessions, tokens, factors, journal, clock);
    }

    FirstPassword firstStart(Path folder) {
        FirstPassword password = new FirstPassword(source, directory, folder);
        new FirstStart(source, () -> "security", users, accounts, grants, journal, clock, tasks, password);
        directory.changed();
        return password;
    }

    /** Adds a user with a password and roles. */
    Principal user(String login, String password, String... roles) {
        UserId id = users.add(SYSTEM, login, login, "", "en");
        database.act(connection -> {
            accounts.roles(connection, SYSTEM, id, List.of(roles));
            accounts.password(connection, SYSTEM, id, password, false);
        });
        directory.changed();
        grants.forget(TenantId.DEFAULT, id);
        return principal(id);
    }

    TeamId team(String name) {
        UUID id = Uuid7.next();
        store.act(work -> work.groups()
                .add(
                        TenantId.DEFAULT,
                        Kind.TEAM,
                        new Groups.Group(id, name, 0, Optional.empty(), Optional.empty(), 1)));
        directory.changed();
        return new TeamId(id);
    }

    void join(UserId user, TeamId team) {
        teams(user, List.of(team));
    }

    void leaveAll(UserId user) {
        teams(user, List.of());
    }

    private void teams(UserId id, List<TeamId> teams) {
        store.act(work -> {
            User user = work.staff().find(TenantId.DEFAULT, id).orElseThrow();
            work.staff()
                    .change(new User(
                            user.tenant(),
                            id,
                            user.login(),
                            user.name(),
                            user.email(),
                            user.locale(),
                            user.unit(),
                            teams,
                            user.skills(),
                            true,
                            user.version()));
        });
        directory.changed();
    }

    Principal principal(UserId id) {
        return grants.principal(TenantId.DEFAULT, id).orElseThrow();
    }

    LiveSessions.Opened signIn(String login, String password) {
        return signIn(SignIn.Proof.of(login, password), HOME).session();
    }

    SignIn.Opened signIn(SignIn.Proof proof, Origin origin) {
        return signIn.signIn(TenantId.DEFAULT, proof, origin);
    }

    /** One key for all tests of this process: they share the database. */
    private static synchronized Path keyFolder() {
        try {
            if (keyFolder == null) {
                keyFolder = Files.createTempDirectory("keys");
            }
            return keyFolder;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    List<String> actions() {
        return audited.stream().map(AuditEntry::action).toList();
    }

    /** Runs what runs from time to time. */
    void sweep() throws Exception {
        for (Task task : List.copyOf(tasks.every)) {
            task.run();
        }
    }

    static final class Heard implements SessionListener {
        final List<EndedSession> all = new CopyOnWriteArrayList<>();
        final List<SessionId> ended = new CopyOnWriteArrayList<>();
        final List<SessionId> changed = new CopyOnWriteArrayList<>();

        @Override
        public void ended(EndedSession session) {
            ended.add(session.id());
            all.add(session);
        }

        @Override
        public void permissionsChanged(SessionId session) {
            changed.add(session);
        }
    }

    static final class TestClock extends Clock {
        private Instant now = Instant.parse("2026-03-01T08:00:00Z");

        void pass(Duration time) {
            now = now.plus(time);
        }

        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }

    /** Runs a task at once, and remembers those that are to be repeated. */
    static final class TestTasks implements Tasks {
        final List<Task> every = new ArrayList<>();

        @Override
        public TaskHandle run(String name, Task task) {
            try {
                task.run();
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
            return new Done();
        }

        @Override
        public TaskHandle every(String name, Duration pause, Task task) {
            every.add(task);
            return new Done();
        }

        @Override
        public TaskHandle after(String name, Duration delay, Task task) {
            return run(name, task);
        }
    }

    private static final class Done implements TaskHandle {
        @Override
        public void close() {}

        @Override
        public boolean awaitEnd(Duration limit) {
            return true;
        }
    }

    /** The settings as they come, but for a few. */
    @SuppressWarnings("BadAnnotationImplementation")
    static class Plain implements Settings.Config {
        @Override
        public String[] secondFactorRoles() {
            return new String[0];
        }

        @Override
        public int trustedBrowserDays() {
            return 30;
        }

        @Override
        public int confirmMinutes() {
            return 15;
        }

        @Override
        public int historyDays() {
            return 90;
        }

        @Override
        public int idleMinutes() {
            return 60;
        }

        @Override
        public int absoluteHours() {
            return 10;
        }

        @Override
        public int tokenDays() {
            return 90;
        }

        @Override
        public int longestTokenDays() {
            return 366;
        }

        @Override
        public int signInsPerAddress() {
            return 1_000;
        }

        @Override
        public int failuresPerLogin() {
            return 3;
        }

        @Override
        public String[] trustedProxies() {
            return new String[0];
        }

        @Override
        public Class<? extends Annotation> annotationType() {
            return Settings.Config.class;
        }
    }
}
