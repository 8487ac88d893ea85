// SPDX-License-Identifier: Apache-2.0
package live.lib.router;

import static live.lib.router.Scenario.agent;
import static live.lib.router.Scenario.queue;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The rules of the game, one by one. */
class EngineTest {
    private static final UUID ANN = agent(1);
    private static final UUID BOB = agent(2);
    private static final UUID SALES = queue(1);
    private static final UUID HELP = queue(2);
    private static final UUID TEAM = new UUID(0xD, 1);
    private static final UUID FIRST = new UUID(0xB, 1);
    private static final UUID SECOND = new UUID(0xB, 2);
    private static final UUID THIRD = new UUID(0xB, 3);
    private static final long OFFER = 20_000;
    private static final long WRAP_UP = 60_000;

    private final List<Decision> decisions = new ArrayList<>();
    private Engine engine = new Engine(List.of());
    private long now = 1_000_000;

    @BeforeEach
    void open() {
        send(new Input.DefineRules(rules(3)));
        send(new Input.DefineQueue(sales(List.of())));
        send(new Input.DefineQueue(
                new QueueRule(HELP, 1, 0, true, List.of(), List.of(), LongestIdleFirst.NAME, OFFER, 0)));
        define(ANN, new SkillLevel("german", 4));
        define(BOB, new SkillLevel("english", 2));
    }

    private static QueueRule sales(List<SkillLevel> skills) {
        return new QueueRule(SALES, 1, 0, true, List.of(TEAM), skills, LongestIdleFirst.NAME, OFFER, WRAP_UP);
    }

    private static Rules rules(int missLimit) {
        return new Rules(
                1, List.of(new MediumRule("email", List.of("voice"))), 300_000, 30_000, missLimit, 1, 1_000, 100);
    }

    private void define(UUID agent, SkillLevel... skills) {
        send(new Input.DefineAgent(new AgentRule(
                agent, 1, List.of(skills), List.of(TEAM), List.of(new Units("email", 2), new Units("voice", 1)))));
    }

    private Outcome send(Input input) {
        decisions.clear();
        return engine.apply(Entry.of(now, input), decisions::add);
    }

    private void pass(long millis) {
        now += millis;
        send(new Input.Tick());
    }

    private void ready(UUID agent) {
        send(new Input.SignIn(agent));
        send(new Input.SetPresence(agent, true, ""));
    }

    private Request mail(UUID work) {
        return Request.of(work, SALES, "email", now);
    }

    private void submit(Request request) {
        assertThat(send(new Input.Submit(request))).isEqualTo(Outcome.DONE);
    }

    private Decision.Offered offer() {
        return decisions.stream()
                .filter(Decision.Offered.class::isInstance)
                .map(Decision.Offered.class::cast)
                .reduce((one, two) -> {
                    throw new AssertionError("two offers: " + decisions);
                })
                .orElseThrow(() -> new AssertionError("no offer: " + decisions));
    }

    private void noOffer() {
        assertThat(decisions).noneMatch(Decision.Offered.class::isInstance);
    }

    private Outcome accept(Decision.Offered offer) {
        return send(new Input.Accept(offer.agent(), offer.offer()));
    }

    private Phase phase(UUID work) {
        return engine.view().work(work).orElseThrow().phase();
    }

    @Test
    void aContactIsOfferedAcceptedFinishedAndWrappedUp() {
        ready(ANN);
        submit(mail(FIRST));
        Decision.Offered offer = offer();
        assertThat(offer.expiresAt()).isEqualTo(now + OFFER);
        assertThat(accept(offer)).isEqualTo(Outcome.DONE);
        assertThat(decisions).contains(new Decision.Assigned(FIRST, SALES, ANN, offer.offer()));
        assertThat(send(new Input.Finish(ANN, FIRST))).isEqualTo(Outcome.DONE);
        assertThat(decisions).contains(new Decision.WrapUpStarted(FIRST, SALES, ANN, now + WRAP_UP));
        assertThat(send(new Input.WrapUp(ANN, FIRST, "solved"))).isEqualTo(Outcome.DONE);
        assertThat(decisions).contains(new Decision.Ended(FIRST, SALES, ANN, Decision.Ended.Why.FINISHED, "solved"));
        assertThat(engine.view().workCount()).isZero();
        assertThat(engine.nextTimer()).isEqualTo(Long.MAX_VALUE);
        assertThat(send(new Input.WrapUp(ANN, FIRST, "solved"))).isEqualTo(Outcome.DONE);
        assertThat(send(new Input.Cancel(SECOND, "never-heard-of"))).isEqualTo(Outcome.GONE);
        assertThat(decisions).isEmpty();
    }

