// SPDX-License-Identifier: Apache-2.0
package live.lib.router;

import static live.lib.router.Scenario.agent;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Several people on one contact. */
class InvitationTest extends SmallCentre {
    private static final UUID CAT = agent(3);
    private static final UUID ASKED = new UUID(0xB, 11);
    private static final UUID ALSO = new UUID(0xB, 12);

    @BeforeEach
    void annHasAContact() {
        define(CAT, new SkillLevel("german", 5));
        ready(ANN);
        submit(mail(FIRST));
        accept(offer());
        ready(BOB);
        ready(CAT);
    }

    private Outcome consult(UUID invitation, UUID whom) {
        return invite(invitation, Role.CONSULT, whom, List.of());
    }

    private Outcome invite(UUID invitation, Role role, UUID whom, List<SkillLevel> skills) {
        return send(new Input.Invite(ANN, FIRST, invitation, role, null, skills, whom, now + 120_000));
    }

    private void oneAtATime(UUID agent) {
        send(new Input.DefineAgent(new AgentRule(agent, 1, List.of(), List.of(TEAM), List.of(new Units("email", 1)))));
    }

    private String endOf(UUID invitation) {
        return decisions.stream()
                .filter(Decision.Ended.class::isInstance)
                .map(Decision.Ended.class::cast)
                .filter(ended -> ended.work().equals(invitation))
                .map(ended -> ended.why() + " " + ended.code())
                .findFirst()
                .orElse("lives");
    }

    private UUID ownerOf(UUID work) {
        return engine.view().work(work).orElseThrow().agent();
    }

    private int taken(UUID agent) {
        return engine.view().agent(agent).orElseThrow().rooms().stream()
                .mapToInt(View.Room::used)
                .sum();
    }

    @Test
    void whoIsAskedByNameGetsTheOfferAndTakesPart() {
        assertThat(consult(ASKED, BOB)).isEqualTo(Outcome.DONE);
        assertThat(offer().agent()).isEqualTo(BOB);
        accept(offer());

        View.WorkState part = engine.view().work(ASKED).orElseThrow();
        assertThat(part.invitation()).isEqualTo(new Invitation(FIRST, Role.CONSULT, ANN));
        assertThat(part.agent()).isEqualTo(BOB);
        assertThat(taken(BOB)).isEqualTo(1);
        assertThat(ownerOf(FIRST)).isEqualTo(ANN);
        assertThat(engine.view().work(FIRST).orElseThrow().invitations()).containsExactly(ASKED);
    }

    @Test
    void whoHasTheSkillIsAskedAndNeverTheOwner() {
        invite(ASKED, Role.CONFERENCE, null, List.of(new SkillLevel("german", 3)));
        assertThat(offer().agent()).isEqualTo(CAT);
        send(new Input.Decline(CAT, offer().offer(), "busy"));
        noOffer();
        assertThat(phase(ASKED)).isEqualTo(Phase.WAITING);
        assertThat(engine.whyWaits(ASKED).orElseThrow().agents())
                .filteredOn(judged -> judged.agent().equals(ANN))
                .extracting(Explanation.Judged::verdict)
                .containsExactly(Explanation.Verdict.TAKES_PART);
    }

    @Test
    void whoeverIsAskedByNameAndDoesNotWantToIsNotAskedAgain() {
        consult(ASKED, BOB);
        send(new Input.Decline(BOB, offer().offer(), "busy"));
        assertThat(endOf(ASKED)).isEqualTo("CANCELLED declined");

        consult(ALSO, BOB);
        pass(OFFER);
        assertThat(endOf(ALSO)).isEqualTo("CANCELLED missed");
    }

    @Test
    void nobodyIsWaitedForLongerThanAsked() {
        send(new Input.SetPresence(BOB, false, "lunch"));
        consult(ASKED, BOB);
        assertThat(phase(ASKED)).isEqualTo(Phase.HELD);
        pass(119_999);
        assertThat(phase(ASKED)).isEqualTo(Phase.HELD);
        pass(1);
        assertThat(endOf(ASKED)).isEqualTo("EXPIRED ");
    }

    @Test
    void whoSignsOutIsNotWaitedForAndTakesPartNoLonger() {
        consult(ASKED, BOB);
        accept(offer());
        send(new Input.SetPresence(CAT, false, "lunch"));
        consult(ALSO, CAT);
        send(new Input.SignOut(CAT));
        assertThat(endOf(ALSO)).isEqualTo("CANCELLED absent");
        send(new Input.SignOut(BOB));
        assertThat(endOf(ASKED)).isEqualTo("CANCELLED absent");
        assertThat(consult(new UUID(0xB, 13), BOB)).isEqualTo(Outcome.NOT_SIGNED_IN);
    }

