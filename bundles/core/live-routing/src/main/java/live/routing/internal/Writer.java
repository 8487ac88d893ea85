// SPDX-License-Identifier: Apache-2.0
package live.routing.internal;

import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import live.lib.router.Engine;
import live.lib.router.Entry;
import live.lib.router.Input;
import live.lib.router.StrategyVersion;
import live.routing.internal.store.FencedLog;
import live.routing.internal.store.Journal;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A domain while this node holds it: one thread feeds the engine. A turn takes whatever waits and lets the engine decide;
 * the committer brings it into the journal in one statement, and only then it is answered and told. While one turn is on
 * its way the next one is decided, but nothing of it goes anywhere before the one before has arrived.
 *
 * <p>When a commit takes long nothing more is decided until it is over: nobody is blamed for what he could not answer.
 * Used by the domain's thread alone.
 */
final class Writer {
    private static final Logger LOG = LoggerFactory.getLogger(Writer.class);
    /** Of so many commands the engine is told before it gets the first of them. */
    private static final int EXPECTED = 64;
    /** No batch has many more entries. */
    private static final int LARGEST_TURN = 4_000;
    /** So long a commit may take while more is decided. */
    static final Duration AHEAD = Duration.ofMillis(100);

    private static final Duration RENEWAL = Duration.ofSeconds(1);
    /** So long the last commit is waited for when the domain is left. */
    private static final Duration FAREWELL = Duration.ofSeconds(2);

    private final FencedLog log;
    private final Journal.Ownership held;
    private final Committer committer;
    private final Inbox inbox;
    private final Strategies strategies;
    private final SteadyClock time;
    private final Side side;

    private final Engine engine;
    private final Turn turn;
    private final Resumption resumption;
    private final List<Message> messages = new ArrayList<>();
    private final List<Input> inputs = new ArrayList<>(EXPECTED);
    /** Of these messages so many are in a turn. */
    private int taken;

    private @Nullable Flight flight;
    private boolean begins = true;
    private long renewed = System.nanoTime();

    /** The part of the domain that both have, whoever holds it. */
    interface Side {
        /** From here on commands are taken, or again after a pause. */
        void begun();

        /** Whether the journal is written at the moment. */
        void writing(boolean underWay);

        /** This is durable now. */
        void arrived(Flight flight, long nanos) throws InterruptedException;

        /** This may be told at once. */
        void answer(Turn.Answer<?> answer) throws InterruptedException;
    }

    Writer(
            FencedLog log,
            Journal.Ownership held,
            Engine engine,
            SteadyClock time,
            Strategies strategies,
            Resumption.World world,
            Committer committer,
            Inbox inbox,
            Side side) {
        this.log = log;
        this.held = held;
        this.engine = engine;
        this.time = time;
        this.strategies = strategies;
        this.committer = committer;
        this.inbox = inbox;
        this.side = side;
        turn = new Turn(engine, held.sequence());
        resumption = new Resumption(turn, world);
    }

    /** @param undone what comes first */
    void work(List<Message> undone) throws InterruptedException {
        messages.addAll(undone);
        try {
            learnStrategies();
            resumption.begin(time.millis());
            apply();
            while (true) {
                proceed();
                take();
                apply();
                long now = time.millis();
                if (engine.nextTimer() <= now) {
                    turn.apply(now, new Input.Tick(), null);
                }
                if (idle() && left() <= 1) {
                    renew();
                }
            }
        } catch (InterruptedException e) {
            leave();
            throw e;
        } finally {
            side.writing(false);
            turn.fail(RoutingDomain.unavailable());
            messages.subList(taken, messages.size()).forEach(message -> message.fail(RoutingDomain.unavailable()));
            Flight broken = flight;
            if (broken != null) {
                broken.fail(RoutingDomain.unavailable());
                broken.abandon();
            }
        }
    }

    /** Nothing is decided that is not durable. */
    private boolean idle() {
        return turn.isEmpty() && flight == null;
    }

    /** How many milliseconds the lease need not be renewed. */
    private long left() {
        return RENEWAL.toMillis() - (System.nanoTime() - renewed) / 1_000_000;
    }

    /** Waits for messages, for the end of a lease, or for the commit that is under way. */
    private void take() throws InterruptedException {
        messages.clear();
        taken = 0;
        long now = time.millis();
        long wait = Math.min(engine.nextTimer() - now, left());
        Flight under = flight;
        if (under != null) {
            long ahead = AHEAD.toNanos() - (System.nanoTime() - under.begun());
            if (ahead <= 0 || turn.size() >= LARGEST_TURN) {
                land(under, under.await());
                return;
            }
            // The end of the commit wakes; should there be no room for that, there are messages.
            wait = Math.max(1, Math.min(ahead / 1_000_000, engine.nextTimer() - now));
        }
        inbox.take(messages, wait);
    }