    @Test
    void wrapUpEndsByItselfAndQueuesWithoutOneEndAtOnce() {
        ready(ANN);
        submit(mail(FIRST));
        accept(offer());
        send(new Input.Finish(ANN, FIRST));
        pass(WRAP_UP);
        assertThat(decisions).contains(new Decision.Ended(FIRST, SALES, ANN, Decision.Ended.Why.WRAP_UP_TIMED_OUT, ""));
        submit(Request.of(SECOND, HELP, "email", now));
        accept(offer());
        send(new Input.Finish(null, SECOND));
        assertThat(decisions).contains(new Decision.Ended(SECOND, HELP, ANN, Decision.Ended.Why.FINISHED, ""));
    }

    @Test
    void higherPriorityComesFirstUntilWaitingMakesUpForIt() {
        submit(mail(FIRST).withPriority(4));
        pass(100_000);
        submit(mail(SECOND).withPriority(5));
        pass(250_000);
        submit(mail(THIRD).withPriority(5));
        ready(ANN);
        assertThat(offer().work()).isEqualTo(SECOND);
        accept(offer());
        // The first has waited 350 s longer than the third, which is more than the 300 s that a step is worth.
        assertThat(offer().work()).isEqualTo(FIRST);
    }

    @Test
    void nobodyStarvesUnderAConstantFloodOfUrgentContacts() {
        ready(ANN);
        submit(Request.of(new UUID(0xF, 0), HELP, "voice", now).withPriority(9));
        Decision.Offered current = offer();
        submit(Request.of(FIRST, HELP, "voice", now).withPriority(0));
        int served = 0;
        while (!current.work().equals(FIRST)) {
            pass(10_000);
            submit(Request.of(new UUID(0xF, ++served), HELP, "voice", now).withPriority(9));
            accept(current);
            send(new Input.Finish(ANN, current.work()));
            current = offer();
            assertThat(served).isLessThan(1_000);
        }
        assertThat(served).isLessThanOrEqualTo(9 * 30 + 1);
    }

    @Test
    void anUnansweredOfferGoesBackToItsOldPlaceAndAfterThreeTheAgentIsNotReady() {
        ready(ANN);
        submit(mail(FIRST));
        submit(mail(SECOND));
        submit(mail(THIRD));
        long place = now;
        for (int misses = 1; misses <= 3; misses++) {
            pass(OFFER);
            assertThat(decisions)
                    .anyMatch(decision -> decision instanceof Decision.OfferClosed closed
                            && closed.why() == Decision.OfferClosed.Why.MISSED);
        }
        assertThat(decisions).contains(new Decision.AgentChanged(ANN, true, true, false, "missed-offers"));
        noOffer();
        ready(BOB);
        assertThat(offer().work()).isEqualTo(FIRST);
        assertThat(engine.view().work(FIRST).orElseThrow().request().enqueuedAt())
                .isEqualTo(place);
    }

    @Test
    void aDeclinedContactGoesToSomebodyElseAndComesBackOnlyAfterAPause() {
        ready(ANN);
        submit(mail(FIRST));
        send(new Input.Decline(ANN, offer().offer(), "busy"));
        noOffer();
        pass(29_999);
        noOffer();
        pass(1);
        assertThat(offer().agent()).isEqualTo(ANN);
        ready(BOB);
        send(new Input.Decline(ANN, 2, "busy"));
        assertThat(offer().agent()).isEqualTo(BOB);
    }

    @Test
    void skillsAreMustHaves() {
        ready(BOB);
        submit(mail(FIRST).withSkills(List.of(new SkillLevel("german", 5))));
        submit(mail(SECOND).withSkills(List.of(new SkillLevel("german", 4))));
        noOffer();
        ready(ANN);
        assertThat(offer().work()).isEqualTo(SECOND);
    }

