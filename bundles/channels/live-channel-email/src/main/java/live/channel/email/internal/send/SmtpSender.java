// SPDX-License-Identifier: Apache-2.0
package live.channel.email.internal.send;

import jakarta.mail.MessagingException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import live.channel.ChannelHost;
import live.channel.Delivery;
import live.channel.Outbound;
import live.channel.email.internal.Health;
import live.channel.email.internal.Settings;
import live.channel.email.internal.net.Sockets;
import live.channel.email.internal.net.Trouble;

/** Sends mails over a few connections. Thread-safe. */
public final class SmtpSender {
    private static final Duration WATCH = Duration.ofSeconds(1);

    static final Delivery STOPPED =
            new Delivery.Failed("email.account.stopped", "The account was stopped before it was sent.", true);

    private static final Delivery BUSY = new Delivery.Failed("email.busy", "Too many mails at a time.", true);

    private final Settings settings;
    private final SmtpServer server;
    private final Health health;
    private final BlockingQueue<Job> queue;
    private final List<SmtpWorker> workers = new ArrayList<>();
    private final Sockets probing = new Sockets();
    private volatile boolean stopped;

    /** @param since when it was handed over, by {@link System#nanoTime} */
    record Job(Outbound message, CompletableFuture<Delivery> delivery, long since) {}

    /** @param window most mails waiting and on their way */
    public SmtpSender(Settings settings, Health health, ChannelHost host, int window) {
        this.settings = settings;
        this.server = new SmtpServer(settings);
        this.health = health;
        queue = new ArrayBlockingQueue<>(window);
        MailComposer composer = new MailComposer(settings, host.blobs());
        for (int i = 0; i < settings.sendConnections(); i++) {
            workers.add(new SmtpWorker(settings, server, health, composer, queue, host.meter("email_sent")));
        }
    }

    /** Starts the tasks. */
    public void start(ChannelHost host, Duration sendLimit) {
        for (int i = 0; i < workers.size(); i++) {
            host.run("send-" + (i + 1), workers.get(i));
        }
        // Together less than the limit: what was not even begun is never taken for what may have been sent.
        Duration waiting = sendLimit.multipliedBy(2).dividedBy(5);
        Duration sending = sendLimit.dividedBy(2);
        host.every("send-watch", WATCH, () -> {
            workers.forEach(worker -> worker.watch(sending));
            tire(waiting);
        });
        host.every("send-probe", WATCH, this::probe);
    }

    /** Gives back what has waited for too long, as behind large mails or a server that hardly moves. */
    private void tire(Duration patience) {
        for (Job job : queue) {
            if (System.nanoTime() - job.since() > patience.toNanos() && queue.remove(job)) {
                job.delivery().complete(BUSY);
            }
        }
    }

    /** Queues a mail. */
    public CompletionStage<Delivery> send(Outbound message) {
        Job job = new Job(message, new CompletableFuture<>(), System.nanoTime());
        if (stopped) {
            job.delivery().complete(STOPPED);
        } else if (!queue.offer(job)) {
            job.delivery().complete(BUSY);
        } else if (stopped) {
            abandon();
        }
        return job.delivery();
    }

    /** Takes nothing more; what was not begun was certainly not sent. */
    public void stop() {
        stopped = true;
        workers.forEach(SmtpWorker::stop);
        probing.close();
        abandon();
    }

    private void abandon() {
        List<Job> left = new ArrayList<>();
        queue.drainTo(left);
        left.forEach(job -> job.delivery().complete(STOPPED));
    }

    /** Finds out whether mails could be sent, as long as that is in doubt. */
    private void probe() {
        if (stopped || !health.doubtsSending() || server.closed().isPresent()) {
            return;
        }
        try {
            server.connect(probing).close();
            health.sends();
        } catch (MessagingException failure) {
            if (!stopped) {
                health.cannotSend(Trouble.of(failure, settings.send()));
            }
        }
    }

    /** Connects, signs in and leaves. */
    public static void tryOut(Settings settings, Sockets sockets) throws MessagingException {
        SmtpServer.open(settings, sockets).close();
    }
}
