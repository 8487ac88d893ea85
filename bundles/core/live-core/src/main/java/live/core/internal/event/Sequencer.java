// SPDX-License-Identifier: Apache-2.0
package live.core.internal.event;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArraySet;
import java.util.concurrent.TimeUnit;
import live.core.TaskHandle;
import live.core.Tasks;
import live.core.event.Event;
import live.lib.sql.Sql;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;

/**
 * Gives committed events their positions.
 *
 * <p>What a transaction has committed is visible, and only then gets the next position; so a transaction that commits
 * late gets a later position, and no reader passes it. Two transactions that change one aggregate wait for each other by
 * its row, so the order of insertion is the order of their commits. Of all nodes one is the sequencer for a batch, by an
 * advisory lock that ends with the batch's transaction.
 */
@Component(service = Sequencer.class)
public final class Sequencer {
    /** "event" in ASCII. */
    private static final long LOCK = 0x6576656e74L;

    private static final int BATCH = 2_000;
    private static final Duration POLL = Duration.ofSeconds(1);
    /** Between two batches: a lone event goes at once, many go together. */
    private static final Duration PACE = Duration.ofMillis(20);

    private final EventTable events;
    private final TaskHandle task;
    private final Set<Bell> readers = new CopyOnWriteArraySet<>();
    private final Recent recent = new Recent();
    private volatile long head;

    @Activate
    public Sequencer(@Reference EventTable events, @Reference Tasks tasks) {
        this.events = events;
        task = tasks.run("core.sequence", this::sequence);
    }

    @Deactivate
    void deactivate() {
        task.close();
    }

    /** Position of the newest event that this node knows of. */
    long head() {
        return head;
    }

    /** Rings the bell after every change of the head until it is removed. */
    void tell(Bell reader) {
        readers.add(reader);
        reader.ring();
    }

    void forget(Bell reader) {
        readers.remove(reader);
    }

    private void sequence() throws InterruptedException {
        while (!Thread.currentThread().isInterrupted()) {
            List<Event> moved;
            do {
                moved = batch();
                recent.add(moved);
            } while (moved.size() == BATCH);
            // Another node may have been faster, and its events are news here too.
            advance(
                    moved.isEmpty()
                            ? events.head()
                            : moved.get(moved.size() - 1).position());
            TimeUnit.NANOSECONDS.sleep(PACE.toNanos());
            events.written().await(POLL);
        }
    }

    /** What follows a position. */
    List<Event> after(long position, int limit) {
        return recent.after(position, limit).orElseGet(() -> events.after(position, limit));
    }

    /**
     * Moves one batch; none if another node is at it. Lazily: the events themselves are durable, and whatever is stored
     * later, such as a reader's checkpoint, is stored only together with the positions that it knows of.
     */
    private List<Event> batch() {
        return events.database().read(connection -> Sql.on(
                        connection,
                        """
                        with alone as materialized (
                            select pg_try_advisory_xact_lock(?) as mine, set_config('synchronous_commit', 'off', true)),
                        taken as (
                            delete from core.event where (select mine from alone) and ctid = any (array(
                                select ctid from core.event order by id limit ?))
                            returning *),
                        moved as (
                            insert into core.event_log (position, tenant, type, aggregate, actor, at, data)
                            select nextval('core.event_position'), tenant, type, aggregate, actor, at, data
                            from (select * from taken order by id) as ordered
                            returning *)
                        select position, tenant, type, aggregate, actor, at, data::text as data from moved order by position
                        """)
                .with(LOCK, BATCH)
                .list(EventTable::event));
    }

    private void advance(long newest) {
        // After a crash of the database the newest may be an older one: what was lazily positioned is positioned anew.
        if (newest != head) {
            head = newest;
            readers.forEach(Bell::ring);
        }
    }
}
