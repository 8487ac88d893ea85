// SPDX-License-Identifier: Apache-2.0
package live.channel.email.internal.receive;

import jakarta.mail.MessagingException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import live.channel.ChannelHost;
import live.channel.email.internal.Health;
import live.channel.email.internal.Settings;
import live.channel.email.internal.mime.RawMail;
import live.channel.email.internal.net.Backoff;
import live.channel.email.internal.net.Sockets;
import live.channel.email.internal.net.Trouble;
import live.core.Meter;
import live.core.Task;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes the mails of an IMAP folder: looks, hands over, lets go, and idles until the server tells of more. Whatever the
 * server tells is only a reason to look again.
 */
public final class ImapReceiver implements Task {
    private static final Logger LOG = LoggerFactory.getLogger(ImapReceiver.class);

    /** Mails of this size and more go through a file. */
    private static final long LARGE = 2_000_000;

    /** Most bytes and mails fetched in one round trip: some servers look through the whole folder for each command. */
    private static final long GROUP_BYTES = 16_000_000;

    private static final int GROUP_MAILS = 2_000;

    /** Mails whose sizes are asked for at a time; what is taken of them is let go before the next. */
    private static final int STRETCH = 4_000;

    private static final int BEGINNING = 256 * 1024;

    private final Settings settings;
    private final Sockets sockets;
    private final Health health;
    private final Supplier<Intake<Long>> intakes;
    private final Meter fetched;
    private int withheld;
    private volatile @Nullable ImapMailbox idling;

    public ImapReceiver(Settings settings, Sockets sockets, Health health, ChannelHost host, Intakes intakes) {
        this.settings = settings;
        this.sockets = sockets;
        this.health = health;
        this.intakes = intakes::next;
        fetched = host.meter("email_fetched");
    }

    @Override
    public void run() throws InterruptedException {
        Backoff backoff = new Backoff();
        while (true) {
            try (ImapMailbox mailbox = ImapMailbox.open(settings, sockets)) {
                health.receives();
                serve(mailbox, backoff);
            } catch (MessagingException | IOException failure) {
                if (sockets.isClosed()) {
                    // The account was stopped: an end, not a failure.
                    return;
                }
                Trouble trouble = Trouble.of(failure, settings.receive());
                LOG.debug("receiving failed: {}", trouble.code(), failure);
                health.cannotReceive(trouble);
                backoff.pause(trouble);
            }
        }
    }

    /** The safety net: ends an idle that has lasted for a while, so that the mailbox is looked through again. */
    public void nudge() {
        ImapMailbox mailbox = idling;
        if (mailbox != null) {
            try {
                mailbox.nudge();
            } catch (MessagingException broken) {
                // The receiver finds the same failure, and tells it.
                sockets.closeOpen();
            }
        }
    }

    private void serve(ImapMailbox mailbox, Backoff backoff)
            throws MessagingException, IOException, InterruptedException {
        while (!Thread.currentThread().isInterrupted()) {
            Duration pause = lookThrough(mailbox);
            // Not before: whoever fails at the mails themselves must not fetch them again each second.
            backoff.reset();
            if (pause.isZero() && mailbox.hasNews()) {
                continue;
            }
            if (!pause.isZero()) {
                Thread.sleep(pause.toMillis());
            } else if (mailbox.idles()) {
                idle(mailbox);
            } else {
                Thread.sleep(settings.poll().toMillis());
            }
        }
        throw new InterruptedException();
    }

    private void idle(ImapMailbox mailbox) throws MessagingException {
        idling = mailbox;
        try {
            mailbox.idle();
        } finally {
            idling = null;
        }
    }

    /** @return how long the platform wants to be left alone; zero if nothing is left over */
    private Duration lookThrough(ImapMailbox mailbox) throws MessagingException, IOException, InterruptedException {
        withheld = 0;
        List<Long> waiting = mailbox.waiting();
        for (int from = 0; from < waiting.size(); from += STRETCH) {
            Intake<Long> intake = intakes.get();
            List<Long> stretch = waiting.subList(from, Math.min(from + STRETCH, waiting.size()));
            try {
                take(mailbox, stretch, intake);
                intake.finish();
            } finally {
                fetched.count(intake.offered());
            }
            mailbox.mark(intake.refused());
            mailbox.mark(intake.begun());
            mailbox.release(intake.taken());
            if (!intake.pause().isZero()) {
                return intake.pause();
            }
        }
        health.withheld(withheld);
        return Duration.ZERO;
    }

    private void take(ImapMailbox mailbox, List<Long> stretch, Intake<Long> intake)
            throws MessagingException, IOException, InterruptedException {
        List<Long> group = new ArrayList<>();
        long bytes = 0;
        for (Map.Entry<Long, Long> mail : mailbox.sizes(stretch).entrySet()) {
            long size = mail.getValue();
            boolean single = size >= LARGE;
            if (single || bytes + size > GROUP_BYTES || group.size() == GROUP_MAILS) {
                if (!takeGroup(mailbox, group, intake)) {
                    return;
                }
                group.clear();
                bytes = 0;
            }
            if (!single) {
                group.add(mail.getKey());
                bytes += size;
            } else if (!takeLarge(mailbox, mail.getKey(), size, intake)) {
                return;
            }
        }
        takeGroup(mailbox, group, intake);
    }

    private boolean takeGroup(ImapMailbox mailbox, List<Long> group, Intake<Long> intake)
            throws MessagingException, InterruptedException {
        if (group.isEmpty()) {
            return true;
        }
        Map<Long, RawMail> mails;
        try {
            mails = mailbox.fetch(group);
        } catch (MessagingException failure) {
            if (!ImapMailbox.refusal(failure)) {
                throw failure;
            }
            return takeParts(mailbox, group, intake, failure);
        }
        for (Map.Entry<Long, RawMail> mail : mails.entrySet()) {
            if (!intake.offer(mail.getKey(), mail.getValue())) {
                return false;
            }
        }
        return true;
    }

    /** One mail that its server cannot hand out must not keep all the others there. */
    private boolean takeParts(ImapMailbox mailbox, List<Long> group, Intake<Long> intake, MessagingException failure)
            throws MessagingException, InterruptedException {
        if (group.size() == 1) {
            withhold(group.get(0), failure);
            return true;
        }
        int half = group.size() / 2;
        return takeGroup(mailbox, group.subList(0, half), intake)
                && takeGroup(mailbox, group.subList(half, group.size()), intake);
    }

    private void withhold(long uid, MessagingException failure) {
        withheld++;
        LOG.debug("the server does not hand out mail {}", uid, failure);
    }

    private boolean takeLarge(ImapMailbox mailbox, long uid, long size, Intake<Long> intake)
            throws MessagingException, IOException, InterruptedException {
        if (size > settings.largestBytes()) {
            RawMail beginning = RawMail.beginning(mailbox.piece(uid, 0, BEGINNING), size);
            return intake.offer(uid, beginning);
        }
        Path file = Files.createTempFile("live-mail", ".eml");
        boolean handed = false;
        try {
            try (OutputStream out = Files.newOutputStream(file)) {
                if (!mailbox.copy(uid, out)) {
                    return true;
                }
            } catch (MessagingException failure) {
                if (!ImapMailbox.refusal(failure)) {
                    throw failure;
                }
                withhold(uid, failure);
                return true;
            }
            RawMail mail = RawMail.of(file);
            handed = true;
            return intake.offer(uid, mail);
        } finally {
            if (!handed) {
                Files.deleteIfExists(file);
            }
        }
    }
}
