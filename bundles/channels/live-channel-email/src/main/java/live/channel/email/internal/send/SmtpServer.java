// SPDX-License-Identifier: Apache-2.0
package live.channel.email.internal.send;

import jakarta.mail.MessagingException;
import java.util.Optional;
import live.channel.email.internal.Settings;
import live.channel.email.internal.net.Backoff;
import live.channel.email.internal.net.Sessions;
import live.channel.email.internal.net.Sockets;
import live.channel.email.internal.net.Trouble;
import org.jspecify.annotations.Nullable;

/**
 * The server that an account sends by. Once it could not be reached, or refused the password, nobody knocks again for a
 * while, however many mails wait: a server that is away would cost each of them its patience, and one that is told a wrong
 * password again and again locks the account. Thread-safe.
 */
final class SmtpServer {
    private final Settings settings;
    private final Backoff backoff = new Backoff();
    private @Nullable Trouble trouble;
    private long closedUntil;

    SmtpServer(Settings settings) {
        this.settings = settings;
    }

    /** Why nobody should knock now. */
    synchronized Optional<Trouble> closed() {
        return System.nanoTime() - closedUntil < 0 ? Optional.ofNullable(trouble) : Optional.empty();
    }

    /** Connects and signs in. */
    SmtpConnection connect(Sockets sockets) throws MessagingException {
        try {
            SmtpConnection connection = open(settings, sockets);
            opened();
            return connection;
        } catch (MessagingException failure) {
            if (!sockets.isClosed()) {
                failed(Trouble.of(failure, settings.send()));
            }
            throw failure;
        }
    }

    /** As {@link #connect}, for whoever has not knocked before. */
    static SmtpConnection open(Settings settings, Sockets sockets) throws MessagingException {
        SmtpConnection connection = new SmtpConnection(Sessions.open(settings.send(), sockets, settings.domain()));
        boolean signIn = !settings.send().user().isEmpty();
        connection.connect(
                settings.send().host(),
                settings.send().port(),
                signIn ? settings.send().user() : null,
                signIn ? settings.send().password() : null);
        return connection;
    }

    private synchronized void opened() {
        trouble = null;
        backoff.reset();
    }

    private synchronized void failed(Trouble why) {
        if (closed().isPresent()) {
            // Several knocked at the same time: that is one failure.
            return;
        }
        trouble = why;
        closedUntil = System.nanoTime() + backoff.after(why).toNanos();
    }
}
