// SPDX-License-Identifier: Apache-2.0
package live.lib.router;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** What becomes of an offer. */
class OfferTest extends SmallCentre {
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
    void whoHasWhatIsOverInHandWrapsItUpInPeace() {
        ready(ANN);
        submit(mail(FIRST));
        accept(offer());
        assertThat(send(new Input.Cancel(FIRST, "hung up"))).isEqualTo(Outcome.DONE);
        assertThat(decisions).contains(new Decision.WrapUpStarted(FIRST, SALES, ANN, now + WRAP_UP));
        assertThat(send(new Input.Cancel(FIRST, "closed"))).isEqualTo(Outcome.DONE);
        assertThat(decisions).isEmpty();
        send(new Input.WrapUp(ANN, FIRST, "solved"));
        assertThat(decisions).contains(new Decision.Ended(FIRST, SALES, ANN, Decision.Ended.Why.FINISHED, "solved"));
        submit(Request.of(SECOND, HELP, "email", now));
        accept(offer());
        send(new Input.Cancel(SECOND, "hung up"));
        assertThat(decisions).contains(new Decision.Ended(SECOND, HELP, ANN, Decision.Ended.Why.CANCELLED, "hung up"));
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
        engine = Engine.restore(engine.snapshot(), StrategySource.NONE);
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

    /** However late it is told that time passes. */
    @Test
    void whatIsTooLateByNowIsNotOfferedToWhoBecameFreeBefore() {
        ready(ANN);
        submit(mail(FIRST));
        offer();
        Request second = mail(SECOND);
        submit(new Request(
                SECOND, SALES, "email", 1, List.of(), 0, null, 0, null, now, now, now + OFFER + 1_000, second.memo()));
        noOffer();

        pass(OFFER + 2_000);

        assertThat(engine.view().work(SECOND)).isEmpty();
        noOffer();
    }
}
