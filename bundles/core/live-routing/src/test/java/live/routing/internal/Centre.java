// SPDX-License-Identifier: Apache-2.0
package live.routing.internal;

import static org.awaitility.Awaitility.await;

import java.sql.Connection;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.DoubleSupplier;
import javax.sql.DataSource;
import live.core.HoursId;
import live.core.InteractionId;
import live.core.Meter;
import live.core.Meters;
import live.core.QueueId;
import live.core.SkillId;
import live.core.TeamId;
import live.core.TenantId;
import live.core.UserId;
import live.core.cluster.NodeId;
import live.directory.Directory;
import live.directory.Hours;
import live.directory.User;
import live.lib.router.QueueRule;
import live.routing.AgentDesk;
import live.routing.Outcome;
import live.routing.Skill;
import live.routing.WorkId;
import live.routing.WorkRequest;
import live.routing.internal.store.DiversionDefinition;
import live.routing.internal.store.QueueDefinition;
import live.routing.internal.store.QueueVersion;

/** Routing as in the product, on a real database, with people of its own and without OSGi. */
final class Centre implements AutoCloseable {
    static final TenantId TENANT = TenantId.DEFAULT;
    static final UserId ANN = UserId.of("00000000-0000-7000-8000-00000000000a");
    static final UserId BOB = UserId.of("00000000-0000-7000-8000-00000000000b");
    static final SkillId GERMAN = SkillId.of("00000000-0000-7000-8000-0000000000dd");
    static final QueueId SALES = QueueId.of("00000000-0000-7000-8000-0000000000cc");

    static final QueueVersion.Change BY_THE_PLATFORM =
            new QueueVersion.Change(Optional.empty(), QueueVersion.Act.CREATE, OptionalLong.empty());

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final int AWAY_SECONDS = 120;

    final People people;
    final ThreadTasks tasks = new ThreadTasks();
    final Strategies strategies = new Strategies(tasks, Duration.ofSeconds(3));
    final Companions companions;
    final Domains domains;
    final QueueBook book;
    final Rests rests;
    final JournalledRouter router;
    final JournalledDesk desk;
    final Feeds feeds;
    final Statistics statistics;

    Centre(DataSource source) throws Exception {
        this(source, AWAY_SECONDS);
    }

    /**
     * @param awaySeconds how long a ready agent may be without a browser
     */
    Centre(DataSource source, int awaySeconds) throws Exception {
        this(source, awaySeconds, alone());
    }

    Centre(DataSource source, int awaySeconds, Companions companions) throws Exception {
        this(source, awaySeconds, companions, new People(), Clock.systemUTC());
    }

    Centre(DataSource source, int awaySeconds, Companions companions, People people, Clock clock) throws Exception {
        this.companions = companions;
        this.people = people;
        domains = new Domains(
                new Configured(new String[] {"email=3", "call=1", "chat=2"}, new String[] {"email=call"}, awaySeconds),
                source,
                () -> "routing",
                people,
                strategies,
                companions,
                tasks,
                new NoMeters(),
                clock);
        book = new QueueBook(domains);
        rests = new Rests(domains, book);
        router = new JournalledRouter(domains, book, rests);
        desk = new JournalledDesk(domains, rests, tasks);
        feeds = new Feeds(domains, tasks);
        statistics = new Statistics(domains, source, people, tasks, Clock.systemUTC());
    }

    /** No other node is there. */
    static Companions alone() {
        return new Companions(() -> new NodeId(java.util.UUID.randomUUID()));
    }

    /** A centre on an empty database, with one queue more than {@code Unsorted}; it routes when this returns. */
    static Centre fresh(DataSource source, int awaySeconds, QueueDefinition queue) throws Exception {
        empty(source);
        Centre centre = begun(source, awaySeconds);
        centre.open(queue);
        return centre;
    }

    /** Takes away whatever was routed, and all queues but {@code Unsorted}. */
    static void empty(DataSource source) throws Exception {
        try (Connection connection = source.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("truncate routing.domain, routing.journal, routing.snapshot, routing.checkpoint, "
                    + "routing.capacity, routing.queue_version, routing.statistics_queue, routing.statistics_agent, "
                    + "routing.statistics_time, routing.statistics_track");
            statement.execute("delete from routing.queue where rules ->> 'name' <> 'Unsorted'");
        }
    }

    /** Adds a queue; contacts may come when this returns. */
    void open(QueueDefinition queue) {
        domains.queues().create(queue, BY_THE_PLATFORM, connection -> {});
        book.changed(TENANT);
        await().atMost(PATIENCE).until(() -> domains.domain(TENANT)
                .ask(view -> view.queue(queue.id().value()).isPresent())
                .toCompletableFuture()
                .get(5, TimeUnit.SECONDS));
    }

    static Centre fresh(DataSource source, QueueDefinition queue) throws Exception {
        return fresh(source, AWAY_SECONDS, queue);
    }

    /** A centre on what the database holds; it routes when this returns. */
    static Centre begun(DataSource source, int awaySeconds) throws Exception {
        return begun(new Centre(source, awaySeconds));
    }

    /** Waits until it routes. */
    static Centre begun(Centre centre) {
        await().ignoreExceptions().atMost(PATIENCE).until(centre::open);
        return centre;
    }

    static Centre begun(DataSource source) throws Exception {
        return begun(source, AWAY_SECONDS);
    }

