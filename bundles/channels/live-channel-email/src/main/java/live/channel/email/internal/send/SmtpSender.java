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
    private static final Duration WATCH = Duration.ofSeconds(5);

    static final Delivery STOPPED =
            new Delivery.Failed("email.account.stopped", "The account was stopped before it was sent.", true);

    private final Settings settings;
    private final Health health;
    private final BlockingQueue<Job> queue;
    private final List<SmtpWorker> workers = new ArrayList<>();
    private final Sockets probing = new Sockets();
    private volatile boolean stopped;

    record Job(Outbound message, CompletableFuture<Delivery> delivery) {}

    /** @param window most mails waiting and on their way */
    public SmtpSender(Settings settings, Health health, ChannelHost host, int window) {
        this.settings = settings;
        this.health = health;
        queue = new ArrayBlockingQueue<>(window);
        MailComposer composer = new MailComposer(settings, host.blobs());
        for (int i = 0; i < settings.sendConnections(); i++) {
            workers.add(new SmtpWorker(settings, health, composer, queue, host.meter("email_sent")));
        }
    }

    /** Starts the tasks. */
    public void start(ChannelHost host, Duration sendLimit) {
        for (int i = 0; i < workers.size(); i++) {
            host.run("send-" + (i + 1), workers.get(i));
        }
        host.every("send-watch", WATCH, () -> workers.forEach(worker -> worker.watch(sendLimit)));
        host.every(
                "send-probe",
                Duration.ofSeconds(1).compareTo(settings.poll()) < 0 ? settings.poll() : WATCH,
                this::probe);
    }

    /** Queues a mail. */
    public CompletionStage<Delivery> send(Outbound message) {
        Job job = new Job(message, new CompletableFuture<>());
        if (stopped) {
            job.delivery().complete(STOPPED);
        } else if (!queue.offer(job)) {
            job.delivery().complete(new Delivery.Failed("email.busy", "Too many mails at a time.", true));
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
        if (stopped || !health.doubtsSending()) {
            return;
        }
        try {
            SmtpWorker.connect(settings, probing).close();
            health.sends();
        } catch (MessagingException failure) {
            if (!stopped) {
                health.cannotSend(Trouble.of(failure, settings.send()));
            }
        }
    }

    /** Connects, signs in and leaves. */
    public static void tryOut(Settings settings, Sockets sockets) throws MessagingException {
        SmtpWorker.connect(settings, sockets).close();
    }
}
