// SPDX-License-Identifier: Apache-2.0
package live.routing.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import live.core.TenantId;
import live.lib.router.AgentRule;
import live.lib.router.Decision;
import live.lib.router.Engine;
import live.lib.router.Entry;
import live.lib.router.Input;
import live.lib.router.LongestIdleFirst;
import live.lib.router.Outcome;
import live.lib.router.QueueRule;
import live.lib.router.Request;
import live.lib.router.Rules;
import live.lib.router.StrategySource;
import live.lib.router.StrategyVersion;
import live.lib.router.Units;
import live.lib.router.View;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a writer does first after a time in which nobody decided. */
class WriterBeginTest {
    private static final long LONG_AGO = 1_700_000_000_000L;
    private static final UUID QUEUE = new UUID(2, 1);
    private static final UUID ANN = new UUID(1, 1);
    private static final UUID BOB = new UUID(1, 2);
    private static final UUID WORK = new UUID(7, 1);
    private static final UUID UNDONE = new UUID(7, 2);

    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private final MemoryLog log = new MemoryLog(() -> 1, new WriterTest.FairWeather(), (batch, epoch) -> {});
    private final ThreadTasks tasks = new ThreadTasks();
    private final Engine engine = new Engine(StrategySource.NONE);
    private final CompletableFuture<Outcome> undone = new CompletableFuture<>();
    private final CompletableFuture<Throwable> ended = new CompletableFuture<>();

    private record AtDesks(Set<UUID> present) implements Resumption.World {
        @Override
        public List<Input.SetOpening> openings(View view) {
            return List.of();
        }
    }

    private static final class Silent implements Writer.Side {
        @Override
        public void begun() {}

        @Override
        public void writing(boolean underWay) {}

        @Override
        public void arrived(Flight flight, long nanos) {
            flight.turn().answers().forEach(Turn.Answer::give);
        }

        @Override
        public void answer(Turn.Answer<?> answer) {
            answer.give();
        }
    }

    @BeforeEach
    void anOfferWasOpenWhenTheLastOneStopped() {
        then(new Input.DefineStrategies(List.of(new StrategyVersion("gone", 1))));
        then(new Input.DefineRules(new Rules(1, List.of(), 10_000, 1_000, 3, 1, 1_000, 50)));
        then(new Input.DefineQueue(
                new QueueRule(QUEUE, 1, 5, true, List.of(), List.of(), LongestIdleFirst.NAME, 600_000, 0)));
        for (UUID agent : List.of(ANN, BOB)) {
            then(new Input.DefineAgent(new AgentRule(agent, 1, List.of(), List.of(), List.of(new Units("chat", 1)))));
            then(new Input.SignIn(agent));
            then(new Input.SetPresence(agent, true, ""));
        }
        then(new Input.Submit(Request.of(WORK, QUEUE, "chat", LONG_AGO)));
        assertThat(engine.view().work(WORK).orElseThrow().agent()).isEqualTo(ANN);
    }

    @AfterEach
    void end() throws Exception {
        tasks.close();
    }

    private void then(Input input) {
        engine.apply(Entry.of(LONG_AGO, input), decision -> {});
    }

    private void begin(Resumption.World world) throws Exception {
        Committer committer = new Committer();
        Writer writer = new Writer(
                log,
                log.takeOver(TenantId.DEFAULT, new UUID(9, 1), RoutingDomain.LEASE)
                        .orElseThrow(),
                engine,
                new SteadyClock(Clock.systemUTC(), System::nanoTime, LONG_AGO),
                new Strategies(tasks, Duration.ofSeconds(3)),
                world,
                committer,
                new Inbox(),
                new Silent());
        tasks.run("commits", committer::run);
        tasks.run("writer", () -> {
            try {
                writer.work(List.of(
                        new Message.Command(new Input.Submit(Request.of(UNDONE, QUEUE, "chat", LONG_AGO)), undone)));
            } catch (InterruptedException | RuntimeException e) {
                ended.complete(e);
            }
        });
    }

    @Test
    void whatFellDueIsNobodysFaultAlsoWhenAStrategyHasGoneMeanwhile() throws Exception {
        begin(new AtDesks(Set.of(ANN, BOB)));
        await().atMost(PATIENCE).until(undone::isDone);

        List<Recorded> journal = log.after(TenantId.DEFAULT, 0, Integer.MAX_VALUE).stream()
                .map(Recorded::read)
                .flatMap(List::stream)
                .toList();
        assertThat(journal)
                .extracting(Recorded::entry)
                .extracting(Entry::input)
                .startsWith(new Input.DefineStrategies(List.of()), new Input.Resumed(false));
        assertThat(journal)
                .flatExtracting(Recorded::decisions)
                .extracting(Recorded.Decided::decision)
                .noneMatch(Decision.OfferClosed.class::isInstance);
    }

    @Test
    void whoCannotBeginTellsThoseWhoseCommandsCameFirst() throws Exception {
        begin(new Resumption.World() {
            @Override
            public Set<UUID> present() {
                throw new IllegalStateException("on purpose");
            }

            @Override
            public List<Input.SetOpening> openings(View view) {
                return List.of();
            }
        });
        await().atMost(PATIENCE).until(ended::isDone);
        assertThat(undone).isCompletedExceptionally();
    }
}
