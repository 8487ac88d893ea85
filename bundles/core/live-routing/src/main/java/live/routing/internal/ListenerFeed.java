// SPDX-License-Identifier: Apache-2.0
package live.routing.internal;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import live.core.InteractionId;
import live.core.QueueId;
import live.core.TenantId;
import live.core.UserId;
import live.lib.router.Decision;
import live.routing.RoutingListener;
import live.routing.WorkId;
import live.routing.internal.store.Checkpoints;
import live.routing.internal.store.FencedLog;
import live.routing.internal.store.Journal;
import org.jspecify.annotations.Nullable;

/**
 * Reads the journal for one listener, from where it stopped last time. It reads what is committed and nothing else, so
 * what a listener hears has happened, also after a crash.
 */
final class ListenerFeed {
    private static final int BATCHES_AT_ONCE = 50;
    private static final int CHANGES_AT_ONCE = 1_000;
    private static final Duration PACE = Duration.ofMillis(20);

    private final FencedLog journal;
    private final Checkpoints checkpoints;
    private final TenantId tenant;
    private final RoutingListener listener;
    private final Waker waker = new Waker();
    private final BooleanSupplier here;
    private volatile boolean doubtful = true;
    /** Up to where the listener has heard; of the feed's own thread. */
    private long sequence;

    /** @param here whether this node is to feed the listener at the moment */
    ListenerFeed(
            FencedLog journal,
            Checkpoints checkpoints,
            TenantId tenant,
            RoutingListener listener,
            BooleanSupplier here) {
        this.journal = journal;
        this.checkpoints = checkpoints;
        this.tenant = tenant;
        this.listener = listener;
        this.here = here;
    }

    /** Something was committed. */
    void wake() {
        waker.wake();
    }

    /** Where it stands in memory may not be where it stands in the database: looks there. */
    void again() {
        doubtful = true;
        waker.wake();
    }

    /** Feeds the listener until interrupted. What it throws ends this, and the change comes again at the next run. */
    void run() throws InterruptedException {
        doubtful = true;
        while (true) {
            if (step()) {
                waker.await(PACE);
            }
        }
    }

    /** Tells what comes next, if it is to be told here. Answers whether that was all for now. */
    boolean step() {
        if (!here.getAsBoolean()) {
            doubtful = true;
            return true;
        }
        if (doubtful) {
            doubtful = false;
            sequence = checkpoints.checkpoint(tenant, listener.name());
        }
        List<Journal.Batch> batches = journal.after(tenant, sequence, BATCHES_AT_ONCE);
        if (batches.isEmpty()) {
            return true;
        }
        long to = tell(batches, sequence);
        if (!checkpoints.checkpoint(tenant, listener.name(), sequence, to)) {
            doubtful = true;
        }
        sequence = to;
        return batches.size() < BATCHES_AT_ONCE
                && to == batches.get(batches.size() - 1).last();
    }

    /** Tells the listener what follows a sequence, much of it at once; answers how far it has heard. */
    private long tell(List<Journal.Batch> batches, long from) {
        List<RoutingListener.Change> changes = new ArrayList<>();
        long sequence = from;
        for (Journal.Batch batch : batches) {
            for (Recorded recorded : Recorded.read(batch)) {
                if (recorded.sequence() > from) {
                    add(recorded, changes);
                }
            }
            sequence = batch.last();
            if (changes.size() >= CHANGES_AT_ONCE) {
                break;
            }
        }
        if (!changes.isEmpty()) {
            listener.changed(changes);
        }
        return sequence;
    }

    private void add(Recorded recorded, List<RoutingListener.Change> changes) {
        Instant at = Instant.ofEpochMilli(recorded.entry().at());
        for (Recorded.Decided decided : recorded.decisions()) {
            UUID interaction = decided.interaction();
            News said = decided.decision().to(TELLER).orElse(null);
            if (said != null && interaction != null && decided.isOfContact()) {
                changes.add(new RoutingListener.Change(
                        recorded.sequence(),
                        tenant,
                        new WorkId(said.work()),
                        new InteractionId(interaction),
                        new QueueId(said.queue()),
                        said.state(),
                        Optional.ofNullable(said.agent()).map(UserId::new),
                        said.reason(),
                        at,
                        Optional.ofNullable(said.rest())));
            }
        }
    }

