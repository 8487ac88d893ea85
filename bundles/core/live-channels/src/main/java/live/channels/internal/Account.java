// SPDX-License-Identifier: Apache-2.0
package live.channels.internal;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import live.channel.Acceptance;
import live.channel.Channel;
import live.channel.ChannelHost;
import live.channel.ChannelInfo;
import live.channel.ChannelStatus;
import live.channel.Delivery;
import live.channel.Outbound;
import live.channel.Sign;
import live.channel.SignAware;
import live.channels.internal.store.AccountStore.Wish;
import live.core.ChannelId;
import live.core.TaskHandle;
import live.core.TenantId;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One channel service and its life: started, draining, stopped. What it does wrong harms nobody else. */
public final class Account {
    private static final Logger LOG = LoggerFactory.getLogger(Account.class);
    private static final Duration CALL = Duration.ofSeconds(3);
    private static final Duration END = Duration.ofSeconds(2);

    private final TenantId tenant = TenantId.DEFAULT;
    private final Channel channel;
    private final ChannelInfo info;
    private final String source;
    private final String pid;
    private final Platform platform;
    private final ChannelsSettings settings;
    private final Runnable accepted;
    private final AtomicLong in = new AtomicLong();

    private volatile Standing standing;
    private volatile Wish wish = Wish.STOPPED;
    private @Nullable AccountHost host;
    private @Nullable Sender sender;
    private @Nullable TaskHandle sending;
    private @Nullable TaskHandle calling;
    private boolean left;

    /** A status and since when. */
    public record Standing(ChannelStatus status, Instant since) {}

    /**
     * An account that does nothing yet.
     *
     * @param source the place that only one account may take from; empty if there is none
     * @param accepted called after each message that opened work
     */
    Account(
            Channel channel,
            ChannelInfo info,
            String source,
            String pid,
            Platform platform,
            ChannelsSettings settings,
            Runnable accepted) {
        this.channel = channel;
        this.info = info;
        this.source = source;
        this.pid = pid;
        this.platform = platform;
        this.settings = settings;
        this.accepted = accepted;
        this.standing = new Standing(
                new ChannelStatus(ChannelStatus.State.UNKNOWN, "channel.starting", ""), platform.clock.instant());
    }

    public ChannelId id() {
        return info.id();
    }

    public ChannelInfo info() {
        return info;
    }

    public String pid() {
        return pid;
    }

    /** Whether only one of the two may work: they bear one name, or take from one place. */
    boolean rivals(Account other) {
        return id().equals(other.id()) || (!source.isEmpty() && source.equals(other.source));
    }

    Channel channel() {
        return channel;
    }

    public Standing standing() {
        return standing;
    }

    public Wish wish() {
        return wish;
    }

    boolean draining() {
        return wish != Wish.RUNNING;
    }

    /** What passed since the account was started. */
    public record Counts(long in, long out, long failed) {}

    public synchronized Counts counts() {
        return new Counts(in.get(), sender == null ? 0 : sender.successes(), sender == null ? 0 : sender.failures());
    }

    /** How many messages are on their way. */
    public synchronized int flying() {
        return sender == null ? 0 : sender.flying();
    }

    void received(Acceptance.Accepted message) {
        in.incrementAndGet();
        if (!message.duplicate()) {
            accepted.run();
        }
    }

    void status(ChannelStatus status) {
        Standing before = standing;
        if (before.status().equals(status)) {
            return;
        }
        standing = new Standing(status, platform.clock.instant());
        if (before.status().state() == status.state() && before.status().code().equals(status.code())) {
            return;
        }
        if (status.state() == ChannelStatus.State.UP
                || status.state() == ChannelStatus.State.UNKNOWN
                || status.code().equals("channel.stopped")) {
            LOG.info("channels.account.status: {} is {} ({})", id(), status.state(), status.code());
        } else {
            LOG.warn("{}: {} is {}: {}", status.code(), id(), status.state(), status.reason());
        }
    }

    synchronized @Nullable AccountHost host() {
        return host;
    }

    Optional<ChannelHost.Webhook> webhook(String path) {
        AccountHost now = host();
        return now == null || wish == Wish.STOPPED ? Optional.empty() : now.webhook(path);
    }

