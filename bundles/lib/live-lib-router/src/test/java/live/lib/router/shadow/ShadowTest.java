// SPDX-License-Identifier: Apache-2.0
package live.lib.router.shadow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.offset;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import live.lib.router.AgentRule;
import live.lib.router.Decision;
import live.lib.router.Engine;
import live.lib.router.Entry;
import live.lib.router.Input;
import live.lib.router.LongestIdleFirst;
import live.lib.router.Outcome;
import live.lib.router.QueueRule;
import live.lib.router.Request;
import live.lib.router.Ring;
import live.lib.router.Role;
import live.lib.router.Rules;
import live.lib.router.SkillLevel;
import live.lib.router.StrategySource;
import live.lib.router.Units;
import live.lib.router.simulation.Arrival;
import live.lib.router.simulation.Arrivals;
import live.lib.router.simulation.Day;
import live.lib.router.simulation.Fate;
import live.lib.router.simulation.Figures;
import live.lib.router.simulation.Shift;
import live.lib.router.simulation.Simulation;
import live.lib.router.simulation.Stream;
import org.junit.jupiter.api.Test;

/** What other rules would have changed, told beside what happens. */
class ShadowTest {
    private static final UUID SALES = new UUID(0xC, 1);
    private static final UUID SERVICE = new UUID(0xC, 2);
    private static final long MINUTE = 60_000;
    private static final int MINUTES = 1_800;
    private static final Map<UUID, Long> TARGETS = Map.of(SALES, 20_000L, SERVICE, 20_000L);

    private static QueueRule queue(UUID id, String skill, int priority) {
        return new QueueRule(
                id,
                1,
                priority,
                true,
                List.of(),
                List.of(new SkillLevel(skill, 1)),
                LongestIdleFirst.NAME,
                20_000,
                60_000);
    }

    private static final QueueRule NOW_SALES = queue(SALES, "sales", 0);
    private static final QueueRule NOW_SERVICE = queue(SERVICE, "service", 0);

    /** Five who sell and twelve who serve; half of the latter also sell a little. */
    private static List<Shift> shifts() {
        List<Shift> shifts = new ArrayList<>();
        for (int i = 0; i < 17; i++) {
            List<SkillLevel> skills = i < 5
                    ? List.of(new SkillLevel("sales", 1))
                    : i < 11
                            ? List.of(new SkillLevel("service", 1), new SkillLevel("some-sales", 1))
                            : List.of(new SkillLevel("service", 1));
            shifts.add(new Shift(
                    new AgentRule(new UUID(0xA, i), 1, skills, List.of(), List.of(new Units("call", 1))),
                    0,
                    MINUTES * MINUTE));
        }
        return shifts;
    }

    private static List<Arrival> arrivals(long patience) {
        Arrivals random = new Arrivals(5, 0, MINUTE);
        List<Arrival> arrivals = new ArrayList<>();
        for (UUID queue : List.of(SALES, SERVICE)) {
            arrivals.addAll(random.of(new Stream(
                    queue,
                    "call",
                    List.of(),
                    0,
                    Collections.nCopies(MINUTES, queue.equals(SALES) ? 1.6 : 2.6),
                    3 * MINUTE,
                    patience)));
        }
        return arrivals;
    }

    private static Day day(List<QueueRule> queues, long patience) {
        return new Day(Rules.DEFAULT, queues, shifts(), arrivals(patience), 2_000);
    }

    private static Comparison compared(List<QueueRule> drafts, long patience) {
        Engine live = new Engine(StrategySource.NONE);
        Engine other = new Engine(StrategySource.NONE);
        // Rules and people come first; the shadow begins where they are.
        List<Entry> entries = new ArrayList<>();
        List<List<Decision>> decisions = new ArrayList<>();
        Simulation.play(day(List.of(NOW_SALES, NOW_SERVICE), patience), StrategySource.NONE, (entry, decided) -> {
            entries.add(entry);
            decisions.add(List.copyOf(decided));
        });
        int begin = 3 + 2 * shifts().size();
        for (int i = 0; i < begin; i++) {
            live.applyAgain(entries.get(i), decisions.get(i), decision -> {});
            other.applyAgain(entries.get(i), decisions.get(i), decision -> {});
        }
        Shadow shadow = new Shadow(live, other, drafts, TARGETS);
        for (int i = begin; i < entries.size(); i++) {
            shadow.follow(entries.get(i), decisions.get(i));
        }
        return shadow.comparison();
    }

    @Test
    void theSameRulesComeToTheSame() {
        Comparison comparison = compared(List.of(NOW_SALES), Long.MAX_VALUE);
        assertThat(comparison.compared()).isGreaterThan(2_000);
        assertThat(comparison.otherAgent()).isZero();
        assertThat(comparison.sameAgent()).isEqualTo(comparison.compared());
        assertThat(comparison.shadow()).isEqualTo(comparison.live());
        assertThat(comparison.handlingTaken()).isGreaterThan(comparison.compared() - 50);
        assertThat(comparison.notMapped()).isZero();
        assertThat(comparison.examples()).isEmpty();
    }

