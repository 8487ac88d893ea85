// SPDX-License-Identifier: Apache-2.0
package live.lib.router;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Contacts are put to rest, come back at their time in their place, or are woken. */
class RestTest extends SmallCentre {
    private static final long HOUR = 3_600_000;

    private Outcome postpone(@Nullable UUID by, UUID work, long until) {
        return send(new Input.Postpone(by, work, until, null, null, false, 0, false, "later"));
    }

    private Outcome notReached(UUID by, UUID work) {
        return send(new Input.Postpone(by, work, now + HOUR, null, null, false, 0, true, "busy"));
    }

    private Request due(UUID work, long deadline) {
        return new Request(work, SALES, "email", 1, List.of(), 0, null, 0, null, now, now, deadline, "");
    }

    private View.WorkState state(UUID work) {
        return engine.view().work(work).orElseThrow();
    }

    private void own(UUID agent, UUID work) {
        ready(agent);
        submit(mail(work));
        accept(offer());
    }

    @Test
    void whatIsPutToRestComesBackInItsOldPlace() {
        own(ANN, FIRST);
        long came = now;
        assertThat(postpone(ANN, FIRST, now + HOUR)).isEqualTo(Outcome.DONE);
        assertThat(decisions)
                .contains(
                        new Decision.Unassigned(FIRST, SALES, ANN, Decision.Unassigned.Why.POSTPONED),
                        new Decision.Postponed(FIRST, SALES, ANN, now + HOUR, 0, "later"))
                .noneMatch(Decision.Queued.class::isInstance);
        assertThat(phase(FIRST)).isEqualTo(Phase.SCHEDULED);
        assertThat(state(FIRST).until()).isEqualTo(now + HOUR);
        assertThat(engine.whyWaits(FIRST).orElseThrow().agents())
                .extracting(Explanation.Judged::verdict)
                .containsOnly(Explanation.Verdict.TOO_EARLY);

        send(new Input.SetPresence(ANN, false, "lunch"));
        pass(1_000);
        submit(mail(SECOND));
        pass(HOUR - 1_000);
        assertThat(decisions)
                .containsExactly(new Decision.Rested(FIRST, SALES, HOUR), new Decision.Queued(FIRST, SALES));
        assertThat(state(FIRST).request().enqueuedAt()).isEqualTo(came);
        ready(BOB);
        assertThat(offer().work()).isEqualTo(FIRST);
    }

    @Test
    void restEndsAWrapUpAndFreesTheAgent() {
        own(ANN, FIRST);
        send(new Input.Finish(ANN, FIRST));
        assertThat(phase(FIRST)).isEqualTo(Phase.WRAPPING);
        assertThat(notReached(ANN, FIRST)).isEqualTo(Outcome.DONE);
        assertThat(state(FIRST).attempts()).isEqualTo(1);
        assertThat(engine.view().agent(ANN).orElseThrow().works()).isEmpty();
    }

    @Test
    void onlyItsOwnerPutsItToRestAndARepetitionHasNoEffect() {
        own(ANN, FIRST);
        assertThat(postpone(BOB, FIRST, now + HOUR)).isEqualTo(Outcome.NOT_YOURS);
        assertThat(notReached(ANN, FIRST)).isEqualTo(Outcome.DONE);
        assertThat(notReached(ANN, FIRST)).isEqualTo(Outcome.DONE);
        assertThat(decisions).isEmpty();
        assertThat(state(FIRST).attempts()).isEqualTo(1);
        assertThat(postpone(ANN, FIRST, now + 2 * HOUR)).isEqualTo(Outcome.NOT_YOURS);
        assertThat(postpone(ANN, SECOND, now + HOUR)).isEqualTo(Outcome.GONE);
    }

    @Test
    void aTimeThatHasPassedMeansAtOnce() {
        own(ANN, FIRST);
        ready(BOB);
        assertThat(postpone(ANN, FIRST, 0)).isEqualTo(Outcome.DONE);
        assertThat(offer().agent()).isEqualTo(BOB);
    }