    /** Begins to work, unless its channel has left meanwhile. Throws what the database throws: try again. */
    synchronized void start(Wish wanted) throws InterruptedException {
        if (left) {
            return;
        }
        if (host != null) {
            wish = wanted;
            return;
        }
        int orphans = platform.outbox.orphaned(tenant, id());
        if (orphans > 0) {
            LOG.warn(
                    "channels.send.interrupted: {} messages of {} were on their way when the platform stopped",
                    orphans,
                    id());
        }
        AccountHost begun = new AccountHost(tenant, this, info.medium(), platform, settings.credit());
        host = begun;
        sender = new Sender(tenant, info, channel, platform);
        wish = wanted;
        status(new ChannelStatus(ChannelStatus.State.UNKNOWN, "channel.connecting", ""));
        if (!call("start", () -> channel.start(begun))) {
            status(ChannelStatus.down("channel.start.failed", "The channel failed to start, see the log."));
        }
        sending = platform.tasks.run("channels.send." + id(), sender::run);
        LOG.info("channels.account.started: {}", id());
    }

    /** Sends what it has and takes nothing new, or the reverse of it. */
    void drain(boolean draining) {
        wish = draining ? Wish.DRAINING : Wish.RUNNING;
    }

    void sign(String conversationKey, Sign sign) {
        if (wish != Wish.STOPPED && channel instanceof SignAware aware) {
            aware.sign(conversationKey, sign);
        }
    }

    void wake() {
        Sender now;
        synchronized (this) {
            now = sender;
        }
        if (now != null) {
            now.wake();
        }
    }

    /** Looks after sends that nobody answered, and after a channel that does not return from one. */
    void watch() {
        Sender now;
        TaskHandle task;
        synchronized (this) {
            now = sender;
            task = sending;
        }
        if (now == null || task == null) {
            return;
        }
        now.expire();
        if (now.stuck()) {
            LOG.warn("channels.send.stuck: {} blocks in send; its thread is given up", id());
            status(ChannelStatus.degraded("channel.send.blocks", "The channel does not return from sending."));
            synchronized (this) {
                if (sending == task) {
                    task.close();
                    sending = platform.tasks.run("channels.send." + id(), now::run);
                }
            }
        }
    }

    /** Ends work for good. Whoever is about to start it, because he did not know yet, starts nothing. */
    synchronized void leave() throws InterruptedException {
        left = true;
        stop();
    }

    /** Ends work: lets sends finish for a while, takes everything back, waits for the channel's tasks. */
    synchronized void stop() throws InterruptedException {
        wish = Wish.STOPPED;
        AccountHost ending = host;
        Sender last = sender;
        if (ending == null || last == null) {
            return;
        }
        last.close();
        long patience =
                System.nanoTime() + Duration.ofSeconds(settings.drainSeconds()).toNanos();
        while (last.flying() > 0 && System.nanoTime() < patience) {
            TimeUnit.MILLISECONDS.sleep(10);
        }
        if (calling != null) {
            // A start that was interrupted: what it still opens would outlive a stop that came before.
            calling.close();
            calling.awaitEnd(END);
        }
        call("stop", channel::stop);
        List<TaskHandle> tasks = new ArrayList<>(ending.revoke());
        if (sending != null) {
            sending.close();
            tasks.add(sending);
        }
        for (TaskHandle task : tasks) {
            if (!task.awaitEnd(END)) {
                LOG.warn("channels.account.leak: a task of {} did not end when the channel stopped", id());
            }
        }
        host = null;
        sender = null;
        sending = null;
        try {
            last.finish();
        } catch (live.lib.sql.DatabaseException e) {
            // They stay marked as on their way, and are found so at the next start.
            LOG.warn("channels.send.interrupted: outcomes of {} could not be stored", id(), e);
        }
        status(ChannelStatus.down("channel.stopped", "The account was stopped."));
        LOG.info("channels.account.stopped: {}", id());
    }

    /** Sends a message that is in no outbox, to try the account. */
    public CompletionStage<Delivery> test(Outbound message) {
        CompletableFuture<Delivery> answer = new CompletableFuture<>();
        platform.tasks.after("channels.test." + id(), Duration.ZERO, () -> channel.send(message)
                .whenComplete((delivery, failure) -> {
                    if (failure == null) {
                        answer.complete(delivery);
                    } else {
                        answer.completeExceptionally(failure);
                    }
                }));
        return answer;
    }

    /** Calls the channel on a thread of its own, and does not wait for ever. */
    private boolean call(String what, Runnable work) throws InterruptedException {
        CountDownLatch done = new CountDownLatch(1);
        boolean[] well = new boolean[1];
        TaskHandle task = platform.tasks.after("channels." + what + "." + id(), Duration.ZERO, () -> {
            try {
                work.run();
                well[0] = true;
            } finally {
                done.countDown();
            }
        });
        calling = task;
        if (!done.await(CALL.toMillis(), TimeUnit.MILLISECONDS)) {
            LOG.warn("channels.account.blocks: {} did not return from {}", id(), what);
            task.close();
            return false;
        }
        return well[0];
    }
}
