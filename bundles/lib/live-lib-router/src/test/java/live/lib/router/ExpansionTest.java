// SPDX-License-Identifier: Apache-2.0
package live.lib.router;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** To whom contacts are offered beside, the longer they wait or the more they are. */
class ExpansionTest extends SmallCentre {
    private static final UUID OTHERS = new UUID(0xD, 2);
    private static final SkillLevel GERMAN = new SkillLevel("german", 3);

    private void help(List<SkillLevel> needs, Ring... rings) {
        send(new Input.DefineQueue(
                new QueueRule(HELP, 2, 0, true, List.of(TEAM), needs, LongestIdleFirst.NAME, OFFER, 0)
                        .expanding(List.of(rings))));
    }

    private void defineOther(UUID agent, SkillLevel... skills) {
        send(new Input.DefineAgent(
                new AgentRule(agent, 1, List.of(skills), List.of(OTHERS), List.of(new Units("email", 2)))));
    }

    private static Ring after(long millis, SkillLevel... enough) {
        return new Ring(millis, 0, List.of(enough), List.of());
    }

    private void helpMe(UUID work) {
        submit(Request.of(work, HELP, "email", now));
    }

    private int ring(UUID work) {
        return engine.view().work(work).orElseThrow().ring();
    }

    @Test
    void aLowerLevelIsEnoughAfterAWhile() {
        help(List.of(GERMAN), after(60_000, new SkillLevel("german", 2)), after(90_000, new SkillLevel("german", 0)));
        define(BOB, new SkillLevel("german", 2));
        ready(BOB);
        helpMe(FIRST);
        pass(59_999);
        noOffer();
        assertThat(engine.nextTimer()).isEqualTo(now + 1);
        pass(1);
        assertThat(decisions).contains(new Decision.Expanded(FIRST, HELP, 1));
        assertThat(offer().agent()).isEqualTo(BOB);
    }

    @Test
    void anotherSkillTakesTheOldOnesPlaceAndWhoeverCouldStillCan() {
        help(List.of(GERMAN), after(60_000, new SkillLevel("german", 0), new SkillLevel("english", 2)));
        send(new Input.SignIn(ANN));
        ready(BOB);
        helpMe(FIRST);
        helpMe(SECOND);
        pass(60_000);
        assertThat(offer().agent()).isEqualTo(BOB);
        send(new Input.SetPresence(ANN, true, ""));
        assertThat(offer().work()).isEqualTo(SECOND);
    }

    @Test
    void aRingLowersWhatTheContactItselfDemands() {
        help(List.of(), after(1_000, new SkillLevel("english", 2)));
        ready(BOB);
        submit(Request.of(FIRST, HELP, "email", now).withSkills(List.of(new SkillLevel("english", 4))));
        noOffer();
        pass(1_000);
        assertThat(offer().agent()).isEqualTo(BOB);
    }

    @Test
    void furtherGroupsServeTheQueueAfterAWhile() {
        help(List.of(GERMAN), new Ring(60_000, 0, List.of(), List.of(OTHERS)));
        defineOther(BOB, GERMAN);
        ready(BOB);
        helpMe(FIRST);
        pass(59_999);
        noOffer();
        pass(1);
        assertThat(offer().agent()).isEqualTo(BOB);
    }

    @Test
    void whoBecomesFreeGetsTheBestClaimOfAnyRing() {
        help(List.of(GERMAN), after(60_000, new SkillLevel("german", 2)));
        define(BOB, new SkillLevel("german", 2));
        helpMe(FIRST);
        pass(60_000);
        helpMe(SECOND);
        submit(Request.of(THIRD, SALES, "email", now - 100_000));
        ready(BOB);
        assertThat(offer().work()).isEqualTo(THIRD);
        accept(offer());
        assertThat(offer().work()).isEqualTo(FIRST);
        accept(offer());
        noOffer();
    }

    @Test
    void theRingOpensToAllWhenTheQueueIsLong() {
        help(List.of(GERMAN), new Ring(0, 3, List.of(new SkillLevel("german", 2)), List.of()));
        define(BOB, new SkillLevel("german", 2));
        ready(BOB);
        helpMe(FIRST);
        submit(Request.of(SECOND, HELP, "email", now).withPriority(5));
        noOffer();
        helpMe(THIRD);
        // The best claim of all, not the one that came last.
        assertThat(offer().work()).isEqualTo(SECOND);
        assertThat(List.of(ring(FIRST), ring(SECOND), ring(THIRD))).containsExactly(1, 1, 1);
        accept(offer());
        // It is short again; what has come meanwhile stays open to more people.
        assertThat(offer().work()).isEqualTo(FIRST);
        helpMe(new UUID(0xB, 4));
        assertThat(ring(new UUID(0xB, 4))).isZero();
    }