    @Test
    void theSameInvitationAgainHasNoEffect() {
        consult(ASKED, BOB);
        assertThat(consult(ASKED, BOB)).isEqualTo(Outcome.DONE);
        assertThat(decisions).isEmpty();
        send(new Input.Withdraw(ANN, ASKED));
        assertThat(endOf(ASKED)).isEqualTo("CANCELLED withdrawn");
        assertThat(consult(ASKED, BOB)).isEqualTo(Outcome.DONE);
        assertThat(send(new Input.Withdraw(ANN, ASKED))).isEqualTo(Outcome.DONE);
        assertThat(decisions).isEmpty();
    }

    @Test
    void onlyTheOwnerInvitesAndNobodyTwice() {
        assertThat(send(new Input.Invite(BOB, FIRST, ASKED, Role.CONSULT, null, List.of(), CAT, now + 1_000)))
                .isEqualTo(Outcome.NOT_YOURS);
        assertThat(consult(ASKED, ANN)).isEqualTo(Outcome.TAKES_PART);
        consult(ASKED, BOB);
        assertThat(consult(ALSO, BOB)).isEqualTo(Outcome.TAKES_PART);
        assertThat(send(new Input.Join(BOB, FIRST, ALSO, Role.MONITOR))).isEqualTo(Outcome.TAKES_PART);
        assertThat(send(new Input.Invite(ANN, ASKED, ALSO, Role.CONSULT, null, List.of(), CAT, now + 1_000)))
                .isEqualTo(Outcome.GONE);
    }

    @Test
    void noMoreThanEightTakePart() {
        for (int i = 0; i < 8; i++) {
            UUID helper = agent(20 + i);
            define(helper);
            assertThat(send(new Input.Join(helper, FIRST, new UUID(0xE, i), Role.MONITOR)))
                    .isEqualTo(Outcome.DONE);
        }
        assertThat(consult(ASKED, BOB)).isEqualTo(Outcome.CROWDED);
        assertThat(send(new Input.Join(BOB, FIRST, ASKED, Role.COACH))).isEqualTo(Outcome.CROWDED);
    }

    @Test
    void whoTakesPartBecomesOwnerAndCountsOnce() {
        consult(ASKED, BOB);
        accept(offer());
        assertThat(send(new Input.HandOver(ANN, FIRST, BOB))).isEqualTo(Outcome.DONE);

        assertThat(ownerOf(FIRST)).isEqualTo(BOB);
        assertThat(taken(BOB)).isEqualTo(1);
        assertThat(taken(ANN)).isZero();
        assertThat(endOf(ASKED)).isEqualTo("CANCELLED owner");
        assertThat(send(new Input.HandOver(ANN, FIRST, BOB))).isEqualTo(Outcome.DONE);
        assertThat(decisions).isEmpty();
        assertThat(send(new Input.HandOver(ANN, FIRST, CAT))).isEqualTo(Outcome.NOT_YOURS);
        assertThat(send(new Input.HandOver(BOB, FIRST, CAT))).isEqualTo(Outcome.GONE);
    }

    @Test
    void whoHasNoFurtherRoomTakesOverWhatHeTakesPartIn() {
        send(new Input.SetPresence(ANN, false, "lunch"));
        send(new Input.SetPresence(CAT, false, "lunch"));
        submit(mail(SECOND));
        accept(offer());
        consult(ASKED, BOB);
        accept(offer());
        submit(mail(THIRD));
        noOffer();
        assertThat(send(new Input.HandOver(ANN, FIRST, BOB))).isEqualTo(Outcome.DONE);
        assertThat(taken(BOB)).isEqualTo(2);
        assertThat(ownerOf(THIRD)).isNull();
    }

    @Test
    void aTransferEndsConsultsAndWhatNobodyHasAnsweredAndPartnersStay() {
        consult(ASKED, BOB);
        accept(offer());
        invite(ALSO, Role.CONFERENCE, CAT, List.of());
        Decision.Offered toCat = offer();
        send(new Input.Transfer(ANN, FIRST, HELP, List.of(), null, false, 0));
        assertThat(endOf(ASKED)).isEqualTo("CANCELLED left");
        assertThat(endOf(ALSO)).isEqualTo("CANCELLED left");
        assertThat(accept(toCat)).isEqualTo(Outcome.GONE);
    }

