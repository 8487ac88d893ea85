// SPDX-License-Identifier: Apache-2.0
package live.channel.email.internal;

import com.icegreen.greenmail.store.MailFolder;
import com.icegreen.greenmail.store.StoredMessage;
import com.icegreen.greenmail.user.GreenMailUser;
import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import jakarta.mail.Flags;
import jakarta.mail.Message.RecipientType;
import jakarta.mail.Multipart;
import jakarta.mail.Session;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import live.channel.Address;
import live.channel.Channel;
import live.channel.tck.BadLine;
import live.channel.tck.Peer;

/** A real mail server with the mailbox of a service and of its customers, behind lines that can go bad. */
final class MailPeer implements Peer {
    static final String SERVICE = "service@example.org";
    static final String PASSWORD = "correct-horse-battery-staple";
    private static final String HOST = "127.0.0.1";

    final GreenMail server;
    final BadLine receiving;
    final BadLine sending;
    private final Map<String, String> settings = new HashMap<>();
    private final Map<String, String> roots = new HashMap<>();

    static {
        // The server throws in its own threads when a line is cut; that is its business.
        org.awaitility.Awaitility.doNotCatchUncaughtExceptionsByDefault();
    }

    private MimeMessage last;
    private int number;

    MailPeer(String protocol, Map<String, String> more) throws Exception {
        server = new GreenMail(new ServerSetup[] {
            new ServerSetup(0, HOST, ServerSetup.PROTOCOL_SMTP),
            new ServerSetup(0, HOST, ServerSetup.PROTOCOL_IMAP),
            new ServerSetup(0, HOST, ServerSetup.PROTOCOL_POP3)
        });
        server.start();
        server.setUser(SERVICE, SERVICE, PASSWORD);
        boolean imap = protocol.equals("IMAP");
        receiving =
                new BadLine(imap ? server.getImap().getPort() : server.getPop3().getPort());
        sending = new BadLine(server.getSmtp().getPort());
        settings.putAll(Map.of(
                "address",
                SERVICE,
                "protocol",
                protocol,
                "receiveHost",
                HOST,
                "receivePort",
                String.valueOf(receiving.port()),
                "receiveSecurity",
                "NONE",
                "receivePassword",
                PASSWORD,
                "sendPort",
                String.valueOf(sending.port()),
                "sendSecurity",
                "NONE",
                "timeoutSeconds",
                "2",
                "pollSeconds",
                "1"));
        settings.putAll(more);
    }

    Map<String, String> settings() {
        return settings;
    }

    @Override
    public Channel channel() {
        return new EmailChannel(Settings.form(settings), Map.of("service.pid", EmailAccount.PID + "~tck"));
    }

    @Override
    public void write(String party, String conversation, String text) {
        try {
            String id = "<" + ++number + "." + conversation + "@customers.example>";
            MimeMessage mail = new MimeMessage(Session.getInstance(new Properties())) {
                @Override
                protected void updateMessageID() throws jakarta.mail.MessagingException {
                    setHeader("Message-ID", id);
                }
            };
            mail.setFrom(new InternetAddress(address(party).value()));
            mail.setRecipient(RecipientType.TO, new InternetAddress(SERVICE));
            mail.setSubject("About " + conversation, "UTF-8");
            String root = roots.putIfAbsent(conversation, id);
            if (root != null) {
                mail.setHeader("References", root);
                mail.setHeader("In-Reply-To", root);
            }
            mail.setText(text, "UTF-8");
            mail.saveChanges();
            deliver(mail);
        } catch (jakarta.mail.MessagingException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    void deliver(MimeMessage mail) {
        last = mail;
        service().deliver(mail);
    }

    private GreenMailUser service() {
        return server.getUserManager().getUserByEmail(SERVICE);
    }

    MailFolder inbox() {
        try {
            return server.getManagers().getImapHostManager().getInbox(service());
        } catch (com.icegreen.greenmail.store.FolderException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** A folder beside the inbox. */
    void folder(String name) {
        try {
            var managers = server.getManagers().getImapHostManager();
            managers.createMailbox(service(), name);
        } catch (com.icegreen.greenmail.store.FolderException | com.icegreen.greenmail.imap.AuthorizationException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public boolean writeAgain() {
        deliver(last);
        return true;
    }

    @Override
    public int unconfirmed() {
        // Reading by POP3 makes a mail seen on this server, so where mails are deleted only that counts.
        boolean marks = !"DELETE".equals(settings.get("afterTaking"));
        return (int) inbox().getMessages().stream()
                .filter(mail -> !(marks && mail.isSet(Flags.Flag.SEEN)) && !mail.isSet(Flags.Flag.DELETED))
                .count();
    }

    @Override
    public Address address(String party) {
        return Address.email(party + "@customers.example", "");
    }

    @Override
    public List<Received> received() {
        List<Received> received = new ArrayList<>();
        for (GreenMailUser user : server.getUserManager().listUser()) {
            if (!user.getEmail().equals(SERVICE)) {
                for (MimeMessage mail : mails(user)) {
                    received.add(new Received(user.getEmail().replace("@customers.example", ""), text(mail)));
                }
            }
        }
        return received;
    }

    List<MimeMessage> mailsOf(String party) {
        GreenMailUser user =
                server.getUserManager().getUserByEmail(address(party).value());
        return user == null ? List.of() : mails(user);
    }

    private List<MimeMessage> mails(GreenMailUser user) {
        try {
            return server.getManagers().getImapHostManager().getInbox(user).getMessages().stream()
                    .sorted(Comparator.comparingLong(StoredMessage::getUid))
                    .map(StoredMessage::getMimeMessage)
                    .toList();
        } catch (com.icegreen.greenmail.store.FolderException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static String text(MimeMessage mail) {
        try {
            Object content = mail.getContent();
            while (content instanceof Multipart parts) {
                content = parts.getBodyPart(0).getContent();
            }
            return String.valueOf(content);
        } catch (Exception unreadable) {
            throw new IllegalStateException(unreadable);
        }
    }

    @Override
    public void vanish() {
        receiving.cut();
        sending.cut();
    }

    @Override
    public void comeBack() {
        receiving.mend();
        sending.mend();
    }

    @Override
    public void stall() {
        receiving.silence();
        sending.silence();
    }

    @Override
    public int connections() {
        return receiving.connections() + sending.connections();
    }

    @Override
    public String secret() {
        return PASSWORD;
    }

    @Override
    public void close() {
        receiving.close();
        sending.close();
        server.stop();
    }
}
