// SPDX-License-Identifier: Apache-2.0
package live.routing.internal;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import live.core.Meter;
import live.core.TaskHandle;
import live.core.TenantId;
import live.core.UserId;
import live.core.cluster.NodeId;
import live.lib.router.Input;
import live.lib.router.Outcome;
import live.lib.router.View;
import live.routing.Offer;
import live.routing.internal.store.Journal;
import live.routing.internal.store.Partitions;
import live.test.postgres.PostgresServer;

/** A routing domain as it runs in the product, on a PostgreSQL server of its own that syncs: for measuring. */
public final class DurableDomain implements AutoCloseable {
    private static final TenantId TENANT = TenantId.DEFAULT;
    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final int AGE_MEGABYTES = 1_500;

    private final PostgresServer server = new PostgresServer("routing");
    private final ThreadTasks tasks = new ThreadTasks();
    private final Journal journal;
    private final Partitions partitions;
    private final RoutingDomain domain;
    private final List<TaskHandle> handles;
    private final CountDownLatch begun = new CountDownLatch(1);
    private final AtomicLong commits = new AtomicLong();
    private final AtomicLong lastCommit = new AtomicLong();
    private final AtomicLong longestPause = new AtomicLong();

    /**
     * What a recovery took.
     *
     * @param contacts how many were there again
     * @param entries how many entries of the journal were read after the snapshot
     */
    public record Recovered(int contacts, long entries, long millis) {}

    @SuppressWarnings("NullAway") // there is no test whose beginning it could be
    public DurableDomain() throws Exception {
        server.beforeAll(null);
        age();
        journal = new Journal(server.dataSource());
        partitions = new Partitions(server.dataSource());
        UUID node = UUID.randomUUID();
        Strategies strategies = new Strategies(tasks, Duration.ofSeconds(3));
        Companions alone = new Companions(() -> new NodeId(node));
        domain = new RoutingDomain(TENANT, journal, Clock.systemUTC(), strategies, alone, silent(), new Hooks());
        handles = List.of(
                tasks.run("answers", domain::answer),
                tasks.run("domain", domain::run),
                tasks.run("commits", domain::commit));
        if (!begun.await(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
            throw new IllegalStateException("the domain does not begin");
        }
    }

    /**
     * The server keeps its log as the product's own does, and has run for a while: where its log goes there are old segments
     * already. To make a new one takes some milliseconds, for which all commits wait.
     */
    private void age() throws SQLException {
        try (Connection connection = server.dataSource().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("alter system set min_wal_size = '2GB'");
            statement.execute("alter system set max_wal_size = '4GB'");
            statement.execute("alter system set wal_compression = on");
            statement.execute("select pg_reload_conf()");
            statement.execute("select count(pg_logical_emit_message(false, '', repeat('.', 1 << 20)))"
                    + " from generate_series(1, " + AGE_MEGABYTES + ")");
            statement.execute("checkpoint");
        }
    }

    private static Gauges silent() {
        Meter meter = new Meter() {
            @Override
            public void count(long amount) {}

            @Override
            public void took(Duration duration) {}
        };
        return new Gauges(meter, meter, meter, meter, meter, meter);
    }

    /** Answered after the commit; fails when the ring is full. */
    public CompletionStage<Outcome> send(Input input) {
        return domain.send(input);
    }

    public CompletionStage<Outcome> accept(UUID agent, Offer offer) {
        return send(new Input.Accept(agent, OfferIds.number(offer.id())));
    }

    /** Calls back with each new state of an agent's desk, after the commit, on the thread that tells. */
    public void watch(UUID agent, Consumer<DeskState> watcher) {
        domain.desks().watch(new UserId(agent), watcher);
    }

    /** How many commands wait to be taken. */
    public int backlog() {
        return domain.waiting();
    }

    public int contacts() {
        return domain.contacts();
    }

    public long entries() {
        return domain.sequence();
    }

    public long commits() {
        return commits.get();
    }

    /** The longest time between two commits since this was last asked, nanoseconds. */
    public long longestPause() {
        return longestPause.getAndSet(0);
    }

    /** Writes a snapshot beside the running domain, as upkeep does each minute. */
    public void snapshot() {
        domain.snapshot();
    }

    /** What whoever takes over after a crash does: brings an engine of its own to where the journal ends. */
    public Recovered recover() {
        long snapshot =
                journal.newestSnapshot(TENANT).map(Journal.Snapshot::sequence).orElse(0L);
        long begun = System.nanoTime();
        Recovery recovery = new Recovery(journal, TENANT);
        long millis = (System.nanoTime() - begun) / 1_000_000;
        return new Recovered(recovery.engine().view().workCount(), recovery.sequence() - snapshot, millis);
    }

    @Override
    @SuppressWarnings("NullAway")
    public void close() throws Exception {
        handles.forEach(TaskHandle::close);
        for (TaskHandle handle : handles) {
            handle.awaitEnd(PATIENCE);
        }
        tasks.close();
        server.afterAll(null);
    }

    private final class Hooks implements RoutingDomain.Hooks {
        @Override
        public void prepare() {
            partitions.prepare(Clock.systemUTC().instant());
        }

        @Override
        public void started() {
            begun.countDown();
        }

        @Override
        public void committed() {
            long now = System.nanoTime();
            long before = lastCommit.getAndSet(now);
            commits.incrementAndGet();
            if (before != 0) {
                longestPause.accumulateAndGet(now - before, Math::max);
            }
        }

        @Override
        public void queuesChanged() {}

        @Override
        public Set<UUID> present() {
            return Set.of();
        }

        @Override
        public List<Input.SetOpening> openings(View view) {
            return List.of();
        }
    }
}
