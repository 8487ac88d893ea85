// SPDX-License-Identifier: Apache-2.0
package live.routing.internal;

import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import live.core.LiveException;
import live.core.TenantId;
import live.core.cluster.NodeId;
import live.lib.router.Engine;
import live.lib.router.Entry;
import live.lib.router.Input;
import live.lib.router.Outcome;
import live.lib.router.Phase;
import live.routing.internal.store.Journal;
import org.jspecify.annotations.Nullable;

/**
 * A process that holds the domain, or would like to. It does in steps what {@link RoutingDomain} does on its thread, with
 * the same recovery, turns and commits; before each step it may be killed or fall asleep.
 */
final class Owner {
    private static final int INBOX = 64;
    private static final long RENEWAL = 1_000;
    private static final long NOTICEABLE = 2_000;

    private final Storm storm;
    private final NodeId node;
    private final Deque<Message> inbox = new ArrayDeque<>();
    private Doing doing = Doing.DOWN;
    private @Nullable Tenure tenure;
    /** Steps that were planned before this number are not taken. */
    private long plan;

    private long asleepUntil;
    private Companions companions;
    private Onlooker onlooker;
    private ListenerFeed feed;
    /** Grows with each process that takes this one's place. */
    private long life;

    private boolean feeding;
    /** Whether the other one hears of it. */
    private boolean heardOf;

    private enum Doing {
        DOWN,
        SEEKING,
        WORKING,
        COMMITTING,
        TELLING
    }

    Owner(Storm storm, UUID name) {
        this.storm = storm;
        node = new NodeId(name);
        companions = companions();
        onlooker = onlooker();
        feed = feed();
    }

    private Companions companions() {
        Companions fresh = new Companions(() -> node);
        fresh.setCluster(new Ether(storm, node));
        fresh.takeCommands((tenant, epoch, client, commands) -> passedOn(epoch, client, commands));
        fresh.hearOfCommits(tenant -> wake(life));
        return fresh;
    }

    private Onlooker onlooker() {
        long born = life;
        return new Onlooker(storm, new Slow(), companions, () -> wake(born));
    }

    private void wake(long born) {
        if (born == life && doing == Doing.SEEKING) {
            next(storm.random.nextInt(3));
        }
    }

    private ListenerFeed feed() {
        return new ListenerFeed(new Slow(), storm.ledger, Storm.TENANT, storm.ledger, this::holds);
    }

    void begin() {
        doing = Doing.SEEKING;
        next(storm.random.nextInt(50));
        long born = ++life;
        companions = companions();
        onlooker = onlooker();
        feed = feed();
        heardOf = true;
        storm.in(storm.random.nextInt(100), () -> feed(born));
    }

    /** A thread of its own feeds the listener, as long as this process lives. */
    private void feed(long born) {
        if (born != life) {
            return;
        }
        if (storm.now() >= asleepUntil) {
            tellListener();
        }
        storm.in(20 + storm.random.nextInt(100), () -> feed(born));
    }

    private void tellListener() {
        if (feeding) {
            return;
        }
        feeding = true;
        try {
            feed.step();
        } catch (IllegalStateException e) {
            // It is run again, and looks where it stands.
            feed.again();
        } finally {
            feeding = false;
        }
    }

    private void next(long millis) {
        long planned = ++plan;
        storm.in(millis, () -> {
            if (planned == plan) {
                step();
            }
        });
    }

    private void step() {
        if (storm.suffers(0.02)) {
            storm.happens("killed while " + doing.name().toLowerCase(Locale.ROOT));
            kill();
            return;
        }
        if (storm.suffers(0.005)) {
            leave();
            return;
        }
        if (storm.suffers(0.02)) {
            storm.happens("paused while " + doing.name().toLowerCase(Locale.ROOT));
            asleepUntil = storm.now() + storm.random.nextInt(10_000);
        }
        if (storm.now() < asleepUntil) {
            next(asleepUntil - storm.now());
            return;
        }
        try {
            switch (doing) {
                case DOWN -> begin();
                case SEEKING -> seek();
                case WORKING -> work(tenure());
                case COMMITTING -> commit(tenure());
                case TELLING -> tell(tenure());
            }
        } catch (SQLException e) {
            next(20 + storm.random.nextInt(480));
        } catch (LiveException e) {
            storm.happens("fenced");
            lose(500);
        }
    }

