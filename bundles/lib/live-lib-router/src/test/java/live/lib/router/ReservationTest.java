// SPDX-License-Identifier: Apache-2.0
package live.lib.router;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Agents are held for contacts that are about to come. */
class ReservationTest extends SmallCentre {
    private static final UUID CALL = new UUID(0xE, 1);
    private static final UUID OTHER = new UUID(0xE, 2);
    private static final long LEASE = 60_000;

    private Outcome reserve(UUID id, @Nullable UUID agent) {
        return send(new Input.Reserve(id, SALES, List.of(), "voice", agent, now + LEASE));
    }

    private Outcome comes(UUID work, UUID reservation, boolean preview) {
        return send(new Input.SubmitReserved(Request.of(work, SALES, "voice", now), reservation, preview));
    }

    private Decision.Released released() {
        return decisions.stream()
                .filter(Decision.Released.class::isInstance)
                .map(Decision.Released.class::cast)
                .findFirst()
                .orElseThrow();
    }

    private int held(UUID agent) {
        return engine.view().reservations(agent).size();
    }

    @Test
    void whoIsFreeLongestIsHeldAndGetsNothingElse() {
        ready(ANN);
        pass(10);
        ready(BOB);
        assertThat(reserve(CALL, null)).isEqualTo(Outcome.DONE);
        assertThat(decisions).containsExactly(new Decision.Reserved(CALL, SALES, ANN, now + LEASE));
        assertThat(reserve(CALL, null)).isEqualTo(Outcome.DONE);
        assertThat(decisions).isEmpty();
        submit(mail(FIRST));
        assertThat(offer().agent()).isEqualTo(BOB);
        submit(mail(SECOND));
        noOffer();
        assertThat(engine.whyWaits(SECOND).orElseThrow().agents())
                .anySatisfy(agent -> assertThat(agent.verdict()).isEqualTo(Explanation.Verdict.RESERVED));

        send(new Input.Release(CALL));
        assertThat(released().why()).isEqualTo(Decision.Released.Why.RELEASED);
        assertThat(offer().agent()).isEqualTo(ANN);
        assertThat(send(new Input.Release(CALL))).isEqualTo(Outcome.DONE);
    }

    @Test
    void nobodyIsHeldWhoIsNotFree() {
        assertThat(reserve(CALL, null)).isEqualTo(Outcome.NOBODY_FREE);
        ready(ANN);
        assertThat(reserve(CALL, BOB)).isEqualTo(Outcome.NOBODY_FREE);
        assertThat(reserve(CALL, ANN)).isEqualTo(Outcome.DONE);
        assertThat(reserve(OTHER, ANN)).isEqualTo(Outcome.NOBODY_FREE);
        assertThat(held(ANN)).isEqualTo(1);
        send(new Input.SetOpening(SALES, new Opening(false, Long.MAX_VALUE)));
        ready(BOB);
        assertThat(reserve(OTHER, null)).isEqualTo(Outcome.NOBODY_FREE);
        assertThat(send(new Input.Reserve(OTHER, new UUID(0xC, 99), List.of(), "voice", null, now + LEASE)))
                .isEqualTo(Outcome.UNKNOWN_QUEUE);
        assertThat(send(new Input.RemoveQueue(SALES))).isEqualTo(Outcome.IN_USE);
    }

    @Test
    void theContactThatComesIsHisAtOnce() {
        ready(ANN);
        reserve(CALL, null);
        assertThat(comes(FIRST, CALL, false)).isEqualTo(Outcome.DONE);
        assertThat(released().why()).isEqualTo(Decision.Released.Why.USED);
        assertThat(decisions).contains(new Decision.Assigned(FIRST, SALES, ANN, 0));
        assertThat(engine.view().agent(ANN).orElseThrow().rooms()).contains(new View.Room("voice", 1, 1));
        assertThat(comes(FIRST, CALL, false)).isEqualTo(Outcome.DONE);
        assertThat(decisions).isEmpty();
        assertThat(comes(SECOND, CALL, false)).isEqualTo(Outcome.GONE);
        assertThat(engine.view().work(SECOND)).isEmpty();
        assertThat(held(ANN)).isZero();
    }

    @Test
    void aPreviewIsAnOfferThatMayBeDeclined() {
        ready(ANN);
        reserve(CALL, null);
        comes(FIRST, CALL, true);
        Decision.Offered offer = offer();
        assertThat(offer.agent()).isEqualTo(ANN);
        ready(BOB);
        send(new Input.Decline(ANN, offer.offer(), ""));
        assertThat(offer().agent()).isEqualTo(BOB);
    }

    @Test
    void whatDoesNotFitIsRefusedAndHeIsHeldOn() {
        ready(ANN);
        reserve(CALL, null);
        Request large = Request.of(FIRST, SALES, "voice", now).over("voice", 2, "");
        assertThat(send(new Input.SubmitReserved(large, CALL, false))).isEqualTo(Outcome.FULL);
        assertThat(held(ANN)).isEqualTo(1);
    }

    @Test
    void itEndsByItselfAndWithWhoeverIsHeld() {
        ready(ANN);
        reserve(CALL, null);
        assertThat(engine.nextTimer()).isEqualTo(now + LEASE);
        submit(mail(FIRST));
        pass(LEASE);
        assertThat(released().why()).isEqualTo(Decision.Released.Why.LAPSED);
        accept(offer());

        for (Input end : List.of(
                new Input.SetPresence(ANN, false, "lunch"),
                new Input.SessionLost(ANN),
                new Input.SignOut(ANN),
                new Input.Resumed(true),
                new Input.RemoveAgent(ANN))) {
            define(ANN);
            send(new Input.Finish(null, FIRST));
            ready(ANN);
            send(new Input.WrapUp(ANN, FIRST, ""));
            assertThat(reserve(OTHER, ANN)).as("%s", end).isEqualTo(Outcome.DONE);
            send(end);
            assertThat(released().why()).isEqualTo(Decision.Released.Why.AGENT_GONE);
            assertThat(held(ANN)).isZero();
        }
    }

    @Test
    void itSurvivesARestartAsLongAsItsTimeRuns() {
        ready(ANN);
        reserve(CALL, null);
        byte[] snapshot = engine.snapshot();
        engine = Engine.restore(snapshot, StrategySource.NONE);
        assertThat(engine.snapshot()).isEqualTo(snapshot);
        submit(mail(FIRST));
        noOffer();
        send(new Input.Resumed(false));
        assertThat(held(ANN)).isEqualTo(1);
        pass(LEASE);
        assertThat(offer().agent()).isEqualTo(ANN);
    }
}
