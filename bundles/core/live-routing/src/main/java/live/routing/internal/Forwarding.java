// SPDX-License-Identifier: Apache-2.0
package live.routing.internal;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.LongSupplier;
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
        Pending again(long now) {
            return new Pending(command, answer, now);
        }
    }

    /** @param answer absent before it is sent */
    private record Bundle(Holder holder, List<Pending> commands, CompletableFuture<Integer> taken, long sent) {}

    private final Road road;
    private final Runnable wake;
    private final long client;
    private final LongSupplier nanos;
    /** By number, as those that follow. */
    private final SortedMap<Long, Pending> waiting = new TreeMap<>();
    /** Sent and neither answered nor refused. */
    private final SortedMap<Long, Pending> sent = new TreeMap<>();

    private final List<Turn.Answer<Outcome>> answers = new ArrayList<>();
    private @Nullable Bundle flying;
    private long newest;
    private long notBefore;

    /**
     * @param wake is called on any thread when there is something to do here
     * @param client tells these commands from those of other nodes
     * @param nanos the monotonic clock
     */
    Forwarding(Road road, Runnable wake, long client, LongSupplier nanos) {
        this.road = road;
        this.wake = wake;
        this.client = client;
        this.nanos = nanos;
        notBefore = nanos.getAsLong();
    }

    void add(Input input, CompletableFuture<Outcome> answer) {
        if (waiting.size() + sent.size() >= MOST) {
            answer.completeExceptionally(unavailable());
            return;
        }
        waiting.put(++newest, new Pending(new Numbered(newest, input), answer, nanos.getAsLong()));
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
                if (bundle.holder().equals(holder) && nanos.getAsLong() - bundle.sent() > PAUSE_NANOS) {
                    fly(holder, bundle.commands());
                }
                return;
            }
            land(bundle);
        }
        if (!waiting.isEmpty() && nanos.getAsLong() - notBefore >= 0) {
            List<Pending> commands = new ArrayList<>();
            while (commands.size() < BUNDLE && !waiting.isEmpty()) {
                Pending next = waiting.remove(waiting.firstKey());
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
        flying = new Bundle(holder, commands, taken, nanos.getAsLong());
        taken.whenComplete((number, failure) -> wake.run());
    }

    private void land(Bundle bundle) {
        int taken = Math.max(0, bundle.taken().join());
        List<Pending> left = bundle.commands().subList(taken, bundle.commands().size());
        for (Pending each : left) {
            Pending refused = sent.remove(each.command().number());
            if (refused != null) {
                waiting.put(refused.command().number(), refused);
            }
        }
        if (!left.isEmpty()) {
            notBefore = nanos.getAsLong() + PAUSE_NANOS;
        }
        flying = null;
    }

    /** Refuses what waits for longer than this; as far as is known here none of it was done. */
    void refuseAfter(Duration patience) {
        long now = nanos.getAsLong();
        waiting.values().removeIf(pending -> {
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
        long now = nanos.getAsLong();
        sent.forEach((number, undone) -> waiting.put(number, undone.again(now)));
        sent.clear();
    }

    @Override
    public void done(long by, long number, Outcome outcome) {
        if (by != client) {
            return;
        }
        // What was refused for lack of room may have been taken all the same, when it came once more and late.
        Pending pending = sent.containsKey(number) ? sent.remove(number) : waiting.remove(number);
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
        waiting.values()
                .forEach(
                        pending -> all.add(new Message.Command(pending.command().input(), pending.answer())));
        waiting.clear();
        return all;
    }

    /** Nobody knows what becomes of what was sent. */
    void fail(Throwable cause) {
        epoch(0);
        waiting.values().forEach(pending -> pending.answer().completeExceptionally(cause));
        waiting.clear();
        answers().forEach(Turn.Answer::give);
    }

    private static LiveException unavailable() {
        return RoutingDomain.unavailable();
    }
}
