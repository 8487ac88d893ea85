// SPDX-License-Identifier: Apache-2.0
package live.lib.router.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.offset;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import live.lib.router.AgentRule;
import live.lib.router.LongestIdleFirst;
import live.lib.router.Opening;
import live.lib.router.QueueRule;
import live.lib.router.Request;
import live.lib.router.Rules;
import live.lib.router.StrategySource;
import live.lib.router.Units;
import org.junit.jupiter.api.Test;

/** The engine, fed with what the formulas of Erlang assume, comes to what they say. */
class SimulationTest {
    private static final UUID QUEUE = new UUID(0xC, 1);
    private static final long MINUTE = 60_000;
    private static final int CONTACTS = 600_000;
    /** Of probabilities; of mean waits it is five percent. */
    private static final double WITHIN = 0.01;

    private static QueueRule queue() {
        return new QueueRule(QUEUE, 1, 0, true, List.of(), List.of(), LongestIdleFirst.NAME, 20_000, 60_000);
    }

    private static List<Shift> agents(int count, long until) {
        List<Shift> shifts = new ArrayList<>();
        for (int agent = 0; agent < count; agent++) {
            AgentRule rule =
                    new AgentRule(new UUID(0xA, agent), 1, List.of(), List.of(), List.of(new Units("call", 1)));
            shifts.add(new Shift(rule, 0, until));
        }
        return shifts;
    }

    private static Figures played(int agents, double perMinute, long handling, long patience, long target) {
        int minutes = (int) (CONTACTS / perMinute);
        Stream stream =
                new Stream(QUEUE, "call", List.of(), 0, Collections.nCopies(minutes, perMinute), handling, patience);
        List<Shift> shifts = agents(agents, minutes * MINUTE);
        List<Arrival> arrivals = new Arrivals(42, 0, MINUTE).of(stream);
        List<Fate> fates =
                Simulation.play(new Day(Rules.DEFAULT, List.of(queue()), shifts, arrivals, 0), StrategySource.NONE);
        assertThat(fates).hasSameSizeAs(arrivals);
        return Figures.of(fates, shifts, 0, MINUTE, minutes, target).stream()
                .reduce(Figures::plus)
                .orElseThrow();
    }

    /** M/M/n: 100 calls in 30 minutes of 180 s each, 14 agents, target 20 s. Erlang C as R's package ErlangC has it. */
    @Test
    void withoutImpatienceItAgreesWithErlangC() {
        Figures figures = played(14, 100 / 30.0, 180_000, Long.MAX_VALUE, 20_000);
        assertThat(figures.serviceLevel()).isEqualTo(0.8883500192, offset(WITHIN));
        assertThat(figures.averageWaitSeconds()).isEqualTo(7.8359370, offset(0.05 * 7.836));
        assertThat(figures.occupancy()).isEqualTo(0.714286, offset(WITHIN));
        assertThat(figures.left()).isZero();
    }

    /** M/M/n+M (Garnett, Mandelbaum, Reiman 2002): per minute 10/3 calls, service 1/3, impatience 1/2; 10 agents. */
    @Test
    void withImpatienceItAgreesWithErlangA() {
        Figures figures = played(10, 10 / 3.0, 3 * MINUTE, 2 * MINUTE, 20_000);
        assertThat(figures.abandonment()).isEqualTo(0.13746383, offset(WITHIN));
        assertThat(figures.serviceLevel()).isEqualTo(0.63994131, offset(WITHIN));
        assertThat(figures.occupancy()).isEqualTo(0.86253617, offset(WITHIN));
    }

    @Test
    void theSameSeedIsTheSameDay() {
        Stream stream = new Stream(QUEUE, "call", List.of(), 0, List.of(30.0, 0.0, 20.0), 180_000, 60_000);
        List<Arrival> arrivals = new Arrivals(7, 0, 30 * MINUTE).of(stream);
        assertThat(new Arrivals(7, 0, 30 * MINUTE).of(stream)).isEqualTo(arrivals);
        assertThat(new Arrivals(8, 0, 30 * MINUTE).of(stream)).isNotEqualTo(arrivals);
        assertThat(arrivals).noneMatch(arrival -> arrival.at() >= 30 * MINUTE && arrival.at() < 60 * MINUTE);
        Day day = new Day(Rules.DEFAULT, List.of(queue()), agents(3, 90 * MINUTE), arrivals, 3_000);
        assertThat(Simulation.play(day, StrategySource.NONE)).isEqualTo(Simulation.play(day, StrategySource.NONE));
    }

    @Test
    void whoGoesHomeFinishesWhatHeHasAndWhoWaitsGivesUpOrWaitsOn() {
        UUID patient = new UUID(0xB, 3);
        List<Arrival> arrivals = List.of(
                new Arrival(Request.of(new UUID(0xB, 1), QUEUE, "call", 1_000), 120_000, 30_000),
                new Arrival(Request.of(new UUID(0xB, 2), QUEUE, "call", 10_000), 120_000, 30_000),
                new Arrival(Request.of(patient, QUEUE, "call", 11_000), 120_000, Long.MAX_VALUE));
        List<Shift> shifts = agents(1, 60_000);
        List<Fate> fates =
                Simulation.play(new Day(Rules.DEFAULT, List.of(queue()), shifts, arrivals, 2_000), StrategySource.NONE);
        assertThat(fates.get(0)).isEqualTo(new Fate(arrivals.get(0).request(), 3_000, Fate.NEVER, 123_000, 0));
        assertThat(fates.get(1)).isEqualTo(new Fate(arrivals.get(1).request(), Fate.NEVER, 40_000, Fate.NEVER, 0));
        assertThat(fates.get(2).answered() || fates.get(2).left()).isFalse();
        List<Figures> figures = Figures.of(fates, shifts, 0, MINUTE, 3, 2_000);
        assertThat(figures.get(0)).isEqualTo(new Figures(0, 3, 1, 1, 1, 2_000, 57_000, 60_000));
        assertThat(figures).extracting(Figures::busyMillis).containsExactly(57_000L, 60_000L, 3_000L);
    }

    @Test
    void whoComesOutOfHoursRestsUntilTheQueueOpensAndThatIsNoWaiting() {
        UUID work = new UUID(0xB, 1);
        List<Arrival> arrivals = List.of(new Arrival(Request.of(work, QUEUE, "call", 10_000), 60_000, Long.MAX_VALUE));
        List<Turn> turns = List.of(
                new Turn(0, QUEUE, new Opening(false, 40_000)), new Turn(40_000, QUEUE, new Opening(true, 80_000)));
        Day day = new Day(Rules.DEFAULT, List.of(queue()), turns, agents(1, 200_000), arrivals, 2_000);
        assertThat(Simulation.play(day, StrategySource.NONE))
                .containsExactly(new Fate(arrivals.get(0).request(), 42_000, Fate.NEVER, 102_000, 30_000))
                .allSatisfy(fate -> assertThat(fate.waited()).isEqualTo(2_000));
    }

    @Test
    void severalRunsTellHowSureTheyAre() {
        assertThat(Estimate.of(new double[] {1, 2, 3}).mean()).isEqualTo(2);
        assertThat(Estimate.of(new double[] {1, 2, 3}).margin()).isEqualTo(2.4843, offset(0.001));
        assertThat(Estimate.of(new double[] {5}).margin()).isNaN();
        assertThat(Estimate.of(new double[] {4, 4}).margin()).isZero();
    }
}
