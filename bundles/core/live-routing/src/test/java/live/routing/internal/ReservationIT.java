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
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import live.core.InteractionId;
import live.core.UserId;
import live.core.Uuid7;
import live.routing.AgentDesk;
import live.routing.Outcome;
import live.routing.ReservationId;
import live.routing.Router;
import live.routing.RoutingListener;
import live.routing.Target;
import live.routing.WorkId;
import live.routing.WorkRequest;
import live.test.postgres.PostgresServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** First an agent, then the contact: through the router, as somebody does who calls people up. */
class ReservationIT {
    @RegisterExtension
    static final PostgresServer POSTGRES = new PostgresServer("routing");

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Outcome DONE = new Outcome.Done();
    private static final Target QUEUE = new Target.Queue(SALES);

    private Centre centre;

    @BeforeEach
    void open() throws Exception {
        centre = Centre.fresh(POSTGRES.dataSource(), Centre.sales(600, 0));
    }

    @AfterEach
    void close() throws Exception {
        centre.close();
    }

    private static ReservationId id() {
        return new ReservationId(Uuid7.next());
    }

    private Outcome reserve(ReservationId id, Target target) throws Exception {
        return done(centre.router.reserve(TENANT, id, target, "call", Router.LONGEST_LEASE));
    }

    private static WorkRequest call() {
        return new WorkRequest(
                TENANT,
                new InteractionId(Uuid7.next()),
                SALES,
                "call",
                Set.of(),
                5,
                Optional.empty(),
                Optional.empty(),
                Instant.now(),
                Optional.empty(),
                Optional.empty(),
                Map.of());
    }

    private List<DeskState.Reserved> held(UserId agent) {
        return centre.desk.state(TENANT, agent).reservations();
    }

    private static String code(Outcome outcome) {
        return outcome instanceof Outcome.Refused refused ? refused.code() : outcome.toString();
    }

    @Test
    void whoIsHeldGetsTheCallThatComesAndListenersHearOfTheCallAlone() throws Exception {
        Instant begun = Instant.now().minusSeconds(1);
        List<RoutingListener.Change> heard = new CopyOnWriteArrayList<>();
        centre.feeds.add(new RoutingListener() {
            @Override
            public String name() {
                return "test.reservation";
            }

            @Override
            public void changed(Change change) {
                heard.add(change);
            }
        });
        ReservationId early = id();
        assertThat(code(reserve(early, QUEUE))).isEqualTo("routing.nobody.free");
        centre.ready(ANN);
        ReservationId mine = id();
        assertThat(reserve(mine, QUEUE)).isEqualTo(DONE);
        assertThat(reserve(mine, QUEUE)).isEqualTo(DONE);
        assertThat(held(ANN)).singleElement().satisfies(held -> {
            assertThat(held.id()).isEqualTo(mine);
            assertThat(held.queue()).isEqualTo(SALES);
            assertThat(held.medium()).isEqualTo("call");
        });
        assertThat(centre.desk.state(TENANT, ANN).capacity()).contains(new DeskState.Room("call", 1, 1));

        WorkId work = Centre.work();
        WorkRequest request = call();
        assertThat(done(centre.router.submit(work, request, mine, false))).isEqualTo(DONE);
        assertThat(done(centre.router.submit(work, request, mine, false))).isEqualTo(DONE);
        assertThat(held(ANN)).isEmpty();
        assertThat(centre.desk.assignments(TENANT, ANN)).singleElement().satisfies(assignment -> {
            assertThat(assignment.work()).isEqualTo(work);
            assertThat(assignment.interaction()).isEqualTo(request.interaction());
        });
        assertThat(done(centre.router.submit(Centre.work(), call(), mine, false)))
                .isInstanceOf(Outcome.Gone.class);
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(heard)
                .extracting(RoutingListener.Change::state)
                .containsExactly(RoutingListener.State.WAITING, RoutingListener.State.ASSIGNED));
        assertThat(heard).allSatisfy(change -> {
            assertThat(change.work()).isEqualTo(work);
            assertThat(change.interaction()).isEqualTo(request.interaction());
        });
        assertThat(centre.domains
                        .hindsight()
                        .replay(TENANT, Hindsight.OLDEST, Long.MAX_VALUE)
                        .differing())
                .isZero();
        assertThat(RecordedContact.between(
                        centre.domains.journal(),
                        TENANT,
                        begun.toEpochMilli(),
                        begun.plusSeconds(3_600).toEpochMilli(),
                        100))
                .as("that whoever looks back knows of: the call, and not who came for nothing")
                .singleElement()
                .satisfies(contact -> assertThat(contact.request().work()).isEqualTo(work.value()));
    }

    @Test
    void aReservationEndsByItselfByWordAndWithItsAgent() throws Exception {
        centre.ready(ANN);
        centre.ready(BOB);
        ReservationId brief = id();
        assertThat(done(centre.router.reserve(TENANT, brief, new Target.Agent(BOB), "call", Duration.ofMillis(200))))
                .isEqualTo(DONE);
        await().atMost(PATIENCE).until(() -> held(BOB).isEmpty());

        ReservationId german = id();
        assertThat(reserve(german, new Target.SkillGroup(Centre.GERMAN, 3))).isEqualTo(DONE);
        assertThat(held(ANN)).hasSize(1);
        assertThat(code(reserve(id(), new Target.Agent(ANN)))).isEqualTo("routing.nobody.free");
        assertThat(done(centre.router.release(TENANT, german))).isEqualTo(DONE);
        assertThat(held(ANN)).isEmpty();

        assertThat(reserve(id(), new Target.Agent(ANN))).isEqualTo(DONE);
        done(centre.desk.presence(TENANT, ANN, AgentDesk.Presence.NOT_READY, "lunch"));
        assertThat(held(ANN)).isEmpty();
        assertThat(code(done(centre.router.reserve(TENANT, id(), QUEUE, "call", Duration.ofMinutes(3)))))
                .isEqualTo("routing.request.invalid");
        assertThat(code(reserve(id(), new Target.External("+49")))).isEqualTo("routing.target.unsupported");
    }

    /** Whoever was held is not heard of after a restart, so nobody is held. */
    @Test
    void afterARestartNobodyIsHeldWhoseDeskIsNotHeardOf() throws Exception {
        centre.ready(ANN);
        ReservationId mine = id();
        reserve(mine, QUEUE);
        centre.close();
        centre = Centre.begun(POSTGRES.dataSource());
        assertThat(held(ANN)).isEmpty();
        assertThat(done(centre.router.submit(Centre.work(), call(), mine, true)))
                .isInstanceOf(Outcome.Gone.class);
        centre.ready(ANN);
        ReservationId again = id();
        assertThat(reserve(again, QUEUE)).isEqualTo(DONE);
        WorkId work = Centre.work();
        assertThat(done(centre.router.submit(work, call(), again, true))).isEqualTo(DONE);
        assertThat(centre.desk.offers(TENANT, ANN)).singleElement().satisfies(offer -> assertThat(offer.work())
                .isEqualTo(work));
    }
}
