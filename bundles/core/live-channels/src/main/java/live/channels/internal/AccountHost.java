// SPDX-License-Identifier: Apache-2.0
package live.channels.internal;

import java.io.IOException;
import java.io.InputStream;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import live.channel.Acceptance;
import live.channel.Address;
import live.channel.ChannelHost;
import live.channel.ChannelStatus;
import live.channel.Delivery;
import live.channel.Inbound;
import live.channel.RevokedException;
import live.channel.Said;
import live.channel.Sign;
import live.channel.filter.Verdict;
import live.channels.internal.store.Arrival;
import live.core.BlobId;
import live.core.BlobInfo;
import live.core.ChannelId;
import live.core.ExternalId;
import live.core.InteractionId;
import live.core.KeyId;
import live.core.LiveException;
import live.core.MessageId;
import live.core.Meter;
import live.core.QueueId;
import live.core.Task;
import live.core.TaskHandle;
import live.core.TenantId;
import live.lib.sql.DatabaseException;
import live.lib.sql.GroupCommit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What one account sees of the platform, until it is revoked. */
final class AccountHost implements ChannelHost {
    private static final Logger LOG = LoggerFactory.getLogger(AccountHost.class);
    private static final int LONGEST_PAGE = 200;
    private static final Duration BUSY = Duration.ofSeconds(1);
    private static final Duration TROUBLE = Duration.ofSeconds(5);
    private static final Duration DRAINING = Duration.ofSeconds(60);

    private final TenantId tenant;
    private final ChannelId channel;
    private final String medium;
    private final Platform platform;
    private final int credit;
    private final Account account;
    private final AtomicInteger outstanding = new AtomicInteger();
    private final AtomicInteger asking = new AtomicInteger();
    private final Set<CompletableFuture<?>> promised = ConcurrentHashMap.newKeySet();
    private final Set<TaskHandle> tasks = ConcurrentHashMap.newKeySet();
    private final Map<String, Webhook> webhooks = new ConcurrentHashMap<>();
    private final Answers answers = new Answers();
    private final Meter received;
    private final Meter refused;
    private final ChannelBlobs blobs = new HostBlobs();
    private volatile boolean revoked;

    AccountHost(TenantId tenant, Account account, String medium, Platform platform, int credit) {
        this.tenant = tenant;
        this.account = account;
        this.channel = account.id();
        this.medium = medium;
        this.platform = platform;
        this.credit = credit;
        this.received = platform.meters.meter("live_channel_received", "channel", channel.toString());
        this.refused = platform.meters.meter("live_channel_refused", "channel", channel.toString());
        tasks.add(platform.tasks.run("channels.answers." + channel, answers::run));
    }

    @Override
    public CompletionStage<Acceptance> accept(Inbound message) {
        alive();
        if (account.draining()) {
            return now(new Acceptance.Deferred(DRAINING));
        }
        Optional<Acceptance> fault = InboundLimits.check(message);
        if (fault.isPresent()) {
            refused.count();
            return now(fault.get());
        }
        if (outstanding.incrementAndGet() > credit) {
            outstanding.decrementAndGet();
            return now(new Acceptance.Deferred(BUSY));
        }
        Verdict verdict;
        try {
            verdict = platform.classification.judge(channel, message);
        } catch (RuntimeException e) {
            // A filter of any module: its fault must neither lose the message nor stop the channel.
            outstanding.decrementAndGet();
            LOG.warn("channels.filter.failed: a filter failed on a message of {}; it is taken later", channel, e);
            return now(new Acceptance.Deferred(TROUBLE));
        }
        if (verdict.refusal().isPresent()) {
            outstanding.decrementAndGet();
            refused.count();
            Verdict.Refusal refusal = verdict.refusal().get();
            return now(new Acceptance.Refused(refusal.code(), refusal.reason()));
        }
        return store(message, verdict);
    }

    private CompletionStage<Acceptance> store(Inbound message, Verdict verdict) {
        long begun = System.nanoTime();
        CompletableFuture<Acceptance> answer = promise();
        platform.intake
                .store(new Arrival(
                        tenant,
                        channel,
                        medium,
                        message,
                        verdict,
                        verdict.queue().orElse(QueueId.UNSORTED),
                        platform.clock.instant()))
                .whenComplete((accepted, failure) -> {
                    outstanding.decrementAndGet();
                    Acceptance acceptance = failure == null ? accepted : failed(failure);
                    if (failure == null) {
                        received.count();
                        received.took(Duration.ofNanos(System.nanoTime() - begun));
                        account.received(accepted);
                        if (!accepted.duplicate()) {
                            platform.classification.stored(channel, message);
                        }
                    }
                    answers.give(() -> keep(answer, acceptance));
                });
        return answer;
    }

    private Acceptance failed(Throwable failure) {
        Throwable cause =
                failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
        if (cause instanceof GroupCommit.BadItem) {
            LOG.warn("channels.inbound.invalid: a message of {} could not be stored", channel, cause);
            refused.count();
            return new Acceptance.Refused("inbound.invalid", "the message could not be stored as it is");
        }
        return new Acceptance.Deferred(TROUBLE);
    }

    @Override
    public CompletionStage<Void> receipt(ExternalId message, Delivery delivery) {
        return later(() -> {
            platform.receipts.receive(tenant, channel, message, delivery);
            return null;
        });
    }

