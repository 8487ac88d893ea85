// SPDX-License-Identifier: Apache-2.0
package live.routing.internal;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ThreadLocalRandom;
import live.core.LiveException;
import live.core.cluster.NodeId;
import live.lib.router.Input;
import live.lib.router.Outcome;
import org.jspecify.annotations.Nullable;

/**
 * Commands on their way to the node that holds the domain. They go in bundles: while one is under way the next fills.
 * What becomes of each is read in the journal, where it stands with its number; so no answer can be lost, and whatever
 * was sent to a holder and is not in the journal when the next holder begins was not done and never will be: it is sent
 * again. Used by the domain's thread alone.
 */
final class Forwarding implements Following.Told {
    private static final int BUNDLE = 1_000;
    private static final int MOST = 65_536;
    private static final long PAUSE_NANOS = Duration.ofMillis(100).toNanos();

    /** The node that holds the domain, by the right of which epoch. */
    record Holder(NodeId node, long epoch) {}

    /** A command and its number, which grows. */
    record Numbered(long number, Input input) {}

    /** Takes commands to another node. */
    interface Road {
        /** Answers how many of them, from the first on, were taken; a negative number if the node does not hold it. */
        CompletionStage<Integer> send(Holder holder, long client, List<Numbered> commands);
    }

    private record Pending(Numbered command, CompletableFuture<Outcome> answer, long since) {
        Pending again() {
            return new Pending(command, answer, System.nanoTime());
        }
    }

    /** @param answer absent before it is sent */
    private record Bundle(Holder holder, List<Pending> commands, CompletableFuture<Integer> taken, long sent) {}

    private final Road road;
    private final Runnable wake;
    private final long client = ThreadLocalRandom.current().nextLong(1, Long.MAX_VALUE);
    private final Deque<Pending> waiting = new ArrayDeque<>();
    /** Sent and neither answered nor refused. */
    private final SortedMap<Long, Pending> sent = new TreeMap<>();

    private final List<Turn.Answer<Outcome>> answers = new ArrayList<>();
    private @Nullable Bundle flying;
    private long newest;
    private long notBefore = System.nanoTime();

    /** @param wake is called on any thread when there is something to do here */
    Forwarding(Road road, Runnable wake) {
        this.road = road;
        this.wake = wake;
    }

    void add(Input input, CompletableFuture<Outcome> answer) {
        if (waiting.size() + sent.size() >= MOST) {
            answer.completeExceptionally(unavailable());
            return;
        }
        waiting.add(new Pending(new Numbered(++newest, input), answer, System.nanoTime()));
    }

    /** Sends what waits, if nothing is under way. */
    void send(Holder holder) {
        Bundle bundle = flying;
        if (bundle != null) {
            if (!bundle.taken().isDone()) {
                return;
            }
            if (bundle.taken().isCompletedExceptionally()) {
                // Nobody knows whether it arrived. Nothing may overtake it, so it goes once more to the same holder.
                if (bundle.holder().equals(holder) && System.nanoTime() - bundle.sent() > PAUSE_NANOS) {
                    fly(holder, bundle.commands());
                }
                return;
            }
            land(bundle);
        }
        if (!waiting.isEmpty() && System.nanoTime() - notBefore >= 0) {
            List<Pending> commands = new ArrayList<>();
            while (commands.size() < BUNDLE && !waiting.isEmpty()) {
                Pending next = waiting.remove();
                sent.put(next.command().number(), next);
                commands.add(next);
            }
            fly(holder, commands);
        }
    }

    private void fly(Holder holder, List<Pending> commands) {
        CompletableFuture<Integer> taken = road.send(
                        holder, client, commands.stream().map(Pending::command).toList())
                .toCompletableFuture();
        flying = new Bundle(holder, commands, taken, System.nanoTime());
        taken.whenComplete((number, failure) -> wake.run());
    }

    private void land(Bundle bundle) {
        int taken = Math.max(0, bundle.taken().join());
        List<Pending> left = bundle.commands().subList(taken, bundle.commands().size());
        for (int i = left.size() - 1; i >= 0; i--) {
            Pending refused = sent.remove(left.get(i).command().number());
            if (refused != null) {
                waiting.addFirst(refused);
            }
        }
        if (!left.isEmpty()) {
            notBefore = System.nanoTime() + PAUSE_NANOS;
        }
        flying = null;
    }

    /** Refuses what waits for longer than this; none of it was done. */
    void refuseAfter(Duration patience) {
        long now = System.nanoTime();
        waiting.removeIf(pending -> {
            boolean late = now - pending.since() > patience.toNanos();
            if (late) {
                pending.answer().completeExceptionally(unavailable());
            }
            return late;
        });
    }

    @Override
    public void epoch(long epoch) {
        flying = null;
        List<Pending> undone = List.copyOf(sent.values());
        sent.clear();
        for (int i = undone.size() - 1; i >= 0; i--) {
            waiting.addFirst(undone.get(i).again());
        }
    }

    @Override
    public void done(long by, long number, Outcome outcome) {
        Pending pending = by == client ? sent.remove(number) : null;
        if (pending != null) {
            answers.add(new Turn.Answer<>(pending.answer(), outcome));
        }
    }

    /** What was answered since the last call. */
    List<Turn.Answer<Outcome>> answers() {
        List<Turn.Answer<Outcome>> taken = List.copyOf(answers);
        answers.clear();
        return taken;
    }

    /** This node holds the domain now: nothing that is not in the journal was done, so it is to be done here. */
    List<Message> release() {
        epoch(0);
        List<Message> all = new ArrayList<>();
        waiting.forEach(pending -> all.add(new Message.Command(pending.command().input(), pending.answer())));
        waiting.clear();
        return all;
    }

    /** Nobody knows what becomes of what was sent. */
    void fail(Throwable cause) {
        epoch(0);
        waiting.forEach(pending -> pending.answer().completeExceptionally(cause));
        waiting.clear();
        answers().forEach(Turn.Answer::give);
    }

    private static LiveException unavailable() {
        return RoutingDomain.unavailable();
    }
}
