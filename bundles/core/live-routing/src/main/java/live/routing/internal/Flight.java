// SPDX-License-Identifier: Apache-2.0
package live.routing.internal;

import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import live.core.LiveException;
import live.routing.internal.store.FencedLog;
import live.routing.internal.store.Journal;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A turn on its way into the journal, with everything that may be told when it is there. The writer sends it off and
 * looks whether it has arrived; the committer brings it there.
 */
final class Flight {
    private static final Logger LOG = LoggerFactory.getLogger(Flight.class);

    private final Turn.Closed turn;
    private final Desks.Look desks;
    private final int contacts;
    private final Commit commit;
    private final Runnable wake;
    private final long begun = System.nanoTime();
    /** How many nanoseconds it took. */
    private final CompletableFuture<Long> arrival = new CompletableFuture<>();

    private volatile boolean abandoned;

    /** @param wake is called on the committer's thread when it is over, well or not */
    Flight(FencedLog log, Journal.Ownership held, Turn.Closed turn, Desks.Look desks, int contacts, Runnable wake) {
        this.turn = turn;
        this.desks = desks;
        this.contacts = contacts;
        this.wake = wake;
        commit = new Commit(log, held, turn.batch());
    }

    Turn.Closed turn() {
        return turn;
    }

    Desks.Look desks() {
        return desks;
    }

    /** How many contacts there are after it. */
    int contacts() {
        return contacts;
    }

    /** By the monotonic clock. */
    long begun() {
        return begun;
    }

    /** Brings it into the journal once, however often the database has to be asked. On the committer's thread. */
    void fly() throws InterruptedException {
        try {
            bring();
            arrival.complete(System.nanoTime() - begun);
        } catch (RuntimeException e) {
            // The writer hears of it when it looks.
            arrival.completeExceptionally(e);
        } catch (InterruptedException | Error e) {
            arrival.completeExceptionally(e);
            throw e;
        } finally {
            wake.run();
        }
    }

    private void bring() throws InterruptedException {
        for (long pause = 20; !abandoned; pause = Math.min(pause * 2, 500)) {
            boolean first = !commit.unsure();
            try {
                commit.attempt(RoutingDomain.LEASE);
                if (!first) {
                    LOG.info("The journal answers again, routing goes on");
                }
                return;
            } catch (SQLException e) {
                if (first) {
                    LOG.warn(
                            "code=routing.journal.away the journal does not answer, routing waits ({})",
                            e.getMessage());
                }
                TimeUnit.MILLISECONDS.sleep(pause);
            }
        }
        throw RoutingDomain.unavailable();
    }

    boolean isOver() {
        return arrival.isDone();
    }

    /**
     * Waits until it is over, and answers how many nanoseconds it took until it was durable.
     *
     * @throws LiveException when it is not durable and never will be, or when nobody knows
     */
    long await() throws InterruptedException {
        try {
            return arrival.get();
        } catch (ExecutionException e) {
            throw failure(e);
        }
    }

    /** As {@link #await()}; answers false when it is not over within this time. */
    boolean arrives(Duration limit) throws InterruptedException {
        try {
            arrival.get(limit.toNanos(), TimeUnit.NANOSECONDS);
            return true;
        } catch (ExecutionException e) {
            throw failure(e);
        } catch (TimeoutException e) {
            return false;
        }
    }

    private static RuntimeException failure(ExecutionException e) {
        return e.getCause() instanceof RuntimeException known
                ? known
                : new LiveException("routing.commit.broken", "The commit was broken off.", e);
    }

    /** Nobody waits for it any longer. Returns when nothing more is tried. */
    void abandon() throws InterruptedException {
        abandoned = true;
        try {
            arrival.get();
        } catch (ExecutionException e) {
            LOG.debug("An abandoned commit failed", e);
        }
    }

    /** It may be durable or not: nobody is told. */
    void fail(Throwable cause) {
        turn.answers().forEach(answer -> answer.refuse(cause));
    }
}
