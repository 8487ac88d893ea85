// SPDX-License-Identifier: Apache-2.0
package live.channel.email.internal.send;

import static java.nio.charset.StandardCharsets.UTF_8;

import jakarta.activation.DataHandler;
import jakarta.activation.DataSource;
import jakarta.mail.Message.RecipientType;
import jakarta.mail.MessagingException;
import jakarta.mail.Part;
import jakarta.mail.Session;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeBodyPart;
import jakarta.mail.internet.MimeMultipart;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UnsupportedEncodingException;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import live.channel.Address;
import live.channel.ChannelHost.ChannelBlobs;
import live.channel.Content;
import live.channel.Content.Attachment;
import live.channel.Outbound;
import live.channel.email.internal.Settings;
import live.channel.email.internal.mime.MessageIds;
import live.core.BlobInfo;
import live.core.ExternalId;
import live.lib.html.PlainText;
import org.eclipse.angus.mail.smtp.SMTPMessage;

/** Makes the mail of a message: text beside HTML, pictures within it, attachments streamed from the storage. */
final class MailComposer {
    private static final int LONGEST_REFERENCES = 50;
    private static final Pattern ANSWER = Pattern.compile("(?i)^(re|aw|antw|sv|rv|ynt|odp|r)\\s*(\\[\\d+\\])?\\s*:");

    private final Settings settings;
    private final ChannelBlobs blobs;

    MailComposer(Settings settings, ChannelBlobs blobs) {
        this.settings = settings;
        this.blobs = blobs;
    }

    /** The id under which the mail goes out, the same at every attempt. */
    String messageId(Outbound message) {
        return MessageIds.ours(message.id(), settings.domain());
    }

    /** @throws jakarta.mail.internet.AddressException if an address is none */
    SMTPMessage compose(Session session, Outbound message) throws MessagingException {
        Mail mail = new Mail(session, messageId(message));
        mail.setFrom(address(Address.email(settings.address(), settings.senderName())));
        mail.setRecipients(RecipientType.TO, addresses(message.to()));
        mail.setRecipients(RecipientType.CC, addresses(message.cc()));
        mail.setRecipients(RecipientType.BCC, addresses(message.bcc()));
        mail.setSubject(subject(message), UTF_8.name());
        mail.setSentDate(Date.from(message.sentAt()));
        thread(mail, message.references());
        if (message.automatic()) {
            // RFC 3834: no machine answers this. Its envelope names us all the same, because many servers let nobody
            // send without a sender; a bounce of it is known for one.
            mail.setHeader("Auto-Submitted", "auto-replied");
            mail.setHeader("X-Auto-Response-Suppress", "All");
        }
        mail.setEnvelopeFrom(settings.address());
        content(mail, message.contents());
        mail.saveChanges();
        return mail;
    }

    /** An answer is called one, as every mail program does it, in whatever language it was called so before. */
    private static String subject(Outbound message) {
        String subject = line(message.subject());
        boolean answers =
                !message.references().isEmpty() && !ANSWER.matcher(subject).find();
        return answers ? "Re: " + subject : subject;
    }

    private static void thread(Mail mail, List<ExternalId> references) throws MessagingException {
        List<String> ids = new ArrayList<>();
        for (ExternalId reference : references) {
            MessageIds.header(reference).ifPresent(ids::add);
        }
        if (ids.isEmpty()) {
            return;
        }
        mail.setHeader("In-Reply-To", ids.get(0));
        // Root first, nearest last; of a long thread the root and the newest (RFC 5322, section 3.6.4).
        List<String> chain = new ArrayList<>(ids.subList(0, Math.min(ids.size(), LONGEST_REFERENCES)));
        if (ids.size() > chain.size()) {
            chain.add(ids.get(ids.size() - 1));
        }
        java.util.Collections.reverse(chain);
        mail.setHeader("References", chain.stream().distinct().collect(Collectors.joining("\r\n ")));
    }

