// SPDX-License-Identifier: Apache-2.0
package live.core.internal.event;

import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import java.util.UUID;
import live.core.TaskHandle;
import live.core.Tasks;
import live.core.TenantId;
import live.core.event.Event;
import live.core.event.EventConsumer;
import live.lib.sql.Sql;

/**
 * Hands one consumer its events and keeps its checkpoint. Of all nodes one reads for a consumer, by a lease on the row of
 * the checkpoint; the checkpoint moves only under that lease. For a consumer of {@link EventConsumer#everyNode every
 * node} each node reads by itself, and where it stands is in memory.
 */
final class Reading implements AutoCloseable {
    private static final int BATCH = 500;
    private static final int LEASE_SECONDS = 30;
    private static final Duration POLL = Duration.ofSeconds(1);
    private static final Duration RENEWAL = Duration.ofSeconds(LEASE_SECONDS / 3);
    private static final UUID NODE = UUID.randomUUID();
    /** Checkpoints are of the installation: events of all tenants are in one order. */
    private static final UUID TENANT = TenantId.DEFAULT.value();

    private final EventConsumer consumer;
    private final EventTable events;
    private final Sequencer sequencer;
    private final Bell news = new Bell();
    private final TaskHandle task;
    /** How far the consumer is, as far as this node knows; -1 while it does not read. */
    private volatile long reached = -1;

    Reading(EventConsumer consumer, EventTable events, Sequencer sequencer, Tasks tasks) {
        this.consumer = consumer;
        this.events = events;
        this.sequencer = sequencer;
        task = tasks.run("core.consume." + consumer.name(), consumer.everyNode() ? this::follow : this::read);
        sequencer.tell(news);
    }

    @Override
    public void close() {
        sequencer.forget(news);
        task.close();
        try {
            // The consumer's module is on its way out: it must not be called any more when this returns.
            task.awaitEnd(Duration.ofSeconds(LEASE_SECONDS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** How many events this node knows of that the consumer has not had; 0 while another node reads for it. */
    long lag() {
        long known = reached;
        return known < 0 ? 0 : Math.max(0, sequencer.head() - known);
    }

    private void follow() throws Exception {
        if (reached < 0) {
            // The last ones again: what it read by itself, it may have read before they were there.
            reached = Math.max(0, events.head() - BATCH);
        }
        while (!Thread.currentThread().isInterrupted()) {
            List<Event> batch = reached < sequencer.head() ? sequencer.after(reached, BATCH) : List.of();
            if (batch.isEmpty()) {
                news.await(POLL);
            } else {
                consumer.consume(batch);
                reached = batch.get(batch.size() - 1).position();
            }
        }
    }

    private void read() throws Exception {
        enrol();
        OptionalLong known = OptionalLong.empty();
        long leased = 0;
        try {
            while (!Thread.currentThread().isInterrupted()) {
                if (known.isEmpty() || known.getAsLong() != sequencer.head()) {
                    if (known.isEmpty() || System.nanoTime() - leased > RENEWAL.toNanos()) {
                        known = lease();
                        leased = System.nanoTime();
                    }
                    if (known.isPresent()) {
                        known = drain(known.getAsLong());
                    }
                    reached = known.orElse(-1);
                }
                news.await(POLL);
            }
        } finally {
            release();
        }
    }

    /** Hands out all there is. Returns how far; empty if the checkpoint is not what this node left: it is read again. */
    private OptionalLong drain(long from) throws Exception {
        long position = from;
        List<Event> batch;
        do {
            batch = sequencer.after(position, BATCH);
            if (!batch.isEmpty()) {
                consumer.consume(batch);
                long last = batch.get(batch.size() - 1).position();
                if (!checkpoint(position, last)) {
                    return OptionalLong.empty();
                }
                position = last;
                reached = last;
            }
        } while (batch.size() == BATCH && !Thread.currentThread().isInterrupted());
        return OptionalLong.of(position);
    }

    private void enrol() {
        events.database().act(connection -> Sql.on(
                        connection,
                        "insert into core.event_consumer (tenant, name) values (?, ?) on conflict do nothing")
                .with(TENANT, consumer.name())
                .update());
    }

    private OptionalLong lease() {
        return events.database().changeLazily(connection -> Sql.on(
                        connection,
                        "update core.event_consumer set owner = ?, owned_until = now() + make_interval(secs => ?)"
                                + " where tenant = ? and name = ? and (owner is null or owner = ? or owned_until < now())"
                                + " returning position")
                .with(NODE, LEASE_SECONDS, TENANT, consumer.name(), NODE)
                .first(row -> OptionalLong.of(row.big("position")))
                .orElse(OptionalLong.empty()));
    }

    /**
     * Moves the checkpoint, unless it is somebody else's or not where it was. Lazily: a checkpoint that a crash takes back
     * only repeats what the consumer has read.
     */
    private boolean checkpoint(long from, long to) {
        return events.database()
                .read(connection -> Sql.on(
                                        connection,
                                        "update core.event_consumer set position = ?, owned_until = now() + make_interval(secs => ?)"
                                                + " from (select set_config('synchronous_commit', 'off', true)) as lazily"
                                                + " where tenant = ? and name = ? and owner = ? and position = ?")
                                .with(to, LEASE_SECONDS, TENANT, consumer.name(), NODE, from)
                                .update()
                        == 1);
    }

    private void release() {
        // Without the interrupt: it would fail the statement.
        boolean interrupted = Thread.interrupted();
        try {
            events.database().act(connection -> Sql.on(
                            connection,
                            "update core.event_consumer set owner = null, owned_until = null where tenant = ? and name = ? and owner = ?")
                    .with(TENANT, consumer.name(), NODE)
                    .update());
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
