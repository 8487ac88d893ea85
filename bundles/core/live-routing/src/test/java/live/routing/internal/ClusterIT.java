// SPDX-License-Identifier: Apache-2.0
package live.routing.internal;

import static live.routing.internal.Centre.ANN;
import static live.routing.internal.Centre.BOB;
import static live.routing.internal.Centre.SALES;
import static live.routing.internal.Centre.TENANT;
import static live.routing.internal.Centre.done;
import static live.routing.internal.Centre.request;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import live.core.UserId;
import live.routing.AgentDesk.Presence;
import live.routing.Assignment;
import live.routing.Offer;
import live.routing.Outcome;
import live.routing.WorkId;
import live.test.postgres.PostgresServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Two nodes on one database: one holds the domain, the other follows; then the first stands still. */
class ClusterIT {
    @RegisterExtension
    static final PostgresServer POSTGRES = new PostgresServer("routing");

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Outcome DONE = new Outcome.Done();

    private final Wire wire = new Wire();
    private Frozen frozen;
    private Frozen followersFrozen;
    private Centre holder;
    private Centre follower;

    @BeforeEach
    void open() throws Exception {
        try (Connection connection = POSTGRES.dataSource().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("truncate routing.domain, routing.journal, routing.snapshot, routing.checkpoint");
            statement.execute("delete from routing.queue where rules ->> 'name' <> 'Unsorted'");
        }
        frozen = new Frozen(POSTGRES.dataSource());
        holder = new Centre(frozen.source(), 600, wire.join());
        await().ignoreExceptions().atMost(PATIENCE).until(holder::open);
        if (holder.domains.queues().create(Centre.sales(600, 600), Centre.BY_THE_PLATFORM, connection -> {})) {
            holder.book.changed(TENANT);
        }
        followersFrozen = new Frozen(POSTGRES.dataSource());
        follower = new Centre(followersFrozen.source(), 600, wire.join());
        await().ignoreExceptions().atMost(PATIENCE).until(() -> follower.open() && knowsSales(follower));
    }

    @AfterEach
    void close() throws Exception {
        follower.close();
        holder.close();
        wire.close();
    }

    private static boolean knowsSales(Centre centre) throws Exception {
        return centre.domains
                .domain(TENANT)
                .ask(view -> view.queue(SALES.value()).isPresent())
                .toCompletableFuture()
                .get();
    }

    private static RoutingDomain domain(Centre centre) {
        return centre.domains.domain(TENANT);
    }

    private WorkId submit(Centre where) throws Exception {
        WorkId work = Centre.work();
        assertThat(done(where.router.submit(work, request(SALES, 0, Instant.now()))))
                .isEqualTo(DONE);
        return work;
    }

    private static Offer offered(Centre where, UserId agent) {
        return await().atMost(PATIENCE)
                .until(() -> where.desk.offers(TENANT, agent), offers -> !offers.isEmpty())
                .get(0);
    }

    /** The holder stands still, and nobody hears of it. */
    private void stop() {
        frozen.freeze();
        wire.cut(holder.companions);
    }

    private void goOn() {
        wire.mend(holder.companions);
        frozen.thaw();
    }

    @Test
    void an_agent_at_one_node_accepts_what_came_in_at_the_other_and_sees_it_at_once() throws Exception {
        assertThat(domain(holder).holds()).isTrue();
        assertThat(domain(follower).holds()).isFalse();

        follower.desk.opened(TENANT, BOB);
        assertThat(follower.ready(BOB)).isEqualTo(DONE);
        assertThat(follower.desk.state(TENANT, BOB).presence())
                .as("an answer comes when it can be seen")
                .isEqualTo(Presence.READY);
        WorkId work = submit(holder);
        Offer offer = offered(follower, BOB);

        assertThat(offer.work()).isEqualTo(work);
        assertThat(done(follower.desk.accept(TENANT, BOB, offer.id()))).isEqualTo(DONE);
        assertThat(follower.desk.assignments(TENANT, BOB))
                .singleElement()
                .satisfies(assignment -> assertThat(assignment.work()).isEqualTo(work));
        assertThat(done(holder.desk.accept(TENANT, ANN, offer.id()))).isNotEqualTo(DONE);
        assertThat(done(follower.desk.wrapUp(TENANT, BOB, work, ""))).isEqualTo(DONE);
    }

    @Test
    void who_is_at_a_living_node_keeps_his_offer_and_who_was_at_the_dead_one_does_not() throws Exception {
        holder.desk.opened(TENANT, ANN);
        follower.desk.opened(TENANT, BOB);
        holder.ready(ANN);
        WorkId anns = submit(holder);
        Offer atTheDead = offered(holder, ANN);
        follower.ready(BOB);
        WorkId bobs = submit(follower);
        Offer atTheLiving = offered(follower, BOB);
        Instant since = atTheDead.waitingSince();

        stop();
        await().atMost(PATIENCE).until(() -> domain(follower).holds());

        await().atMost(PATIENCE).until(() -> !follower.desk.state(TENANT, ANN).reachable());
        assertThat(follower.desk.offers(TENANT, ANN)).isEmpty();
        assertThat(follower.desk.offers(TENANT, BOB)).singleElement().satisfies(offer -> {
            assertThat(offer.id()).isEqualTo(atTheLiving.id());
            assertThat(offer.work()).isEqualTo(bobs);
        });
        assertThat(done(follower.desk.accept(TENANT, BOB, atTheLiving.id()))).isEqualTo(DONE);
        Offer again = offered(follower, BOB);
        assertThat(again.work()).as("what the other had goes on").isEqualTo(anns);
        assertThat(again.waitingSince()).as("at its old place").isEqualTo(since);

        goOn();
        await().atMost(PATIENCE)
                .until(() -> domain(holder).follows() && domain(holder).available());
        assertThat(domain(holder).holds()).isFalse();
        assertThat(holder.desk.assignments(TENANT, BOB)).hasSize(1);
        await("her desk is open there")
                .atMost(PATIENCE)
                .until(() -> follower.desk.state(TENANT, ANN).reachable());
    }