    @Test
    void ofThoseWhoseRingOpensAtOneMomentTheBestClaimComesFirst() {
        help(List.of(GERMAN), after(60_000, new SkillLevel("german", 2)));
        define(BOB, new SkillLevel("german", 2));
        ready(BOB);
        helpMe(FIRST);
        submit(Request.of(SECOND, HELP, "email", now).withPriority(5));
        pass(60_000);
        assertThat(offer().work()).isEqualTo(SECOND);
    }

    @Test
    void whoIsFreeInANearerRingComesFirst() {
        help(List.of(GERMAN), after(1_000, new SkillLevel("german", 2)), after(2_000, new SkillLevel("german", 0)));
        define(ANN);
        define(BOB, new SkillLevel("german", 2));
        ready(ANN);
        pass(1);
        ready(BOB);
        // It has waited elsewhere long enough for both rings; Ann has been idle longer, but Bob is nearer.
        submit(Request.of(FIRST, HELP, "email", now - 5_000));
        assertThat(offer().agent()).isEqualTo(BOB);
        assertThat(ring(FIRST)).isEqualTo(1);
    }

    @Test
    void anOfferThatIsMissedTakesNothingBack() {
        help(List.of(GERMAN), after(1_000, new SkillLevel("german", 2)));
        define(BOB, new SkillLevel("german", 2));
        ready(BOB);
        helpMe(FIRST);
        pass(1_000);
        send(new Input.Decline(BOB, offer().offer(), ""));
        assertThat(ring(FIRST)).isEqualTo(1);
        pass(30_000);
        assertThat(offer().agent()).isEqualTo(BOB);
    }

    @Test
    void whatIsTransferredWaitsAnewForItsRings() {
        help(List.of(GERMAN), after(1_000, new SkillLevel("german", 2)));
        define(BOB, new SkillLevel("german", 2));
        submit(mail(FIRST));
        pass(10_000);
        ready(BOB);
        accept(offer());
        send(new Input.Transfer(BOB, FIRST, HELP, List.of(), null, false, 0));
        assertThat(ring(FIRST)).isZero();
        ready(ANN);
        assertThat(offer().agent()).isEqualTo(ANN);
    }

    @Test
    void changedRingsHoldForWhatWaitsAlready() {
        help(List.of(GERMAN), after(1_000, new SkillLevel("german", 2)));
        helpMe(FIRST);
        pass(5_000);
        assertThat(ring(FIRST)).isEqualTo(1);
        help(List.of(GERMAN), after(60_000, new SkillLevel("german", 2)));
        assertThat(ring(FIRST)).isZero();
        define(BOB, new SkillLevel("german", 2));
        ready(BOB);
        noOffer();
        help(List.of(GERMAN), after(2_000, new SkillLevel("german", 2)));
        assertThat(offer().agent()).isEqualTo(BOB);
    }

    @Test
    void aContactIsInItsRingAfterARestart() {
        help(List.of(GERMAN), after(1_000, new SkillLevel("german", 2)), after(2_000, new SkillLevel("german", 0)));
        helpMe(FIRST);
        pass(1_000);
        engine = Engine.restore(engine.snapshot(), StrategySource.NONE);
        assertThat(ring(FIRST)).isEqualTo(1);
        assertThat(engine.nextTimer()).isEqualTo(now + 1_000);
        define(BOB, new SkillLevel("german", 2));
        ready(BOB);
        assertThat(offer().work()).isEqualTo(FIRST);
    }

    @Test
    void preferredSkillsComeBeforeTheStrategy() {
        send(new Input.DefineQueue(
                new QueueRule(HELP, 2, 0, true, List.of(), List.of(), LongestIdleFirst.NAME, OFFER, 0)
                        .preferring(List.of(new SkillLevel("english", 2), new SkillLevel("french", 1)))));
        ready(ANN);
        pass(1_000);
        ready(BOB);
        helpMe(FIRST);
        assertThat(offer().agent()).isEqualTo(BOB);
        accept(offer());
        // Nice to have, not a must.
        send(new Input.SetPresence(BOB, false, "lunch"));
        helpMe(SECOND);
        assertThat(offer().agent()).isEqualTo(ANN);
    }

    @Test
    void theExplanationTellsWhichRingIsMissing() {
        help(List.of(GERMAN), after(60_000, new SkillLevel("german", 2)), after(90_000, new SkillLevel("german", 1)));
        define(BOB, new SkillLevel("german", 1));
        ready(BOB);
        helpMe(FIRST);
        pass(60_000);
        Explanation why = engine.whyWaits(FIRST).orElseThrow();
        assertThat(why.ring()).isEqualTo(1);
        assertThat(why.waitsSince()).isEqualTo(now - 60_000);
        assertThat(why.rings()).hasSize(2);
        assertThat(why.agents())
                .contains(new Explanation.Judged(BOB, Explanation.Verdict.RING_NOT_REACHED, "", 2, 0, 0));
    }
}
