// SPDX-License-Identifier: Apache-2.0
package live.routing.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;
import live.core.LiveException;
import live.core.TenantId;
import live.lib.router.Engine;
import live.lib.router.Input;
import live.lib.router.LongestIdleFirst;
import live.lib.router.Outcome;
import live.lib.router.QueueRule;
import live.lib.router.Request;
import live.lib.router.StrategySource;
import live.lib.router.View;
import live.routing.internal.store.Journal;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The next turn is decided while one is on its way into the log, and nothing is told before it is there. */
class WriterTest {
    private static final TenantId TENANT = TenantId.DEFAULT;
    private static final UUID QUEUE = new UUID(2, 1);
    private static final UUID SELF = new UUID(9, 1);
    private static final UUID OTHER = new UUID(9, 2);

    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private final AtomicLong millis = new AtomicLong(1);
    private final SlowLog log = new SlowLog(millis::get);
    private final Inbox inbox = new Inbox();
    private final Committer committer = new Committer();
    private final ThreadTasks tasks = new ThreadTasks();
    private final CompletableFuture<Void> begun = new CompletableFuture<>();
    /** The next answers are interrupted. */
    private final AtomicBoolean interrupted = new AtomicBoolean();

    private final CompletableFuture<Throwable> ended = new CompletableFuture<>();

    /** A batch with a contact that is stopped waits until that is let through. */
    private static final class SlowLog extends OtherLog {
        private final MemoryLog memory;
        private final Set<UUID> stopped = ConcurrentHashMap.newKeySet();
        private final Set<UUID> seen = ConcurrentHashMap.newKeySet();

        SlowLog(LongSupplier millis) {
            this(new MemoryLog(millis, new FairWeather(), (batch, epoch) -> {}));
        }

        private SlowLog(MemoryLog memory) {
            super(memory);
            this.memory = memory;
        }

        @Override
        public boolean append(Journal.Ownership held, Journal.Batch batch, Duration lease) throws SQLException {
            Set<UUID> works = Recorded.read(batch).stream()
                    .map(recorded -> recorded.entry().input())
                    .filter(Input.Submit.class::isInstance)
                    .map(input -> ((Input.Submit) input).request().work())
                    .collect(Collectors.toSet());
            seen.addAll(works);
            await().atMost(PATIENCE).until(() -> works.stream().noneMatch(stopped::contains));
            return super.append(held, batch, lease);
        }

        /** Until the batch with this contact is there. */
        void meets(int number) {
            await().atMost(PATIENCE).until(() -> seen.contains(work(number)));
        }

        void lets(int number) {
            stopped.remove(work(number));
        }
    }

    static final class FairWeather implements MemoryLog.Faults {
        @Override
        public boolean before() {
            return false;
        }

        @Override
        public boolean after() {
            return false;
        }

        @Override
        public boolean unfenced() {
            return false;
        }
    }

    private record Nobody() implements Resumption.World {
        @Override
        public Set<UUID> present() {
            return Set.of();
        }

        @Override
        public List<Input.SetOpening> openings(View view) {
            return List.of();
        }
    }

    private final class Told implements Writer.Side {
        @Override
        public void begun() {
            begun.complete(null);
        }

        @Override
        public void writing(boolean underWay) {}

        @Override
        public void arrived(Flight flight, long nanos) throws InterruptedException {
            if (interrupted.getAndSet(false)) {
                throw new InterruptedException("on purpose");
            }
            flight.turn().answers().forEach(Turn.Answer::give);
        }

        @Override
        public void answer(Turn.Answer<?> answer) {
            answer.give();
        }
    }

    @BeforeEach
    void theDomainIsHeldAndHasAQueue() throws Exception {
        Journal.Ownership held = log.takeOver(TENANT, SELF, RoutingDomain.LEASE).orElseThrow();
        Engine engine = new Engine(StrategySource.NONE);
        Clock clock = Clock.systemUTC();
        Writer writer = new Writer(
                log,
                held,
                engine,
                new SteadyClock(clock, System::nanoTime, 0),
                new Strategies(tasks, Duration.ofSeconds(3)),
                new Nobody(),
                committer,
                inbox,
                new Told());
        tasks.run("commits", committer::run);
        CompletableFuture<Outcome> defined = new CompletableFuture<>();
        QueueRule rule = new QueueRule(QUEUE, 1, 5, true, List.of(), List.of(), LongestIdleFirst.NAME, 20_000, 0);
        tasks.run("writer", () -> {
            try {
                writer.work(List.of(new Message.Command(new Input.DefineQueue(rule), defined)));
            } catch (InterruptedException | RuntimeException e) {
                ended.complete(e);
            }
        });
        await().atMost(PATIENCE).until(() -> begun.isDone() && defined.isDone());
        log.stopped.addAll(List.of(work(1), work(2)));
    }

