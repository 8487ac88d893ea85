// SPDX-License-Identifier: Apache-2.0
package live.lib.router.estimate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.offset;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import live.lib.router.AgentRule;
import live.lib.router.Engine;
import live.lib.router.Entry;
import live.lib.router.Input;
import live.lib.router.LongestIdleFirst;
import live.lib.router.QueueRule;
import live.lib.router.Request;
import live.lib.router.Role;
import live.lib.router.Rules;
import live.lib.router.StrategySource;
import live.lib.router.Units;
import live.lib.router.simulation.Arrival;
import live.lib.router.simulation.Arrivals;
import live.lib.router.simulation.Day;
import live.lib.router.simulation.Shift;
import live.lib.router.simulation.Simulation;
import live.lib.router.simulation.Stream;
import org.junit.jupiter.api.Test;

/** Estimates hold what they promise where it can be computed what they should promise. */
class EstimatorTest {
    private static final UUID CALLS = new UUID(0xC, 1);
    private static final UUID URGENT = new UUID(0xC, 2);
    private static final long MINUTE = 60_000;
    private static final long HANDLING = 3 * MINUTE;

    private static QueueRule queue(UUID id, int priority) {
        return new QueueRule(id, 1, priority, true, List.of(), List.of(), LongestIdleFirst.NAME, 20_000, 60_000);
    }

    private static AgentRule agent(int number) {
        return new AgentRule(new UUID(0xA, number), 1, List.of(), List.of(), List.of(new Units("call", 1)));
    }

    private static Estimator played(int agents, int minutes, long answerMillis, Stream... streams) {
        List<Shift> shifts = new ArrayList<>();
        for (int agent = 0; agent < agents; agent++) {
            shifts.add(new Shift(agent(agent), 0, minutes * MINUTE));
        }
        Arrivals random = new Arrivals(11, 0, MINUTE);
        List<Arrival> arrivals = new ArrayList<>();
        for (Stream stream : streams) {
            arrivals.addAll(random.of(stream));
        }
        Estimator estimator = new Estimator(new Engine(StrategySource.NONE), 0);
        Simulation.play(
                new Day(Rules.DEFAULT, List.of(queue(CALLS, 0), queue(URGENT, 1)), shifts, arrivals, answerMillis),
                StrategySource.NONE,
                estimator::follow);
        return estimator;
    }

    private static Stream stream(UUID queue, double perMinute, int minutes, long patience) {
        return new Stream(queue, "call", List.of(), 0, Collections.nCopies(minutes, perMinute), HANDLING, patience);
    }

    private static EstimateError error(Estimator estimator, UUID queue) {
        return estimator.errors().stream()
                .filter(error -> error.queue().equals(queue))
                .findFirst()
                .orElseThrow();
    }

    /** M/M/n with 10 agents at 95 %: who waits, waits HANDLING / (n - a) = 360 s on average. */
    @Test
    void whoWaitsForOneOfTenAgentsIsToldTheTruth() {
        EstimateError error = error(played(10, 15_000, 0, stream(CALLS, 9.5 / 3, 15_000, Long.MAX_VALUE)), CALLS);
        assertThat(error.measured()).isGreaterThan(25_000);
        assertThat(error.biasMillis()).isEqualTo(0, offset(18_000.0));
        assertThat(error.withinRange()).isEqualTo(0.8, offset(0.04));
        // An estimate that knew nothing but the mean of all waits would be off by 265 s.
        assertThat(error.meanAbsoluteMillis()).isLessThan(90_000);
    }

    @Test
    void whoGivesUpBeforeOthersIsLearnt() {
        EstimateError error = error(played(10, 15_000, 4_000, stream(CALLS, 12 / 3.0, 15_000, 4 * MINUTE)), CALLS);
        assertThat(error.measured()).isGreaterThan(25_000);
        assertThat(error.biasMillis()).isEqualTo(0, offset(6_000.0));
        assertThat(error.withinRange()).isGreaterThan(0.75);
    }

    /** Urgent contacts that come later overtake, which nobody knows beforehand; it is learnt, too. */
    @Test
    void whoIsOvertakenIsNotPromisedTooMuchForLong() {
        Estimator estimator = played(
                10,
                15_000,
                0,
                stream(CALLS, 7 / 3.0, 15_000, Long.MAX_VALUE),
                stream(URGENT, 2.3 / 3, 15_000, Long.MAX_VALUE));
        assertThat(Math.abs(error(estimator, CALLS).biasMillis())).isLessThan(20_000);
        assertThat(error(estimator, CALLS).withinRange()).isGreaterThan(0.7);
        assertThat(error(estimator, URGENT).meanAbsoluteMillis())
                .isLessThan(error(estimator, CALLS).meanAbsoluteMillis());
    }

