// SPDX-License-Identifier: Apache-2.0
package live.routing.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import java.util.UUID;
import live.lib.router.AgentRule;
import live.lib.router.Decision;
import live.lib.router.Engine;
import live.lib.router.Input;
import live.lib.router.LongestIdleFirst;
import live.lib.router.Opening;
import live.lib.router.Phase;
import live.lib.router.QueueRule;
import live.lib.router.Request;
import live.lib.router.Rules;
import live.lib.router.StrategySource;
import live.lib.router.Units;
import live.lib.router.View;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What fell due during a pause, and who and what was not there any more when it ended. */
class ResumptionTest {
    private static final long BEGIN = 1_700_000_000_000L;
    private static final long LATER = BEGIN + 60_000;
    private static final Opening CLOSED = new Opening(false, BEGIN + 3_600_000);
    private static final UUID QUEUE = new UUID(2, 1);
    private static final UUID ANN = new UUID(1, 1);
    private static final UUID BOB = new UUID(1, 2);

    private final Turn turn = new Turn(new Engine(StrategySource.NONE), 0);

    /** What is true outside. */
    private record Outside(Set<UUID> present, List<Input.SetOpening> told) implements Resumption.World {
        @Override
        public List<Input.SetOpening> openings(View view) {
            return told;
        }
    }

    @BeforeEach
    void twoAgentsAndAContactThatMayBeOfferedInHalfAMinute() {
        turn.apply(BEGIN, new Input.DefineRules(new Rules(1, List.of(), 10_000, 1_000, 3, 1, 1_000, 50)), null);
        turn.apply(
                BEGIN,
                new Input.DefineQueue(
                        new QueueRule(QUEUE, 1, 5, true, List.of(), List.of(), LongestIdleFirst.NAME, 20_000, 0)),
                null);
        for (UUID agent : List.of(ANN, BOB)) {
            turn.apply(
                    BEGIN,
                    new Input.DefineAgent(new AgentRule(agent, 1, List.of(), List.of(), List.of(new Units("chat", 1)))),
                    null);
            turn.apply(BEGIN, new Input.SignIn(agent), null);
            turn.apply(BEGIN, new Input.SetPresence(agent, true, ""), null);
        }
    }

    private UUID submit(long notBefore) {
        UUID work = UUID.randomUUID();
        turn.apply(
                BEGIN,
                new Input.Submit(new Request(
                        work, QUEUE, "chat", 1, List.of(), 5, null, BEGIN, null, BEGIN, notBefore, Long.MAX_VALUE, "")),
                null);
        return work;
    }

    private Phase phase(UUID work) {
        return turn.view().work(work).orElseThrow().phase();
    }

    private List<Decision> offers() {
        return Recorded.read(turn.close().batch()).stream()
                .flatMap(recorded -> recorded.decisions().stream())
                .map(Recorded.Decided::decision)
                .filter(Decision.Offered.class::isInstance)
                .toList();
    }

    @Test
    void whatFellDueIsNotOfferedFromAQueueThatHasClosedMeanwhile() {
        UUID work = submit(BEGIN + 30_000);
        Outside closed = new Outside(Set.of(ANN, BOB), List.of(new Input.SetOpening(QUEUE, CLOSED)));

        new Resumption(turn, closed).begin(LATER);

        assertThat(phase(work)).isEqualTo(Phase.RESTING);
        assertThat(offers()).isEmpty();
    }

    @Test
    void theSameAfterAPauseInWhichTheDatabaseWasAway() {
        UUID work = submit(BEGIN + 30_000);
        Outside closed = new Outside(Set.of(), List.of(new Input.SetOpening(QUEUE, CLOSED)));

        new Resumption(turn, closed).goOn(LATER);

        assertThat(phase(work)).isEqualTo(Phase.RESTING);
        assertThat(offers()).isEmpty();
    }

    @Test
    void whatFellDueGoesToWhoeverIsThereAndToNobodyElse() {
        UUID work = submit(BEGIN + 30_000);

        new Resumption(turn, new Outside(Set.of(BOB), List.of())).begin(LATER);

        assertThat(offers()).singleElement().satisfies(offer -> assertThat(((Decision.Offered) offer).agent())
                .isEqualTo(BOB));
        assertThat(phase(work)).isEqualTo(Phase.OFFERED);
    }

    @Test
    void aQueueThatHasOpenedMeanwhileServesWhoRested() {
        turn.apply(BEGIN, new Input.SetOpening(QUEUE, CLOSED), null);
        UUID work = submit(BEGIN);
        assertThat(phase(work)).isEqualTo(Phase.RESTING);

        new Resumption(turn, new Outside(Set.of(ANN), List.of(new Input.SetOpening(QUEUE, Opening.ALWAYS))))
                .begin(LATER);

        assertThat(phase(work)).isEqualTo(Phase.OFFERED);
        assertThat(turn.view().work(work).orElseThrow().agent()).isEqualTo(ANN);
    }

    @Test
    void whenNobodyIsHeardOfYetNothingIsOffered() {
        UUID work = submit(BEGIN + 30_000);

        new Resumption(turn, new Outside(Set.of(), List.of())).begin(LATER);

        assertThat(offers()).isEmpty();
        assertThat(phase(work)).isEqualTo(Phase.WAITING);
    }
}
