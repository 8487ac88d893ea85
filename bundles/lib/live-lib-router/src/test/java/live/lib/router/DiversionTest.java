// SPDX-License-Identifier: Apache-2.0
package live.lib.router;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What becomes of contacts out of hours, and of those that wait too long. */
class DiversionTest extends SmallCentre {
    private static final Diversion SERVE = new Diversion(Diversion.WhenClosed.SERVE, null, 0, null);
    private static final Diversion TO_HELP = new Diversion(Diversion.WhenClosed.OVERFLOW, HELP, 0, null);
    private static final Diversion SOON_TO_HELP = new Diversion(Diversion.WhenClosed.WAIT, null, 60_000, HELP);

    private void sales(Diversion diversion) {
        send(new Input.DefineQueue(sales(List.of()).diverting(diversion)));
    }

    private void opening(UUID queue, boolean open) {
        send(new Input.SetOpening(queue, new Opening(open, now + 3_600_000)));
    }

    private UUID queueOf(UUID work) {
        return engine.view().work(work).orElseThrow().request().queue();
    }

    @Test
    void whatComesOutOfHoursIsOfferedFromOpeningOnInItsPlace() {
        opening(SALES, false);
        ready(ANN);
        submit(mail(FIRST));
        pass(10);
        submit(mail(SECOND));
        noOffer();
        assertThat(phase(FIRST)).isEqualTo(Phase.RESTING);
        assertThat(engine.view().work(FIRST).orElseThrow().until())
                .isEqualTo(engine.view().opening(SALES).orElseThrow().until());
        assertThat(engine.whyWaits(FIRST).orElseThrow().agents())
                .extracting(Explanation.Judged::verdict)
                .containsOnly(Explanation.Verdict.OUT_OF_HOURS);

        opening(SALES, true);
        assertThat(offer().work()).isEqualTo(FIRST);
        accept(offer());
        assertThat(offer().work()).isEqualTo(SECOND);
    }

    @Test
    void aNewQueueIsClosedFromItsFirstMomentOn() {
        UUID late = new UUID(2, 77);
        ready(ANN);
        QueueRule rule = sales(List.of());
        QueueRule fresh = new QueueRule(
                late, 1, 0, true, List.of(), List.of(), rule.strategy(), rule.offerMillis(), rule.wrapUpMillis());
        send(new Input.DefineQueue(fresh, new Opening(false, now + 3_600_000)));
        submit(Request.of(FIRST, late, "email", now));
        noOffer();
        assertThat(phase(FIRST)).isEqualTo(Phase.RESTING);

        // Rules without a word on the hours leave it as it is.
        send(new Input.DefineQueue(fresh));
        noOffer();
        send(new Input.DefineQueue(fresh, Opening.ALWAYS));
        assertThat(offer().work()).isEqualTo(FIRST);
    }

    @Test
    void rulesAndClosingHoldTogether() {
        sales(TO_HELP);
        submit(mail(FIRST));
        // It would go to the other queue if it closed by the former rules.
        send(new Input.DefineQueue(sales(List.of()), new Opening(false, now + 3_600_000)));
        assertThat(queueOf(FIRST)).isEqualTo(SALES);
        assertThat(phase(FIRST)).isEqualTo(Phase.RESTING);
    }

    @Test
    void whatWaitsRestsWhenItsQueueClosesAndAnOpenOfferStaysOpen() {
        ready(ANN);
        submit(mail(FIRST));
        Decision.Offered offer = offer();
        submit(mail(SECOND));
        opening(SALES, false);
        assertThat(phase(SECOND)).isEqualTo(Phase.RESTING);
        assertThat(accept(offer)).isEqualTo(Outcome.DONE);
        noOffer();
        assertThat(phase(FIRST)).isEqualTo(Phase.ASSIGNED);
    }

    @Test
    void whoWaitedIsStillServedWhereTheQueueSaysSo() {
        sales(SERVE);
        submit(mail(FIRST));
        opening(SALES, false);
        submit(mail(SECOND));
        ready(ANN);
        assertThat(offer().work()).isEqualTo(FIRST);
        Decision.Offered offer = offer();
        send(new Input.Decline(ANN, offer.offer(), ""));
        ready(BOB);
        assertThat(offer().work()).isEqualTo(FIRST);
        accept(offer());
        noOffer();
        assertThat(phase(SECOND)).isEqualTo(Phase.RESTING);
    }

    @Test
    void rulesThatChangeOutOfHoursHoldForWhatWaits() {
        opening(SALES, false);
        submit(mail(FIRST));
        sales(TO_HELP);
        assertThat(queueOf(FIRST)).isEqualTo(HELP);
        assertThat(phase(FIRST)).isEqualTo(Phase.WAITING);
    }

