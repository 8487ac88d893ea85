// SPDX-License-Identifier: Apache-2.0
package live.lib.router;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Commands beside offers: repeated, moved, timed, refused. */
class CommandTest extends SmallCentre {
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
        assertThatThrownBy(() -> Engine.restore(cut, StrategySource.NONE)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Engine.restore(new byte[] {99}, StrategySource.NONE))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("version 99");
        assertThatThrownBy(() -> EntryCodec.read(new ByteReader(new byte[] {1, 0, 0, 77})))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