    @AfterEach
    void end() throws Exception {
        log.stopped.clear();
        tasks.close();
    }

    private static UUID work(int number) {
        return new UUID(7, number);
    }

    private CompletableFuture<Outcome> submit(int number) {
        CompletableFuture<Outcome> answer = new CompletableFuture<>();
        inbox.offer(new Message.Command(new Input.Submit(Request.of(work(number), QUEUE, "chat", 1)), answer));
        return answer;
    }

    private CompletableFuture<Integer> count() {
        CompletableFuture<Integer> answer = new CompletableFuture<>();
        inbox.offer(new Message.Question<>(View::workCount, answer));
        return answer;
    }

    private static void isTold(CompletableFuture<?> answer, Object what) {
        await().atMost(PATIENCE).until(answer::isDone);
        assertThat(answer.join()).isEqualTo(what);
    }

    @Test
    void whatIsDecidedMeanwhileIsToldAfterItsOwnCommit() {
        CompletableFuture<Outcome> first = submit(1);
        log.meets(1);
        CompletableFuture<Outcome> second = submit(2);
        CompletableFuture<Integer> both = count();
        assertThat(first).isNotDone();

        log.lets(1);
        isTold(first, Outcome.DONE);
        log.meets(2);
        assertThat(second).isNotDone();
        assertThat(both).isNotDone();

        log.lets(2);
        isTold(second, Outcome.DONE);
        isTold(both, 2);
    }

    @Test
    void aQuestionRestsOnWhatIsUnderWay() {
        submit(1);
        log.meets(1);
        CompletableFuture<Integer> one = count();
        assertThat(one).isNotDone();

        log.lets(1);
        isTold(one, 1);
        isTold(count(), 1);
    }

    @Test
    void whoeverLosesTheDomainTellsNothingOfWhatHeDecidedMeanwhile() throws Exception {
        CompletableFuture<Outcome> first = submit(1);
        log.meets(1);
        CompletableFuture<Outcome> second = submit(2);
        millis.addAndGet(60_000);
        assertThat(log.takeOver(TENANT, OTHER, RoutingDomain.LEASE)).isPresent();
        long before = log.memory.sequence();

        log.lets(1);
        await().atMost(PATIENCE).until(ended::isDone);
        assertThat(ended.join()).isInstanceOf(LiveException.class);
        inbox.fail(RoutingDomain.unavailable());
        assertThat(first).isCompletedExceptionally();
        assertThat(second).isCompletedExceptionally();
        assertThat(log.memory.sequence()).isEqualTo(before);
    }

    @Test
    void whoeverLeavesKeepsWhatHeHas() throws Exception {
        log.stopped.clear();
        isTold(submit(1), Outcome.DONE);

        tasks.close();
        Journal.Snapshot left = log.newestSnapshot(TENANT).orElseThrow();
        assertThat(left.sequence()).isEqualTo(log.memory.sequence());
        assertThat(Engine.restore(left.state(), StrategySource.NONE).view().workCount())
                .isEqualTo(1);
    }

    @Test
    void whatIsStoredIsToldAlsoByWhoIsStoppedJustThen() {
        CompletableFuture<Outcome> first = submit(1);
        log.meets(1);
        interrupted.set(true);
        log.lets(1);

        await().atMost(PATIENCE).until(ended::isDone);
        assertThat(ended.join()).isInstanceOf(InterruptedException.class);
        assertThat(first).isCompletedWithValue(Outcome.DONE);
    }

    @Test
    void whoeverAsksWhatThrowsHearsThatThereIsNoAnswer() {
        CompletableFuture<Integer> answer = new CompletableFuture<>();
        inbox.offer(new Message.Question<>(
                view -> {
                    throw new IllegalStateException("on purpose");
                },
                answer));

        await().atMost(PATIENCE).until(ended::isDone);
        assertThat(ended.join()).isInstanceOf(IllegalStateException.class);
        assertThat(answer).isCompletedExceptionally();
    }
}