    /** Three agents, one of whom has something: who comes is before or behind others, and told so. */
    @Test
    void aContactKnowsItsPlaceAndWhatIsShownOfItDoesNotJump() {
        Estimator estimator = new Estimator(new Engine(StrategySource.NONE), 0);
        Engine engine = new Engine(StrategySource.NONE);
        List<Input> inputs = new ArrayList<>(List.of(
                new Input.DefineQueue(queue(CALLS, 0)),
                new Input.DefineQueue(queue(URGENT, 1)),
                new Input.DefineAgent(agent(1)),
                new Input.SignIn(agent(1).id()),
                new Input.SetPresence(agent(1).id(), true, "")));
        UUID first = new UUID(0xB, 1);
        UUID second = new UUID(0xB, 2);
        UUID third = new UUID(0xB, 3);
        UUID urgent = new UUID(0xB, 4);
        inputs.forEach(input -> tell(engine, estimator, 0, input));
        tell(engine, estimator, 0, new Input.Submit(Request.of(first, CALLS, "call", 0)));
        tell(engine, estimator, 1_000, new Input.Accept(agent(1).id(), 1));
        tell(engine, estimator, 2_000, new Input.Submit(Request.of(second, CALLS, "call", 2_000)));
        tell(engine, estimator, 3_000, new Input.Submit(Request.of(third, CALLS, "call", 3_000)));
        assertThat(estimator.standings(List.of(third, first), 3_000))
                .singleElement()
                .satisfies(standing -> {
                    assertThat(standing.position()).isEqualTo(2);
                    assertThat(standing.estimate()).isNull();
                });
        tell(engine, estimator, 60_000, new Input.WrapUp(agent(1).id(), first, ""));
        tell(engine, estimator, 61_000, new Input.Accept(agent(1).id(), 2));
        WaitEstimate before = standing(estimator, third, 61_000);
        assertThat(before.mean()).isEqualTo(61_000, offset(2_000.0));
        assertThat(before.low()).isLessThan(before.mean() / 4);
        assertThat(before.high()).isGreaterThan(before.mean() * 2);
        // Time passes, and nothing else: an exponential wait never comes nearer, but what was promised does.
        assertThat(standing(estimator, third, 62_000).mean()).isEqualTo(before.mean() - 1_000, offset(500.0));
        // Somebody overtakes: at first only a little is shown of it.
        tell(engine, estimator, 63_000, new Input.Submit(Request.of(urgent, URGENT, "call", 63_000)));
        assertThat(estimator.standings(List.of(urgent), 63_000).get(0).position())
                .isEqualTo(1);
        assertThat(estimator.standings(List.of(third), 63_000).get(0).position())
                .isEqualTo(2);
        double soon = standing(estimator, third, 64_000).mean();
        assertThat(soon).isBetween(before.mean() - 4_000, before.mean() + 10_000);
        double later = standing(estimator, third, 184_000).mean();
        assertThat(later).isGreaterThan(soon);
        // Nobody is ready any more: nothing can be promised.
        tell(engine, estimator, 190_000, new Input.SetPresence(agent(1).id(), false, "lunch"));
        assertThat(estimator.standings(List.of(third), 190_000).get(0).estimate())
                .isNull();
    }

    /** A contact takes a minute; that somebody was consulted for an hour says nothing about contacts. */
    @Test
    void whoTakesPartInAContactTellsNothingOfHowLongContactsTake() {
        Engine engine = new Engine(StrategySource.NONE);
        Estimator estimator = new Estimator(new Engine(StrategySource.NONE), 0);
        UUID ann = agent(1).id();
        UUID bob = agent(2).id();
        UUID first = new UUID(0xB, 1);
        UUID second = new UUID(0xB, 2);
        UUID third = new UUID(0xB, 3);
        UUID consult = new UUID(0xB, 4);
        tell(engine, estimator, 0, new Input.DefineQueue(queue(CALLS, 0)));
        for (AgentRule agent : List.of(agent(1), agent(2))) {
            tell(engine, estimator, 0, new Input.DefineAgent(agent));
            tell(engine, estimator, 0, new Input.SignIn(agent.id()));
        }
        tell(engine, estimator, 0, new Input.SetPresence(ann, true, ""));
        tell(engine, estimator, 0, new Input.Submit(Request.of(first, CALLS, "call", 0)));
        tell(engine, estimator, 0, new Input.Accept(ann, 1));
        tell(engine, estimator, 60_000, new Input.WrapUp(ann, first, ""));
        tell(engine, estimator, 60_000, new Input.Submit(Request.of(second, CALLS, "call", 60_000)));
        tell(engine, estimator, 60_000, new Input.Accept(ann, 2));
        tell(engine, estimator, 60_000, new Input.SetPresence(bob, true, ""));
        tell(
                engine,
                estimator,
                60_000,
                new Input.Invite(ann, second, consult, Role.CONSULT, null, List.of(), bob, 100_000));
        tell(engine, estimator, 60_000, new Input.Accept(bob, 3));
        tell(engine, estimator, 3_660_000, new Input.Finish(bob, consult));
        tell(engine, estimator, 3_660_000, new Input.SetPresence(bob, false, "lunch"));
        tell(engine, estimator, 3_660_000, new Input.Submit(Request.of(third, CALLS, "call", 3_660_000)));
        assertThat(standing(estimator, third, 3_660_000).mean()).isEqualTo(60_000, offset(2_000.0));
    }

    private static WaitEstimate standing(Estimator estimator, UUID work, long now) {
        WaitEstimate estimate = estimator.standings(List.of(work), now).get(0).estimate();
        if (estimate == null) {
            throw new AssertionError("nothing is estimated");
        }
        return estimate;
    }

    private static void tell(Engine engine, Estimator estimator, long at, Input input) {
        List<live.lib.router.Decision> decisions = new ArrayList<>();
        Entry entry = Entry.of(at, input);
        engine.apply(entry, decisions::add);
        estimator.follow(entry, decisions);
    }
}
