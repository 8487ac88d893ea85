// SPDX-License-Identifier: Apache-2.0
package live.channel.tck;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import live.channel.Acceptance;
import live.channel.ChannelHost;
import live.channel.ChannelInfo;
import live.channel.ChannelStatus;
import live.channel.Delivery;
import live.channel.Inbound;
import live.channel.RevokedException;
import live.channel.Said;
import live.channel.Sign;
import live.core.ExternalId;
import live.core.InteractionId;
import live.core.MessageId;
import live.core.Meter;
import live.core.Task;
import live.core.TaskHandle;

/**
 * A platform in memory for one start of one channel, which takes the contract at its word: it commits on a thread of its
 * own, refuses what breaks a limit, counts what is handed over twice, and remembers every breach in {@link #breaches}.
 */
public final class RehearsalHost implements ChannelHost, AutoCloseable {
    /** Most messages handed over and not answered, as the platform's credit. */
    public static final int CREDIT = 1_000;

    private final ChannelInfo info;
    private final Ledger ledger;
    private final Supervisor supervisor;
    private final MemoryBlobs blobs = new MemoryBlobs();
    private final List<ChannelStatus> statuses = new CopyOnWriteArrayList<>();
    private final List<String> breaches = new CopyOnWriteArrayList<>();
    private final List<Sign> signs = new CopyOnWriteArrayList<>();
    private final Map<String, Webhook> webhooks = new ConcurrentHashMap<>();
    private final Map<String, AtomicLong> meters = new ConcurrentHashMap<>();
    private final AtomicInteger outstanding = new AtomicInteger();
    private final Committer committer;
    private volatile boolean revoked;

    /** @param ledger what survives this host, as the database survives a restart */
    public RehearsalHost(ChannelInfo info, Ledger ledger) {
        this.info = info;
        this.ledger = ledger;
        supervisor = new Supervisor(info.id().toString());
        committer = new Committer(info.id() + " commit");
    }

    /** What an account has taken and told, over all its restarts. Thread-safe. */
    public static final class Ledger {
        private final Map<String, Acceptance.Accepted> byId = new LinkedHashMap<>();
        private final List<Inbound> accepted = new ArrayList<>();
        private final Map<String, List<Said>> said = new LinkedHashMap<>();
        private final List<Receipt> receipts = new CopyOnWriteArrayList<>();
        private final AtomicInteger handedOver = new AtomicInteger();
        private final AtomicInteger duplicates = new AtomicInteger();
        private volatile Mood mood = Mood.TAKING;
        private int leftInMood;

        /** How the platform answers. */
        enum Mood {
            TAKING,
            DEFERRING,
            REFUSING,
            FAILING,
            SILENT
        }

        /** Everything accepted, once each, in the order of commit. */
        public synchronized List<Inbound> accepted() {
            return List.copyOf(accepted);
        }

        /** Everything that receipts told, in order. */
        public List<Receipt> receipts() {
            return List.copyOf(receipts);
        }

        /** How often the channel called {@link ChannelHost#accept}. */
        public int handedOver() {
            return handedOver.get();
        }

        /** How many messages were recognised as taken before. */
        public int duplicates() {
            return duplicates.get();
        }

        /** Defers the next messages. */
        public void deferNext(int messages) {
            become(Mood.DEFERRING, messages);
        }

        /** Refuses the next messages. */
        public void refuseNext(int messages) {
            become(Mood.REFUSING, messages);
        }

        /** Breaks on the next messages, as a platform with a bug does. */
        public void failNext(int messages) {
            become(Mood.FAILING, messages);
        }

        /** Answers nothing from now on: the platform is killed before its commit. */
        public void fallSilent() {
            become(Mood.SILENT, Integer.MAX_VALUE);
        }

        /** Takes messages again. */
        public void take() {
            become(Mood.TAKING, 0);
        }

        private synchronized void become(Mood next, int messages) {
            mood = next;
            leftInMood = messages;
        }

        private synchronized Mood moodForNext() {
            if (mood != Mood.TAKING && leftInMood-- == 0) {
                mood = Mood.TAKING;
            }
            return mood;
        }

        private synchronized Acceptance commit(String source, Inbound message) {
            String key = source + '\n' + message.id();
            Acceptance.Accepted before = byId.get(key);
            if (before != null) {
                duplicates.incrementAndGet();
                return new Acceptance.Accepted(before.interaction(), before.message(), before.position(), true);
            }
            Acceptance.Accepted now =
                    new Acceptance.Accepted(InteractionId.next(), MessageId.next(), accepted.size() + 1, false);
            byId.put(key, now);
            accepted.add(message);
            said.computeIfAbsent(message.conversationKey(), any -> new ArrayList<>())
                    .add(said(message, now));
            return now;
        }

        private static Said said(Inbound message, Acceptance.Accepted stored) {
            return new Said(
                    stored.position(),
                    stored.message(),
                    stored.interaction(),
                    false,
                    Optional.of(message.id()),
                    message.contents(),
                    Instant.now(),
                    true,
                    true);
        }

        private synchronized List<Said> said(String conversation) {
            return List.copyOf(said.getOrDefault(conversation, List.of()));
        }

        private synchronized boolean knows(String source, ExternalId id) {
            return byId.containsKey(source + '\n' + id);
        }
    }

    /** What a channel told of a message sent earlier: one of the ids is there. */
    public record Receipt(String message, Delivery delivery) {}

