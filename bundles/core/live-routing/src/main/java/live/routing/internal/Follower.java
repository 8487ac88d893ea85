// SPDX-License-Identifier: Apache-2.0
package live.routing.internal;

import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import live.core.TenantId;
import live.core.cluster.NodeId;
import live.lib.router.Engine;
import live.lib.router.Outcome;
import live.lib.router.View;
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
    private final Journal journal;
    private final Companions companions;
    private final Forwarding forwarding;
    private final Side side;
    /** Nodes that are heard of no longer. */
    private final Set<NodeId> gone = ConcurrentHashMap.newKeySet();

    /** The part of the domain that both have, whoever holds it. */
    interface Side {
        /** Takes messages from the ring, waits a while for the first. */
        void take(List<Message> messages, long waitMillis) throws InterruptedException;

        void ask(List<Message> messages, View view) throws InterruptedException;

        /** The journal was read up to there. */
        void show(View view, Touched touched, long sequence, List<Turn.Answer<Outcome>> answers)
                throws InterruptedException;

        /** Whether commands come to the one who holds the domain. */
        void reachable(boolean reachable);

        void wake();
    }

    Follower(TenantId tenant, Journal journal, Companions companions, Side side) {
        this.tenant = tenant;
        self = companions.self();
        this.journal = journal;
        this.companions = companions;
        this.side = side;
        forwarding = new Forwarding(
                (holder, client, commands) ->
                        companions.forward(holder.node(), tenant, holder.epoch(), client, commands),
                side::wake);
    }

    /** A node is heard of no longer. On any thread. */
    void left(NodeId node) {
        gone.add(node);
        side.wake();
    }

    /** The domain as its new holder finds it. */
    record Taken(Journal.Ownership held, Engine engine, long differing, List<Message> undone) {}

    /** Follows until this node holds the domain. */
    Taken untilTaken(Recovery recovery, Duration lease, Duration patience) throws InterruptedException, SQLException {
        Following following = new Following(journal, tenant, recovery.engine(), recovery.sequence(), forwarding);
        List<Message> messages = new ArrayList<>();
        try {
            Optional<Forwarding.Holder> holder = Optional.empty();
            Optional<Journal.Ownership> held = Optional.empty();
            long looked = System.nanoTime() - LOOK.toNanos();
            boolean begins = true;
            while (true) {
                if (System.nanoTime() - looked >= LOOK.toNanos()) {
                    looked = System.nanoTime();
                    Journal.Holder now = journal.holder(tenant);
                    held = take(now, lease);
                    holder = holder(now, following.epoch());
                }
                long before = following.sequence();
                following.read();
                if (held.isPresent()) {
                    return taken(held.get(), following, recovery.differing());
                }
                if (begins || following.sequence() != before) {
                    begins = false;
                    show(following);
                }
                side.ask(messages, following.engine().view());
                messages.clear();
                side.reachable(holder.isPresent());
                holder.ifPresent(forwarding::send);
                forwarding.refuseAfter(patience);
                side.take(messages, LOOK.toMillis());
                add(messages);
            }
        } catch (InterruptedException | SQLException | RuntimeException e) {
            forwarding.fail(RoutingDomain.unavailable());
            messages.forEach(message -> message.fail(RoutingDomain.unavailable()));
            throw e;
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

    private Optional<Forwarding.Holder> holder(Journal.Holder now, long epoch) {
        NodeId node = new NodeId(now.owner());
        // Only when he has written: what was sent to the one before him is known to be done or not.
        return now.epoch() == epoch && !now.lapsed() && companions.hears(node)
                ? Optional.of(new Forwarding.Holder(node, epoch))
                : Optional.empty();
    }

    private void add(List<Message> messages) {
        for (Message message : messages) {
            if (message instanceof Message.Command command) {
                command.forwarded()
                        .ifPresentOrElse(input -> forwarding.add(input, command.answer()), () -> command.answer()
                                .complete(Outcome.DONE));
            }
        }
    }

    private void show(Following following) throws InterruptedException {
        side.show(following.engine().view(), following.touched(), following.sequence(), forwarding.answers());
    }

    private Taken taken(Journal.Ownership held, Following following, long differing) throws InterruptedException {
        show(following);
        return new Taken(held, following.engine(), differing + following.differing(), forwarding.release());
    }
}