    static QueueDefinition sales(int offerSeconds, int wrapUpSeconds) {
        return sales(offerSeconds, wrapUpSeconds, "longest-idle");
    }

    static QueueDefinition sales(int offerSeconds, int wrapUpSeconds, String strategy) {
        return new QueueDefinition(
                TENANT,
                SALES,
                "Sales",
                Optional.of("email"),
                0,
                List.of(),
                List.of(),
                offerSeconds,
                wrapUpSeconds,
                0,
                OptionalInt.empty(),
                strategy,
                false,
                List.<TeamId>of(),
                List.of(),
                DiversionDefinition.NONE,
                QueueRule.MAX_ATTEMPTS,
                true,
                1);
    }

    static WorkRequest request(QueueId queue, int priority, Instant since, Skill... skills) {
        return new WorkRequest(
                TENANT,
                new InteractionId(java.util.UUID.randomUUID()),
                queue,
                "email",
                Set.of(skills),
                priority,
                Optional.empty(),
                Optional.empty(),
                since,
                Optional.empty(),
                Optional.empty(),
                Map.of("channel", "email/support"));
    }

    static WorkId work() {
        return new WorkId(live.core.Uuid7.next());
    }

    static Outcome done(CompletionStage<Outcome> stage)
            throws InterruptedException, ExecutionException, TimeoutException {
        return stage.toCompletableFuture().get(10, TimeUnit.SECONDS);
    }

    Outcome ready(UserId agent) throws Exception {
        return done(desk.presence(TENANT, agent, AgentDesk.Presence.READY, ""));
    }

    /** Whether the domain runs and knows its queues and people. */
    boolean open() throws Exception {
        RoutingDomain domain = domains.domain(TENANT);
        return domain.available()
                && domain.ask(view ->
                                view.agents().size() == 2 && !view.queueIds().isEmpty())
                        .toCompletableFuture()
                        .get(5, TimeUnit.SECONDS);
    }

    @Override
    public void close() throws Exception {
        feeds.stop();
        statistics.stop();
        desk.stop();
        domains.stop();
        tasks.close();
    }

    /** The defaults but for these. */
    record Configured(String[] capacity, String[] blocked, int awaySeconds, int reconcileSeconds)
            implements RoutingConfig {
        Configured(String[] capacity, String[] blocked, int awaySeconds) {
            this(capacity, blocked, awaySeconds, 0);
        }

        Configured(String[] capacity, String[] blocked) {
            this(capacity, blocked, AWAY_SECONDS);
        }

        @Override
        public Class<? extends java.lang.annotation.Annotation> annotationType() {
            return RoutingConfig.class;
        }

        @Override
        public int priorityStepSeconds() {
            return 300;
        }

        @Override
        public int retryPauseSeconds() {
            return 30;
        }

        @Override
        public int missLimit() {
            return 3;
        }

        @Override
        public int offersAtOnce() {
            return 1;
        }

        @Override
        public int waitingLimit() {
            return 1_000_000;
        }

        @Override
        public int journalDays() {
            return 30;
        }

        @Override
        public int statisticsDays() {
            return 400;
        }

        @Override
        public int shortAbandonSeconds() {
            return 5;
        }

        @Override
        public String[] reasons() {
            return new String[] {"lunch"};
        }
    }

    /** Ann speaks German, Bob does not. */
    static final class People implements Directory {
        /** Opening hours, to be changed by tests. */
        final Map<HoursId, Hours> hours = new ConcurrentHashMap<>();

        private final List<User> hired = new CopyOnWriteArrayList<>();

        UserId hire(String name) {
            UserId id = new UserId(live.core.Uuid7.next());
            hired.add(user(id, name, Map.of()));
            return id;
        }

        private static User user(UserId id, String name, Map<SkillId, Integer> skills) {
            return new User(
                    TENANT, id, name, name, name + "@example.org", "en", Optional.empty(), List.of(), skills, true, 1);
        }

        @Override
        public List<User> users(TenantId tenant) {
            List<User> all = new ArrayList<>(List.of(user(ANN, "ann", Map.of(GERMAN, 4)), user(BOB, "bob", Map.of())));
            all.addAll(hired);
            return all;
        }

        @Override
        public Optional<User> user(TenantId tenant, UserId user) {
            return users(tenant).stream().filter(each -> each.id().equals(user)).findFirst();
        }

        @Override
        public Optional<User> userByLogin(TenantId tenant, String login) {
            return users(tenant).stream()
                    .filter(each -> each.login().equals(login))
                    .findFirst();
        }

        @Override
        public Map<UserId, String> names(TenantId tenant, Collection<UserId> users) {
            return Map.of(ANN, "ann", BOB, "bob");
        }

        @Override
        public Map<TeamId, String> teams(TenantId tenant) {
            return Map.of();
        }

        @Override
        public Map<SkillId, String> skills(TenantId tenant) {
            return Map.of(GERMAN, "German");
        }

        @Override
        public Map<HoursId, Hours> hours(TenantId tenant) {
            return Map.copyOf(hours);
        }

        @Override
        public Watch watch(Runnable changed) {
            return () -> {};
        }
    }

    static final class NoMeters implements Meters {
        @Override
        public Meter meter(String name, String... labels) {
            return new Meter() {
                @Override
                public void count(long amount) {}

                @Override
                public void took(Duration duration) {}
            };
        }

        @Override
        public AutoCloseable gauge(String name, DoubleSupplier value, String... labels) {
            return () -> {};
        }
    }
}
