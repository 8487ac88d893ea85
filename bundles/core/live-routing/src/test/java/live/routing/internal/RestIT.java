// SPDX-License-Identifier: Apache-2.0
package live.routing.internal;

import static live.routing.internal.Centre.ANN;
import static live.routing.internal.Centre.BOB;
import static live.routing.internal.Centre.SALES;
import static live.routing.internal.Centre.TENANT;
import static live.routing.internal.Centre.done;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import live.core.InteractionId;
import live.core.UserId;
import live.lib.router.Phase;
import live.lib.router.View;
import live.routing.Assignment;
import live.routing.CallBack;
import live.routing.Offer;
import live.routing.Outcome;
import live.routing.Postponement;
import live.routing.RoutingListener;
import live.routing.WorkId;
import live.test.postgres.PostgresServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Contacts that rest until a time, through listeners and restarts, and those that change their medium. */
class RestIT {
    @RegisterExtension
    static final PostgresServer POSTGRES = new PostgresServer("routing");

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Outcome DONE = new Outcome.Done();

    private final List<RoutingListener.Change> heard = new CopyOnWriteArrayList<>();
    private Centre centre;

    @BeforeEach
    void open() throws Exception {
        centre = Centre.fresh(POSTGRES.dataSource(), Centre.sales(600, 0));
        listen();
    }

    private void listen() {
        centre.feeds.add(new RoutingListener() {
            @Override
            public String name() {
                return "test.rest";
            }

            @Override
            public void changed(Change change) {
                heard.add(change);
            }
        });
    }

    @AfterEach
    void close() throws Exception {
        centre.close();
    }

    private WorkId submit() throws Exception {
        WorkId work = Centre.work();
        assertThat(done(centre.router.submit(work, Centre.request(SALES, 5, Instant.now()))))
                .isEqualTo(DONE);
        return work;
    }

    private WorkId owned(UserId agent) throws Exception {
        centre.ready(agent);
        WorkId work = submit();
        await().atMost(PATIENCE).until(() -> centre.desk.offers(TENANT, agent).size() == 1);
        Offer offer = centre.desk.offers(TENANT, agent).get(0);
        assertThat(done(centre.desk.accept(TENANT, agent, offer.id()))).isEqualTo(DONE);
        return work;
    }

    private View.WorkState state(WorkId work) throws Exception {
        return centre.domains
                .domain(TENANT)
                .ask(view -> view.work(work.value()).orElseThrow())
                .toCompletableFuture()
                .get(10, TimeUnit.SECONDS);
    }

    private static Postponement until(Instant until, UserId agent, boolean alone, boolean notReached) {
        return new Postponement(
                Optional.ofNullable(until), Optional.empty(), Optional.ofNullable(agent), alone, notReached, "later");
    }

    private RoutingListener.Change last(WorkId work) {
        return heard.stream()
                .filter(change -> change.work().equals(work))
                .reduce((first, second) -> second)
                .orElseThrow();
    }

