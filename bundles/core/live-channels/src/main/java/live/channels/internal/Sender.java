// SPDX-License-Identifier: Apache-2.0
package live.channels.internal;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import live.channel.Channel;
import live.channel.ChannelInfo;
import live.channel.Delivery;
import live.channels.internal.store.OutboxStore;
import live.channels.internal.store.StoredOutbound;
import live.core.MessageId;
import live.core.Meter;
import live.core.TenantId;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends what an account has in the outbox: never more at a time than its window, one after the other per conversation,
 * and each outcome is stored before the next message of its conversation leaves.
 */
final class Sender {
    private static final Logger LOG = LoggerFactory.getLogger(Sender.class);

    /** The next look when nobody calls: calls are hints and may be lost. */
    private static final Duration LONGEST_REST = Duration.ofSeconds(15);

    private final TenantId tenant;
    private final ChannelInfo info;
    private final Channel channel;
    private final OutboxStore outbox;
    private final Clock clock;
    private final Map<MessageId, Instant> flying = new ConcurrentHashMap<>();
    private final ConcurrentLinkedQueue<Outcome> outcomes = new ConcurrentLinkedQueue<>();
    private final Semaphore signal = new Semaphore(0);
    private final AtomicLong generation = new AtomicLong();
    private final Meter sent;
    private final Meter failed;
    private final AtomicLong successes = new AtomicLong();
    private final AtomicLong failures = new AtomicLong();
    private volatile boolean closed;
    private volatile @org.jspecify.annotations.Nullable Instant calling;

    private record Outcome(MessageId message, Delivery delivery) {}

    Sender(TenantId tenant, ChannelInfo info, Channel channel, Platform platform) {
        this.tenant = tenant;
        this.info = info;
        this.channel = channel;
        this.outbox = platform.outbox;
        this.clock = platform.clock;
        this.sent =
                platform.meters.meter("live_channel_sent", "channel", info.id().toString());
        this.failed = platform.meters.meter(
                "live_channel_failed", "channel", info.id().toString());
    }

    /** Says that there may be something to send. */
    void wake() {
        signal.release();
    }

    /** Sends until it is closed or replaced. State survives a failure of the database: run it again. */
    void run() throws InterruptedException {
        long mine = generation.incrementAndGet();
        while (generation.get() == mine) {
            store();
            int free = info.window() - flying.size();
            List<StoredOutbound> due = closed || free <= 0 ? List.of() : outbox.take(tenant, info.id(), free);
            // All of them count as flying before the first one is passed on: they are marked as such already.
            Instant deadline = clock.instant().plus(info.sendLimit());
            due.forEach(message -> flying.put(message.id(), deadline));
            for (StoredOutbound message : due) {
                pass(message);
            }
            if (due.isEmpty()) {
                rest();
            }
        }
    }

    private void pass(StoredOutbound message) {
        calling = clock.instant();
        long begun = System.nanoTime();
        try {
            Objects.requireNonNull(channel.send(message), "a channel answered a send with null")
                    .whenComplete((delivery, failure) -> {
                        sent.took(Duration.ofNanos(System.nanoTime() - begun));
                        landed(message.id(), delivery, failure);
                    });
        } catch (RuntimeException e) {
            landed(message.id(), null, e);
        } finally {
            calling = null;
        }
    }

    private void landed(
            MessageId message,
            @org.jspecify.annotations.Nullable Delivery delivery,
            @org.jspecify.annotations.Nullable Throwable failure) {
        if (delivery == null) {
            LOG.warn("channels.send.failed: {} failed to say how message {} went", info.id(), message, failure);
        }
        outcomes.add(new Outcome(
                message,
                delivery != null ? delivery : new Delivery.Unknown("the channel failed while it sent the message")));
        signal.release();
    }

    /** Stores outcomes. One that came too late, after its message was given up, is still worth more than none. */
    private void store() {
        for (Outcome outcome = outcomes.peek(); outcome != null; outcome = outcomes.peek()) {
            outbox.sent(tenant, info.id(), outcome.message(), outcome.delivery());
            outcomes.poll();
            flying.remove(outcome.message());
            if (outcome.delivery() instanceof Delivery.Failed || outcome.delivery() instanceof Delivery.Unknown) {
                failed.count();
                failures.incrementAndGet();
            } else {
                sent.count();
                successes.incrementAndGet();
            }
        }
    }

    private void rest() throws InterruptedException {
        Duration rest = LONGEST_REST;
        Optional<Instant> next = flying.size() < info.window() ? outbox.nextDue(tenant, info.id()) : Optional.empty();
        if (next.isPresent() && next.get().isAfter(clock.instant())) {
            Duration until = Duration.between(clock.instant(), next.get());
            rest = until.compareTo(rest) < 0 ? until : rest;
        }
        signal.tryAcquire(Math.max(1, rest.toMillis()), TimeUnit.MILLISECONDS);
        signal.drainPermits();
    }

    /** Gives up what has been on its way for too long. Called from outside, so that a channel that blocks cannot hinder it. */
    void expire() {
        Instant now = clock.instant();
        flying.forEach((message, deadline) -> {
            if (deadline.isBefore(now) && flying.remove(message, deadline)) {
                LOG.warn("channels.send.unanswered: {} did not say in time how message {} went", info.id(), message);
                outcomes.add(new Outcome(
                        message,
                        new Delivery.Unknown("the channel did not answer within "
                                + info.sendLimit().toSeconds() + " s")));
                signal.release();
            }
        });
    }

    /** Whether the channel holds the sending thread inside a call that should have returned at once. */
    boolean stuck() {
        Instant since = calling;
        return since != null && since.plus(info.sendLimit()).isBefore(clock.instant());
    }

    /** How many messages are on their way. */
    int flying() {
        return flying.size();
    }

    /** How many messages went out since the start. */
    long successes() {
        return successes.get();
    }

    /** How many failed, or may have, since the start. */
    long failures() {
        return failures.get();
    }

    /** Takes nothing more. */
    void close() {
        closed = true;
        signal.release();
    }

    /** After the end: what is still on its way has an unknown outcome, and what is known is stored. */
    void finish() {
        generation.incrementAndGet();
        flying.keySet().forEach(message -> {
            if (outcomes.stream().noneMatch(outcome -> outcome.message().equals(message))) {
                outcomes.add(new Outcome(
                        message, new Delivery.Unknown("the channel was stopped while the message was on its way")));
            }
        });
        store();
    }
}