    @Test
    void aNewSkillBringsWhatWaitsForIt() {
        ready(BOB);
        submit(mail(FIRST).withSkills(List.of(new SkillLevel("german", 1))));
        noOffer();
        define(BOB, new SkillLevel("german", 1));
        assertThat(offer().work()).isEqualTo(FIRST);
    }

    @Test
    void whatAQueueNeedsCanChangeWhileContactsWait() {
        List<SkillLevel> german = List.of(new SkillLevel("german", 3));
        send(new Input.DefineQueue(sales(german)));
        ready(BOB);
        submit(mail(FIRST));
        noOffer();
        send(new Input.DefineQueue(sales(List.of())));
        assertThat(offer().agent()).isEqualTo(BOB);
    }

    @Test
    void nothingIsOfferedFromAClosedQueueOrToOtherTeams() {
        ready(BOB);
        QueueRule open = sales(List.of());
        send(new Input.DefineQueue(
                new QueueRule(SALES, 2, 0, false, open.groups(), List.of(), open.strategy(), OFFER, WRAP_UP)));
        submit(mail(FIRST));
        noOffer();
        send(new Input.DefineQueue(new QueueRule(
                SALES, 2, 0, true, List.of(new UUID(0xD, 2)), List.of(), open.strategy(), OFFER, WRAP_UP)));
        noOffer();
        send(new Input.DefineQueue(open));
        assertThat(offer().agent()).isEqualTo(BOB);
    }

    @Test
    void capacityHoldsPerMediumAndMediaBlockEachOther() {
        ready(ANN);
        submit(mail(FIRST));
        accept(offer());
        submit(mail(SECOND));
        accept(offer());
        submit(mail(THIRD));
        noOffer();
        submit(Request.of(new UUID(0xB, 4), SALES, "voice", now));
        accept(offer());
        send(new Input.WrapUp(ANN, FIRST, ""));
        noOffer();
        send(new Input.WrapUp(ANN, new UUID(0xB, 4), ""));
        assertThat(offer().work()).isEqualTo(THIRD);
    }

    @Test
    void theLongestIdleAgentIsAsked() {
        ready(BOB);
        pass(1);
        ready(ANN);
        submit(mail(FIRST));
        assertThat(offer().agent()).isEqualTo(BOB);
        accept(offer());
        send(new Input.WrapUp(BOB, FIRST, ""));
        submit(mail(SECOND));
        assertThat(offer().agent()).isEqualTo(ANN);
    }

    @Test
    void thePreferredAgentIsWaitedForUntilTheLimit() {
        send(new Input.SignIn(ANN));
        ready(BOB);
        submit(mail(FIRST).preferring(ANN, now + 10_000));
        noOffer();
        assertThat(phase(FIRST)).isEqualTo(Phase.HELD);
        pass(10_000);
        assertThat(offer().agent()).isEqualTo(BOB);
        submit(mail(SECOND).preferring(ANN, now + 10_000));
        send(new Input.SetPresence(ANN, true, ""));
        assertThat(offer()).extracting(Decision.Offered::agent).isEqualTo(ANN);
    }

    @Test
    void nobodyWaitsForAPreferredAgentWhoIsNotThere() {
        ready(BOB);
        submit(mail(FIRST).preferring(ANN, now + 10_000));
        assertThat(offer().agent()).isEqualTo(BOB);
        accept(offer());
        send(new Input.SignIn(ANN));
        submit(mail(SECOND).preferring(ANN, now + 10_000));
        noOffer();
        send(new Input.SignOut(ANN));
        assertThat(offer()).extracting(Decision.Offered::agent).isEqualTo(BOB);
    }

    @Test
    void aRequiredAgentIsTheOnlyOneAsLongAsHeExists() {
        ready(BOB);
        submit(mail(FIRST).requiring(ANN));
        noOffer();
        assertThat(send(new Input.Pull(BOB, FIRST))).isEqualTo(Outcome.RESERVED);
        send(new Input.RemoveAgent(ANN));
        assertThat(offer().agent()).isEqualTo(BOB);
    }

    @Test
    void submittingAgainHasNoEffectEvenAfterTheEnd() {
        ready(ANN);
        submit(mail(FIRST));
        accept(offer());
        submit(mail(FIRST));
        assertThat(decisions).isEmpty();
        send(new Input.WrapUp(ANN, FIRST, ""));
        submit(mail(FIRST));
        assertThat(decisions).isEmpty();
        assertThat(engine.view().workCount()).isZero();
    }

