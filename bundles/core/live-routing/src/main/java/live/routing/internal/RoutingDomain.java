// SPDX-License-Identifier: Apache-2.0
package live.routing.internal;

import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import live.core.LiveException;
import live.core.TenantId;
import live.core.cluster.NodeId;
import live.lib.router.Engine;
import live.lib.router.Entry;
import live.lib.router.Input;
import live.lib.router.Outcome;
import live.lib.router.View;
import live.lib.sql.DatabaseException;
import live.routing.internal.store.Journal;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A routing domain: one thread feeds its engine. A turn takes whatever waits, lets the engine decide, commits it to the
 * journal in one statement, and only then answers and tells. While one turn commits the next one fills.
 *
 * <p>When the database is away the turn waits for it: nothing is decided or told meanwhile, and new commands are refused
 * soon. When somebody else has taken the domain over, everything in memory is thrown away.
 */
final class RoutingDomain implements Follower.Side {
    /** How long the domain belongs to this process after the last it was heard of. */
    static final Duration LEASE = Duration.ofSeconds(3);

    private static final Logger LOG = LoggerFactory.getLogger(RoutingDomain.class);
    /** Answers that wait to be given; when there are more the writer waits. */
    private static final int ANSWERS = 65_536;

    /** Of so many commands the engine is told before it gets the first of them. */
    private static final int EXPECTED = 64;

    private static final Duration RENEWAL = Duration.ofSeconds(1);
    /** After such a pause nobody is blamed for what he could not answer. */
    private static final Duration NOTICEABLE = Duration.ofSeconds(2);

    private final TenantId tenant;
    private final Journal journal;
    private final Clock clock;
    private final Strategies strategies;
    private final Gauges gauges;
    private final Companions companions;
    private final Follower follower;
    private final Inbox inbox = new Inbox();
    private final BlockingQueue<Runnable> answers = new ArrayBlockingQueue<>(ANSWERS);
    private final Desks desks = new Desks();
    private final Hooks hooks;

    private volatile boolean running;
    private volatile boolean follows;
    /** Takes commands of other nodes while this one holds the domain. */
    private volatile @Nullable Reception reception;

    private volatile long sequence;
    private volatile long differing;
    private volatile int contacts;
    /** Since when the commit at hand is under way, by the monotonic clock; 0 = there is none. */
    private volatile long committingSince;

    /** What the surroundings do for the domain; none of it may block the writer for long. */
    interface Hooks extends Resumption.World {
        /** Before the domain is taken over; may wait for the database. */
        void prepare();

        /** It runs, or runs again after a pause: commands are taken, and some may have been refused before. */
        void started();

        /** There is a new commit, of this node or of another one. */
        void committed();

        /** Queues came, went or were changed, whoever did it. */
        void queuesChanged();
    }

    RoutingDomain(
            TenantId tenant,
            Journal journal,
            Clock clock,
            Strategies strategies,
            Companions companions,
            Gauges gauges,
            Hooks hooks) {
        this.tenant = tenant;
        this.journal = journal;
        this.clock = clock;
        this.strategies = strategies;
        this.gauges = gauges;
        this.hooks = hooks;
        this.companions = companions;
        follower = new Follower(tenant, journal, companions, this);
    }

    TenantId tenant() {
        return tenant;
    }

    Desks desks() {
        return desks;
    }

    /** The newest committed entry. */
    long sequence() {
        return sequence;
    }

    /** How many entries today's engine decided otherwise at the last recovery. */
    long differing() {
        return differing;
    }

    /** How many contacts are in the domain, in whatever phase. */
    int contacts() {
        return contacts;
    }

    int waiting() {
        return inbox.size();
    }

    /** Whether commands are taken. */
    boolean available() {
        long since = committingSince;
        return running && (since == 0 || System.nanoTime() - since < NOTICEABLE.toNanos());
    }

    /** Whether this node decides; if not, another one does, or nobody. */
    boolean holds() {
        return reception != null;
    }

    /** Whether this node reads what another one decides. */
    boolean follows() {
        return follows;
    }

    /** A node is heard of no longer. */
    void left(NodeId other) {
        follower.left(other);
    }

    /** Commands of another node; see {@link Reception#take}. */
    int take(long epoch, long client, List<Forwarding.Numbered> commands) {
        Reception open = reception;
        return open == null ? -1 : open.take(epoch, client, commands);
    }

    @Override
    public void wake() {
        inbox.wake();
    }

    /** Feeds the engine, wherever it runs; answered after the commit, when it can be seen here. */
    CompletionStage<Outcome> send(Input input) {
        CompletableFuture<Outcome> answer = new CompletableFuture<>();
        offer(new Message.Command(input, answer));
        return answer;
    }

    /** The engine hears which strategies there are at the moment when it hears of it; answered after the commit. */
    CompletionStage<Outcome> strategiesChanged() {
        CompletableFuture<Outcome> answer = new CompletableFuture<>();
        offer(new Message.Command(this::strategies, Optional.empty(), answer));
        return answer;
    }

    private Input strategies() {
        return new Input.DefineStrategies(strategies.present());
    }