    private void content(Part mail, List<Content> contents) throws MessagingException {
        StringBuilder text = new StringBuilder();
        StringBuilder html = new StringBuilder();
        List<Attachment> inline = new ArrayList<>();
        List<Attachment> attached = new ArrayList<>();
        for (Content content : contents) {
            if (content instanceof Content.Text words) {
                text.append(text.length() > 0 ? "\n\n" : "").append(words.text());
            } else if (content instanceof Content.Html page) {
                html.append(page.html());
            } else if (content instanceof Content.Form form) {
                form.fields().forEach((field, value) -> text.append(field + ": " + value + "\n"));
            } else if (content instanceof Attachment attachment) {
                boolean shown = attachment.disposition() == Attachment.Disposition.INLINE
                        && html.length() > 0
                        && !attachment.contentId().isEmpty();
                (shown ? inline : attached).add(attachment);
            }
        }
        if (attached.isEmpty()) {
            body(mail, text.toString(), html.toString(), inline);
            return;
        }
        MimeMultipart mixed = new MimeMultipart("mixed");
        MimeBodyPart first = new MimeBodyPart();
        body(first, text.toString(), html.toString(), inline);
        mixed.addBodyPart(first);
        for (Attachment attachment : attached) {
            mixed.addBodyPart(part(attachment, Part.ATTACHMENT));
        }
        mail.setContent(mixed);
    }

    private void body(Part part, String text, String html, List<Attachment> inline) throws MessagingException {
        if (html.isEmpty()) {
            text(part, text, "plain");
            return;
        }
        MimeBodyPart plain = new MimeBodyPart();
        text(plain, text.isBlank() ? PlainText.of(html) : text, "plain");
        MimeBodyPart rich = new MimeBodyPart();
        if (inline.isEmpty()) {
            text(rich, html, "html");
        } else {
            MimeMultipart related = new MimeMultipart("related");
            MimeBodyPart page = new MimeBodyPart();
            text(page, html, "html");
            related.addBodyPart(page);
            for (Attachment picture : inline) {
                MimeBodyPart shown = part(picture, Part.INLINE);
                shown.setContentID("<" + line(picture.contentId()).replaceAll("[<>\\s]", "") + ">");
                related.addBodyPart(shown);
            }
            rich.setContent(related);
        }
        part.setContent(new MimeMultipart("alternative", plain, rich));
    }

    private static void text(Part part, String text, String subtype) throws MessagingException {
        part.setContent(text.replace("\r\n", "\n").replace("\n", "\r\n"), "text/" + subtype + "; charset=UTF-8");
    }

    private MimeBodyPart part(Attachment attachment, String disposition) throws MessagingException {
        MimeBodyPart part = new MimeBodyPart();
        part.setDataHandler(new DataHandler(new BlobSource(blobs, attachment.blob())));
        part.setFileName(line(attachment.blob().name()));
        part.setDisposition(disposition);
        // Said beforehand, or the library would read the whole blob once more only to choose.
        part.setHeader("Content-Transfer-Encoding", "base64");
        return part;
    }

    private static InternetAddress[] addresses(List<Address> addresses) throws MessagingException {
        InternetAddress[] all = new InternetAddress[addresses.size()];
        for (int i = 0; i < all.length; i++) {
            all[i] = address(addresses.get(i));
        }
        return all;
    }

    private static InternetAddress address(Address address) throws MessagingException {
        InternetAddress made = new InternetAddress(address.value(), true);
        try {
            if (!address.name().isEmpty()) {
                made.setPersonal(line(address.name()), UTF_8.name());
            }
        } catch (UnsupportedEncodingException impossible) {
            throw new MessagingException("every Java has UTF-8", impossible);
        }
        return made;
    }

    /** One line, whatever somebody typed: a line end in a header would begin the next header. */
    private static String line(String text) {
        return text.replaceAll("[\\p{Cc}\\u2028\\u2029]+", " ").strip();
    }

    /** A mail with an id of our choice. */
    private static final class Mail extends SMTPMessage {
        private final String id;

        Mail(Session session, String id) {
            super(session);
            this.id = id;
        }

        @Override
        protected void updateMessageID() throws MessagingException {
            setHeader("Message-ID", id);
        }
    }

    private record BlobSource(ChannelBlobs blobs, BlobInfo blob) implements DataSource {
        @Override
        public InputStream getInputStream() throws IOException {
            return blobs.open(blob.id());
        }

        @Override
        public OutputStream getOutputStream() throws IOException {
            throw new IOException("read only");
        }

        /** Text and mails as bytes: their line ends must survive. */
        @Override
        public String getContentType() {
            boolean safe = blob.mediaType().matches("[a-z]+/[a-z0-9.+-]+")
                    && !blob.mediaType().startsWith("m");
            return safe ? blob.mediaType() : "application/octet-stream";
        }

        @Override
        public String getName() {
            return blob.name();
        }
    }
}