    @Test
    void aClosedQueueSendsItsContactsToAnotherAndTheyKeepPlaceAndNeeds() {
        sales(TO_HELP);
        Request german = mail(FIRST).withSkills(List.of(new SkillLevel("german", 3)));
        submit(german);
        pass(1_000);
        opening(SALES, false);
        assertThat(decisions)
                .contains(
                        new Decision.Overflowed(FIRST, SALES, HELP, Decision.Overflowed.Why.CLOSED),
                        new Decision.Queued(FIRST, HELP));
        Request after = engine.view().work(FIRST).orElseThrow().request();
        assertThat(after.enqueuedAt()).isEqualTo(german.enqueuedAt());
        ready(BOB);
        noOffer();
        ready(ANN);
        assertThat(offer().agent()).isEqualTo(ANN);
        opening(SALES, true);
        assertThat(queueOf(FIRST)).isEqualTo(HELP);
    }

    @Test
    void closedQueuesThatSendToEachOtherKeepWhatHasBeenRound() {
        sales(TO_HELP);
        send(new Input.DefineQueue(
                new QueueRule(HELP, 1, 0, true, List.of(), List.of(), LongestIdleFirst.NAME, OFFER, 0)
                        .diverting(new Diversion(Diversion.WhenClosed.OVERFLOW, SALES, 0, null))));
        opening(SALES, false);
        opening(HELP, false);
        submit(mail(FIRST));
        assertThat(queueOf(FIRST)).isEqualTo(SALES);
        assertThat(phase(FIRST)).isEqualTo(Phase.RESTING);
        assertThat(decisions).filteredOn(Decision.Overflowed.class::isInstance).hasSize(2);
    }

    @Test
    void whoWaitsTooLongGoesToAnotherQueueOnce() {
        sales(SOON_TO_HELP);
        submit(mail(FIRST));
        pass(59_999);
        assertThat(queueOf(FIRST)).isEqualTo(SALES);
        assertThat(engine.nextTimer()).isEqualTo(now + 1);
        pass(1);
        assertThat(decisions).contains(new Decision.Overflowed(FIRST, SALES, HELP, Decision.Overflowed.Why.LATE));
        assertThat(queueOf(FIRST)).isEqualTo(HELP);
        assertThat(engine.nextTimer()).isEqualTo(Long.MAX_VALUE);
    }

    @Test
    void restIsNoWaiting() {
        sales(SOON_TO_HELP);
        submit(mail(FIRST));
        pass(40_000);
        opening(SALES, false);
        pass(3_600_000);
        opening(SALES, true);
        assertThat(decisions).contains(new Decision.Rested(FIRST, SALES, 3_600_000));
        pass(19_999);
        assertThat(queueOf(FIRST)).isEqualTo(SALES);
        pass(1);
        assertThat(queueOf(FIRST)).isEqualTo(HELP);
    }

    @Test
    void whoHasBeenSentToAnAgentWaitsForHimWhateverTheHours() {
        opening(SALES, false);
        ready(ANN);
        submit(mail(FIRST).requiring(ANN));
        assertThat(offer().agent()).isEqualTo(ANN);
        send(new Input.RemoveAgent(ANN));
        assertThat(phase(FIRST)).isEqualTo(Phase.RESTING);
        define(ANN);
        assertThat(phase(FIRST)).isEqualTo(Phase.HELD);
        assertThat(engine.nextTimer()).isEqualTo(Long.MAX_VALUE);
    }

    @Test
    void anAgentMayTakeByHandWhatRests() {
        opening(SALES, false);
        ready(ANN);
        submit(mail(FIRST));
        assertThat(send(new Input.Pull(ANN, FIRST))).isEqualTo(Outcome.DONE);
        assertThat(phase(FIRST)).isEqualTo(Phase.ASSIGNED);
    }

    @Test
    void aQueueThatComesLaterTakesWhatIsMeantForIt() {
        UUID late = new UUID(0xC, 9);
        sales(new Diversion(Diversion.WhenClosed.OVERFLOW, late, 0, null));
        opening(SALES, false);
        submit(mail(FIRST));
        assertThat(phase(FIRST)).isEqualTo(Phase.RESTING);
        send(new Input.DefineQueue(
                new QueueRule(late, 1, 0, true, List.of(), List.of(), LongestIdleFirst.NAME, OFFER, 0)));
        assertThat(queueOf(FIRST)).isEqualTo(late);
    }

    /** In its own queue the first one comes before the other, in the queue that both are in then it does not. */
    @Test
    void whatOverflowsAmongOthersIsServedByItsClaimInTheNewQueue() {
        send(new Input.DefineQueue(
                new QueueRule(SALES, 2, 5, true, List.of(TEAM), List.of(), LongestIdleFirst.NAME, OFFER, WRAP_UP)
                        .diverting(new Diversion(Diversion.WhenClosed.WAIT, null, 10_000, HELP))));
        send(new Input.DefineAgent(new AgentRule(BOB, 1, List.of(), List.of(), List.of(new Units("email", 2)))));
        ready(ANN);
        submit(mail(FIRST));
        assertThat(offer().agent()).isEqualTo(ANN);
        submit(Request.of(SECOND, HELP, "email", now - 100_000).preferring(ANN, now + 3_600_000));
        ready(BOB);
        noOffer();
        pass(11_000);

        send(new Input.RemoveAgent(ANN));

        assertThat(queueOf(FIRST)).isEqualTo(HELP);
        assertThat(offer().agent()).isEqualTo(BOB);
        assertThat(offer().work()).isEqualTo(SECOND);
    }
}