    /** Who serves may sell, too: what the shadow says comes true when these rules hold. */
    @Test
    void whatTheShadowSaysComesTrueWhenItsRulesHold() {
        QueueRule draft = NOW_SALES.expanding(List.of(
                new Ring(10_000, 0, List.of(new SkillLevel("sales", 0), new SkillLevel("some-sales", 1)), List.of())));
        Comparison comparison = compared(List.of(draft), 4 * MINUTE);
        assertThat(comparison.otherAgent()).isPositive();
        assertThat(comparison.shadow().expanded()).isPositive();
        assertThat(comparison.live().expanded()).isZero();
        assertThat(comparison.shadow().waitMillis())
                .isLessThan(comparison.live().waitMillis());
        assertThat(comparison.shadow().abandoned()).isLessThan(comparison.live().abandoned());
        assertThat(comparison.handlingTaken() + comparison.handlingExpected())
                .isGreaterThanOrEqualTo(comparison.shadow().answered());

        List<Fate> fates = Simulation.play(day(List.of(draft, NOW_SERVICE), 4 * MINUTE), StrategySource.NONE);
        Figures truth = Figures.of(fates, shifts(), 0, MINUTE, MINUTES, 20_000).stream()
                .reduce(Figures::plus)
                .orElseThrow();
        double said = (double) comparison.shadow().withinTarget() / comparison.compared();
        assertThat(said).isEqualTo(truth.serviceLevel(), offset(0.03));
        double wait =
                comparison.shadow().waitMillis() / 1_000.0 / comparison.shadow().answered();
        double before =
                comparison.live().waitMillis() / 1_000.0 / comparison.live().answered();
        assertThat(wait).isEqualTo(truth.averageWaitSeconds(), offset(0.25 * (before - truth.averageWaitSeconds())));
    }

    @Test
    void contactsThatFareDifferentlyAreExplainedByBothRules() {
        QueueRule draft = queue(SALES, "some-sales", 0);
        Comparison comparison = compared(List.of(draft), 4 * MINUTE);
        assertThat(comparison.examples())
                .isNotEmpty()
                .hasSizeLessThanOrEqualTo(20)
                .anySatisfy(example -> {
                    assertThat(example.live().agent())
                            .isNotNull()
                            .isNotEqualTo(example.shadow().agent());
                    assertThat(example.live().explanation()).isNotNull();
                    assertThat(example.shadow().explanation()).isNotNull();
                });
    }

    /** Nobody takes part beside owners in the shadow; who gets a contact by hand gets it there, too. */
    @Test
    void whoTakesPartInContactsIsLeftOut() {
        UUID ann = new UUID(0xA, 1);
        UUID bob = new UUID(0xA, 2);
        UUID first = new UUID(0xB, 1);
        UUID second = new UUID(0xB, 2);
        List<Input> before = new ArrayList<>(List.of(new Input.DefineQueue(NOW_SALES)));
        for (UUID agent : List.of(ann, bob)) {
            before.add(new Input.DefineAgent(new AgentRule(
                    agent, 1, List.of(new SkillLevel("sales", 1)), List.of(), List.of(new Units("call", 2)))));
            before.add(new Input.SignIn(agent));
        }
        before.add(new Input.SetPresence(ann, true, ""));
        before.add(new Input.Submit(Request.of(first, SALES, "call", 0)));
        before.add(new Input.Accept(ann, 1));
        before.add(new Input.Join(bob, first, new UUID(0xB, 11), Role.CONFERENCE));
        Engine truth = new Engine(StrategySource.NONE);
        Engine live = new Engine(StrategySource.NONE);
        Engine other = new Engine(StrategySource.NONE);
        for (Engine engine : List.of(truth, live, other)) {
            before.forEach(input -> engine.apply(Entry.of(0, input), decision -> {}));
        }
        Shadow shadow = new Shadow(live, other, List.of(NOW_SALES), TARGETS);
        assertThat(other.view().works()).hasSize(1);

        UUID consult = new UUID(0xB, 12);
        for (Input input : List.of(
                new Input.Submit(Request.of(second, SALES, "call", 1_000)),
                new Input.Accept(ann, 2),
                new Input.SetPresence(bob, true, ""),
                new Input.Invite(ann, second, consult, Role.CONSULT, null, List.of(), bob, MINUTE),
                new Input.Accept(bob, 3),
                new Input.ChangeRole(ann, consult, Role.CONFERENCE),
                new Input.HandOver(ann, second, bob),
                new Input.WrapUp(bob, second, ""))) {
            List<Decision> decisions = new ArrayList<>();
            Entry entry = Entry.of(1_000, input);
            assertThat(truth.apply(entry, decisions::add)).isEqualTo(Outcome.DONE);
            shadow.follow(entry, decisions);
            assertThat(other.view().works()).allMatch(work -> work.invitation() == null);
        }
        assertThat(shadow.comparison().compared()).isEqualTo(1);
        assertThat(shadow.comparison().sameAgent()).isEqualTo(1);
        assertThat(shadow.comparison().notMapped()).isZero();
        assertThat(other.view().works()).hasSize(1);
    }
}