    @Test
    void what_was_asked_of_a_holder_who_stands_still_is_answered_by_the_next() throws Exception {
        frozen.freeze();
        WorkId work = Centre.work();
        var answer =
                follower.router.submit(work, request(SALES, 0, Instant.now())).toCompletableFuture();
        await().pollDelay(Duration.ofMillis(500)).atMost(PATIENCE).until(() -> !answer.isDone());

        wire.cut(holder.companions);

        assertThat(done(answer)).isEqualTo(DONE);
        assertThat(domain(follower).holds()).isTrue();
        assertThat(done(follower.router.submit(work, request(SALES, 0, Instant.now()))))
                .isEqualTo(DONE);
        goOn();
        Evidence evidence = new Evidence(POSTGRES.dataSource());
        assertThat(evidence.checkJournal().view().works()).hasSize(1);
    }

    @Test
    void nothing_is_lost_and_nothing_done_twice_while_the_domain_goes_to_and_fro() throws Exception {
        Queue<String> told = new ConcurrentLinkedQueue<>();
        List<Thread> threads = new ArrayList<>();
        holder.desk.opened(TENANT, ANN);
        follower.desk.opened(TENANT, BOB);
        for (Centre centre : List.of(holder, follower)) {
            for (int i = 0; i < 4; i++) {
                threads.add(new Thread(() -> again(() -> submit(centre, told))));
            }
            UserId agent = centre == holder ? ANN : BOB;
            threads.add(new Thread(() -> again(() -> handle(centre, agent, told))));
        }
        threads.forEach(Thread::start);
        try {
            for (int i = 0; i < 4; i++) {
                more(told);
                Centre holds = domain(holder).holds() ? holder : follower;
                Centre next = holds == holder ? follower : holder;
                Frozen paused = holds == holder ? frozen : followersFrozen;
                paused.freeze();
                wire.cut(holds.companions);
                await().atMost(PATIENCE).until(() -> domain(next).holds());
                more(told);
                wire.mend(holds.companions);
                paused.thaw();
                await().atMost(PATIENCE)
                        .until(() -> domain(holds).follows() && domain(holds).available());
            }
        } finally {
            threads.forEach(Thread::interrupt);
            for (Thread thread : threads) {
                thread.join();
            }
        }
        Evidence evidence = new Evidence(POSTGRES.dataSource());
        evidence.checkTold(List.copyOf(told), evidence.checkJournal().view());
    }

    /** Waits until the world has been told some more of each kind. */
    private static void more(Queue<String> told) {
        for (String kind : List.of("S", "O", "A", "E")) {
            long before = told.stream().filter(line -> line.startsWith(kind)).count();
            await("more of " + kind)
                    .atMost(PATIENCE)
                    .until(() ->
                            told.stream().filter(line -> line.startsWith(kind)).count() > before + 20);
        }
    }

    private interface Step {
        void take() throws Exception;
    }

    private static void again(Step step) {
        while (!Thread.interrupted()) {
            try {
                step.take();
            } catch (InterruptedException e) {
                return;
            } catch (ExecutionException | TimeoutException e) {
                // Refused, or nobody knows: the next.
                LockSupport.parkNanos(1_000_000);
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        }
    }

    private static void submit(Centre centre, Queue<String> told) throws Exception {
        WorkId work = Centre.work();
        // Since then by every clock, so that its place is exactly that.
        Instant since = Instant.ofEpochMilli(System.currentTimeMillis() - 1_000);
        if (done(centre.router.submit(work, request(SALES, 0, since))).equals(DONE)) {
            told.add("S " + work + " " + since.toEpochMilli());
        }
        LockSupport.parkNanos(1_000_000);
    }

    private static void handle(Centre centre, UserId agent, Queue<String> told) throws Exception {
        if (centre.desk.state(TENANT, agent).presence() != Presence.READY) {
            centre.ready(agent);
        }
        for (Offer offer : centre.desk.offers(TENANT, agent)) {
            told.add("O " + offer.id() + " " + offer.work() + " " + agent);
            if (done(centre.desk.accept(TENANT, agent, offer.id())).equals(DONE)) {
                told.add("A " + offer.work() + " " + agent);
            }
        }
        for (Assignment assignment : centre.desk.assignments(TENANT, agent)) {
            if (done(centre.desk.wrapUp(TENANT, agent, assignment.work(), "")).equals(DONE)) {
                told.add("E " + assignment.work() + " " + agent);
            }
        }
        LockSupport.parkNanos(100_000);
    }
}
