// SPDX-License-Identifier: Apache-2.0
package live.routing.internal;

import static live.routing.internal.Centre.ANN;
import static live.routing.internal.Centre.BOB;
import static live.routing.internal.Centre.SALES;
import static live.routing.internal.Centre.TENANT;
import static live.routing.internal.Centre.done;
import static live.routing.internal.Centre.request;
import static live.routing.internal.Centre.work;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.time.Instant;
import live.core.UserId;
import live.routing.AgentDesk.Presence;
import live.routing.Offer;
import live.routing.WorkId;
import live.security.EndedSession;
import live.security.SessionEnd;
import live.security.SessionId;
import live.test.postgres.PostgresServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class AttendanceIT {
    @RegisterExtension
    static final PostgresServer POSTGRES = new PostgresServer("routing");

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private Centre centre;

    @BeforeEach
    void open() throws Exception {
        centre = Centre.fresh(POSTGRES.dataSource(), 1, Centre.sales(600, 600));
    }

    private void start(int awaySeconds) throws Exception {
        centre = Centre.begun(POSTGRES.dataSource(), awaySeconds);
    }

    @AfterEach
    void close() throws Exception {
        centre.close();
    }

    @Test
    void who_stays_away_is_not_ready_keeps_his_contacts_and_is_ready_again_when_he_is_back() throws Exception {
        WorkId work = accepted(ANN);

        centre.desk.closed(TENANT, ANN);

        awaitState(ANN, Presence.NOT_READY, "browser-gone");
        assertThat(centre.desk.assignments(TENANT, ANN))
                .singleElement()
                .satisfies(assignment -> assertThat(assignment.work()).isEqualTo(work));
        centre.desk.opened(TENANT, ANN);
        awaitState(ANN, Presence.READY, "");
        await().atMost(PATIENCE).until(() -> centre.desk.state(TENANT, ANN).reachable());
    }

    @Test
    void of_two_browsers_only_the_last_one_gone_counts() throws Exception {
        at(ANN);
        centre.desk.opened(TENANT, ANN);
        at(BOB);

        centre.desk.closed(TENANT, ANN);
        centre.desk.closed(TENANT, BOB);

        awaitState(BOB, Presence.NOT_READY, "browser-gone");
        assertThat(centre.desk.state(TENANT, ANN).presence()).isEqualTo(Presence.READY);
        assertThat(centre.desk.state(TENANT, ANN).reachable()).isTrue();
    }

    @Test
    void who_is_not_ready_of_his_own_will_stays_so_when_he_comes_back() throws Exception {
        at(ANN);
        done(centre.desk.presence(TENANT, ANN, Presence.NOT_READY, "lunch"));
        centre.desk.closed(TENANT, ANN);
        await().atMost(PATIENCE).until(() -> !centre.desk.state(TENANT, ANN).reachable());

        ended(ANN, SessionEnd.IDLE, true);
        centre.desk.opened(TENANT, ANN);

        await().atMost(PATIENCE).until(() -> centre.desk.state(TENANT, ANN).reachable());
        awaitState(ANN, Presence.NOT_READY, "lunch");
    }

    @Test
    void whose_last_session_ended_gets_no_more_offers_until_he_has_signed_in_again() throws Exception {
        at(ANN);
        WorkId offered = submit();
        await().atMost(PATIENCE).until(() -> !centre.desk.offers(TENANT, ANN).isEmpty());

        ended(ANN, SessionEnd.PASSWORD, false);
        assertThat(centre.desk.state(TENANT, ANN).presence()).isEqualTo(Presence.READY);
        ended(ANN, SessionEnd.IDLE, true);

        awaitState(ANN, Presence.NOT_READY, "session-ended");
        assertThat(centre.desk.state(TENANT, ANN).offers()).isEmpty();
        at(BOB);
        await("what he did not take goes on").atMost(PATIENCE).until(() -> centre.desk.offers(TENANT, BOB).stream()
                .anyMatch(offer -> offer.work().equals(offered)));
        centre.desk.heard(TENANT, ANN);
        awaitState(ANN, Presence.READY, "");
    }

    @Test
    void who_signs_out_is_signed_out_and_keeps_his_contacts() throws Exception {
        WorkId work = accepted(ANN);

        ended(ANN, SessionEnd.SIGNED_OUT, true);

        awaitState(ANN, Presence.SIGNED_OUT, "");
        assertThat(centre.desk.assignments(TENANT, ANN))
                .singleElement()
                .satisfies(assignment -> assertThat(assignment.work()).isEqualTo(work));
        centre.desk.heard(TENANT, ANN);
        assertThat(centre.desk.state(TENANT, ANN).presence()).isEqualTo(Presence.SIGNED_OUT);
    }

    @Test
    void after_a_restart_browsers_have_their_time_to_come_back() throws Exception {
        at(ANN);
        at(BOB);
        centre.close();
        start(600);
        assertThat(centre.desk.state(TENANT, ANN).presence()).isEqualTo(Presence.READY);
        centre.desk.opened(TENANT, ANN);
        await().atMost(PATIENCE).until(() -> centre.desk.state(TENANT, ANN).reachable());
        assertThat(centre.desk.state(TENANT, BOB).presence()).isEqualTo(Presence.READY);

        centre.close();
        start(1);
        centre.desk.opened(TENANT, ANN);
        awaitState(BOB, Presence.NOT_READY, "browser-gone");
        await().atMost(PATIENCE).until(() -> centre.desk.state(TENANT, ANN).reachable());
        awaitState(ANN, Presence.READY, "");
    }

    /** At his desk and ready. */
    private void at(UserId agent) throws Exception {
        centre.desk.opened(TENANT, agent);
        centre.ready(agent);
    }

    private WorkId submit() throws Exception {
        WorkId work = work();
        done(centre.router.submit(work, request(SALES, 5, Instant.now())));
        return work;
    }

    private WorkId accepted(UserId agent) throws Exception {
        at(agent);
        WorkId work = submit();
        await().atMost(PATIENCE).until(() -> !centre.desk.offers(TENANT, agent).isEmpty());
        Offer offer = centre.desk.offers(TENANT, agent).get(0);
        done(centre.desk.accept(TENANT, agent, offer.id()));
        return work;
    }

    private void ended(UserId agent, SessionEnd why, boolean last) {
        new SessionWatch(centre.desk).ended(new EndedSession(SessionId.next(), TENANT, agent, why, last));
    }

    private void awaitState(UserId agent, Presence presence, String reason) {
        await().atMost(PATIENCE).untilAsserted(() -> {
            DeskState state = centre.desk.state(TENANT, agent);
            assertThat(state.presence()).isEqualTo(presence);
            assertThat(state.reason()).isEqualTo(reason);
        });
    }
}
