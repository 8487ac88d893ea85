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
import live.lib.router.Input;
import live.lib.router.Outcome;
import live.lib.router.View;
import live.lib.sql.DatabaseException;
import live.routing.internal.store.Journal;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A routing domain, which this node holds (see {@link Writer}) or another one (see {@link Follower}).
 *
 * <p>When the database is away routing waits for it: nothing is decided or told meanwhile, and new commands are refused
 * soon. When somebody else has taken the domain over, everything in memory is thrown away.
 */
final class RoutingDomain implements Follower.Side {
    /** How long the domain belongs to this process after the last it was heard of. */
    static final Duration LEASE = Duration.ofSeconds(3);

    private static final Logger LOG = LoggerFactory.getLogger(RoutingDomain.class);
    /** Answers that wait to be given; when there are more the writer waits. */
    private static final int ANSWERS = 65_536;

    /** After such a pause nobody is blamed for what he could not answer. */
    static final Duration NOTICEABLE = Duration.ofSeconds(2);
    /** A database that stalls for a moment is no reason to send people to another node. */
    private static final Duration HOPELESS = Duration.ofSeconds(10);

    private final TenantId tenant;
    private final Journal journal;
    private final Clock clock;
    private final Strategies strategies;
    private final Gauges gauges;
    private final Companions companions;
    private final Follower follower;
    private final Inbox inbox = new Inbox();
    private final BlockingQueue<Runnable> answers = new ArrayBlockingQueue<>(ANSWERS);
    private final Committer committer = new Committer();
    private final Desks desks = new Desks();
    private final Hooks hooks;

    private volatile boolean running;
    private volatile boolean follows;
    /** Takes commands of other nodes while this one holds the domain. */
    private volatile @Nullable Reception reception;

    private volatile long sequence;
    private volatile long differing;
    private volatile int contacts;
    /** Since when the journal is written, by the monotonic clock; 0 = it is not at the moment. */
    private volatile long writingSince;

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
        long since = writingSince;
        return running && (since == 0 || System.nanoTime() - since < NOTICEABLE.toNanos());
    }

    /** Whether commands are refused merely because the newest commit takes longer than it should, and may yet be there. */
    boolean hesitates() {
        long since = writingSince;
        return running && since != 0 && System.nanoTime() - since < HOPELESS.toNanos();
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

    /**
     * Gives the answers; runs on a thread of its own, so that no caller's code holds up the writer. When it is interrupted
     * it gives those that are there.
     */
    void answer() throws InterruptedException {
        try {
            while (true) {
                give(answers.take());
            }
        } finally {
            List<Runnable> left = new ArrayList<>();
            answers.drainTo(left);
            left.forEach(RoutingDomain::give);
        }
    }

    private static void give(Runnable answer) {
        try {
            answer.run();
        } catch (RuntimeException e) {
            LOG.error("code=routing.answer.failed a receiver of an answer failed", e);
        }
    }

    /** Also of a writer that is being stopped, as long as there is room. */
    private void toGive(Runnable answer) throws InterruptedException {
        if (!answers.offer(answer)) {
            answers.put(answer);
        }
    }

    /** Brings what is decided into the journal; runs on a thread of its own, so that the next is decided meanwhile. */
    void commit() throws InterruptedException {
        committer.run();
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
                writingSince = 0;
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
        engine.strategiesFrom(strategies.source(tenant));
        differing = taken.differing();
        LOG.info(
                "Routing of {} runs from entry {} with {} contacts, recovered in {} ms, epoch {}",
                tenant,
                sequence,
                engine.view().workCount(),
                took / 1_000_000,
                held.epoch());
        follows = false;
        SteadyClock time = new SteadyClock(clock, System::nanoTime, engine.now());
        Holding holding = new Holding(held.epoch());
        new Writer(journal, held, engine, time, strategies, hooks, committer, inbox, holding).work(taken.undone());
    }

    @Override
    public void take(List<Message> messages, long waitMillis) throws InterruptedException {
        inbox.take(messages, waitMillis);
    }

    @Override
    public void show(View view, Touched touched, long asOf, List<Turn.Answer<Outcome>> given)
            throws InterruptedException {
        follows = true;
        sequence = asOf;
        contacts = view.workCount();
        Set<UUID> agents = touched.take();
        desks.update(Desks.look(view, touched.invitations(), agents, asOf));
        hooks.committed();
        if (touched.takeQueues()) {
            hooks.queuesChanged();
        }
        toGive(() -> {
            given.forEach(Turn.Answer::give);
            desks.tell(agents);
        });
    }

    @Override
    public void reachable(boolean reachable) {
        if (!reachable) {
            if (writingSince == 0) {
                writingSince = Math.max(1, System.nanoTime());
            }
        } else if (!running || writingSince != 0) {
            writingSince = 0;
            running = true;
            hooks.started();
        }
    }

    @Override
    public void ask(Message.Question<?> question, View view) throws InterruptedException {
        look(question, view);
    }

    /** Looks here, answers on the other thread. */
    private <T> void look(Message.Question<T> question, View view) throws InterruptedException {
        T seen = question.question().apply(view);
        toGive(() -> question.answer().complete(seen));
    }

    /** This node writes the journal. */
    private final class Holding implements Writer.Side {
        private final long epoch;

        Holding(long epoch) {
            this.epoch = epoch;
        }

        @Override
        public void begun() {
            if (reception == null) {
                reception = new Reception(epoch, inbox::offer);
            }
            running = true;
            hooks.started();
        }

        @Override
        public void writing(boolean underWay) {
            writingSince = underWay ? Math.max(1, System.nanoTime()) : 0;
        }

        @Override
        public void arrived(Flight flight, long nanos) throws InterruptedException {
            Turn.Closed turn = flight.turn();
            sequence = turn.sequence();
            contacts = flight.contacts();
            desks.update(flight.desks());
            hooks.committed();
            if (turn.queues()) {
                hooks.queuesChanged();
            }
            toGive(() -> {
                turn.answers().forEach(Turn.Answer::give);
                desks.tell(turn.agents());
            });
            // Last, as an interrupted end comes once more.
            gauges.commit().took(Duration.ofNanos(nanos));
            turn.tally().countWith(gauges);
        }

        @Override
        public void answer(Turn.Answer<?> answer) throws InterruptedException {
            toGive(answer::give);
        }
    }

    /** Writes a snapshot from the journal itself, beside the running engine, up to now. Answers up to which entry. */
    long snapshot() {
        Recovery recovery = new Recovery(journal, tenant, sequence);
        Engine copy = recovery.engine();
        journal.store(tenant, new Journal.Snapshot(recovery.sequence(), copy.snapshot()));
        return recovery.sequence();
    }
}
