// SPDX-License-Identifier: Apache-2.0
package live.lib.router;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** What holds on every day, however wild. A failure names its seed and its shortest number of steps. */
class EnginePropertiesTest {
    /**
     * Each run plays the same days, so that what fails is due to what was changed. Another number plays others; tens of
     * thousands were played when the rules of the game changed last.
     */
    private static final String DAYS = "20261123";

    /** The strategies from outside that there are. */
    private static final StrategySource STRATEGIES =
            wanted -> wanted.equals(FewestServedFirst.VERSION) ? new FewestServedFirst() : null;

    /** What the referee checks: claims, capacity, owners, skills, idleness, that nothing is lost or left undone. */
    @Property(tries = 1_500, seed = DAYS)
    void everyDecisionIsRight(@ForAll long seed, @ForAll @IntRange(min = 1, max = 700) int steps) {
        Day day = new Day(seed);
        day.run(steps);
    }

    @Property(tries = 300, seed = DAYS)
    void everyLeaseEnds(@ForAll long seed, @ForAll @IntRange(min = 50, max = 400) int steps) {
        Day day = new Day(seed);
        day.run(steps);
        Rules strict = new Rules(9, List.of(), 1_000, 1_000, 2, 1, 200, 50);
        day.play(Entry.of(day.engine.now(), new Input.DefineRules(strict)));
        // Whoever does not answer is not ready soon, so nothing can go on for ever.
        int leases = 0;
        while (day.engine.nextTimer() != Long.MAX_VALUE) {
            day.play(Entry.of(day.engine.nextTimer(), new Input.Tick()));
            assertThat(++leases).isLessThan(100_000);
        }
        assertThat(day.engine.view().works())
                .extracting(View.WorkState::phase)
                .doesNotContain(Phase.OFFERED, Phase.WRAPPING, Phase.SCHEDULED);
        assertThat(day.engine.view().works())
                .filteredOn(work -> work.invitation() != null)
                .extracting(View.WorkState::phase)
                .allMatch(Phase.ASSIGNED::equals);
    }

    @Property(tries = 300, seed = DAYS)
    void replayOfTheJournalIsBitIdentical(@ForAll long seed, @ForAll @IntRange(min = 1, max = 600) int steps) {
        Day day = new Day(seed);
        day.run(steps);
        Engine replayed = new Engine(STRATEGIES);
        ByteWriter decisions = new ByteWriter();
        ByteReader journal = new ByteReader(day.journal.bytes());
        while (!journal.atEnd()) {
            replayed.apply(EntryCodec.read(journal), decision -> DecisionCodec.write(decision, decisions));
        }
        assertThat(decisions.bytes()).isEqualTo(day.decisions.bytes());
        assertThat(replayed.snapshot()).isEqualTo(day.engine.snapshot());
    }

    /** Whatever has become of a strategy since: what it decided holds. */
    @Property(tries = 300, seed = DAYS)
    void theJournalNeedsNoStrategyFromOutside(@ForAll long seed, @ForAll @IntRange(min = 1, max = 600) int steps) {
        Day day = new Day(seed);
        day.run(steps);
        Engine recovered = new Engine(StrategySource.NONE);
        ByteWriter decisions = new ByteWriter();
        ByteReader journal = new ByteReader(day.journal.bytes());
        day.decided.forEach(recorded -> recovered.applyAgain(
                EntryCodec.read(journal), recorded, decision -> DecisionCodec.write(decision, decisions)));
        assertThat(decisions.bytes()).isEqualTo(day.decisions.bytes());
        assertThat(recovered.snapshot()).isEqualTo(day.engine.snapshot());
    }

    @Property(tries = 300, seed = DAYS)
    void aSnapshotAndWhatFollowsEqualTheWhole(
            @ForAll long seed,
            @ForAll @IntRange(min = 1, max = 400) int before,
            @ForAll @IntRange(min = 1, max = 300) int after) {
        Day day = new Day(seed);
        day.run(before);
        byte[] snapshot = day.engine.snapshot();
        Engine restored = Engine.restore(snapshot, STRATEGIES);
        assertThat(restored.snapshot()).isEqualTo(snapshot);

        day.journal.clear();
        day.decisions.clear();
        day.run(after);
        ByteWriter decisions = new ByteWriter();
        ByteReader tail = new ByteReader(day.journal.bytes());
        while (!tail.atEnd()) {
            restored.apply(EntryCodec.read(tail), decision -> DecisionCodec.write(decision, decisions));
        }
        assertThat(decisions.bytes()).isEqualTo(day.decisions.bytes());
        assertThat(restored.snapshot()).isEqualTo(day.engine.snapshot());
    }