    @Test
    void aConferencePartnerStaysAndMayTakeOver() {
        invite(ASKED, Role.CONFERENCE, CAT, List.of());
        accept(offer());
        send(new Input.SetPresence(BOB, false, "lunch"));
        send(new Input.SetPresence(CAT, false, "busy"));
        send(new Input.Transfer(ANN, FIRST, HELP, List.of(), null, false, 0));
        noOffer();
        assertThat(ownerOf(ASKED)).isEqualTo(CAT);
        assertThat(phase(FIRST)).isEqualTo(Phase.WAITING);
        assertThat(send(new Input.HandOver(null, FIRST, CAT))).isEqualTo(Outcome.DONE);
        assertThat(ownerOf(FIRST)).isEqualTo(CAT);
        assertThat(taken(CAT)).isEqualTo(1);
    }

    @Test
    void everybodyLeavesWhenTheConversationIsOver() {
        consult(ASKED, BOB);
        accept(offer());
        send(new Input.Join(CAT, FIRST, ALSO, Role.MONITOR));
        send(new Input.Finish(ANN, FIRST));
        assertThat(endOf(ASKED)).isEqualTo("CANCELLED over");
        assertThat(endOf(ALSO)).isEqualTo("CANCELLED over");
        assertThat(phase(FIRST)).isEqualTo(Phase.WRAPPING);
        assertThat(consult(new UUID(0xB, 13), BOB)).isEqualTo(Outcome.GONE);
    }

    @Test
    void whoTakesPartLeavesWithoutWrapUp() {
        consult(ASKED, BOB);
        accept(offer());
        assertThat(send(new Input.Finish(CAT, ASKED))).isEqualTo(Outcome.NOT_YOURS);
        assertThat(send(new Input.Finish(BOB, ASKED))).isEqualTo(Outcome.DONE);
        assertThat(endOf(ASKED)).isEqualTo("FINISHED ");
        assertThat(taken(BOB)).isZero();
        assertThat(phase(FIRST)).isEqualTo(Phase.ASSIGNED);
    }

    @Test
    void aSupervisorLooksOnCoachesAndBargesIn() {
        define(CAT); // two mails at once
        submit(mail(SECOND));
        accept(offer());
        submit(mail(THIRD));
        accept(offer());
        assertThat(send(new Input.Join(CAT, FIRST, ASKED, Role.MONITOR))).isEqualTo(Outcome.DONE);
        int before = taken(CAT);
        assertThat(send(new Input.ChangeRole(CAT, ASKED, Role.COACH))).isEqualTo(Outcome.DONE);
        assertThat(taken(CAT)).isEqualTo(before);
        assertThat(send(new Input.ChangeRole(ANN, ASKED, Role.MONITOR))).isEqualTo(Outcome.NOT_YOURS);
        assertThat(send(new Input.Withdraw(ANN, ASKED))).isEqualTo(Outcome.NOT_YOURS);
        assertThat(send(new Input.ChangeRole(CAT, ASKED, Role.CONFERENCE))).isEqualTo(Outcome.DONE);
        assertThat(taken(CAT)).isEqualTo(before + 1);
        assertThat(send(new Input.ChangeRole(CAT, ASKED, Role.CONSULT))).isEqualTo(Outcome.NOT_YOURS);
    }

    @Test
    void whomTheOwnerConsultsIsBroughtIn() {
        consult(ASKED, BOB);
        accept(offer());
        assertThat(send(new Input.ChangeRole(BOB, ASKED, Role.CONFERENCE))).isEqualTo(Outcome.NOT_YOURS);
        assertThat(send(new Input.ChangeRole(ANN, ASKED, Role.CONFERENCE))).isEqualTo(Outcome.DONE);
        assertThat(decisions).containsExactly(new Decision.RoleChanged(ASKED, SALES, Role.CONFERENCE));
        assertThat(send(new Input.ChangeRole(ANN, ASKED, Role.MONITOR))).isEqualTo(Outcome.NOT_YOURS);
    }

    @Test
    void aRemovedOwnerTakesHisConsultsWithHim() {
        consult(ASKED, BOB);
        accept(offer());
        send(new Input.Join(CAT, FIRST, ALSO, Role.MONITOR));
        send(new Input.RemoveAgent(ANN));
        assertThat(endOf(ASKED)).isEqualTo("CANCELLED left");
        assertThat(endOf(ALSO)).isEqualTo("lives");
        assertThat(phase(FIRST)).isEqualTo(Phase.OFFERED);
        assertThat(ownerOf(ALSO)).isEqualTo(CAT);
    }