    @Test
    void itComesBackToTheAgentWhoIsNamedAndToAnybodyWhenHeIsGone() {
        own(ANN, FIRST);
        ready(BOB);
        send(new Input.Postpone(ANN, FIRST, now + HOUR, null, ANN, true, 0, false, ""));
        pass(HOUR);
        assertThat(offer().agent()).isEqualTo(ANN);
        accept(offer());
        send(new Input.Postpone(ANN, FIRST, now + HOUR, null, ANN, true, 0, false, ""));
        send(new Input.SignOut(ANN));
        pass(HOUR);
        noOffer();
        assertThat(phase(FIRST)).isEqualTo(Phase.HELD);
        send(new Input.RemoveAgent(ANN));
        assertThat(offer().agent()).isEqualTo(BOB);
    }

    @Test
    void whoIsAskedFirstIsWaitedForOnlyWhileHeIsThere() {
        own(ANN, FIRST);
        ready(BOB);
        send(new Input.Postpone(ANN, FIRST, now + HOUR, null, ANN, false, now + HOUR + 10_000, false, ""));
        send(new Input.SetPresence(ANN, false, "lunch"));
        pass(HOUR);
        assertThat(phase(FIRST)).isEqualTo(Phase.HELD);
        send(new Input.SignOut(ANN));
        assertThat(offer().agent()).isEqualTo(BOB);
    }

    @Test
    void afterTheLastAttemptItEnds() {
        send(new Input.DefineQueue(sales(List.of()).trying(2)));
        own(ANN, FIRST);
        assertThat(notReached(ANN, FIRST)).isEqualTo(Outcome.DONE);
        pass(HOUR);
        accept(offer());
        assertThat(notReached(ANN, FIRST)).isEqualTo(Outcome.DONE);
        assertThat(decisions)
                .contains(new Decision.Ended(
                        FIRST, SALES, ANN, Decision.Ended.Why.CANCELLED, Decision.Ended.NOT_REACHED));
        assertThat(notReached(ANN, FIRST)).isEqualTo(Outcome.DONE);
        assertThat(decisions).isEmpty();
    }

    @Test
    void aCallerWhoWaitsMayBeCalledBackInHisPlaceUnderTheOtherMedium() {
        submit(Request.of(FIRST, SALES, "voice", now));
        pass(1_000);
        send(new Input.Postpone(null, FIRST, now, "email", null, false, 0, false, ""));
        assertThat(state(FIRST).request().medium()).isEqualTo("email");
        assertThat(decisions).contains(new Decision.Moved(FIRST, SALES, null, "email"));
        submit(mail(SECOND));
        ready(ANN);
        assertThat(offer().work()).isEqualTo(FIRST);
        assertThat(engine.view().agent(ANN).orElseThrow().rooms())
                .contains(new View.Room("email", 1, 2), new View.Room("voice", 0, 1));
    }

    @Test
    void restIsNoWaitingForRingsAndOverflow() {
        send(new Input.DefineQueue(
                sales(List.of()).diverting(new Diversion(Diversion.WhenClosed.WAIT, null, 60_000, HELP))));
        submit(mail(FIRST));
        pass(40_000);
        postpone(null, FIRST, now + HOUR);
        pass(HOUR);
        pass(19_999);
        assertThat(state(FIRST).request().queue()).isEqualTo(SALES);
        pass(1);
        assertThat(state(FIRST).request().queue()).isEqualTo(HELP);
    }

    @Test
    void inAClosedQueueItRestsOnUntilOpening() {
        submit(mail(FIRST));
        postpone(null, FIRST, now + HOUR);
        send(new Input.SetOpening(SALES, new Opening(false, now + 2 * HOUR)));
        ready(ANN);
        pass(HOUR);
        assertThat(phase(FIRST)).isEqualTo(Phase.RESTING);
        pass(HOUR);
        send(new Input.SetOpening(SALES, Opening.ALWAYS));
        assertThat(offer().work()).isEqualTo(FIRST);
    }

    @Test
    void aDeadlineHoldsUnlessTheRestGoesBeyondIt() {
        submit(due(FIRST, now + HOUR));
        submit(due(SECOND, now + 3 * HOUR));
        postpone(null, FIRST, now + 2 * HOUR);
        postpone(null, SECOND, now + 2 * HOUR);
        pass(2 * HOUR);
        assertThat(phase(FIRST)).isEqualTo(Phase.WAITING);
        assertThat(phase(SECOND)).isEqualTo(Phase.WAITING);
        pass(HOUR);
        assertThat(decisions).containsExactly(new Decision.Ended(SECOND, SALES, null, Decision.Ended.Why.EXPIRED, ""));
    }

