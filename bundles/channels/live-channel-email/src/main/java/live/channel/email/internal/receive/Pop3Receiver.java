// SPDX-License-Identifier: Apache-2.0
package live.channel.email.internal.receive;

import jakarta.mail.FetchProfile;
import jakarta.mail.Flags;
import jakarta.mail.Folder;
import jakarta.mail.Message;
import jakarta.mail.MessageRemovedException;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.Store;
import jakarta.mail.UIDFolder;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import live.channel.ChannelHost;
import live.channel.email.internal.Health;
import live.channel.email.internal.Settings;
import live.channel.email.internal.Settings.AfterTaking;
import live.channel.email.internal.mime.RawMail;
import live.channel.email.internal.net.Backoff;
import live.channel.email.internal.net.Sessions;
import live.channel.email.internal.net.Sockets;
import live.channel.email.internal.net.Trouble;
import live.core.Meter;
import live.core.Task;
import org.eclipse.angus.mail.pop3.POP3Folder;
import org.eclipse.angus.mail.pop3.POP3Message;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes the mails of a POP3 mailbox (RFC 1939) at intervals. A server that keeps its mails cannot remember what was
 * taken, so this does while it runs; after a restart all are read again, and the ledger recognises them.
 */
public final class Pop3Receiver implements Task {
    private static final Logger LOG = LoggerFactory.getLogger(Pop3Receiver.class);

    /** Mails per session: deletions take effect only at its end. */
    private static final int MAILS_PER_SESSION = 500;

    private static final long LARGE = 2_000_000;
    private static final int LINES_OF_BEGINNING = 2_000;

    private final Settings settings;
    private final Sockets sockets;
    private final Health health;
    private final Intakes intakes;
    private final Meter fetched;
    private final Set<String> left = new HashSet<>();

    public Pop3Receiver(Settings settings, Sockets sockets, Health health, ChannelHost host, Intakes intakes) {
        this.settings = settings;
        this.sockets = sockets;
        this.health = health;
        this.intakes = intakes;
        fetched = host.meter("email_fetched");
    }

    @Override
    public void run() throws InterruptedException {
        Backoff backoff = new Backoff();
        while (true) {
            try {
                Duration pause = session();
                health.receives();
                backoff.reset();
                Thread.sleep(pause.toMillis());
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

    /** @return how long to wait before the next session */
    private Duration session() throws MessagingException, IOException, InterruptedException {
        Session session = Sessions.open(settings.receive(), sockets, settings.domain());
        // Large mails are streamed, and nothing is kept by the library.
        session.getProperties().put("mail.pop3.cachewriteto", "false");
        session.getProperties().put("mail.pop3.rsetbeforequit", "false");
        Store store = session.getStore("pop3");
        try {
            store.connect(settings.receive().user(), settings.receive().password());
            POP3Folder folder = (POP3Folder) store.getFolder("INBOX");
            folder.open(Folder.READ_WRITE);
            boolean finished = false;
            try {
                Intake<Message> intake = intakes.next();
                boolean more = take(folder, intake);
                intake.finish();
                fetched.count(intake.offered());
                settle(folder, intake);
                finished = true;
                return !intake.pause().isZero() ? intake.pause() : more ? Duration.ZERO : settings.poll();
            } finally {
                if (folder.isOpen()) {
                    folder.close(finished);
                }
            }
        } finally {
            store.close();
        }
    }

    /** @return whether more mails wait than one session takes */
    private boolean take(POP3Folder folder, Intake<Message> intake)
            throws MessagingException, IOException, InterruptedException {
        Message[] all = folder.getMessages();
        FetchProfile profile = new FetchProfile();
        profile.add(UIDFolder.FetchProfileItem.UID);
        folder.fetch(all, profile);
        List<Message> waiting = new ArrayList<>();
        Set<String> present = new HashSet<>();
        for (Message mail : all) {
            String uid = uid(folder, mail);
            present.add(uid);
            if (!left.contains(uid)) {
                waiting.add(mail);
            }
        }
        left.retainAll(present);
        int withheld = 0;
        for (Message mail : waiting.subList(0, Math.min(MAILS_PER_SESSION, waiting.size()))) {
            try {
                if (!intake.offer(mail, raw((POP3Message) mail))) {
                    break;
                }
            } catch (MessageRemovedException refused) {
                // The server says that it cannot hand it out: it stays there, and holds up no other.
                withheld++;
                LOG.debug("the server does not hand out mail {}", mail.getMessageNumber(), refused);
            }
        }
        health.withheld(withheld);
        return waiting.size() > MAILS_PER_SESSION;
    }

    private void settle(POP3Folder folder, Intake<Message> intake) throws MessagingException {
        for (Message mail : intake.refused()) {
            left.add(uid(folder, mail));
        }
        for (Message mail : intake.begun()) {
            left.add(uid(folder, mail));
        }
        for (Message mail : intake.taken()) {
            if (settings.afterTaking() == AfterTaking.DELETE) {
                mail.setFlag(Flags.Flag.DELETED, true);
            } else {
                left.add(uid(folder, mail));
            }
        }
    }

    private RawMail raw(POP3Message mail) throws MessagingException, IOException {
        long size = mail.getSize();
        if (size > settings.largestBytes()) {
            try (InputStream top = mail.top(LINES_OF_BEGINNING)) {
                return RawMail.beginning(top.readNBytes(1_000_000), size);
            }
        }
        if (size < LARGE) {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream((int) Math.max(1024, size));
            mail.writeTo(bytes);
            return RawMail.of(bytes.toByteArray());
        }
        Path file = Files.createTempFile("live-mail", ".eml");
        boolean handed = false;
        try {
            try (OutputStream out = Files.newOutputStream(file)) {
                mail.writeTo(out);
            }
            RawMail raw = RawMail.of(file);
            handed = true;
            return raw;
        } finally {
            if (!handed) {
                Files.deleteIfExists(file);
            }
        }
    }

    private static String uid(POP3Folder folder, Message mail) throws MessagingException {
        String uid = folder.getUID(mail);
        // Without UIDL the place must do; a shift then only leads to a mail that is read twice and recognised.
        return uid == null ? "#" + mail.getMessageNumber() + "/" + mail.getSize() : uid;
    }
}