    @Test
    void aRepeatedCommandGetsItsFirstAnswerAndDoesNothing() {
        ready(ANN);
        submit(mail(FIRST));
        long offer = offer().offer();
        Input decline = new Input.Decline(ANN, offer, "");
        assertThat(engine.apply(new Entry(now, 7, 1, decline), decisions::add)).isEqualTo(Outcome.DONE);
        decisions.clear();
        assertThat(engine.apply(new Entry(now, 7, 1, decline), decisions::add)).isEqualTo(Outcome.DONE);
        assertThat(decisions).isEmpty();
        assertThat(engine.apply(new Entry(now, 7, 2, decline), decisions::add)).isEqualTo(Outcome.GONE);
        engine.apply(new Entry(now, 7, 100, new Input.Tick()), decisions::add);
        assertThat(engine.apply(new Entry(now, 7, 2, decline), decisions::add)).isEqualTo(Outcome.STALE);
        assertThat(engine.apply(new Entry(now, 7, 99, decline), decisions::add)).isEqualTo(Outcome.GONE);
    }

    @Test
    void aLateAcceptIsGoneAndARepeatedOneIsDone() {
        ready(ANN);
        submit(mail(FIRST));
        Decision.Offered offer = offer();
        assertThat(send(new Input.Accept(BOB, offer.offer()))).isEqualTo(Outcome.GONE);
        assertThat(accept(offer)).isEqualTo(Outcome.DONE);
        assertThat(accept(offer)).isEqualTo(Outcome.DONE);
        submit(mail(SECOND));
        Decision.Offered late = offer();
        now += OFFER;
        assertThat(accept(late)).isEqualTo(Outcome.GONE);
    }

    @Test
    void aLostSessionKeepsAcceptedWorkAndReturnsOffers() {
        ready(ANN);
        submit(mail(FIRST));
        accept(offer());
        submit(mail(SECOND));
        ready(BOB);
        send(new Input.SessionLost(ANN));
        assertThat(offer()).extracting(Decision.Offered::work).isEqualTo(SECOND);
        assertThat(phase(FIRST)).isEqualTo(Phase.ASSIGNED);
        send(new Input.Decline(BOB, offer().offer(), ""));
        noOffer();
        send(new Input.SignIn(ANN));
        assertThat(offer().agent()).isEqualTo(ANN);
    }

    @Test
    void afterARestartOffersGoBackToTheirPlaceAndNobodyIsBlamed() {
        ready(ANN);
        submit(mail(FIRST));
        engine = Engine.restore(engine.snapshot(), List.of());
        now += 3_600_000;
        send(new Input.Resumed(true));
        assertThat(decisions)
                .containsExactly(
                        new Decision.AgentChanged(ANN, true, false, true, ""),
                        new Decision.OfferClosed(1, FIRST, SALES, ANN, Decision.OfferClosed.Why.AGENT_GONE),
                        new Decision.Queued(FIRST, SALES));
        send(new Input.SignIn(ANN));
        assertThat(offer().work()).isEqualTo(FIRST);
    }

    @Test
    void afterAPauseOpenOffersGetTheirWholeTimeAnew() {
        ready(ANN);
        submit(mail(FIRST));
        Decision.Offered before = offer();
        now += 3_600_000;
        send(new Input.Resumed(false));
        assertThat(offer()).isEqualTo(new Decision.Offered(before.offer(), FIRST, SALES, ANN, now + OFFER));
        assertThat(accept(before)).isEqualTo(Outcome.DONE);
    }

    @Test
    void transferKeepsThePlaceAndDoesNotComeStraightBack() {
        ready(ANN);
        submit(mail(FIRST));
        accept(offer());
        assertThat(send(new Input.Transfer(BOB, FIRST, HELP, List.of(), null, false, 0)))
                .isEqualTo(Outcome.NOT_YOURS);
        assertThat(send(new Input.Transfer(ANN, FIRST, HELP, List.of(), null, false, 0)))
                .isEqualTo(Outcome.DONE);
        noOffer();
        pass(1_000);
        submit(Request.of(SECOND, HELP, "email", now));
        send(new Input.Decline(ANN, offer().offer(), ""));
        ready(BOB);
        assertThat(offer().work()).isEqualTo(FIRST);
    }