    /** Asks the engine's state as of the newest commit. The question is asked on the writer's thread: keep it short. */
    <T> CompletionStage<T> ask(Function<View, T> question) {
        CompletableFuture<T> answer = new CompletableFuture<>();
        offer(new Message.Question<>(question, answer));
        return answer;
    }

    private void offer(Message message) {
        if (!available() || !inbox.offer(message)) {
            message.fail(unavailable());
        }
    }

    static LiveException unavailable() {
        return new LiveException("routing.unavailable", "Routing is not available at the moment.");
    }

    /** Gives the answers; runs on a thread of its own, so that no caller's code holds up the writer. */
    void answer() throws InterruptedException {
        while (true) {
            Runnable answer = answers.take();
            try {
                answer.run();
            } catch (RuntimeException e) {
                LOG.error("code=routing.answer.failed a receiver of an answer failed", e);
            }
        }
    }

    /** Follows or holds the domain until interrupted, and begins anew when it was lost. */
    void run() throws InterruptedException {
        while (true) {
            try {
                hold();
            } catch (SQLException | DatabaseException | LiveException e) {
                LOG.warn("code=routing.domain.lost routing of {} begins anew: {}", tenant, e.getMessage());
                TimeUnit.MILLISECONDS.sleep(500);
            } finally {
                running = false;
                follows = false;
                reception = null;
                committingSince = 0;
                desks.clear();
                inbox.fail(unavailable());
            }
        }
    }

    private void hold() throws InterruptedException, SQLException {
        hooks.prepare();
        journal.lookAgain(tenant);
        long begun = System.nanoTime();
        Recovery recovery = new Recovery(journal, tenant);
        long took = System.nanoTime() - begun;
        Follower.Taken taken = follower.untilTaken(recovery, LEASE, NOTICEABLE);
        Journal.Ownership held = taken.held();
        Engine engine = taken.engine();
        if (sequence != held.sequence()) {
            throw new LiveException(
                    "routing.journal.incomplete",
                    "the journal ends at " + sequence + " and should end at " + held.sequence());
        }
        engine.supplyFrom(strategies.supply(tenant));
        differing = taken.differing();
        LOG.info(
                "Routing of {} runs from entry {} with {} contacts, recovered in {} ms, epoch {}",
                tenant,
                sequence,
                engine.view().workCount(),
                took / 1_000_000,
                held.epoch());
        follows = false;
        work(held, engine, taken.undone());
    }

    private void work(Journal.Ownership held, Engine engine, List<Message> undone) throws InterruptedException {
        SteadyClock time = new SteadyClock(clock, System::nanoTime, engine.now());
        Turn turn = new Turn(engine, sequence);
        List<Message> messages = new ArrayList<>();
        long renewed = System.nanoTime();
        learnStrategies(turn, time);
        Resumption resumption = new Resumption(turn, hooks);
        resumption.begin(time.millis());
        apply(undone, held, turn, time.millis());
        boolean begins = true;
        try {
            while (true) {
                if (!turn.isEmpty()) {
                    renewed = System.nanoTime();
                    commit(held, turn.batch());
                    long took = System.nanoTime() - renewed;
                    gauges.commit().took(Duration.ofNanos(took));
                    boolean began = begins;
                    begins = false;
                    if (began) {
                        if (reception == null) {
                            reception = new Reception(held.epoch(), inbox::offer);
                        }
                        running = true;
                        // First of all, so that nobody goes on from where he believes to be in a journal that may be
                        // another.
                        hooks.started();
                    }
                    finish(turn);
                    if (began) {
                        // They may have changed before commands were taken.
                        learnStrategies(turn, time);
                    }
                    if (took > NOTICEABLE.toNanos()) {
                        begins = true;
                        resumption.goOn(time.millis());
                    }
                    if (!turn.isEmpty()) {
                        continue;
                    }
                }
                ask(messages, engine.view());
                messages.clear();
                long now = time.millis();
                long idle = RENEWAL.toMillis() - (System.nanoTime() - renewed) / 1_000_000;
                take(messages, Math.min(engine.nextTimer() - now, idle));
                now = time.millis();
                apply(messages, held, turn, now);
                if (turn.isEmpty() && engine.nextTimer() <= now) {
                    turn.apply(now, new Input.Tick(), null);
                }
                if (turn.isEmpty() && System.nanoTime() - renewed >= RENEWAL.toNanos() - 1_000_000) {
                    if (renew(held)) {
                        LOG.info("The journal answers again, routing goes on");
                        begins = true;
                        resumption.goOn(time.millis());
                    }
                    renewed = System.nanoTime();
                }
            }
        } catch (InterruptedException e) {
            leave(held, turn, engine);
            throw e;
        } finally {
            turn.fail(unavailable());
            messages.forEach(message -> message.fail(unavailable()));
        }
    }

    private void apply(List<Message> messages, Journal.Ownership held, Turn turn, long now) {
        for (int i = 0; i < messages.size(); i++) {
            if (i % EXPECTED == 0) {
                turn.expect(inputs(messages.subList(i, Math.min(i + EXPECTED, messages.size()))));
            }
            Message message = messages.get(i);
            if (message instanceof Message.Command command) {
                turn.apply(now, command.input().get(), command.answer());
            } else if (message instanceof Reception.Forwarded command && command.epoch() == held.epoch()) {
                turn.apply(new Entry(now, command.client(), command.number(), command.input()), null);
            }
        }
    }

