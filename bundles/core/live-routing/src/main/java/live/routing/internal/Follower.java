// SPDX-License-Identifier: Apache-2.0
package live.routing.internal;

import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.LongSupplier;
import live.core.LiveException;
import live.core.TenantId;
import live.core.cluster.NodeId;
import live.lib.router.Engine;
import live.lib.router.Outcome;
import live.lib.router.View;
import live.routing.internal.store.FencedLog;
import live.routing.internal.store.Journal;

/**
 * A domain while another node holds it: what there is comes from the journal, commands go to the holder, and as soon as
 * he is gone, or silent for the length of his lease, this node tries to be the next. Used by the domain's thread alone
 * unless said otherwise.
 */
final class Follower {
    private static final Duration LOOK = Duration.ofMillis(200);
    /** Who holds the domain writes at least every second. */
    private static final Duration SILENCE = Duration.ofMillis(1_500);

    private final TenantId tenant;
    private final NodeId self;
    private final FencedLog journal;
    private final Companions companions;
    private final Forwarding forwarding;
    private final Side side;
    private final LongSupplier nanos;
    /** Nodes that are heard of no longer. */
    private final Set<NodeId> gone = ConcurrentHashMap.newKeySet();

    /** The part of the domain that both have, whoever holds it. */
    interface Side {
        /** Takes messages from the ring, waits a while for the first. */
        void take(List<Message> messages, long waitMillis) throws InterruptedException;

        /** Answers a question by what there is now. */
        void ask(Message.Question<?> question, View view) throws InterruptedException;

        /** The journal was read up to there. */
        void show(View view, Touched touched, long sequence, List<Turn.Answer<Outcome>> answers)
                throws InterruptedException;

        /** Whether commands come to the one who holds the domain. */
        void reachable(boolean reachable);

        void wake();
    }

    Follower(TenantId tenant, Journal journal, Companions companions, Side side) {
        this(
                tenant,
                journal,
                companions,
                side,
                ThreadLocalRandom.current().nextLong(1, Long.MAX_VALUE),
                System::nanoTime);
    }

    /**
     * @param client tells this node's commands from those of others
     * @param nanos the monotonic clock
     */
    Follower(TenantId tenant, FencedLog journal, Companions companions, Side side, long client, LongSupplier nanos) {
        this.tenant = tenant;
        self = companions.self();
        this.journal = journal;
        this.companions = companions;
        this.side = side;
        this.nanos = nanos;
        forwarding = new Forwarding(
                (holder, by, commands) -> companions.forward(holder.node(), tenant, holder.epoch(), by, commands),
                side::wake,
                client,
                nanos);
    }

    /** A node is heard of no longer. On any thread. */
    void left(NodeId node) {
        gone.add(node);
        side.wake();
    }

    /**
     * The domain as its new holder finds it.
     *
     * @param undone what was wanted of the domain and nobody has done or answered
     */
    record Taken(Journal.Ownership held, Engine engine, long differing, List<Message> undone) {}

    /**
     * Follows until this node holds the domain.
     *
     * @throws LiveException {@code routing.journal.incomplete} if this node cannot read all that was committed
     */
    Taken untilTaken(Recovery recovery, Duration lease, Duration patience) throws InterruptedException, SQLException {
        Watch watch = new Watch(recovery);
        List<Message> messages = new ArrayList<>();
        try {
            while (true) {
                Optional<Taken> taken = watch.look(lease, patience);
                if (taken.isPresent()) {
                    return taken.get();
                }
                side.take(messages, LOOK.toMillis());
                watch.add(messages);
                messages.clear();
            }
        } catch (InterruptedException | SQLException | RuntimeException e) {
            watch.end();
            messages.forEach(message -> message.fail(RoutingDomain.unavailable()));
            throw e;
        }
    }

    /** One stretch of following, in steps. */
    final class Watch {
        private final Following following;
        private final long differing;
        private final List<Message.Question<?>> questions = new ArrayList<>();
        private Optional<Forwarding.Holder> holder = Optional.empty();
        private long looked = nanos.getAsLong() - LOOK.toNanos();
        private boolean begins = true;

        Watch(Recovery recovery) {
            following = new Following(journal, tenant, recovery.engine(), recovery.sequence(), forwarding);
            differing = recovery.differing();
        }

        /** What is known here of the domain. */
        Following following() {
            return following;
        }

        /** What has come here since the last look. */
        void add(List<Message> messages) {
            for (Message message : messages) {
                if (message instanceof Message.Command command) {
                    command.forwarded()
                            .ifPresentOrElse(input -> forwarding.add(input, command.answer()), () -> command.answer()
                                    .complete(Outcome.DONE));
                } else if (message instanceof Message.Question<?> question) {
                    questions.add(question);
                }
            }
        }

        /** Looks at the domain once: reads, answers, passes on, and takes it if nobody holds it. */
        Optional<Taken> look(Duration lease, Duration patience) throws InterruptedException, SQLException {
            Optional<Journal.Ownership> held = Optional.empty();
            if (nanos.getAsLong() - looked >= LOOK.toNanos()) {
                looked = nanos.getAsLong();
                Journal.Holder now = journal.holder(tenant);
                held = Follower.this.take(now, lease);
                holder = heard(now);
            }
            long before = following.sequence();
            following.read();
            if (held.isPresent()) {
                return Optional.of(taken(held.get()));
            }
            if (begins || following.sequence() != before) {
                begins = false;
                show();
            }
            for (Message.Question<?> question : questions) {
                side.ask(question, following.engine().view());
            }
            questions.clear();
            // Somebody else may have written since it was looked at who holds the domain.
            holder = holder.filter(known -> known.epoch() == following.epoch());
            side.reachable(holder.isPresent());
            holder.ifPresent(forwarding::send);
            forwarding.refuseAfter(patience);
            return Optional.empty();
        }

        private Taken taken(Journal.Ownership held) throws InterruptedException {
            if (following.sequence() != held.sequence()) {
                throw new LiveException(
                        "routing.journal.incomplete",
                        "the journal ends at " + following.sequence() + " and should end at " + held.sequence());
            }
            show();
            List<Message> undone = forwarding.release();
            undone.addAll(questions);
            questions.clear();
            return new Taken(held, following.engine(), differing + following.differing(), undone);
        }

        private Optional<Forwarding.Holder> heard(Journal.Holder now) {
            NodeId node = new NodeId(now.owner());
            // Only when he has written: what was sent to the one before him is known to be done or not.
            return now.epoch() == following.epoch() && !now.lapsed() && companions.hears(node)
                    ? Optional.of(new Forwarding.Holder(node, now.epoch()))
                    : Optional.empty();
        }

        private void show() throws InterruptedException {
            side.show(following.engine().view(), following.touched(), following.sequence(), forwarding.answers());
        }

        /** It goes on no longer; nobody knows what becomes of what was passed on. */
        void end() {
            forwarding.fail(RoutingDomain.unavailable());
            questions.forEach(question -> question.fail(RoutingDomain.unavailable()));
        }
    }

    private Optional<Journal.Ownership> take(Journal.Holder now, Duration lease) throws SQLException {
        NodeId holder = new NodeId(now.owner());
        gone.retainAll(Set.of(holder));
        if (gone.contains(holder) && !companions.hears(holder) && !holder.equals(self)) {
            // He may still be there, and only this node not hear him: then he goes on renewing, and nobody takes it.
            return journal.takeOver(tenant, self.value(), lease, lease.minus(SILENCE));
        }
        return now.lapsed() ? journal.takeOver(tenant, self.value(), lease) : Optional.empty();
    }
}