    @Test
    void whatAnAgentPutsAsideRestsThroughARestartAndIsOfferedWithItsAttempts() throws Exception {
        WorkId work = owned(ANN);
        Instant came = Instant.ofEpochMilli(state(work).request().enqueuedAt());
        Instant until = Instant.now().plusSeconds(5 * 3_600).truncatedTo(java.time.temporal.ChronoUnit.MILLIS);
        assertThat(done(centre.desk.postpone(TENANT, BOB, work, until(until, null, false, true))))
                .isInstanceOf(Outcome.Refused.class);
        assertThat(done(centre.desk.postpone(TENANT, ANN, work, until(until, ANN, false, true))))
                .isEqualTo(DONE);
        assertThat(centre.desk.assignments(TENANT, ANN)).isEmpty();
        await().atMost(PATIENCE).untilAsserted(() -> {
            assertThat(last(work).state()).isEqualTo(RoutingListener.State.POSTPONED);
            assertThat(last(work).agent()).contains(ANN);
            assertThat(last(work).rest()).contains(new RoutingListener.Rest(until, 1));
        });

        centre.close();
        centre = Centre.begun(POSTGRES.dataSource());
        listen();
        assertThat(state(work).phase()).isEqualTo(Phase.SCHEDULED);
        View.Scheduled mine = centre.rests
                .scheduled(TENANT, SALES.value(), ANN.value(), request -> true, null, 10)
                .toCompletableFuture()
                .get(10, TimeUnit.SECONDS);
        assertThat(mine.total()).isEqualTo(1);
        assertThat(mine.works()).singleElement().satisfies(found -> assertThat(found.until())
                .isEqualTo(until.toEpochMilli()));

        centre.ready(ANN);
        assertThat(done(centre.router.wake(TENANT, work, Instant.now()))).isEqualTo(DONE);
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(centre.desk.offers(TENANT, ANN))
                .singleElement()
                .satisfies(offer -> {
                    assertThat(offer.attempts()).isEqualTo(1);
                    assertThat(offer.waitingSince()).isEqualTo(came);
                }));
        assertThat(centre.domains
                        .hindsight()
                        .replay(TENANT, Hindsight.OLDEST, Long.MAX_VALUE)
                        .differing())
                .isZero();
    }

    @Test
    void whatIsDueComesBackAndThePlaceInTheListGoesOn() throws Exception {
        WorkId soon = submit();
        WorkId later = submit();
        Instant now = Instant.now();
        done(centre.router.postpone(TENANT, soon, until(now.plusSeconds(600), null, false, false)));
        done(centre.router.postpone(TENANT, later, until(now.plusSeconds(1_200), null, false, false)));
        View.Scheduled first = centre.rests
                .scheduled(TENANT, null, null, request -> true, null, 1)
                .toCompletableFuture()
                .get(10, TimeUnit.SECONDS);
        assertThat(first.total()).isEqualTo(2);
        View.WorkState one = first.works().get(0);
        assertThat(one.request().work()).isEqualTo(soon.value());
        View.Scheduled second = centre.rests
                .scheduled(TENANT, null, null, request -> true, new View.Due(one.until(), soon.value()), 1)
                .toCompletableFuture()
                .get(10, TimeUnit.SECONDS);
        assertThat(second.works()).extracting(work -> work.request().work()).containsExactly(later.value());

        done(centre.router.postpone(TENANT, later, until(Instant.now().plusMillis(300), null, false, false)));
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(state(later).phase()).isEqualTo(Phase.WAITING));
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(last(later).state()).isEqualTo(RoutingListener.State.WAITING));
        assertThat(done(centre.router.postpone(
                        TENANT, soon, until(now.plus(Rests.LONGEST).plusSeconds(3_600), null, false, false))))
                .isInstanceOf(Outcome.Refused.class);
    }

    @Test
    void routingKnowsTheMediaThatAreConfiguredAndThoseOfItsContacts() throws Exception {
        assertThat(knows("email")).isTrue();
        assertThat(knows("call")).isTrue();
        assertThat(knows("x1")).isFalse();
        assertThat(knows("x1")).isFalse();
    }

    private boolean knows(String medium) throws Exception {
        return centre.rests.knowsMedium(TENANT, medium).toCompletableFuture().get(10, TimeUnit.SECONDS);
    }

    @Test
    void aCallerIsCalledBackInHisPlaceUnderTheOtherMedium() throws Exception {
        WorkId caller = submit();
        WorkId next = submit();
        assertThat(done(centre.router.callBack(
                        TENANT, caller, new CallBack("call", Optional.empty(), Optional.empty()))))
                .isEqualTo(DONE);
        centre.ready(BOB);
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(centre.desk.offers(TENANT, BOB))
                .singleElement()
                .satisfies(offer -> {
                    assertThat(offer.work()).isEqualTo(caller);
                    assertThat(offer.medium()).isEqualTo("call");
                }));
        assertThat(state(next).phase()).isEqualTo(Phase.WAITING);
    }

    @Test
    void whatAnAgentHasGoesOnOverAnotherMediumAndHisDeskAndListenersSeeIt() throws Exception {
        WorkId work = owned(ANN);
        InteractionId call = new InteractionId(live.core.Uuid7.next());
        assertThat(done(centre.router.move(TENANT, work, call, "call"))).isEqualTo(DONE);
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(centre.desk.assignments(TENANT, ANN))
                .singleElement()
                .satisfies(assignment -> {
                    assertThat(assignment.medium()).isEqualTo("call");
                    assertThat(assignment.interaction()).isEqualTo(call);
                }));
        assertThat(centre.desk.state(TENANT, ANN).capacity())
                .contains(new DeskState.Room("call", 1, 1), new DeskState.Room("email", 0, 3));
        await().atMost(PATIENCE).untilAsserted(() -> {
            assertThat(last(work).interaction()).isEqualTo(call);
            assertThat(last(work).state()).isEqualTo(RoutingListener.State.ASSIGNED);
        });

        // He has a call now; a second one has no room.
        WorkId other = submit();
        centre.ready(BOB);
        await().atMost(PATIENCE).until(() -> centre.desk.offers(TENANT, BOB).size() == 1);
        done(centre.desk.accept(
                TENANT, BOB, centre.desk.offers(TENANT, BOB).get(0).id()));
        assertThat(done(centre.router.move(TENANT, other, call, "fax"))).isInstanceOf(Outcome.Refused.class);
        assertThat(centre.desk.assignments(TENANT, BOB))
                .extracting(Assignment::medium)
                .containsExactly("email");
    }
}
