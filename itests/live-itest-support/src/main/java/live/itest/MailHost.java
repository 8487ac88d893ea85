// SPDX-License-Identifier: Apache-2.0
package live.itest;

import com.icegreen.greenmail.configuration.GreenMailConfiguration;
import com.icegreen.greenmail.store.FolderException;
import com.icegreen.greenmail.store.MailFolder;
import com.icegreen.greenmail.user.GreenMailUser;
import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import jakarta.mail.internet.ContentType;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.ParseException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import live.core.FreePort;
import org.awaitility.Awaitility;

/** A mail server of the outside world: SMTP, IMAP and POP3 on loopback, all mailboxes of all parties. Thread-safe. */
public final class MailHost implements AutoCloseable {
    static {
        // A connection of the server dies when a mail comes in while it numbers another one that goes. Mail servers do
        // such things, and who is connected must bear it; it is no failure of a test that happens to wait meanwhile.
        Awaitility.doNotCatchUncaughtExceptionsByDefault();
    }

    private final Map<String, String> passwords = new ConcurrentHashMap<>();
    private final Map<String, List<byte[]>> disk = new TreeMap<>();
    private final int smtpPort = FreePort.find();
    private final int imapPort = FreePort.find();
    private final int pop3Port = FreePort.find();
    private GreenMail server = started();

    public static MailHost start() {
        return new MailHost();
    }

    private GreenMail started() {
        GreenMail fresh = new GreenMail(new ServerSetup[] {
            setup(smtpPort, ServerSetup.PROTOCOL_SMTP),
            setup(imapPort, ServerSetup.PROTOCOL_IMAP),
            setup(pop3Port, ServerSetup.PROTOCOL_POP3)
        });
        fresh.withConfiguration(new GreenMailConfiguration());
        fresh.start();
        passwords.forEach((address, password) -> fresh.setUser(address, address, password));
        return fresh;
    }

    private static ServerSetup setup(int port, String protocol) {
        ServerSetup setup = new ServerSetup(port, "127.0.0.1", protocol);
        setup.setServerStartupTimeout(20_000);
        return setup;
    }

    public int smtpPort() {
        return smtpPort;
    }

    public int imapPort() {
        return imapPort;
    }

    public int pop3Port() {
        return pop3Port;
    }

    /** Opens a mailbox; its login is its address. */
    public synchronized MailHost mailbox(String address, String password) {
        passwords.put(address, password);
        server.setUser(address, address, password);
        return this;
    }

    /** Sends a mail over SMTP, as it is written here. */
    public void send(String to, String mime) {
        sendTo(smtpPort, to, mime);
    }

    /** The same over any server of this machine. */
    public static void sendTo(int smtpPort, String to, String mime) {
        Session session = session();
        try (Transport transport = session.getTransport("smtp")) {
            transport.connect("127.0.0.1", smtpPort, null, null);
            transport.sendMessage(
                    new Verbatim(session, wire(mime)), new InternetAddress[] {new InternetAddress(to, false)});
        } catch (MessagingException e) {
            throw new IllegalStateException("to " + to, e);
        }
    }

    private static byte[] wire(String mime) {
        return mime.replaceAll("\\r?\\n", "\r\n").getBytes(StandardCharsets.UTF_8);
    }

    /** Puts a mail straight into a mailbox, as a delivery agent does; much faster than {@link #send}. */
    public synchronized void deliver(String to, String mime) {
        try {
            // Not through the delivery of the server, which refuses what it cannot read itself.
            folder(to).appendMessage(new Kept(session(), wire(mime)), new jakarta.mail.Flags(), new java.util.Date());
        } catch (MessagingException e) {
            throw new IllegalStateException("to " + to, e);
        } catch (FolderException e) {
            throw new IllegalStateException("to " + to, e);
        }
    }

    /** What is in somebody's inbox now. */
    public synchronized List<MimeMessage> inbox(String address) {
        try {
            List<MimeMessage> mails = new ArrayList<>();
            folder(address).getMessages().forEach(stored -> mails.add(stored.getMimeMessage()));
            return mails;
        } catch (FolderException e) {
            throw new IllegalStateException(address, e);
        }
    }

    /** How many mails of an inbox were taken: read or deleted. */
    public synchronized long taken(String address) {
        try {
            return folder(address).getMessages().stream()
                    .filter(stored -> stored.getFlags().contains(jakarta.mail.Flags.Flag.SEEN)
                            || stored.getFlags().contains(jakarta.mail.Flags.Flag.DELETED))
                    .count();
        } catch (FolderException e) {
            throw new IllegalStateException(address, e);
        }
    }

    /** The server is gone: connections break, ports are closed, mails stay on its disk. */
    public synchronized void goAway() {
        passwords
                .keySet()
                .forEach(address -> disk.put(
                        address, inbox(address).stream().map(MailHost::bytes).toList()));
        server.stop();
    }

    /** The server is back with the same mails under another UIDVALIDITY, as after a restore from a backup. */
    public synchronized void comeBackRestored() {
        // Connections that are still ending may hold the ports for a moment.
        server = Awaitility.await("the mail host is back")
                .atMost(Duration.ofSeconds(30))
                .ignoreExceptions()
                .until(this::started, Objects::nonNull);
        disk.forEach(
                (address, kept) -> kept.forEach(mail -> deliver(address, new String(mail, StandardCharsets.UTF_8))));
        disk.clear();
    }

    private MailFolder folder(String address) throws FolderException {
        GreenMailUser user = server.getManagers().getUserManager().getUserByEmail(address);
        return server.getManagers().getImapHostManager().getInbox(user);
    }

    /** A mail as it stands on the wire. */
    public static byte[] bytes(Message mail) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try {
            mail.writeTo(out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (MessagingException e) {
            throw new IllegalStateException(e);
        }
        return out.toByteArray();
    }

    /** A plain mail with a Message-ID of its own. */
    public static String plain(String from, String to, String subject, String messageId, String text) {
        return """
                From: %s
                To: %s
                Subject: %s
                Message-ID: %s
                Date: Mon, 5 Jan 2026 10:00:00 +0000
                MIME-Version: 1.0
                Content-Type: text/plain; charset=utf-8

                %s
                """
                .formatted(from, to, subject, messageId, text);
    }

    private static Session session() {
        Properties properties = new Properties();
        properties.put("mail.smtp.connectiontimeout", "10000");
        properties.put("mail.smtp.timeout", "30000");
        return Session.getInstance(properties);
    }

    @Override
    public synchronized void close() {
        server.stop();
    }

    /** Kept as it came, also when the server's own index cannot read its type. */
    private static final class Kept extends MimeMessage {
        Kept(Session session, byte[] mime) throws MessagingException {
            super(session, new ByteArrayInputStream(mime));
        }

        @Override
        public String getContentType() throws MessagingException {
            String declared = super.getContentType();
            try {
                new ContentType(declared);
                return declared;
            } catch (ParseException e) {
                return "application/octet-stream";
            }
        }
    }

    /** Sent as it was written: nothing is added, nothing repaired. */
    private static final class Verbatim extends MimeMessage {
        private final byte[] mime;

        Verbatim(Session session, byte[] mime) throws MessagingException {
            super(session, new ByteArrayInputStream(mime));
            this.mime = mime.clone();
        }

        @Override
        public void writeTo(java.io.OutputStream out, String @org.jspecify.annotations.Nullable [] ignored)
                throws IOException {
            out.write(mime);
        }

        @Override
        public void saveChanges() {
            // Nothing to add.
        }
    }
}
