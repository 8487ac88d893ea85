// SPDX-License-Identifier: Apache-2.0
package live.channel.email.internal.send;

import jakarta.mail.MessagingException;
import jakarta.mail.internet.AddressException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import live.channel.Delivery;
import live.channel.email.internal.Health;
import live.channel.email.internal.Settings;
import live.channel.email.internal.net.Sockets;
import live.channel.email.internal.net.Trouble;
import live.core.Meter;
import live.core.Task;
import org.eclipse.angus.mail.smtp.SMTPMessage;
import org.jspecify.annotations.Nullable;

/** One connection at a time, kept open while there is something to send. */
final class SmtpWorker implements Task {
    /** Servers drop idle connections after a few minutes; a fresh one costs less than a broken one. */
    private static final Duration IDLE = Duration.ofSeconds(20);

    private final Settings settings;
    private final SmtpServer server;
    private final Health health;
    private final MailComposer composer;
    private final BlockingQueue<SmtpSender.Job> queue;
    private final Meter sent;
    private final Sockets sockets = new Sockets();
    private volatile long busySince;

    SmtpWorker(
            Settings settings,
            SmtpServer server,
            Health health,
            MailComposer composer,
            BlockingQueue<SmtpSender.Job> queue,
            Meter sent) {
        this.settings = settings;
        this.server = server;
        this.health = health;
        this.composer = composer;
        this.queue = queue;
        this.sent = sent;
    }

    @Override
    public void run() throws InterruptedException {
        SmtpConnection connection = null;
        try {
            while (!sockets.isClosed()) {
                SmtpSender.Job job = queue.poll(IDLE.toMillis(), TimeUnit.MILLISECONDS);
                if (job == null) {
                    close(connection);
                    connection = null;
                } else {
                    busySince = System.nanoTime() | 1;
                    connection = deliver(job, connection);
                    busySince = 0;
                }
            }
        } finally {
            close(connection);
        }
    }

    /** Breaks a send that a trickling peer has stretched beyond all limits. */
    void watch(Duration limit) {
        long since = busySince;
        if (since != 0 && System.nanoTime() - since > limit.toNanos()) {
            sockets.closeOpen();
        }
    }

    void stop() {
        sockets.close();
    }

    /** @return the connection to use for the next mail, if it is still good */
    private @Nullable SmtpConnection deliver(SmtpSender.Job job, @Nullable SmtpConnection open) {
        SmtpConnection connection = open;
        Delivery delivery = SmtpSender.STOPPED;
        try {
            if (connection == null || !connection.isConnected()) {
                close(connection);
                connection = null;
                Optional<Trouble> closed = server.closed();
                if (closed.isPresent()) {
                    delivery = new Delivery.Failed(
                            closed.get().code(), closed.get().reason(), true);
                    return null;
                }
                connection = server.connect(sockets);
            }
            SMTPMessage mail = composer.compose(connection.session(), job.message());
            delivery = connection.send(mail, composer.messageId(job.message()), settings.send());
            health.sends();
        } catch (AddressException invalid) {
            delivery = new Delivery.Failed("email.address.invalid", "An address of the mail is not valid.", false);
        } catch (MessagingException failure) {
            Trouble trouble = Trouble.of(failure, settings.send());
            delivery = new Delivery.Failed(trouble.code(), trouble.reason(), true);
            if (!sockets.isClosed()) {
                health.cannotSend(trouble);
            }
        } finally {
            // Whatever happened, the platform hears of every mail exactly once.
            job.delivery().complete(delivery);
        }
        if (delivery instanceof Delivery.Sent) {
            sent.count();
            return connection;
        }
        close(connection);
        return null;
    }

    private static void close(@Nullable SmtpConnection connection) {
        if (connection != null) {
            try {
                connection.close();
            } catch (MessagingException alreadyBroken) {
                // Its failure was told where it mattered.
            }
        }
    }
}