    private Tenure tenure() {
        Tenure current = tenure;
        if (current == null) {
            throw new IllegalStateException("holds nothing");
        }
        return current;
    }

    /** The process is gone with all that it had in memory; another one takes its place after a while. */
    private void kill() {
        long dead = ++life;
        tenure = null;
        inbox.clear();
        doing = Doing.DOWN;
        next(storm.random.nextInt(5_000));
        storm.in(300 + storm.random.nextInt(200), () -> {
            if (dead == life) {
                leaveHearing();
            }
        });
    }

    private void leaveHearing() {
        heardOf = false;
        storm.owners.forEach(owner -> owner.onlooker.left(node));
    }

    /** The others do not hear of it for a while, although it may be there. */
    void isOutOfHearing(long millis) {
        leaveHearing();
        storm.in(millis, () -> heardOf = runs());
    }

    /** A clean end: what is decided is stored, and the domain given back. */
    private void leave() {
        Tenure held = tenure;
        if (held != null && doing == Doing.WORKING && held.turn.isEmpty()) {
            storm.happens("stopped");
            long sequence = held.turn.sequence();
            storm.log.store(Storm.TENANT, new Journal.Snapshot(sequence, held.engine.snapshot()));
            try {
                storm.log.renew(held.held, Duration.ZERO);
            } catch (SQLException e) {
                storm.happens("stopped without giving the domain back");
            }
        }
        kill();
    }

    private void lose(long millis) {
        Tenure lost = tenure;
        tenure = null;
        if (lost != null) {
            lost.end();
        }
        inbox.forEach(message -> message.fail(RoutingDomain.unavailable()));
        inbox.clear();
        doing = Doing.SEEKING;
        next(millis);
    }

    private void seek() throws SQLException {
        Optional<Follower.Taken> found = onlooker.look();
        if (found.isEmpty()) {
            next(200);
            return;
        }
        Follower.Taken taken = found.get();
        Engine engine = taken.engine();
        long sequence = taken.held().sequence();
        SteadyClock clock = new SteadyClock(new Wall(), () -> storm.now() * 1_000_000, engine.now());
        Turn turn = new Turn(engine, sequence);
        Tenure begun = new Tenure(taken.held(), engine, clock, turn);
        new Resumption(turn, new Arrival(storm, turn.view())).begin(clock.millis());
        if (turn.view().queueIds().isEmpty()) {
            storm.rules().forEach(rule -> turn.apply(clock.millis(), rule, null));
        }
        storm.happens("taken over");
        tenure = begun;
        if (storm.defect != Defect.LOSES_WHAT_IT_PASSED_ON) {
            inbox.addAll(taken.undone());
        }
        commitNext(begun);
    }

    private void commitNext(Tenure held) {
        Turn.Closed closed = held.turn.close();
        Map<UUID, Worker.Desk> desks = new LinkedHashMap<>();
        closed.agents().forEach(agent -> desks.put(agent, desk(held, agent, closed.sequence())));
        held.flying = closed;
        held.desks = desks;
        held.commit = new Commit(storm.log, held.held, closed.batch());
        held.commitBegun = storm.now();
        doing = storm.defect == Defect.TELLS_BEFORE_COMMIT ? Doing.TELLING : Doing.COMMITTING;
        next(storm.random.nextInt(3));
    }

    private void commit(Tenure held) throws SQLException {
        decideAhead(held);
        held.renewed = storm.now();
        Objects.requireNonNull(held.commit).attempt(RoutingDomain.LEASE);
        if (storm.defect == Defect.TELLS_BEFORE_COMMIT) {
            land(held);
        } else {
            doing = Doing.TELLING;
            next(storm.random.nextInt(3));
        }
    }