    private record News(
            UUID work,
            UUID queue,
            RoutingListener.State state,
            @Nullable UUID agent,
            String reason,
            RoutingListener.@Nullable Rest rest) {
        News(UUID work, UUID queue, RoutingListener.State state, @Nullable UUID agent, String reason) {
            this(work, queue, state, agent, reason, null);
        }
    }

    private static final Decision.Handler<Optional<News>> TELLER = new Decision.Handler<>() {
        @Override
        public Optional<News> queued(Decision.Queued decision) {
            return Optional.of(new News(decision.work(), decision.queue(), RoutingListener.State.WAITING, null, ""));
        }

        @Override
        public Optional<News> expanded(Decision.Expanded decision) {
            return Optional.empty(); // it waits as before
        }

        @Override
        public Optional<News> offered(Decision.Offered decision) {
            return Optional.of(
                    new News(decision.work(), decision.queue(), RoutingListener.State.OFFERED, decision.agent(), ""));
        }

        @Override
        public Optional<News> offerClosed(Decision.OfferClosed decision) {
            return Optional.empty(); // what becomes of the work is told next
        }

        @Override
        public Optional<News> assigned(Decision.Assigned decision) {
            return Optional.of(
                    new News(decision.work(), decision.queue(), RoutingListener.State.ASSIGNED, decision.agent(), ""));
        }

        @Override
        public Optional<News> overflowed(Decision.Overflowed decision) {
            return Optional.empty(); // that it waits elsewhere comes next
        }

        @Override
        public Optional<News> rested(Decision.Rested decision) {
            return Optional.empty();
        }

        @Override
        public Optional<News> openingChanged(Decision.OpeningChanged decision) {
            return Optional.empty();
        }

        @Override
        public Optional<News> unassigned(Decision.Unassigned decision) {
            return Optional.empty(); // likewise
        }

        @Override
        public Optional<News> wrapUpStarted(Decision.WrapUpStarted decision) {
            return Optional.of(
                    new News(decision.work(), decision.queue(), RoutingListener.State.WRAP_UP, decision.agent(), ""));
        }

        @Override
        public Optional<News> ended(Decision.Ended decision) {
            boolean done = decision.why() == Decision.Ended.Why.FINISHED
                    || decision.why() == Decision.Ended.Why.WRAP_UP_TIMED_OUT;
            return Optional.of(new News(
                    decision.work(),
                    decision.queue(),
                    done ? RoutingListener.State.DONE : RoutingListener.State.CANCELLED,
                    decision.agent(),
                    decision.why() == Decision.Ended.Why.EXPIRED ? "expired" : decision.code()));
        }

        @Override
        public Optional<News> postponed(Decision.Postponed decision) {
            if (decision.until() == 0) {
                return Optional.empty(); // it waits at once, which comes next
            }
            return Optional.of(new News(
                    decision.work(),
                    decision.queue(),
                    RoutingListener.State.POSTPONED,
                    decision.by(),
                    decision.reason(),
                    new RoutingListener.Rest(Instant.ofEpochMilli(decision.until()), decision.attempts())));
        }

        @Override
        public Optional<News> moved(Decision.Moved decision) {
            // Of what nobody has, what becomes of it comes next.
            return Optional.ofNullable(decision.agent())
                    .map(agent ->
                            new News(decision.work(), decision.queue(), RoutingListener.State.ASSIGNED, agent, ""));
        }

        @Override
        public Optional<News> invited(Decision.Invited decision) {
            return Optional.empty();
        }

        @Override
        public Optional<News> roleChanged(Decision.RoleChanged decision) {
            return Optional.empty();
        }

        @Override
        public Optional<News> reserved(Decision.Reserved decision) {
            return Optional.empty();
        }

        @Override
        public Optional<News> released(Decision.Released decision) {
            return Optional.empty();
        }

        @Override
        public Optional<News> agentChanged(Decision.AgentChanged decision) {
            return Optional.empty();
        }
    };
}
