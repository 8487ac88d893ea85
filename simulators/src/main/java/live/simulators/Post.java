// SPDX-License-Identifier: Apache-2.0
package live.simulators;

import jakarta.activation.DataHandler;
import jakarta.mail.Folder;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.Store;
import jakarta.mail.Transport;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeBodyPart;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import jakarta.mail.util.ByteArrayDataSource;
import java.io.UnsupportedEncodingException;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Properties;

/** How customers send and fetch: SMTP and IMAP, like everybody. */
final class Post {
    static final String PASSWORD = "customer";

    private final Session session;
    private final int imap;

    Post(int smtp, int imap) {
        Properties properties = new Properties();
        properties.put("mail.smtp.host", MailServer.HOST);
        properties.put("mail.smtp.port", Integer.toString(smtp));
        properties.put("mail.smtp.localhost", "customers.mail.example");
        properties.put("mail.smtp.timeout", "20000");
        properties.put("mail.imap.timeout", "20000");
        session = Session.getInstance(properties);
        this.imap = imap;
    }

    /** A mail's place in its thread. */
    record Thread(List<String> references) {
        static final Thread NEW = new Thread(List.of());
    }

    /** Somebody's answer. */
    record Answer(String subject, Thread thread) {}

    MimeMessage compose(Persona from, String to, Letters.Letter letter, String id, Thread thread)
            throws MessagingException {
        MimeMessage mail = new MimeMessage(session) {
            @Override
            protected void updateMessageID() throws MessagingException {
                setHeader("Message-ID", id);
            }
        };
        try {
            mail.setFrom(new InternetAddress(from.address(), from.name(), "UTF-8"));
        } catch (UnsupportedEncodingException impossible) {
            throw new MessagingException("every Java has UTF-8", impossible);
        }
        mail.setRecipient(Message.RecipientType.TO, new InternetAddress(to));
        mail.setSubject(letter.subject(), "UTF-8");
        mail.setSentDate(new Date());
        if (!thread.references().isEmpty()) {
            mail.setHeader(
                    "In-Reply-To", thread.references().get(thread.references().size() - 1));
            mail.setHeader("References", String.join(" ", thread.references()));
        }
        content(mail, letter);
        mail.saveChanges();
        return mail;
    }

    void send(MimeMessage mail) throws MessagingException {
        Transport.send(mail);
    }

    private static void content(MimeMessage mail, Letters.Letter letter) throws MessagingException {
        if (letter.html().isEmpty() && letter.enclosures().isEmpty()) {
            mail.setText(letter.text(), "UTF-8");
            return;
        }
        MimeMultipart mixed = new MimeMultipart("mixed");
        MimeBodyPart body = new MimeBodyPart();
        if (letter.html().isEmpty()) {
            body.setText(letter.text(), "UTF-8");
        } else {
            MimeBodyPart plain = new MimeBodyPart();
            plain.setText(letter.text(), "UTF-8");
            MimeBodyPart html = new MimeBodyPart();
            html.setText(letter.html(), "UTF-8", "html");
            body.setContent(new MimeMultipart("alternative", plain, html));
        }
        mixed.addBodyPart(body);
        for (Letters.Enclosure enclosure : letter.enclosures()) {
            MimeBodyPart part = new MimeBodyPart();
            part.setDataHandler(new DataHandler(new ByteArrayDataSource(enclosure.content(), enclosure.mediaType())));
            part.setFileName(enclosure.name());
            mixed.addBodyPart(part);
        }
        mail.setContent(mixed);
    }

    /** The mails that have come since the last look; they are marked as read. */
    List<Answer> fetch(Persona who) throws MessagingException {
        List<Answer> answers = new ArrayList<>();
        try (Store store = session.getStore("imap")) {
            store.connect(MailServer.HOST, imap, who.address(), PASSWORD);
            Folder inbox = store.getFolder("INBOX");
            inbox.open(Folder.READ_WRITE);
            for (Message message : inbox.getMessages()) {
                if (!message.isSet(jakarta.mail.Flags.Flag.SEEN)) {
                    answers.add(new Answer(String.valueOf(message.getSubject()), thread((MimeMessage) message)));
                    message.setFlag(jakarta.mail.Flags.Flag.SEEN, true);
                }
            }
            inbox.close(false);
        }
        return answers;
    }

    private static Thread thread(MimeMessage mail) throws MessagingException {
        List<String> references = new ArrayList<>();
        String header = mail.getHeader("References", " ");
        if (header != null) {
            references.addAll(List.of(header.strip().split("\\s+")));
        }
        if (mail.getMessageID() != null) {
            references.add(mail.getMessageID());
        }
        return new Thread(references);
    }
}
