// SPDX-License-Identifier: Apache-2.0
package live.routing.internal;

import static live.routing.internal.Centre.ANN;
import static live.routing.internal.Centre.BOB;
import static live.routing.internal.Centre.GERMAN;
import static live.routing.internal.Centre.SALES;
import static live.routing.internal.Centre.TENANT;
import static live.routing.internal.Centre.done;
import static live.routing.internal.Centre.request;
import static live.routing.internal.Centre.work;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import live.core.UserId;
import live.lib.router.View;
import live.routing.Assignment;
import live.routing.Offer;
import live.routing.Outcome;
import live.routing.Participant;
import live.routing.Role;
import live.routing.RoutingListener;
import live.routing.Target;
import live.routing.WorkId;
import live.routing.internal.statistics.QueueFigure;
import live.routing.internal.statistics.Total;
import live.test.postgres.PostgresServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Several people on one contact, as their desks show it. */
class InvitationIT {
    @RegisterExtension
    static final PostgresServer POSTGRES = new PostgresServer("routing");

    private static final Outcome DONE = new Outcome.Done();
    private static final Duration PATIENCE = Duration.ofSeconds(120);

    private Centre centre;
    private WorkId contact;
    private final List<RoutingListener.Change> changes = new CopyOnWriteArrayList<>();

    /** Bob has a contact, Ann speaks German. */
    @BeforeEach
    void bobHasAContact() throws Exception {
        centre = Centre.fresh(POSTGRES.dataSource(), Centre.sales(300, 0));
        centre.feeds.add(new Listener());
        centre.ready(BOB);
        contact = work();
        assertThat(done(centre.router.submit(contact, request(SALES, 5, Instant.now()))))
                .isEqualTo(DONE);
        accept(BOB);
        centre.ready(ANN);
    }

    @AfterEach
    void close() throws Exception {
        centre.close();
    }

    private final class Listener implements RoutingListener {
        @Override
        public String name() {
            return "test.invitations";
        }

        @Override
        public void changed(Change change) {
            changes.add(change);
        }
    }

    private Offer offer(UserId agent) {
        await().atMost(PATIENCE).until(() -> !centre.desk.offers(TENANT, agent).isEmpty());
        return centre.desk.offers(TENANT, agent).get(0);
    }

    private void accept(UserId agent) throws Exception {
        assertThat(done(centre.desk.accept(TENANT, agent, offer(agent).id()))).isEqualTo(DONE);
    }

    private Outcome invite(WorkId invitation, Role role, Target target) throws Exception {
        return done(centre.desk.invite(TENANT, BOB, contact, invitation, role, target, PATIENCE));
    }

    private Assignment only(UserId agent) {
        List<Assignment> assignments = centre.desk.assignments(TENANT, agent);
        assertThat(assignments).hasSize(1);
        return assignments.get(0);
    }

    private Optional<View.WorkState> state(WorkId work) throws Exception {
        return centre.domains
                .domain(TENANT)
                .ask(view -> view.work(work.value()))
                .toCompletableFuture()
                .get(10, TimeUnit.SECONDS);
    }

    @Test
    void whoeverHasTheSkillIsConsultedBroughtInAndTakesOver() throws Exception {
        WorkId consult = work();
        assertThat(invite(consult, Role.CONSULT, new Target.SkillGroup(GERMAN, 3)))
                .isEqualTo(DONE);
        Offer offer = offer(ANN);
        assertThat(offer.role()).isEqualTo(Role.CONSULT);
        assertThat(offer.work()).isEqualTo(consult);
        assertThat(offer.contact()).isEqualTo(contact);
        assertThat(offer.interaction()).isEqualTo(only(BOB).interaction());
        assertThat(offer.invitedBy()).contains(BOB);
        assertThat(only(BOB).participants())
                .extracting(Participant::agent, Participant::state)
                .containsExactly(org.assertj.core.groups.Tuple.tuple(Optional.of(ANN), Participant.State.OFFERED));
        accept(ANN);
        assertThat(only(BOB).participants().get(0).state()).isEqualTo(Participant.State.JOINED);
        Assignment part = only(ANN);
        assertThat(part.role()).isEqualTo(Role.CONSULT);
        assertThat(part.contact()).isEqualTo(contact);
        assertThat(part.owner()).contains(BOB);
        assertThat(centre.desk.role(TENANT, ANN, part.interaction())).contains(Role.CONSULT);
        assertThat(centre.desk.role(TENANT, BOB, part.interaction())).contains(Role.OWNER);

        assertThat(done(centre.desk.changeRole(TENANT, BOB, consult, Role.CONFERENCE)))
                .isEqualTo(DONE);
        assertThat(only(ANN).role()).isEqualTo(Role.CONFERENCE);
        assertThat(done(centre.desk.handOver(TENANT, BOB, contact, ANN))).isEqualTo(DONE);
        assertThat(centre.desk.assignments(TENANT, BOB)).isEmpty();
        assertThat(only(ANN).role()).isEqualTo(Role.OWNER);
        assertThat(centre.desk.state(TENANT, ANN).capacity()).contains(new DeskState.Room("email", 1, 3));
        assertThat(done(centre.desk.finish(TENANT, ANN, contact))).isEqualTo(DONE);
        onlyTheContactIsTold();
    }