    @Test
    void whatHappensWakesItUnlessItWasKnownBefore() {
        own(ANN, FIRST);
        long before = now;
        pass(1_000);
        postpone(ANN, FIRST, now + HOUR);
        pass(1_000);
        assertThat(send(new Input.Wake(FIRST, before))).isEqualTo(Outcome.DONE);
        assertThat(phase(FIRST)).isEqualTo(Phase.SCHEDULED);
        ready(BOB);
        assertThat(send(new Input.Wake(FIRST, now))).isEqualTo(Outcome.DONE);
        assertThat(offer().work()).isEqualTo(FIRST);
        assertThat(send(new Input.Wake(SECOND, now))).isEqualTo(Outcome.GONE);
    }

    @Test
    void anAgentMayTakeItByHandBeforeItsTime() {
        own(ANN, FIRST);
        postpone(ANN, FIRST, now + HOUR);
        assertThat(send(new Input.Pull(ANN, FIRST))).isEqualTo(Outcome.DONE);
        assertThat(phase(FIRST)).isEqualTo(Phase.ASSIGNED);
        pass(HOUR);
        assertThat(phase(FIRST)).isEqualTo(Phase.ASSIGNED);
    }

    @Test
    void aRestSurvivesARestart() {
        own(ANN, FIRST);
        notReached(ANN, FIRST);
        byte[] snapshot = engine.snapshot();
        engine = Engine.restore(snapshot, StrategySource.NONE);
        assertThat(engine.snapshot()).isEqualTo(snapshot);
        assertThat(state(FIRST).attempts()).isEqualTo(1);
        pass(HOUR);
        assertThat(offer().work()).isEqualTo(FIRST);
    }

    @Test
    void whatIsOwnedGoesOnOverAnotherMediumIfThereIsRoom() {
        own(ANN, FIRST);
        assertThat(send(new Input.Move(FIRST, "voice", 2, ""))).isEqualTo(Outcome.FULL);
        assertThat(decisions).isEmpty();
        assertThat(state(FIRST).request().medium()).isEqualTo("email");
        assertThat(send(new Input.Move(FIRST, "voice", 1, ""))).isEqualTo(Outcome.DONE);
        assertThat(decisions).contains(new Decision.Moved(FIRST, SALES, ANN, "voice"));
        assertThat(engine.view().agent(ANN).orElseThrow().rooms())
                .contains(new View.Room("email", 0, 2), new View.Room("voice", 1, 1));
        assertThat(phase(FIRST)).isEqualTo(Phase.ASSIGNED);
    }

    @Test
    void whatRestsIsKeptByTheTimeAtWhichItWaitsAgain() {
        for (UUID work : List.of(FIRST, SECOND, THIRD)) {
            submit(mail(work));
        }
        postpone(null, FIRST, now + 3 * HOUR);
        send(new Input.Postpone(null, SECOND, now + HOUR, null, ANN, true, 0, false, ""));
        postpone(null, THIRD, now + 2 * HOUR);
        assertThat(scheduled(null)).containsExactly(SECOND, THIRD, FIRST);
        assertThat(scheduled(ANN)).containsExactly(SECOND);
        View.Scheduled some =
                engine.view().scheduled(null, null, request -> !request.work().equals(THIRD), null, 1);
        assertThat(some.works()).extracting(work -> work.request().work()).containsExactly(SECOND);
        assertThat(some.total()).isEqualTo(2);
        View.Scheduled later = engine.view().scheduled(SALES, null, new View.Due(now + HOUR, SECOND), 1);
        assertThat(later.works()).extracting(each -> each.request().work()).containsExactly(THIRD);
        assertThat(later.total()).isEqualTo(3);

        postpone(null, FIRST, now + HOUR / 2);
        assertThat(scheduled(null)).containsExactly(FIRST, SECOND, THIRD);
        engine = Engine.restore(engine.snapshot(), StrategySource.NONE);
        assertThat(scheduled(null)).containsExactly(FIRST, SECOND, THIRD);
        send(new Input.Cancel(SECOND, "hung up"));
        assertThat(scheduled(null)).containsExactly(FIRST, THIRD);
        send(new Input.Wake(FIRST, now));
        assertThat(scheduled(null)).containsExactly(THIRD);
        pass(2 * HOUR);
        assertThat(scheduled(null)).isEmpty();
    }

    private List<UUID> scheduled(@Nullable UUID agent) {
        return engine.view().scheduled(null, agent, null, 50).works().stream()
                .map(each -> each.request().work())
                .toList();
    }
}