    private void apply() throws InterruptedException {
        while (taken < messages.size()) {
            List<Message> some = messages.subList(taken, Math.min(taken + EXPECTED, messages.size()));
            turn.expect(inputs(some));
            long now = time.millis();
            for (Message message : some) {
                apply(message, now);
                taken++;
            }
            proceed();
        }
    }

    private void apply(Message message, long now) throws InterruptedException {
        if (message instanceof Message.Command command) {
            turn.apply(now, command.input().get(), command.answer());
        } else if (message instanceof Reception.Forwarded command && command.epoch() == held.epoch()) {
            turn.apply(new Entry(now, command.client(), command.number(), command.input()), null);
        } else if (message instanceof Message.Question<?> question) {
            answer(seen(question));
        }
    }

    private <T> Turn.Answer<T> seen(Message.Question<T> question) {
        return new Turn.Answer<>(question.answer(), question.question().apply(turn.view()));
    }

    /** What was seen is told when it is durable. */
    private void answer(Turn.Answer<?> answer) throws InterruptedException {
        if (!turn.isEmpty()) {
            turn.answer(answer);
        } else if (flight != null) {
            flight.turn().answers().add(answer);
        } else {
            side.answer(answer);
        }
    }

    private List<Input> inputs(List<Message> messages) {
        inputs.clear();
        for (Message message : messages) {
            if (message instanceof Message.Command command) {
                inputs.add(command.input().get());
            } else if (message instanceof Reception.Forwarded command) {
                inputs.add(command.input());
            }
        }
        return inputs;
    }

    /** Tells what has become durable, and sends off what was decided meanwhile. */
    private void proceed() throws InterruptedException {
        Flight under = flight;
        if (under != null && under.isOver()) {
            land(under, under.await());
        }
        if (flight == null && !turn.isEmpty()) {
            send();
        }
    }

    private void send() {
        side.writing(true);
        renewed = System.nanoTime();
        Turn.Closed closed = turn.close();
        Flight next = new Flight(
                log,
                held,
                closed,
                Desks.look(turn.view(), turn.invitations(), closed.agents(), closed.sequence()),
                turn.view().workCount(),
                inbox::wake);
        flight = next;
        committer.hand(next);
    }

    private void land(Flight arrived, long nanos) throws InterruptedException {
        side.writing(false);
        boolean began = begins;
        begins = false;
        if (began) {
            // First of all, so that nobody goes on from where he believes to be in a journal that may be another.
            side.begun();
        }
        side.arrived(arrived, nanos);
        // Not before: whoever stops meanwhile tells it when he leaves.
        flight = null;
        if (nanos > RoutingDomain.NOTICEABLE.toNanos()) {
            goOn();
        }
        if (began) {
            // They may have changed before commands were taken.
            learnStrategies();
        }
    }

    /** At the engine's own time: nothing falls due by it. */
    private void learnStrategies() {
        List<StrategyVersion> present = strategies.present();
        if (!turn.view().strategies().equals(present)) {
            turn.apply(turn.now(), new Input.DefineStrategies(present), null);
        }
    }

    private void goOn() {
        begins = true;
        resumption.goOn(time.millis());
    }

    /** Prolongs the lease of an idle domain. When the database is away, waits for it. */
    private void renew() throws InterruptedException {
        long begun = System.nanoTime();
        side.writing(true);
        boolean away = false;
        while (!renewed(away)) {
            away = true;
            TimeUnit.MILLISECONDS.sleep(200);
        }
        side.writing(false);
        renewed = System.nanoTime();
        if (away || renewed - begun > RoutingDomain.NOTICEABLE.toNanos()) {
            LOG.info("The journal answers again, routing goes on");
            goOn();
        }
    }

    private boolean renewed(boolean again) {
        try {
            if (!log.renew(held, RoutingDomain.LEASE)) {
                throw Commit.fenced();
            }
            return true;
        } catch (SQLException e) {
            if (!again) {
                LOG.warn("code=routing.journal.away the journal does not answer, routing waits ({})", e.getMessage());
            }
            return false;
        }
    }

    /** A clean end: what is decided is stored, and the next start is quick. */
    private void leave() throws InterruptedException {
        try {
            Flight under = flight;
            if (under != null && under.arrives(FAREWELL)) {
                land(under, under.await());
            }
            if (flight == null && !turn.isEmpty()) {
                send();
                Flight last = flight;
                if (last != null && last.arrives(FAREWELL)) {
                    land(last, last.await());
                }
            }
            if (idle()) {
                log.store(held.tenant(), new Journal.Snapshot(turn.sequence(), engine.snapshot()));
                log.renew(held, Duration.ZERO);
            }
        } catch (SQLException | RuntimeException e) {
            LOG.warn("code=routing.stop.unclean the next start reads the journal instead ({})", e.getMessage());
        }
    }
}
