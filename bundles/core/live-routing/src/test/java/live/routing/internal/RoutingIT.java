// SPDX-License-Identifier: Apache-2.0
package live.routing.internal;

import static java.util.concurrent.TimeUnit.SECONDS;
import static live.routing.internal.Centre.ANN;
import static live.routing.internal.Centre.BOB;
import static live.routing.internal.Centre.SALES;
import static live.routing.internal.Centre.TENANT;
import static live.routing.internal.Centre.done;
import static live.routing.internal.Centre.request;
import static live.routing.internal.Centre.work;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import live.core.QueueId;
import live.core.UserId;
import live.routing.AgentDesk;
import live.routing.Assignment;
import live.routing.Offer;
import live.routing.Outcome;
import live.routing.RoutingListener;
import live.routing.Skill;
import live.routing.Target;
import live.routing.WorkId;
import live.routing.internal.store.Capacities;
import live.test.postgres.PostgresServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class RoutingIT {
    @RegisterExtension
    static final PostgresServer POSTGRES = new PostgresServer("routing");

    private static final Outcome DONE = new Outcome.Done();
    /** A domain begins anew within this time, however busy the machine. */
    private static final Duration BEGINNING = Duration.ofSeconds(60);

    private Centre centre;

    @BeforeEach
    void open() throws Exception {
        POSTGRES.start();
        centre = Centre.fresh(POSTGRES.dataSource(), Centre.sales(20, 60));
    }

    private void start() throws Exception {
        centre = Centre.begun(POSTGRES.dataSource());
    }

    @AfterEach
    void close() throws Exception {
        POSTGRES.start();
        centre.close();
    }

    private WorkId submit(QueueId queue, int priority, Instant since, Skill... skills) throws Exception {
        WorkId work = work();
        assertThat(done(centre.router.submit(work, request(queue, priority, since, skills))))
                .isEqualTo(DONE);
        return work;
    }

    private Offer offer(UserId agent) {
        await().until(() -> !centre.desk.offers(TENANT, agent).isEmpty());
        return centre.desk.offers(TENANT, agent).get(0);
    }

    private static final class Listener implements RoutingListener {
        final List<Change> changes = new CopyOnWriteArrayList<>();

        @Override
        public String name() {
            return "test.listener";
        }

        @Override
        public void changed(Change change) {
            changes.add(change);
        }

        List<State> of(WorkId work) {
            return changes.stream()
                    .filter(change -> change.work().equals(work))
                    .map(Change::state)
                    .toList();
        }
    }

    @Test
    void workPassesTheDeskAndListenersHearOfItInOrder() throws Exception {
        Listener listener = new Listener();
        centre.feeds.add(listener);
        assertThat(centre.ready(ANN)).isEqualTo(DONE);
        WorkId work = submit(SALES, 5, Instant.now());
        Offer offer = offer(ANN);
        assertThat(offer.work()).isEqualTo(work);
        assertThat(Duration.between(offer.offeredAt(), offer.expiresAt())).isEqualTo(Duration.ofSeconds(20));
        assertThat(done(centre.desk.accept(TENANT, BOB, offer.id()))).isInstanceOf(Outcome.Gone.class);
        assertThat(done(centre.desk.accept(TENANT, ANN, offer.id()))).isEqualTo(DONE);
        Assignment assignment = centre.desk.assignments(TENANT, ANN).get(0);
        assertThat(assignment.interaction()).isEqualTo(offer.interaction());
        assertThat(centre.desk.state(TENANT, ANN).capacity()).contains(new DeskState.Room("email", 1, 3));
        assertThat(done(centre.desk.finish(TENANT, ANN, work))).isEqualTo(DONE);
        assertThat(centre.desk.assignments(TENANT, ANN).get(0).wrapUpUntil()).isPresent();
        assertThat(done(centre.desk.wrapUp(TENANT, ANN, work, "solved"))).isEqualTo(DONE);
        assertThat(centre.desk.assignments(TENANT, ANN)).isEmpty();
        // Each at least once.
        await().untilAsserted(() -> assertThat(listener.of(work).stream().distinct())
                .containsExactly(
                        RoutingListener.State.WAITING,
                        RoutingListener.State.OFFERED,
                        RoutingListener.State.ASSIGNED,
                        RoutingListener.State.WRAP_UP,
                        RoutingListener.State.DONE));
        assertThat(listener.changes)
                .allSatisfy(change -> assertThat(change.interaction()).isEqualTo(offer.interaction()));
    }

    @Test
    void whateverTheClockOfWhoeverBringsItAContactComesNow() throws Exception {
        centre.ready(ANN);
        WorkId ahead = submit(SALES, 5, Instant.now().plus(Duration.ofHours(1)));
        assertThat(offer(ANN).work()).isEqualTo(ahead);
        assertThat(offer(ANN).waitingSince()).isBeforeOrEqualTo(Instant.now());
    }

    @Test
    void aListenerThatFailsHearsTheSameAgain() throws Exception {
        List<WorkId> heard = new CopyOnWriteArrayList<>();
        RoutingListener failing = new RoutingListener() {
            private boolean failed;

            @Override
            public String name() {
                return "test.failing";
            }

            @Override
            public void changed(Change change) {
                heard.add(change.work());
                if (!failed) {
                    failed = true;
                    throw new IllegalStateException("planned");
                }
            }
        };
        centre.feeds.add(failing);
        WorkId work = submit(SALES, 5, Instant.now());
        await().untilAsserted(() -> assertThat(heard).containsExactly(work, work));
    }

    @Test
    void skillsTransferAndPullWorkAcrossTheDesk() throws Exception {
        centre.ready(BOB);
        WorkId german = submit(SALES, 5, Instant.now(), new Skill(Centre.GERMAN, 3));
        WorkId any = submit(SALES, 5, Instant.now());
        assertThat(offer(BOB).work()).isEqualTo(any);
        done(centre.desk.accept(TENANT, BOB, offer(BOB).id()));
        assertThat(done(centre.desk.transfer(TENANT, ANN, any, new Target.Agent(ANN))))
                .isInstanceOf(Outcome.Refused.class);
        assertThat(done(centre.desk.transfer(TENANT, BOB, any, new Target.Agent(ANN))))
                .isEqualTo(DONE);
        assertThat(done(centre.desk.pull(TENANT, ANN, german))).isInstanceOf(Outcome.Refused.class);
        centre.ready(ANN);
        assertThat(offer(ANN).work()).isIn(german, any);
        assertThat(done(centre.router.transfer(TENANT, german, new Target.External("+49"))))
                .isInstanceOf(Outcome.Refused.class);
        assertThat(done(centre.router.cancel(TENANT, german, "solved-by-itself")))
                .isEqualTo(DONE);
        assertThat(offer(ANN).work()).isEqualTo(any);
    }

    @Test
    void whoHasASkillGetsWhatIsHandedToItAtItsOldPlace() throws Exception {
        centre.ready(BOB);
        Instant longAgo = Instant.now().minusSeconds(600);
        WorkId work = submit(SALES, 5, longAgo);
        done(centre.desk.accept(TENANT, BOB, offer(BOB).id()));
        centre.ready(ANN);

        assertThat(done(centre.desk.transfer(TENANT, BOB, work, new Target.SkillGroup(Centre.GERMAN, 4))))
                .isEqualTo(DONE);

        Offer offer = offer(ANN);
        assertThat(offer.work()).isEqualTo(work);
        assertThat(offer.queue()).isEqualTo(SALES);
        assertThat(offer.waitingSince()).isEqualTo(longAgo.truncatedTo(java.time.temporal.ChronoUnit.MILLIS));
        assertThat(centre.desk.offers(TENANT, BOB)).isEmpty();
    }

    @Test
    void aContactOfADeletedQueueIsNotRefused() throws Exception {
        WorkId work = submit(QueueId.next(), 5, Instant.now());
        assertThat(centre.domains
                        .domain(TENANT)
                        .ask(view ->
                                view.work(work.value()).orElseThrow().request().queue())
                        .toCompletableFuture()
                        .get(5, SECONDS))
                .isEqualTo(QueueId.UNSORTED.value());
    }

    @Test
    void afterARestartEverythingIsBackAtItsPlace() throws Exception {
        centre.ready(ANN);
        Instant longAgo = Instant.now().minusSeconds(3600);
        WorkId owned = submit(SALES, 5, longAgo);
        done(centre.desk.accept(TENANT, ANN, offer(ANN).id()));
        WorkId offered = submit(SALES, 5, longAgo.plusSeconds(1));
        offer(ANN);
        WorkId urgent = submit(SALES, 9, Instant.now());
        centre.close();
        start();
        assertThat(centre.desk.assignments(TENANT, ANN))
                .extracting(Assignment::work)
                .containsExactly(owned);
        assertThat(centre.desk.state(TENANT, ANN).reachable()).isFalse();
        assertThat(centre.desk.offers(TENANT, ANN)).isEmpty();
        // Repeating what was acknowledged has no effect.
        assertThat(done(centre.router.submit(offered, request(SALES, 1, Instant.now()))))
                .isEqualTo(DONE);
        centre.desk.opened(TENANT, ANN);
        // An hour of waiting is worth more than four steps of priority.
        assertThat(offer(ANN).work()).isEqualTo(offered);
        assertThat(offer(ANN).waitingSince().toEpochMilli())
                .isEqualTo(longAgo.plusSeconds(1).toEpochMilli());
        done(centre.desk.accept(TENANT, ANN, offer(ANN).id()));
        assertThat(offer(ANN).work()).isEqualTo(urgent);
    }

    @Test
    void whileTheDatabaseIsAwayNothingIsOfferedAndAfterwardsItGoesOnByItself() throws Exception {
        centre.ready(ANN);
        WorkId first = submit(SALES, 5, Instant.now());
        Offer offer = offer(ANN);
        POSTGRES.stop();
        WorkId second = work();
        var answer =
                centre.router.submit(second, request(SALES, 5, Instant.now())).toCompletableFuture();
        await().until(() -> !centre.domains.domain(TENANT).available());
        assertThat(answer).isNotDone();
        assertThatThrownBy(() -> done(centre.router.submit(work(), request(SALES, 5, Instant.now()))))
                .hasMessageContaining("routing.unavailable");
        assertThat(new RoutingHealth(centre.domains).check().code()).isEqualTo("routing.unavailable");
        POSTGRES.start();
        await().atMost(Duration.ofSeconds(20))
                .until(() -> centre.domains.domain(TENANT).available());
        assertThat(answer.get(10, SECONDS)).isEqualTo(DONE);
        // Nobody could answer meanwhile, so the offer has its whole time anew.
        await().until(() -> offer(ANN).expiresAt().isAfter(offer.expiresAt()));
        assertThat(offer(ANN).id()).isEqualTo(offer.id());
        assertThat(done(centre.desk.accept(TENANT, ANN, offer.id()))).isEqualTo(DONE);
        assertThat(centre.desk.assignments(TENANT, ANN))
                .extracting(Assignment::work)
                .containsExactly(first);
        assertThat(offer(ANN).work()).isEqualTo(second);
    }

    @Test
    void whatHappensWhileTheDatabaseIsAwayIsMadeUpForAfterwards() throws Exception {
        centre.desk.opened(TENANT, ANN);
        centre.ready(ANN);
        centre.desk.opened(TENANT, BOB);
        centre.ready(BOB);
        centre.desk.closed(TENANT, ANN);
        await().atMost(Duration.ofSeconds(15))
                .until(() -> !centre.desk.state(TENANT, ANN).reachable());
        POSTGRES.stop();
        await().until(() -> !centre.domains.domain(TENANT).available());
        // One comes, one goes, one is hired.
        centre.desk.opened(TENANT, ANN);
        centre.desk.closed(TENANT, BOB);
        UserId carl = centre.people.hire("carl");
        centre.domains.rulesChanged(TENANT);
        await("he counts as gone, and routing cannot be told")
                .atMost(Duration.ofSeconds(15))
                .until(() -> Thread.getAllStackTraces().keySet().stream()
                        .noneMatch(thread -> thread.getName().equals("routing.session")));
        POSTGRES.start();
        await().atMost(Duration.ofSeconds(20))
                .until(() -> centre.desk.state(TENANT, ANN).reachable());
        await().until(() -> !centre.desk.state(TENANT, BOB).reachable());
        await().ignoreExceptions().until(() -> centre.ready(carl).equals(DONE));
    }

    @Test
    void aFeedLooksWhereItStandsWhenTheDomainBeginsAnew() throws Exception {
        Listener listener = new Listener();
        centre.feeds.add(listener);
        WorkId kept = submit(SALES, 5, Instant.now());
        await().atMost(BEGINNING)
                .untilAsserted(() -> assertThat(listener.of(kept)).containsExactly(RoutingListener.State.WAITING));
        long sequence = centre.domains.domain(TENANT).sequence();
        WorkId lost = kept;
        for (int i = 0; i < 20; i++) {
            lost = submit(SALES, 5, Instant.now());
        }
        WorkId last = lost;
        await().atMost(BEGINNING)
                .untilAsserted(() -> assertThat(listener.of(last)).containsExactly(RoutingListener.State.WAITING));
        // As a fail-over to a database that does not have the newest.
        try (Connection connection = POSTGRES.dataSource().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("begin; delete from routing.journal where first > " + sequence
                    + "; update routing.checkpoint set sequence = " + sequence
                    + "; update routing.domain set sequence = " + sequence
                    + ", epoch = epoch + 1, until = clock_timestamp(); commit");
        }
        await().atMost(BEGINNING).until(() -> centre.domains.domain(TENANT).sequence() < sequence + 20);
        WorkId next = work();
        await().atMost(BEGINNING).ignoreExceptions().until(() -> done(centre.router.submit(
                        next, request(SALES, 5, Instant.now())))
                .equals(DONE));

        await().atMost(BEGINNING)
                .untilAsserted(() -> assertThat(listener.of(next)).containsExactly(RoutingListener.State.WAITING));
    }

    @Test
    void anAgentMayHandleAnotherNumberThanEverybody() throws Exception {
        assertThat(centre.domains
                        .capacities()
                        .replace(TENANT, ANN, new Capacities.Own(0, Map.of("email", 1)), connection -> {}))
                .isTrue();
        assertThat(centre.domains.capacities().of(TENANT, ANN)).isEqualTo(new Capacities.Own(1, Map.of("email", 1)));
        for (long stale : new long[] {0, 2}) {
            assertThat(centre.domains
                            .capacities()
                            .replace(TENANT, ANN, new Capacities.Own(stale, Map.of()), connection -> {}))
                    .isFalse();
        }
        centre.domains.rulesChanged(TENANT);
        await().until(() -> centre.desk.state(TENANT, ANN).capacity().contains(new DeskState.Room("email", 0, 1)));
        centre.ready(ANN);
        submit(SALES, 5, Instant.now());
        done(centre.desk.accept(TENANT, ANN, offer(ANN).id()));
        WorkId second = submit(SALES, 5, Instant.now());
        assertThat(centre.desk.offers(TENANT, ANN)).isEmpty();
        assertThat(centre.domains.capacities().replace(TENANT, ANN, new Capacities.Own(1, Map.of()), connection -> {}))
                .isTrue();
        centre.domains.rulesChanged(TENANT);
        assertThat(offer(ANN).work()).isEqualTo(second);
    }

    @Test
    void whoeverLostTheDomainDecidesNothingMore() throws Exception {
        centre.ready(ANN);
        RoutingDomain domain = centre.domains.domain(TENANT);
        long before = domain.sequence();
        try (Connection connection = POSTGRES.dataSource().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("update routing.domain set epoch = epoch + 1, owner = '" + UUID.randomUUID()
                    + "', until = clock_timestamp() + interval '2 seconds'");
        }
        assertThatThrownBy(() -> done(centre.router.submit(work(), request(SALES, 5, Instant.now()))))
                .hasMessageContaining("routing.unavailable");
        assertThat(centre.desk.offers(TENANT, ANN)).isEmpty();
        // When the other one is gone, it takes over again and knows nothing of what was refused.
        await().ignoreExceptions().atMost(Duration.ofSeconds(10)).until(centre::open);
        assertThat(domain.sequence()).isLessThanOrEqualTo(before + 1);
    }

    @Test
    void aSnapshotFromTheJournalRestoresTheSame() throws Exception {
        centre.ready(ANN);
        for (int i = 0; i < 50; i++) {
            submit(SALES, i % 10, Instant.now());
        }
        RoutingDomain domain = centre.domains.domain(TENANT);
        long upTo = domain.snapshot();
        submit(SALES, 5, Instant.now());
        Recovery recovery = new Recovery(centre.domains.journal(), TENANT);
        byte[] recovered = recovery.engine().snapshot();
        assertThat(recovery.sequence()).isGreaterThan(upTo);
        assertThat(recovery.differing()).isZero();
        try (Connection connection = POSTGRES.dataSource().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("delete from routing.snapshot");
        }
        assertThat(new Recovery(centre.domains.journal(), TENANT).engine().snapshot())
                .isEqualTo(recovered);
    }

    @Test
    void aDeskThatIsGoneForAWhileGetsNothingAndKeepsItsWork() throws Exception {
        centre.desk.opened(TENANT, ANN);
        centre.ready(ANN);
        WorkId work = submit(SALES, 5, Instant.now());
        done(centre.desk.accept(TENANT, ANN, offer(ANN).id()));
        centre.desk.closed(TENANT, ANN);
        await().atMost(Duration.ofSeconds(15))
                .until(() -> !centre.desk.state(TENANT, ANN).reachable());
        submit(SALES, 5, Instant.now());
        assertThat(centre.desk.state(TENANT, ANN).offers()).isEmpty();
        assertThat(centre.desk.assignments(TENANT, ANN))
                .extracting(Assignment::work)
                .containsExactly(work);
        centre.desk.opened(TENANT, ANN);
        offer(ANN);
        assertThat(centre.desk.state(TENANT, ANN).presence()).isEqualTo(AgentDesk.Presence.READY);
    }

    @Test
    void nobodyIsLeftWithoutAnAnswerWhenRoutingStopsJustThen() throws Exception {
        CountDownLatch stored = new CountDownLatch(1);
        CountDownLatch never = new CountDownLatch(1);
        centre.domains.onCommit(tenant -> {
            if (stored.getCount() > 0) {
                stored.countDown();
                try {
                    never.await();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            }
        });
        CompletableFuture<Outcome> answer =
                centre.router.submit(work(), request(SALES, 5, Instant.now())).toCompletableFuture();
        assertThat(stored.await(BEGINNING.toSeconds(), SECONDS)).isTrue();

        centre.close();
        assertThat(answer).isDone();
        start();
    }
}