    private static List<Input> inputs(List<Message> messages) {
        List<Input> inputs = new ArrayList<>(messages.size());
        for (Message message : messages) {
            if (message instanceof Message.Command command) {
                inputs.add(command.input().get());
            } else if (message instanceof Reception.Forwarded command) {
                inputs.add(command.input());
            }
        }
        return inputs;
    }

    private void learnStrategies(Turn turn, SteadyClock time) {
        if (!turn.view().strategies().equals(strategies.present())) {
            turn.apply(time.millis(), strategies(), null);
        }
    }

    @Override
    public void take(List<Message> messages, long waitMillis) throws InterruptedException {
        inbox.take(messages, waitMillis);
    }

    @Override
    public void show(View view, Touched touched, long asOf, List<Turn.Answer> given) throws InterruptedException {
        follows = true;
        sequence = asOf;
        contacts = view.workCount();
        Set<UUID> agents = touched.take();
        desks.update(view, agents, asOf);
        hooks.committed();
        if (touched.takeQueues()) {
            hooks.queuesChanged();
        }
        answers.put(() -> {
            given.forEach(Turn.Answer::give);
            desks.tell(agents);
        });
    }

    @Override
    public void reachable(boolean reachable) {
        if (!reachable) {
            if (committingSince == 0) {
                committingSince = Math.max(1, System.nanoTime());
            }
        } else if (!running || committingSince != 0) {
            committingSince = 0;
            running = true;
            hooks.started();
        }
    }

    @Override
    public void ask(List<Message> messages, View view) throws InterruptedException {
        for (Message message : messages) {
            if (message instanceof Message.Question<?> question) {
                ask(question, view);
            }
        }
    }

    /** Looks here, answers on the other thread. */
    private <T> void ask(Message.Question<T> question, View view) throws InterruptedException {
        T seen = question.question().apply(view);
        answers.put(() -> question.answer().complete(seen));
    }

    /** Commits a batch once, however often the database has to be asked. */
    private void commit(Journal.Ownership held, Journal.Batch batch) throws InterruptedException {
        committingSince = Math.max(1, System.nanoTime());
        Commit commit = new Commit(journal, held, batch);
        for (long pause = 20; ; pause = Math.min(pause * 2, 500)) {
            boolean first = !commit.unsure();
            try {
                commit.attempt(LEASE);
                break;
            } catch (SQLException e) {
                if (first) {
                    LOG.warn(
                            "code=routing.journal.away the journal does not answer, routing waits ({})",
                            e.getMessage());
                }
                TimeUnit.MILLISECONDS.sleep(pause);
            }
        }
        committingSince = 0;
        if (commit.unsure()) {
            LOG.info("The journal answers again, routing goes on");
        }
    }

    /** Prolongs the lease of an idle domain. When the database is away, waits for it and answers that it was. */
    private boolean renew(Journal.Ownership held) throws InterruptedException {
        long begun = System.nanoTime();
        committingSince = Math.max(1, begun);
        boolean away = false;
        while (true) {
            try {
                if (!journal.renew(held, LEASE)) {
                    throw Commit.fenced();
                }
                committingSince = 0;
                return away || System.nanoTime() - begun > NOTICEABLE.toNanos();
            } catch (SQLException e) {
                if (!away) {
                    away = true;
                    LOG.warn(
                            "code=routing.journal.away the journal does not answer, routing waits ({})",
                            e.getMessage());
                }
                TimeUnit.MILLISECONDS.sleep(200);
            }
        }
    }

    private void finish(Turn turn) throws InterruptedException {
        Turn.Told told = turn.finish();
        sequence = told.sequence();
        contacts = turn.view().workCount();
        told.tally().countWith(gauges);
        desks.update(turn.view(), told.agents(), told.sequence());
        hooks.committed();
        if (told.queues()) {
            hooks.queuesChanged();
        }
        answers.put(() -> {
            told.answers().forEach(Turn.Answer::give);
            desks.tell(told.agents());
        });
    }

    /** A clean end: what is decided is stored, and the next start is quick. */
    private void leave(Journal.Ownership held, Turn turn, Engine engine) {
        if (!turn.isEmpty() || committingSince != 0) {
            return;
        }
        try {
            journal.store(tenant, new Journal.Snapshot(sequence, engine.snapshot()));
            journal.renew(held, Duration.ZERO);
        } catch (SQLException | RuntimeException e) {
            LOG.warn("code=routing.stop.unclean the next start reads the journal instead ({})", e.getMessage());
        }
    }

    /** Writes a snapshot from the journal itself, beside the running engine. Answers up to where. */
    long snapshot() {
        Recovery recovery = new Recovery(journal, tenant);
        Engine copy = recovery.engine();
        journal.store(tenant, new Journal.Snapshot(recovery.sequence(), copy.snapshot()));
        return recovery.sequence();
    }
}