    @Override
    public CompletionStage<Void> receipt(MessageId message, Delivery delivery) {
        return later(() -> {
            platform.receipts.receive(tenant, channel, message, delivery);
            return null;
        });
    }

    @Override
    public CompletionStage<List<ExternalId>> known(List<ExternalId> messages) {
        List<ExternalId> copy = List.copyOf(messages);
        return later(() -> platform.receipts.known(tenant, channel, copy));
    }

    @Override
    public CompletionStage<List<Said>> conversation(String conversationKey, long after, int limit) {
        int most = page(limit);
        return later(() -> platform.messages.after(tenant, channel, conversationKey, after, most));
    }

    @Override
    public CompletionStage<List<Said>> earlier(String conversationKey, long before, int limit) {
        int most = page(limit);
        return later(() -> platform.messages.before(tenant, channel, conversationKey, before, most));
    }

    private static int page(int limit) {
        if (limit < 1 || limit > LONGEST_PAGE) {
            throw new IllegalArgumentException("a page has 1 to " + LONGEST_PAGE + " messages");
        }
        return limit;
    }

    @Override
    public void sign(InteractionId interaction, Sign sign) {
        alive();
        platform.signs.give(tenant, interaction, sign);
    }

    /** Runs on the account's own thread for answers: the channel's thread is never blocked by the database. */
    private <T> CompletionStage<T> later(Supplier<T> work) {
        alive();
        if (asking.incrementAndGet() > credit) {
            asking.decrementAndGet();
            return CompletableFuture.failedFuture(
                    new LiveException("channels.busy", "too much is waiting: tell or ask again later"));
        }
        CompletableFuture<T> answer = promise();
        answers.give(() -> {
            asking.decrementAndGet();
            try {
                keep(answer, work.get());
            } catch (RuntimeException e) {
                // Of the database, or of our own: the channel that waits must hear it, and the thread serves others.
                promised.remove(answer);
                answer.completeExceptionally(e);
            }
        });
        return answer;
    }

    @Override
    public void status(ChannelStatus status) {
        alive();
        account.status(status);
    }

    @Override
    public TaskHandle run(String name, Task task) {
        alive();
        return supervised(platform.tasks.run(taskName(name), task));
    }

    @Override
    public TaskHandle every(String name, Duration pause, Task task) {
        alive();
        return supervised(platform.tasks.every(taskName(name), pause, task));
    }

    private String taskName(String name) {
        return "channel." + channel + "." + name;
    }

    private TaskHandle supervised(TaskHandle handle) {
        TaskHandle known = new TaskHandle() {
            @Override
            public void close() {
                tasks.remove(this);
                handle.close();
            }

            @Override
            public boolean awaitEnd(Duration limit) throws InterruptedException {
                return handle.awaitEnd(limit);
            }
        };
        tasks.add(known);
        if (revoked) {
            known.close();
            throw new RevokedException();
        }
        return known;
    }

    @Override
    public AutoCloseable webhook(String path, Webhook webhook) {
        alive();
        String clean = path.startsWith("/") ? path.substring(1) : path;
        if (webhooks.putIfAbsent(clean, webhook) != null) {
            throw new IllegalStateException("there is a web hook on " + clean + " already");
        }
        return () -> webhooks.remove(clean, webhook);
    }

    /** The web hook on a path, if there is one. */
    Optional<Webhook> webhook(String path) {
        return revoked ? Optional.empty() : Optional.ofNullable(webhooks.get(path));
    }

    @Override
    public Meter meter(String name) {
        alive();
        return platform.meters.meter("live_channel_" + name, "channel", channel.toString());
    }

    @Override
    public ChannelBlobs blobs() {
        alive();
        return blobs;
    }

    @Override
    public String secret(String reference) {
        alive();
        return platform.secrets.reveal(reference);
    }

    @Override
    public Clock clock() {
        return platform.clock;
    }

    /** Ends everything that was given to the channel. Returns the tasks that are ending. */
    List<TaskHandle> revoke() {
        revoked = true;
        webhooks.clear();
        List<TaskHandle> ending = List.copyOf(tasks);
        ending.forEach(TaskHandle::close);
        promised.forEach(promise -> promise.completeExceptionally(new RevokedException()));
        promised.clear();
        return ending;
    }

    private void alive() {
        if (revoked) {
            throw new RevokedException();
        }
    }

    private <T> CompletableFuture<T> promise() {
        CompletableFuture<T> promise = new CompletableFuture<>();
        promised.add(promise);
        return promise;
    }

    private <T> void keep(CompletableFuture<T> promise, T value) {
        promised.remove(promise);
        promise.complete(value);
    }

    private static CompletionStage<Acceptance> now(Acceptance acceptance) {
        return CompletableFuture.completedFuture(acceptance);
    }

    /** Attachments under the key of whom they came from. */
    private final class HostBlobs implements ChannelBlobs {
        @Override
        public BlobInfo store(Address party, String name, String mediaType, InputStream content, long limit)
                throws IOException {
            alive();
            try {
                KeyId key = platform.persons.known(tenant, party).key();
                return platform.blobs.store(key, name, mediaType, content, limit);
            } catch (DatabaseException away) {
                // To a channel that is storage like any other: the message stays where it is, and is read again.
                throw new IOException("the database failed", away);
            }
        }

        @Override
        public InputStream open(BlobId blob) throws IOException {
            alive();
            return platform.blobs.open(blob);
        }
    }
}