    @Override
    public CompletionStage<Acceptance> accept(Inbound message) {
        check();
        ledger.handedOver.incrementAndGet();
        String breach = Limits.breach(message, blobs);
        if (!breach.isEmpty()) {
            breaches.add(breach);
            return CompletableFuture.completedFuture(new Acceptance.Refused("inbound.invalid", breach));
        }
        if (outstanding.incrementAndGet() > CREDIT) {
            outstanding.decrementAndGet();
            return CompletableFuture.completedFuture(new Acceptance.Deferred(Duration.ofMillis(100)));
        }
        CompletableFuture<Acceptance> answer = new CompletableFuture<>();
        committer.execute(() -> answer(message, answer));
        return answer;
    }

    private void answer(Inbound message, CompletableFuture<Acceptance> answer) {
        outstanding.decrementAndGet();
        switch (ledger.moodForNext()) {
            case TAKING -> answer.complete(ledger.commit(source(message), message));
            case DEFERRING -> answer.complete(new Acceptance.Deferred(Duration.ofMillis(200)));
            case REFUSING -> answer.complete(new Acceptance.Refused("inbound.rehearsed", "refused for the test"));
            case FAILING -> answer.completeExceptionally(new IllegalStateException("broken for the test"));
            case SILENT -> {}
        }
    }

    private String source(Inbound message) {
        return message.source().isEmpty() ? info.id().toString() : message.source();
    }

    @Override
    public CompletionStage<Void> receipt(ExternalId message, Delivery delivery) {
        check();
        ledger.receipts.add(new Receipt(message.toString(), Objects.requireNonNull(delivery)));
        return CompletableFuture.completedFuture(null);
    }

    @Override
    public CompletionStage<Void> receipt(MessageId message, Delivery delivery) {
        check();
        ledger.receipts.add(new Receipt(message.toString(), Objects.requireNonNull(delivery)));
        return CompletableFuture.completedFuture(null);
    }

    @Override
    public CompletionStage<List<ExternalId>> known(List<ExternalId> messages) {
        check();
        return CompletableFuture.completedFuture(messages.stream()
                .filter(id -> ledger.knows(info.id().toString(), id))
                .toList());
    }

    @Override
    public CompletionStage<List<Said>> conversation(String conversationKey, long after, int limit) {
        check();
        return CompletableFuture.completedFuture(ledger.said(conversationKey).stream()
                .filter(said -> said.position() > after)
                .limit(limit)
                .toList());
    }

    @Override
    public CompletionStage<List<Said>> earlier(String conversationKey, long before, int limit) {
        check();
        List<Said> all = ledger.said(conversationKey).stream()
                .filter(said -> said.position() < before)
                .toList();
        return CompletableFuture.completedFuture(all.subList(Math.max(0, all.size() - limit), all.size()));
    }

    @Override
    public void sign(InteractionId interaction, Sign sign) {
        check();
        signs.add(Objects.requireNonNull(sign));
    }

    /** Every sign given, in order. */
    public List<Sign> signs() {
        return List.copyOf(signs);
    }

    @Override
    public void status(ChannelStatus status) {
        check();
        statuses.add(Objects.requireNonNull(status));
    }

    @Override
    public TaskHandle run(String name, Task task) {
        check();
        return supervisor.run(name, task);
    }

    @Override
    public TaskHandle every(String name, Duration pause, Task task) {
        check();
        return supervisor.every(name, pause, task);
    }

    @Override
    public AutoCloseable webhook(String path, Webhook webhook) {
        check();
        if (webhooks.putIfAbsent(path, webhook) != null) {
            throw new IllegalStateException("a webhook on " + path + " is there already");
        }
        return () -> webhooks.remove(path, webhook);
    }

    /** Calls a webhook from outside. */
    public Reply call(String path, Call call) {
        Webhook webhook = webhooks.get(path);
        return webhook == null ? Reply.of(404) : webhook.receive(call);
    }

    @Override
    public Meter meter(String name) {
        check();
        AtomicLong value = meters.computeIfAbsent(name, unused -> new AtomicLong());
        return new Meter() {
            @Override
            public void count(long amount) {
                if (amount < 0) {
                    breaches.add("a meter counts down: " + name);
                }
                value.addAndGet(amount);
            }

            @Override
            public void took(Duration duration) {
                value.incrementAndGet();
            }
        };
    }

    @Override
    public MemoryBlobs blobs() {
        check();
        return blobs;
    }

    @Override
    public String secret(String reference) {
        check();
        return reference;
    }

    @Override
    public Clock clock() {
        check();
        return Clock.systemUTC();
    }

    /** The newest status, or unknown. */
    public ChannelStatus.State state() {
        return statuses.isEmpty()
                ? ChannelStatus.State.UNKNOWN
                : statuses.get(statuses.size() - 1).state();
    }

    /** Every status told. */
    public List<ChannelStatus> statuses() {
        return List.copyOf(statuses);
    }

    /** What the channel did that the contract forbids. */
    public List<String> breaches() {
        return List.copyOf(breaches);
    }

    /** Ends the account's tasks, as the platform does right after {@link live.channel.Channel#stop}. */
    public void revoke() {
        revoked = true;
        webhooks.clear();
        supervisor.close();
    }

    /** Names of tasks that still run. */
    public List<String> running() {
        return supervisor.running();
    }

    /** Revokes, and waits until every thread has ended, at most 10 s. */
    @Override
    public void close() throws InterruptedException {
        revoke();
        committer.close();
        List<String> left = supervisor.awaitEnd(Duration.ofSeconds(10));
        if (!left.isEmpty()) {
            breaches.add("tasks that did not end when interrupted: " + left);
        }
    }

    private void check() {
        if (revoked) {
            throw new RevokedException();
        }
    }
}