    /** Explaining changes nothing: the replay of these days, which nobody watches, is the same to the last bit. */
    @Property(tries = 300, seed = DAYS)
    void everyOfferAndEveryWaitIsExplained(@ForAll long seed, @ForAll @IntRange(min = 1, max = 400) int steps) {
        Day day = new Day(seed);
        List<Explanation> explained = new ArrayList<>();
        day.also = decision -> {
            if (decision instanceof Decision.Offered offered && offered.work().equals(day.watched)) {
                explains(explained, offered, day.engine);
            }
        };
        for (int i = 0; i < steps; i++) {
            explained.clear();
            day.watchNewest(explained::add);
            day.run(1);
            for (View.WorkState work : day.engine.view().works()) {
                day.engine.whyWaits(work.request().work()).ifPresent(why -> explainsWaiting(work, why));
            }
        }
    }

    private static void explains(List<Explanation> explained, Decision.Offered offered, Engine engine) {
        Explanation why = explained.isEmpty() ? null : explained.remove(0);
        if (why == null) {
            return; // an open offer that got its time anew
        }
        assertThat(why.chosen()).isEqualTo(offered.agent());
        assertThat(why.agents().get(0).verdict()).isEqualTo(Explanation.Verdict.CHOSEN);
        Request request = engine.view().work(offered.work()).orElseThrow().request();
        boolean named = offered.agent().equals(request.preferredAgent())
                || offered.agent().equals(request.requiredAgent());
        Explanation.Judged chosen = why.agents().get(0);
        assertThat(named || chosen.ring() >= 0 && chosen.ring() <= why.ring())
                .as("%s", why)
                .isTrue();
        assertThat(why.agents())
                .filteredOn(agent -> agent.verdict() == Explanation.Verdict.SUITS)
                .allMatch(agent -> named
                        || agent.preferredSkills() < chosen.preferredSkills()
                        || agent.preferredSkills() == chosen.preferredSkills() && agent.score() <= chosen.score());
        assertThat(why.agents())
                .filteredOn(agent -> agent.verdict() == Explanation.Verdict.RING_NOT_REACHED)
                .allMatch(agent -> agent.ring() > why.ring());
    }

    private static void explainsWaiting(View.WorkState work, Explanation why) {
        assertThat(why.chosen()).isNull();
        if (work.phase() != Phase.SCHEDULED) {
            assertThat(why.agents()).as("%s", work).noneMatch(agent -> agent.verdict() == Explanation.Verdict.SUITS);
        }
    }

    @Property(tries = 200, seed = DAYS)
    void decisionsReadBackAsTheyWereWritten(@ForAll long seed, @ForAll @IntRange(min = 1, max = 300) int steps) {
        Day day = new Day(seed);
        List<Decision> decided = new ArrayList<>();
        day.also = decided::add;
        day.decisions.clear();
        day.run(steps);
        ByteReader in = new ByteReader(day.decisions.bytes());
        List<Decision> read = new ArrayList<>();
        while (!in.atEnd()) {
            read.add(DecisionCodec.read(in));
        }
        assertThat(read).isEqualTo(decided);
    }

    /** A scenario, its engine, its referee and its journal. */
    private static final class Day {
        final Engine engine = new Engine(STRATEGIES);
        final ByteWriter journal = new ByteWriter();
        final ByteWriter decisions = new ByteWriter();
        /** By entry. */
        final List<List<Decision>> decided = new ArrayList<>();

        java.util.function.Consumer<Decision> also = decision -> {};
        java.util.UUID watched;
        private final Referee referee = new Referee();
        private final Scenario scenario;

        Day(long seed) {
            scenario = new Scenario(seed);
            scenario.opening().forEach(this::play);
        }

        void watchNewest(java.util.function.Consumer<Explanation> explanations) {
            List<View.WorkState> works = engine.view().works();
            if (!works.isEmpty()) {
                watched = works.get(works.size() - 1).request().work();
                engine.watch(watched, explanations);
            }
        }

        void run(int steps) {
            for (int i = 0; i < steps; i++) {
                play(scenario.next());
            }
        }

        void play(Entry entry) {
            // One lease at a time, so that what was due earlier is decided earlier.
            while (engine.nextTimer() <= entry.at()) {
                one(Entry.of(engine.nextTimer(), new Input.Tick()));
            }
            one(entry);
        }

        private void one(Entry entry) {
            EntryCodec.write(entry, journal);
            List<Decision> now = new ArrayList<>();
            decided.add(now);
            referee.play(engine, entry, decision -> {
                DecisionCodec.write(decision, decisions);
                now.add(decision);
                scenario.heard(decision);
                also.accept(decision);
            });
        }
    }
}