    @Test
    void invitationsAreNoContactsOfTheQueue() {
        send(new Input.SetPresence(BOB, false, "lunch"));
        consult(ASKED, BOB);
        View.QueueState sales = engine.view().queues().stream()
                .filter(queue -> queue.rule().id().equals(SALES))
                .findFirst()
                .orElseThrow();
        assertThat(sales.waiting()).isZero();
        assertThat(sales.assigned()).isEqualTo(1);
        assertThat(engine.view().waiting(SALES, 10)).hasSize(1);
        send(new Input.Transfer(ANN, FIRST, HELP, List.of(), null, false, 0));
        consult(ALSO, BOB);
        assertThat(send(new Input.RemoveQueue(SALES))).isEqualTo(Outcome.DONE);
    }

    @Test
    void nobodyIsMadeOwnerByTheOwnerWhoMerelyLooksOn() {
        send(new Input.Join(CAT, FIRST, ASKED, Role.MONITOR));
        assertThat(send(new Input.HandOver(ANN, FIRST, CAT))).isEqualTo(Outcome.GONE);
        assertThat(decisions).isEmpty();
        assertThat(ownerOf(FIRST)).isEqualTo(ANN);

        send(new Input.ChangeRole(CAT, ASKED, Role.COACH));
        assertThat(send(new Input.HandOver(ANN, FIRST, CAT))).isEqualTo(Outcome.DONE);
        assertThat(ownerOf(FIRST)).isEqualTo(CAT);
    }

    @Test
    void whoMerelyLooksOnIsAskedLikeAnybodyAndLooksOnUntilHeAccepts() {
        send(new Input.Join(CAT, FIRST, ASKED, Role.MONITOR));
        assertThat(consult(ALSO, CAT)).isEqualTo(Outcome.DONE);
        assertThat(offer().agent()).isEqualTo(CAT);
        assertThat(endOf(ASKED)).isEqualTo("lives");
        accept(offer());
        assertThat(endOf(ASKED)).isEqualTo("CANCELLED takes-part");
        assertThat(ownerOf(ALSO)).isEqualTo(CAT);
        assertThat(consult(new UUID(0xB, 13), CAT)).isEqualTo(Outcome.TAKES_PART);
    }

    @Test
    void whoComesInWhileHeIsAskedIsNotAskedAnyMore() {
        send(new Input.Join(CAT, FIRST, ASKED, Role.MONITOR));
        consult(ALSO, CAT);
        Decision.Offered toCat = offer();
        assertThat(send(new Input.ChangeRole(CAT, ASKED, Role.COACH))).isEqualTo(Outcome.DONE);
        assertThat(endOf(ALSO)).isEqualTo("CANCELLED takes-part");
        assertThat(accept(toCat)).isEqualTo(Outcome.GONE);
    }

    @Test
    void aTransferToAConferencePartnerDoesNotWaitForThePartThatHeHas() {
        oneAtATime(CAT);
        invite(ASKED, Role.CONFERENCE, CAT, List.of());
        accept(offer());
        assertThat(send(new Input.Transfer(ANN, FIRST, null, List.of(), CAT, true, 0)))
                .isEqualTo(Outcome.DONE);
        assertThat(ownerOf(FIRST)).isEqualTo(CAT);
        assertThat(endOf(ASKED)).isEqualTo("CANCELLED owner");
        assertThat(taken(CAT)).isEqualTo(1);
    }

    @Test
    void aTransferToAConferencePartnerInAnotherQueueEndsHisPart() {
        oneAtATime(CAT);
        invite(ASKED, Role.CONFERENCE, CAT, List.of());
        accept(offer());
        send(new Input.Transfer(ANN, FIRST, HELP, List.of(), CAT, true, 0));
        assertThat(endOf(ASKED)).isEqualTo("CANCELLED left");
        assertThat(offer().agent()).isEqualTo(CAT);
    }

    @Test
    void whatNobodyHasAndEndsIsNotOfferedToWhoIsFreeByThat() {
        oneAtATime(CAT);
        send(new Input.SetPresence(ANN, false, "lunch"));
        send(new Input.SetPresence(BOB, false, "lunch"));
        invite(ASKED, Role.CONFERENCE, CAT, List.of());
        accept(offer());
        send(new Input.Transfer(ANN, FIRST, HELP, List.of(), null, false, 0));
        assertThat(phase(FIRST)).isEqualTo(Phase.WAITING);

        send(new Input.Cancel(FIRST, "hung up"));
        noOffer();
        assertThat(endOf(ASKED)).isEqualTo("CANCELLED over");
        assertThat(endOf(FIRST)).isEqualTo("CANCELLED hung up");
    }
}