    @Test
    void transferToAnAgentWaitsForHimAlone() {
        ready(ANN);
        submit(mail(FIRST));
        accept(offer());
        send(new Input.Transfer(ANN, FIRST, null, List.of(), BOB, true, 0));
        noOffer();
        pass(60_000);
        noOffer();
        ready(BOB);
        assertThat(offer().agent()).isEqualTo(BOB);
    }

    @Test
    void workIsPulledByHandWithinCapacity() {
        submit(mail(FIRST));
        assertThat(send(new Input.Pull(ANN, FIRST))).isEqualTo(Outcome.NOT_SIGNED_IN);
        send(new Input.SignIn(ANN));
        assertThat(send(new Input.Pull(ANN, FIRST))).isEqualTo(Outcome.DONE);
        submit(mail(SECOND));
        send(new Input.Pull(ANN, SECOND));
        submit(mail(THIRD));
        assertThat(send(new Input.Pull(ANN, THIRD))).isEqualTo(Outcome.FULL);
        send(new Input.SignIn(BOB));
        assertThat(send(new Input.Pull(BOB, FIRST))).isEqualTo(Outcome.NOT_YOURS);
        assertThat(send(new Input.Reassign(FIRST, BOB))).isEqualTo(Outcome.DONE);
        assertThat(engine.view().work(FIRST).orElseThrow().agent()).isEqualTo(BOB);
    }

    @Test
    void contactsWaitForTheirTimeAndEndWithTheirDeadline() {
        ready(ANN);
        Request later =
                new Request(FIRST, SALES, "email", 1, List.of(), 5, null, 0, null, now, now + 5_000, now + 50_000, "");
        submit(later);
        noOffer();
        pass(5_000);
        assertThat(offer().work()).isEqualTo(FIRST);
        send(new Input.SignOut(ANN));
        pass(45_000);
        assertThat(decisions).contains(new Decision.Ended(FIRST, SALES, null, Decision.Ended.Why.EXPIRED, ""));
    }

    @Test
    void aDeadlineNoLongerCountsOnceSomebodyHasTheContact() {
        ready(ANN);
        submit(new Request(FIRST, SALES, "email", 1, List.of(), 5, null, 0, null, now, now, now + 5_000, ""));
        accept(offer());
        pass(50_000);
        send(new Input.Transfer(ANN, FIRST, HELP, List.of(), null, false, 0));
        assertThat(phase(FIRST)).isEqualTo(Phase.WAITING);
    }

    @Test
    void aQueueInUseIsNotRemoved() {
        submit(mail(FIRST));
        assertThat(send(new Input.RemoveQueue(SALES))).isEqualTo(Outcome.IN_USE);
        send(new Input.Cancel(FIRST, "hung-up"));
        assertThat(send(new Input.RemoveQueue(SALES))).isEqualTo(Outcome.DONE);
        assertThat(send(new Input.Submit(mail(SECOND)))).isEqualTo(Outcome.UNKNOWN_QUEUE);
    }

    @Test
    void theDomainIsBounded() {
        send(new Input.DefineRules(new Rules(2, List.of(), 0, 0, 0, 1, 2, 0)));
        submit(mail(FIRST));
        submit(mail(SECOND));
        assertThat(send(new Input.Submit(mail(THIRD)))).isEqualTo(Outcome.FULL);
    }

    @Test
    void aClockThatGoesBackwardsStandsStill() {
        ready(ANN);
        submit(mail(FIRST));
        now -= 500_000;
        send(new Input.Tick());
        assertThat(engine.now()).isEqualTo(now + 500_000);
        assertThat(phase(FIRST)).isEqualTo(Phase.OFFERED);
    }

    @Test
    void damagedBytesAreRefused() {
        byte[] snapshot = engine.snapshot();
        byte[] cut = java.util.Arrays.copyOf(snapshot, snapshot.length - 3);
        assertThatThrownBy(() -> Engine.restore(cut, List.of())).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Engine.restore(new byte[] {99}, List.of()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("version 99");
        assertThatThrownBy(() -> EntryCodec.read(new ByteReader(new byte[] {1, 0, 0, 77})))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