    private void onlyTheContactIsTold() {
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(changes)
                .extracting(RoutingListener.Change::state)
                .endsWith(RoutingListener.State.DONE));
        assertThat(changes).extracting(RoutingListener.Change::work).containsOnly(contact);
        assertThat(changes)
                .filteredOn(change -> change.state() == RoutingListener.State.ASSIGNED)
                .extracting(change -> change.agent().orElseThrow())
                .containsExactly(BOB, ANN);
    }

    @Test
    void theOwnerHearsThatSomebodyDoesNotWantTo() throws Exception {
        WorkId consult = work();
        assertThat(invite(consult, Role.CONSULT, new Target.Agent(ANN))).isEqualTo(DONE);
        assertThat(done(centre.desk.decline(TENANT, ANN, offer(ANN).id(), "busy")))
                .isEqualTo(DONE);
        assertThat(only(BOB).participants()).isEmpty();
        assertThat(centre.desk.state(TENANT, BOB).ended())
                .extracting(DeskState.Ended::invitation, DeskState.Ended::agent, DeskState.Ended::reason)
                .containsExactly(org.assertj.core.groups.Tuple.tuple(consult, Optional.of(ANN), "declined"));
        assertThat(centre.desk.offers(TENANT, ANN)).isEmpty();
        assertThat(state(consult)).isEmpty();
        assertThat(invite(consult, Role.CONSULT, new Target.Agent(ANN))).isEqualTo(DONE);
        assertThat(centre.desk.offers(TENANT, ANN)).isEmpty();
    }

    @Test
    void whatIsAgreedSurvivesARestartAndCountsAsNoContact() throws Exception {
        WorkId conference = work();
        assertThat(invite(conference, Role.CONFERENCE, new Target.Queue(SALES))).isEqualTo(DONE);
        accept(ANN);
        centre.close();
        centre = Centre.begun(POSTGRES.dataSource());
        centre.feeds.add(new Listener());
        assertThat(only(ANN).role()).isEqualTo(Role.CONFERENCE);
        assertThat(only(BOB).participants()).extracting(Participant::invitation).containsExactly(conference);

        assertThat(done(centre.desk.finish(TENANT, BOB, contact))).isEqualTo(DONE);
        assertThat(centre.desk.assignments(TENANT, ANN)).isEmpty();
        onlyTheOwnerWasTold();
        await().atMost(PATIENCE)
                .until(() -> centre.statistics.sequence(TENANT)
                        >= centre.domains.domain(TENANT).sequence());
        Map<UUID, Total> today = centre.statistics.today(TENANT);
        assertThat(today.get(SALES.value()).all().get(QueueFigure.OFFERED)).isEqualTo(1);
        assertThat(centre.domains.hindsight().replay(TENANT, 1, Long.MAX_VALUE).differing())
                .isZero();
    }

    private void onlyTheOwnerWasTold() {
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(changes)
                .extracting(RoutingListener.Change::state)
                .endsWith(RoutingListener.State.DONE));
        assertThat(changes).extracting(RoutingListener.Change::work).containsOnly(contact);
    }

    @Test
    void aSupervisorLooksOnWithoutBeingSeenAndTakesOver() throws Exception {
        WorkId part = work();
        assertThat(done(centre.desk.join(TENANT, ANN, contact, part, Role.MONITOR)))
                .isEqualTo(DONE);
        assertThat(only(BOB).participants()).isEmpty();
        assertThat(only(ANN).participants()).hasSize(1);
        assertThat(centre.desk.state(TENANT, ANN).capacity()).contains(new DeskState.Room("email", 0, 3));
        assertThat(done(centre.desk.changeRole(TENANT, ANN, part, Role.COACH))).isEqualTo(DONE);
        assertThat(only(BOB).participants()).extracting(Participant::role).containsExactly(Role.COACH);
        assertThat(done(centre.desk.withdraw(TENANT, BOB, part)))
                .isInstanceOfSatisfying(Outcome.Refused.class, refused -> assertThat(refused.code())
                        .isEqualTo("routing.work.taken"));
        assertThat(done(centre.desk.handOver(TENANT, BOB, contact, ANN))).isEqualTo(DONE);
        assertThat(only(ANN).role()).isEqualTo(Role.OWNER);
    }
}