    /** While the one turn is on its way, the next is decided; unless the database lets wait. */
    private void decideAhead(Tenure held) {
        boolean soon = storm.now() - held.commitBegun <= Writer.AHEAD.toMillis();
        while (soon && !inbox.isEmpty() && storm.random.nextBoolean()) {
            storm.happens("decided ahead");
            apply(held, inbox.remove());
        }
    }

    private void tell(Tenure held) {
        Turn.Closed told = Objects.requireNonNull(held.flying);
        told.answers().forEach(Turn.Answer::give);
        held.desks.forEach((agent, desk) -> storm.tell(
                agent, storm.defect == Defect.TELLS_WHAT_IS_AHEAD ? desk(held, agent, told.sequence()) : desk));
        if (storm.defect == Defect.TELLS_BEFORE_COMMIT) {
            doing = Doing.COMMITTING;
            next(storm.random.nextInt(3));
        } else {
            land(held);
        }
    }

    private void land(Tenure held) {
        held.flying = null;
        held.commit = null;
        if (held.reception == null) {
            held.reception = new Reception(held.held.epoch(), this::offer);
        }
        companions.committed(Storm.TENANT);
        if (storm.now() - held.commitBegun > NOTICEABLE) {
            storm.happens("resumed");
            new Resumption(held.turn, new Arrival(storm, held.turn.view())).goOn(held.clock.millis());
        }
        if (held.turn.isEmpty()) {
            doing = Doing.WORKING;
            next(0);
        } else {
            commitNext(held);
        }
    }

    private static Worker.Desk desk(Tenure held, UUID agent, long sequence) {
        return Worker.Desk.of(held.turn.view(), agent, sequence).orElseThrow();
    }

    private void work(Tenure held) throws SQLException {
        Message message;
        while ((message = inbox.poll()) != null) {
            apply(held, message);
        }
        long now = held.clock.millis();
        boolean due = held.engine.nextTimer() <= now && storm.defect != Defect.FORGETS_LEASES;
        if (held.turn.isEmpty() && due) {
            held.turn.apply(now, new Input.Tick(), null);
        }
        if (!held.turn.isEmpty()) {
            commitNext(held);
            return;
        }
        if (storm.now() - held.renewed > RENEWAL) {
            if (!storm.log.renew(held.held, RoutingDomain.LEASE)) {
                throw Commit.fenced();
            }
            held.renewed = storm.now();
        }
        snapshotSometimes();
        long lease = Math.max(1, held.engine.nextTimer() - now);
        next(storm.defect == Defect.FORGETS_LEASES ? RENEWAL : Math.min(RENEWAL, lease));
    }

    private void apply(Tenure held, Message message) {
        long now = held.clock.millis();
        if (message instanceof Message.Command command) {
            if (storm.defect == Defect.ACKNOWLEDGES_AT_ONCE) {
                command.answer().complete(Outcome.DONE);
            }
            held.turn.apply(now, command.input().get(), command.answer());
        } else if (message instanceof Reception.Forwarded command && command.epoch() == held.held.epoch()) {
            held.turn.apply(new Entry(now, command.client(), command.number(), command.input()), null);
        }
    }

    private void snapshotSometimes() {
        if (storm.random.nextInt(40) == 0) {
            Recovery recovery = new Recovery(storm.log, Storm.TENANT);
            long off = storm.defect == Defect.MISPLACES_SNAPSHOTS && recovery.sequence() < storm.log.sequence() + 1
                    ? 1
                    : 0;
            storm.log.store(
                    Storm.TENANT,
                    new Journal.Snapshot(
                            recovery.sequence() - off, recovery.engine().snapshot()));
        }
    }

    /** A message of an agent or a customer has come. */
    void receive(Input input, Consumer<Outcome> answer) {
        CompletableFuture<Outcome> outcome = new CompletableFuture<>();
        outcome.thenAccept(known -> {
            boolean lie = storm.defect == Defect.ACKNOWLEDGES_LATE_ACCEPTS && known == Outcome.GONE;
            Outcome told = lie ? Outcome.DONE : known;
            storm.witness.answered(input, told);
            storm.network.send(() -> answer.accept(told));
        });
        if (runs()) {
            take(new Message.Command(input, outcome));
        }
    }

