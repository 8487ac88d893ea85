// SPDX-License-Identifier: Apache-2.0
package live.bench;

import java.io.PrintStream;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.Random;
import java.util.UUID;
import live.lib.router.AgentRule;
import live.lib.router.Decision;
import live.lib.router.Engine;
import live.lib.router.Entry;
import live.lib.router.Input;
import live.lib.router.QueueRule;
import live.lib.router.Request;
import live.lib.router.Rules;
import live.lib.router.SkillLevel;
import live.lib.router.Strategy;
import live.lib.router.Supply;
import live.lib.router.Units;

/**
 * P8: the routing engine alone on one thread, in memory: 10,000 agents, 1,000 queues, 20 queues an agent, 64 skills with
 * levels. Crowded, every agent who becomes free looks for the best of all that waits; quiet, every contact looks for the
 * best of all who are free.
 */
final class RoutingBenchmark implements Benchmark {
    private static final int SKILLS = 64;
    private static final int QUEUES_OF_AN_AGENT = 20;

    @Override
    public String measures() {
        return "P8: decisions of the routing engine on one thread (crowded, quiet)";
    }

    @Override
    public Result run(Options options, PrintStream table) {
        int seconds = options.number("seconds", 10);
        int waiting = options.number("waiting", 200_000);
        int agents = options.number("agents", 10_000);
        int queues = options.number("queues", 1_000);
        table.printf("%-10s %14s %14s %12s%n", "", "offers/s", "inputs/s", "waiting");
        double quiet = new Day(agents, queues).measure(table, "quiet", agents / 2, 0, seconds);
        double crowded = new Day(agents, queues).measure(table, "crowded", agents, waiting, seconds);
        return new Result(
                "routing",
                OptionalDouble.of(crowded),
                OptionalDouble.of(quiet),
                OptionalDouble.empty(),
                OptionalDouble.empty(),
                OptionalDouble.empty(),
                OptionalLong.of(0),
                OptionalLong.empty(),
                OptionalLong.empty());
    }

    /** One engine and what goes on in it. */
    private static final class Day {
        private final Random random = new Random(8);
        private final Engine engine = new Engine(Supply.NONE);
        private final int queues;
        private final ArrayDeque<Decision.Offered> offers = new ArrayDeque<>();
        private final ArrayDeque<Decision.Offered> owned = new ArrayDeque<>();
        private final List<List<SkillLevel>> needs = new ArrayList<>();
        private long now = 1_700_000_000_000L;
        private long contacts;
        private long inputs;
        private long offered;

        Day(int agents, int queues) {
            this.queues = queues;
            play(new Input.DefineRules(Rules.DEFAULT));
            for (int queue = 0; queue < queues; queue++) {
                play(new Input.DefineQueue(queue(queue)));
            }
            for (int agent = 0; agent < agents; agent++) {
                play(new Input.DefineAgent(agent(agent)));
                play(new Input.SignIn(new UUID(1, agent)));
            }
            for (int kind = 0; kind < 3 * queues; kind++) {
                needs.add(kind % 3 == 0 ? List.of() : List.of(skill(1 + random.nextInt(3))));
            }
            for (int agent = 0; agent < agents; agent++) {
                play(new Input.SetPresence(new UUID(1, agent), true, ""));
            }
        }

        private QueueRule queue(int queue) {
            return new QueueRule(
                    new UUID(2, queue),
                    1,
                    0,
                    true,
                    List.of(new UUID(3, queue)),
                    queue % 2 == 0 ? List.of() : List.of(skill(1)),
                    Strategy.BUILT_IN.get(queue % Strategy.BUILT_IN.size()).name(),
                    3_600_000,
                    0);
        }

        private AgentRule agent(int agent) {
            List<UUID> groups = new ArrayList<>();
            for (int group = 0; group < QUEUES_OF_AN_AGENT; group++) {
                groups.add(new UUID(3, random.nextInt(queues)));
            }
            List<SkillLevel> skills = new ArrayList<>();
            for (int skill = 4 + random.nextInt(12); skill > 0; skill--) {
                skills.add(skill(1 + random.nextInt(5)));
            }
            return new AgentRule(new UUID(1, agent), 1, skills, groups, List.of(new Units("chat", 1)));
        }

        private SkillLevel skill(int level) {
            return new SkillLevel("skill-" + random.nextInt(SKILLS), level);
        }

        private void play(Input input) {
            inputs++;
            engine.apply(Entry.of(now, input), decision -> {
                if (decision instanceof Decision.Offered offer) {
                    offered++;
                    offers.add(offer);
                }
            });
        }

        private void arrive() {
            int kind = random.nextInt(needs.size());
            play(new Input.Submit(Request.of(new UUID(4, ++contacts), new UUID(2, kind / 3), "chat", now)
                    .withSkills(needs.get(kind))
                    .withPriority(random.nextInt(10))));
        }

        /** A contact whom nobody takes at once goes again, unless contacts are to wait. */
        private void arrive(boolean mayWait) {
            arrive();
            if (!mayWait && offers.isEmpty()) {
                play(new Input.Cancel(new UUID(4, contacts), "nobody"));
            }
        }

        /** Everything that was offered is accepted. */
        private void answer() {
            Decision.Offered offer;
            while ((offer = offers.poll()) != null) {
                play(new Input.Accept(offer.agent(), offer.offer()));
                owned.add(offer);
            }
        }

        private void finish() {
            Decision.Offered oldest = owned.poll();
            if (oldest != null) {
                play(new Input.Finish(oldest.agent(), oldest.work()));
            }
        }

        /** Offers a second, with so many contacts in hand and so many waiting all the time. */
        double measure(PrintStream table, String name, int inHand, int waiting, int seconds) {
            boolean mayWait = waiting > 0;
            fill(inHand + waiting, mayWait);
            run(System.nanoTime() + seconds * 500_000_000L, inHand + waiting, mayWait);
            long offersBefore = offered;
            long inputsBefore = inputs;
            long begin = System.nanoTime();
            run(begin + seconds * 1_000_000_000L, inHand + waiting, mayWait);
            double took = (System.nanoTime() - begin) / 1e9;
            double rate = (offered - offersBefore) / took;
            table.printf(
                    "%-10s %,14.0f %,14.0f %,12d%n",
                    name, rate, (inputs - inputsBefore) / took, engine.view().workCount() - owned.size());
            return rate;
        }

        private void run(long until, int level, boolean mayWait) {
            while (System.nanoTime() < until) {
                for (int i = 0; i < 1_000; i++) {
                    now += i & 1;
                    finish();
                    answer();
                    fill(level, mayWait);
                }
            }
        }

        private void fill(int level, boolean mayWait) {
            while (engine.view().workCount() < level) {
                arrive(mayWait);
                answer();
            }
        }
    }
}
