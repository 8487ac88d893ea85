// SPDX-License-Identifier: Apache-2.0
package live.routing.internal;

import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayDeque;
import java.util.ArrayList;
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
import live.lib.router.Engine;
import live.lib.router.Input;
import live.lib.router.Outcome;
import live.lib.router.Phase;
import live.lib.router.View;
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
    private final UUID name;
    private final Deque<Command> inbox = new ArrayDeque<>();
    private Doing doing = Doing.DOWN;
    private @Nullable Tenure tenure;
    /** Steps that were planned before this number are not taken. */
    private long plan;

    private long asleepUntil;
    /** What it has of the log while another one holds the domain. */
    private @Nullable Following following;

    private ListenerFeed feed;
    /** Grows with each process that takes this one's place. */
    private long life;

    private boolean feeding;

    private enum Doing {
        DOWN,
        SEEKING,
        WORKING,
        COMMITTING,
        TELLING
    }

    private record Command(Input input, Consumer<Outcome> answer) {}

    /** What this process is while it holds the domain. */
    private static final class Tenure {
        final Journal.Ownership held;
        final Engine engine;
        final SteadyClock clock;
        final Turn turn;

        /** On its way into the log. */
        Turn.@Nullable Closed flying;

        /** What agents are to see then. */
        Map<UUID, Worker.Desk> desks = Map.of();

        @Nullable
        Commit commit;

        long commitBegun;
        long renewed;

        Tenure(Journal.Ownership held, Engine engine, SteadyClock clock, Turn turn) {
            this.held = held;
            this.engine = engine;
            this.clock = clock;
            this.turn = turn;
        }
    }

    Owner(Storm storm, UUID name) {
        this.storm = storm;
        this.name = name;
        feed = feed();
    }

    private ListenerFeed feed() {
        return new ListenerFeed(new Slow(), storm.ledger, Storm.TENANT, storm.ledger, this::holds);
    }

    void begin() {
        doing = Doing.SEEKING;
        next(storm.random.nextInt(50));
        feed = feed();
        long born = ++life;
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
        life++;
        following = null;
        lose(storm.random.nextInt(5_000));
        doing = Doing.DOWN;
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
        tenure = null;
        inbox.clear();
        doing = Doing.SEEKING;
        next(millis);
    }

    private void seek() throws SQLException {
        Optional<Journal.Ownership> taken = storm.log.takeOver(Storm.TENANT, name, RoutingDomain.LEASE);
        if (taken.isEmpty()) {
            follow();
            next(200);
            return;
        }
        Following copy = follow();
        if (copy.sequence() != taken.get().sequence()) {
            throw new AssertionError("whoever takes over knows all that was committed: " + copy.sequence());
        }
        following = null;
        Engine engine = copy.engine();
        SteadyClock clock = new SteadyClock(new Wall(), () -> storm.now() * 1_000_000, engine.now());
        Turn turn = new Turn(engine, copy.sequence());
        Tenure begun = new Tenure(taken.get(), engine, clock, turn);
        new Resumption(turn, new Arrival(storm, turn.view())).begin(clock.millis());
        if (turn.view().queueIds().isEmpty()) {
            storm.rules().forEach(rule -> turn.apply(clock.millis(), rule, null));
        }
        storm.happens("taken over");
        tenure = begun;
        commitNext(begun);
    }

    /** Reads what the other one has written since it looked last. */
    private Following follow() {
        Following copy = following;
        if (copy == null) {
            Recovery recovery = new Recovery(storm.log, Storm.TENANT);
            copy = new Following(
                    new Slow(), Storm.TENANT, recovery.engine(), recovery.sequence(), new Following.Told() {
                        @Override
                        public void epoch(long epoch) {}

                        @Override
                        public void done(long client, long number, Outcome outcome) {}
                    });
            following = copy;
        }
        copy.read();
        storm.checkCopy(copy.sequence(), copy.engine());
        return copy;
    }

    private void commitNext(Tenure held) {
        Turn.Closed closed = held.turn.close();
        Map<UUID, Worker.Desk> desks = new LinkedHashMap<>();
        closed.agents().forEach(agent -> desks.put(agent, desk(held.turn.view(), agent, closed.sequence())));
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
        held.desks.forEach((agent, desk) -> tell(
                agent,
                storm.defect == Defect.TELLS_WHAT_IS_AHEAD ? desk(held.turn.view(), agent, told.sequence()) : desk));
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

    private void tell(UUID agent, Worker.Desk desk) {
        desk.offers().forEach(offer -> storm.witness.offered(agent, offer));
        storm.network.send(() -> Worker.of(storm, agent).see(desk));
    }

    private static Worker.Desk desk(View view, UUID agent, long sequence) {
        View.AgentState state = view.agent(agent).orElseThrow();
        List<Long> offers = new ArrayList<>();
        List<UUID> owned = new ArrayList<>();
        for (UUID id : state.works()) {
            View.WorkState work = view.work(id).orElseThrow();
            if (work.phase() == Phase.OFFERED) {
                offers.add(work.offer());
            } else {
                owned.add(id);
            }
        }
        boolean there = state.signedIn() && state.reachable();
        return new Worker.Desk(sequence, there, state.ready(), offers, owned);
    }

    private void work(Tenure held) throws SQLException {
        Command command;
        while ((command = inbox.poll()) != null) {
            apply(held, command);
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

    private void apply(Tenure held, Command command) {
        Input input = command.input();
        if (storm.defect == Defect.ACKNOWLEDGES_AT_ONCE) {
            command.answer().accept(Outcome.DONE);
        }
        CompletableFuture<Outcome> answer = new CompletableFuture<>();
        answer.thenAccept(outcome -> {
            boolean lie = storm.defect == Defect.ACKNOWLEDGES_LATE_ACCEPTS && outcome == Outcome.GONE;
            command.answer().accept(lie ? Outcome.DONE : outcome);
        });
        held.turn.apply(held.clock.millis(), input, answer);
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

    /** A message has come. Whoever does not hold the domain refuses, so that nothing is answered. */
    void receive(Input input, Consumer<Outcome> answer) {
        if (tenure == null || inbox.size() >= INBOX) {
            return;
        }
        inbox.add(new Command(input, outcome -> {
            storm.witness.answered(input, outcome);
            storm.network.send(() -> answer.accept(outcome));
        }));
        if (doing == Doing.WORKING) {
            next(storm.random.nextInt(3));
        }
    }

    /** An agent's page asks what he has. */
    void look(UUID agent) {
        Tenure held = tenure;
        if (held != null && doing == Doing.WORKING && held.turn.isEmpty() && storm.now() >= asleepUntil) {
            held.turn
                    .view()
                    .agent(agent)
                    .ifPresent(known -> tell(agent, desk(held.turn.view(), agent, held.turn.sequence())));
        }
    }

    boolean holds() {
        return tenure != null;
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
    private final class Slow extends Unwritable {
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