    /** Does it, or passes it on, or refuses it. */
    void take(Message.Command command) {
        if (tenure == null) {
            onlooker.take(command);
        } else if (!offer(command)) {
            command.fail(RoutingDomain.unavailable());
        }
    }

    private boolean offer(Message message) {
        if (tenure == null || inbox.size() >= INBOX) {
            return false;
        }
        inbox.add(message);
        if (doing == Doing.WORKING) {
            next(storm.random.nextInt(3));
        }
        return true;
    }

    /** Another process has passed commands on. */
    private int passedOn(long epoch, long client, List<Forwarding.Numbered> commands) {
        Tenure held = tenure;
        if (held == null || held.reception == null) {
            return -1;
        }
        if (storm.defect == Defect.FORGETS_WHAT_WAS_PASSED_ON) {
            held.reception = new Reception(held.held.epoch(), this::offer);
        }
        boolean any = storm.defect == Defect.TAKES_WHAT_IS_NOT_MEANT;
        return held.reception.take(any ? held.held.epoch() : epoch, client, commands);
    }

    /** Another process asks; whoever sleeps hears it when he wakes. */
    void asked(NodeId by, byte[] question, Consumer<byte[]> answer) {
        if (storm.now() < asleepUntil) {
            storm.in(asleepUntil - storm.now(), () -> asked(by, question, answer));
        } else if (runs()) {
            answer.accept(companions.asked(by, question));
        }
    }

    /** An agent's page asks what he has. */
    void look(UUID agent) {
        Tenure held = tenure;
        if (held != null && doing == Doing.WORKING && held.turn.isEmpty() && storm.now() >= asleepUntil) {
            Worker.Desk.of(held.turn.view(), agent, held.turn.sequence()).ifPresent(desk -> storm.tell(agent, desk));
        }
    }

    boolean holds() {
        return tenure != null;
    }

    /** Whether there is a process, be it asleep. */
    boolean runs() {
        return doing != Doing.DOWN;
    }

    long life() {
        return life;
    }

    NodeId node() {
        return node;
    }

    boolean heardOf() {
        return heardOf;
    }

    /** Holds the domain, and nothing is decided that is not committed. */
    boolean settled() {
        Tenure held = tenure;
        return held != null
                && doing == Doing.WORKING
                && held.turn.isEmpty()
                && held.turn.sequence() == storm.log.sequence();
    }

    boolean quiet() {
        return settled()
                && tenure().turn.view().works().stream()
                        .noneMatch(work -> work.phase() == Phase.OFFERED || work.phase() == Phase.WRAPPING);
    }

    byte[] snapshot() {
        return tenure().engine.snapshot();
    }

    /** The log by a way on which time passes: meanwhile the other one tells the listener, if it is the holder, too. */
    private final class Slow extends OtherLog {
        Slow() {
            super(storm.log);
        }

        @Override
        public List<Journal.Batch> after(TenantId tenant, long sequence, int limit) {
            List<Journal.Batch> batches = super.after(tenant, sequence, limit);
            if (storm.suffers(0.5)) {
                storm.owners.stream().filter(owner -> owner != Owner.this).forEach(Owner::tellListener);
            }
            return batches;
        }

        @Override
        public List<Journal.Written> written(TenantId tenant, long sequence, int limit) {
            List<Journal.Written> some = super.written(tenant, sequence, limit);
            boolean gap = storm.defect == Defect.FOLLOWS_WITH_GAPS && some.size() > 1 && storm.random.nextInt(10) == 0;
            return gap ? some.subList(1, some.size()) : some;
        }
    }

    /** The clock on the wall, which somebody sets now and then. */
    private final class Wall extends Clock {
        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }

        @Override
        public Instant instant() {
            return Instant.ofEpochMilli(storm.wall());
        }
    }
}
