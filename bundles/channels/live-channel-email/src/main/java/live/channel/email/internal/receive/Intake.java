// SPDX-License-Identifier: Apache-2.0
package live.channel.email.internal.receive;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import live.channel.Acceptance;
import live.channel.ChannelHost;
import live.channel.email.internal.mime.MailReader;
import live.channel.email.internal.mime.RawMail;
import live.channel.email.internal.mime.ReadMail;

/**
 * One run through a mailbox: reads mails, hands many over at a time, and tells which of them the platform has.
 *
 * <p>Two mails of one conversation are never on their way at the same time, so that the second cannot overtake a first
 * that is deferred. Used by one thread.
 *
 * @param <K> what the mailbox calls a mail
 */
final class Intake<K> {
    /** Enough to keep the ledger's group commit busy, few enough to forget on a crash. */
    private static final int MOST_IN_FLIGHT = 256;

    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final Duration PAUSE_AFTER_FAILURE = Duration.ofSeconds(2);
    private static final Duration PAUSE_WITHOUT_STORAGE = Duration.ofSeconds(10);

    private final ChannelHost host;
    private final MailReader reader;
    private final TooLargeNotice notice;
    private final LinkedBlockingQueue<Answer<K>> answers = new LinkedBlockingQueue<>(MOST_IN_FLIGHT);
    private final Map<K, String> inFlight = new HashMap<>();
    private final Set<String> heldBack = new HashSet<>();
    private final List<K> taken = new ArrayList<>();
    private final List<K> begun = new ArrayList<>();
    private final List<K> refused = new ArrayList<>();
    private Duration pause = Duration.ZERO;
    private int offered;

    Intake(ChannelHost host, MailReader reader, TooLargeNotice notice) {
        this.host = host;
        this.reader = reader;
        this.notice = notice;
    }

    private enum Verdict {
        TAKEN,
        BEGUN,
        LATER,
        NEVER
    }

    private record Answer<K>(K mail, Verdict verdict, Duration pause) {}

    /**
     * Reads a mail, closes it and hands it over; waits while too many are on their way.
     *
     * @return whether to go on; false if the platform wants a pause
     */
    boolean offer(K mail, RawMail raw) throws InterruptedException {
        ReadMail read;
        try (raw) {
            read = reader.read(raw);
        } catch (IOException noStorage) {
            later(PAUSE_WITHOUT_STORAGE);
            return false;
        }
        String key = read.inbound().conversationKey();
        while (inFlight.size() >= MOST_IN_FLIGHT || inFlight.containsValue(key)) {
            if (!settle(PATIENCE)) {
                later(PAUSE_AFTER_FAILURE);
                return false;
            }
        }
        if (heldBack.contains(key)) {
            return true;
        }
        inFlight.put(mail, key);
        offered++;
        handOver(mail, read, raw.isComplete());
        while (settle(Duration.ZERO)) {
            // Whatever is answered already.
        }
        return pause.isZero();
    }

    private void handOver(K mail, ReadMail read, boolean complete) {
        CompletionStage<Acceptance> acceptance = host.accept(read.inbound());
        acceptance
                .thenCompose(answer -> answer.match(
                        accepted -> receipts(read).thenCompose(done -> after(mail, read, accepted, complete)),
                        deferred -> CompletableFuture.completedStage(
                                new Answer<>(mail, Verdict.LATER, deferred.retryAfter())),
                        refused -> CompletableFuture.completedStage(new Answer<>(mail, Verdict.NEVER, Duration.ZERO))))
                .exceptionally(broken -> new Answer<>(mail, Verdict.LATER, PAUSE_AFTER_FAILURE))
                .thenAccept(answers::add);
    }

    private CompletionStage<Answer<K>> after(K mail, ReadMail read, Acceptance.Accepted accepted, boolean complete) {
        if (complete) {
            return CompletableFuture.completedStage(new Answer<>(mail, Verdict.TAKEN, Duration.ZERO));
        }
        return notice.send(read, accepted)
                .thenApply(told -> told
                        ? new Answer<>(mail, Verdict.BEGUN, Duration.ZERO)
                        : new Answer<>(mail, Verdict.LATER, PAUSE_WITHOUT_STORAGE));
    }

    /** A bounce counts as taken only when its receipt is, too. */
    private CompletionStage<Void> receipts(ReadMail read) {
        CompletionStage<Void> all = CompletableFuture.completedStage(null);
        for (ReadMail.Receipt receipt : read.receipts()) {
            all = all.thenCompose(done -> host.receipt(receipt.message(), receipt.delivery()));
        }
        return all;
    }

    /** Waits until everything is answered, or the platform has been silent for too long. */
    void finish() throws InterruptedException {
        while (!inFlight.isEmpty()) {
            if (!settle(PATIENCE)) {
                later(PAUSE_AFTER_FAILURE);
                return;
            }
        }
    }

    /** The mails that the platform has since the last call. */
    List<K> taken() {
        return takeAll(taken);
    }

    /** The mails of which the platform has the beginning, and the rest of which is nowhere but here. */
    List<K> begun() {
        return takeAll(begun);
    }

    /** The mails that the platform never wants, since the last call. */
    List<K> refused() {
        return takeAll(refused);
    }

    private static <K> List<K> takeAll(List<K> mails) {
        List<K> all = List.copyOf(mails);
        mails.clear();
        return all;
    }

    /** How long to leave the mailbox alone; zero if everything went well. */
    Duration pause() {
        return pause;
    }

    /** How many mails were handed over. */
    int offered() {
        return offered;
    }

    private boolean settle(Duration patience) throws InterruptedException {
        if (inFlight.isEmpty()) {
            return false;
        }
        Answer<K> answer = answers.poll(patience.toMillis(), TimeUnit.MILLISECONDS);
        if (answer == null) {
            return false;
        }
        String key = inFlight.remove(answer.mail());
        switch (answer.verdict()) {
            case TAKEN -> taken.add(answer.mail());
            case BEGUN -> begun.add(answer.mail());
            case NEVER -> refused.add(answer.mail());
            case LATER -> {
                later(answer.pause());
                if (key != null) {
                    heldBack.add(key);
                }
            }
        }
        return true;
    }

    private void later(Duration wanted) {
        if (pause.compareTo(wanted) < 0) {
            pause = wanted;
        }
    }
}
