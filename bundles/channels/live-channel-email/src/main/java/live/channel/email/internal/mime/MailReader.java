// SPDX-License-Identifier: Apache-2.0
package live.channel.email.internal.mime;

import static live.channel.email.internal.mime.MailBody.header;

import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import live.channel.Address;
import live.channel.ChannelHost.ChannelBlobs;
import live.channel.Content;
import live.channel.Delivery;
import live.channel.Inbound;
import live.channel.Inbound.Nature;
import live.core.ExternalId;
import live.core.LiveException;
import live.core.MessageId;
import live.lib.html.PlainText;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Turns the bytes of a mail into what the platform takes. Thread-safe. */
public final class MailReader {
    private static final Logger LOG = LoggerFactory.getLogger(MailReader.class);
    private static final Instant EARLIEST = Instant.parse("1980-01-01T00:00:00Z");
    private static final Delivery RETURNED = new Delivery.Failed(
            "email.bounced", "The other side returned the mail; its words are in the bounce.", false);
    private static final Instant LATEST = Instant.parse("2200-01-01T00:00:00Z");

    private final String source;
    private final String ownAddress;
    private final ChannelBlobs blobs;

    /**
     * @param source names the mailbox, so that the same mail is recognised when it is read again
     * @param ownAddress the account's own address
     */
    public MailReader(String source, String ownAddress, ChannelBlobs blobs) {
        this.source = source;
        this.ownAddress = ownAddress.toLowerCase(Locale.ROOT);
        this.blobs = blobs;
    }

    /**
     * Reads a mail, whatever it looks like.
     *
     * @throws IOException only if an attachment could not be stored; the mail may be read again later
     */
    public ReadMail read(RawMail raw) throws IOException {
        try {
            return read(raw, new ParsedMail(raw.shared()));
        } catch (LiveException platform) {
            throw platform;
        } catch (MessagingException | RuntimeException unreadable) {
            // Whatever the parsers trip over, the mail itself must not be lost, nor hold up the ones behind it.
            LOG.warn(
                    "email.mail.unreadable: kept as an attachment ({})",
                    unreadable.getClass().getName());
            return unreadable(raw);
        }
    }

    private ReadMail read(RawMail raw, MimeMessage mail) throws IOException, MessagingException {
        Address from = sender(mail);
        MailBody body = new MailBody(blobs, from, raw);
        body.read(mail);

        String digest = digest(mail, raw);
        String messageId = MessageIds.only(header(mail, "Message-ID"));
        List<String> ancestors = ancestors(mail);
        Nature nature = nature(mail, body);
        String reported = reported(body, nature);
        Inbound.Builder inbound = Inbound.from(from)
                .id(MessageIds.received(messageId, digest))
                .source(source)
                .conversationKey(conversationKey(messageId, digest, ancestors))
                .references(references(reported, ancestors))
                .subject(HeaderText.decode(header(mail, "Subject"), Inbound.MAX_SUBJECT))
                .language(language(mail))
                .nature(nature);
        addresses(mail, inbound);
        Date date = mail.getSentDate();
        if (date != null
                && date.toInstant().isAfter(EARLIEST)
                && date.toInstant().isBefore(LATEST)) {
            inbound.sentAt(date.toInstant());
        }
        contents(raw, body, inbound);
        attributes(mail, messageId, body, inbound);
        boolean loop = MessageIds.ours(messageId).isPresent();
        if (loop) {
            inbound.nature(Nature.AUTOMATIC).attribute("loop", "own-message");
        }
        boolean answerable = nature == Nature.PERSONAL
                && !loop
                && !from.equals(MailAddresses.NOBODY)
                && !from.value().equals(ownAddress);
        return new ReadMail(inbound.build(), receipts(body, nature, reported), answerable);
    }

    private static Address sender(MimeMessage mail) {
        for (String name : new String[] {"From", "Sender", "Reply-To", "Return-Path"}) {
            List<Address> addresses = MailAddresses.in(header(mail, name));
            if (!addresses.isEmpty()) {
                return addresses.get(0);
            }
        }
        return MailAddresses.NOBODY;
    }

    private void addresses(MimeMessage mail, Inbound.Builder inbound) {
        List<Address> ours = new ArrayList<>();
        List<Address> others = new ArrayList<>();
        for (String name : new String[] {"To", "Cc"}) {
            for (Address address : MailAddresses.in(header(mail, name))) {
                (address.value().equals(ownAddress) ? ours : others).add(address);
            }
        }
        inbound.to(ours.isEmpty() ? List.of(Address.email(ownAddress, "")) : ours.subList(0, 1))
                .cc(others);
    }

    private static void contents(RawMail raw, MailBody body, Inbound.Builder inbound) {
        String text = body.text();
        if (text.isBlank() && !body.html().isEmpty()) {
            text = HeaderText.cut(PlainText.of(body.html()), 400_000);
        }
        if (!raw.isComplete()) {
            text = tooLargeNote(raw.size(), body.leftOut()) + text;
            inbound.attribute("too-large", Long.toString(raw.size()));
        }
        inbound.text(text);
        if (!body.html().isEmpty()) {
            inbound.html(body.html());
        }
        for (Content.Attachment attachment : body.attachments()) {
            inbound.content(attachment);
        }
    }

    private static String tooLargeNote(long size, List<String> leftOut) {
        String names = leftOut.isEmpty() ? "" : " Left out: " + String.join(", ", leftOut) + ".";
        return "[This mail has " + size / 1_000_000 + " MB, more than this account takes. It is still in the mailbox; "
                + "only its beginning is shown here." + names + "]\n\n";
    }

    private void attributes(MimeMessage mail, String messageId, MailBody body, Inbound.Builder inbound) {
        if (!messageId.isEmpty()) {
            inbound.attribute("message-id", messageId);
        }
        // Whoever names us would have us answer ourselves.
        MailAddresses.in(header(mail, "Reply-To")).stream()
                .filter(address -> !address.value().equals(ownAddress))
                .findFirst()
                .ifPresent(inbound::replyTo);
        if (body.isDamaged()) {
            inbound.attribute("damaged", "true");
        }
        String listId = HeaderText.decode(header(mail, "List-Id"), 200);
        if (!listId.isEmpty()) {
            inbound.attribute("list-id", listId);
        }
        String priority = header(mail, "X-Priority").strip();
        if (priority.startsWith("1")
                || priority.startsWith("2")
                || header(mail, "Importance").strip().equalsIgnoreCase("high")) {
            inbound.attribute("priority", "high");
        }
        String spam = header(mail, "X-Spam-Score").strip();
        if (spam.matches("-?\\d{1,4}(\\.\\d{1,4})?")) {
            inbound.attribute("spam-score", spam);
        }
    }

    private static List<String> ancestors(MimeMessage mail) {
        List<String> ancestors = new ArrayList<>(MessageIds.in(header(mail, "References")));
        for (String parent : MessageIds.in(header(mail, "In-Reply-To"))) {
            // The parent is the nearest; many programs name it in both headers.
            ancestors.remove(parent);
            ancestors.add(parent);
        }
        return ancestors;
    }

    private static String conversationKey(String messageId, String digest, List<String> ancestors) {
        if (!ancestors.isEmpty()) {
            return ancestors.get(0);
        }
        return messageId.isEmpty() ? "digest:" + digest : messageId;
    }

    /** Nearest first, a message that is reported on before all; of a long thread the newest and the root. */
    private static List<ExternalId> references(String reported, List<String> ancestors) {
        List<ExternalId> references = new ArrayList<>();
        if (!reported.isEmpty()) {
            references.add(new ExternalId(reported));
        }
        for (int i = ancestors.size() - 1; i >= 0; i--) {
            if (references.size() < Inbound.MAX_REFERENCES - 1 || i == 0) {
                references.add(new ExternalId(ancestors.get(i)));
            }
        }
        return references;
    }

    private static String language(MimeMessage mail) {
        String tag = header(mail, "Content-Language").strip().split("[,\\s]", 2)[0];
        return tag.matches("[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8}){0,3}") ? tag : "";
    }

    private static Nature nature(MimeMessage mail, MailBody body) {
        MediaType type = MediaType.of(header(mail, "Content-Type"));
        String returnPath = header(mail, "Return-Path").strip();
        String from = header(mail, "From").toLowerCase(Locale.ROOT);
        boolean daemon = from.contains("mailer-daemon@") || from.contains("postmaster@");
        if (type.isReport("delivery-status") || body.reports().isDeliveryStatus() && daemon) {
            return Nature.BOUNCE;
        }
        if (daemon
                && (returnPath.equals("<>")
                        || !header(mail, "X-Failed-Recipients").isEmpty())) {
            return Nature.BOUNCE;
        }
        String submitted = header(mail, "Auto-Submitted").strip().toLowerCase(Locale.ROOT);
        String precedence = header(mail, "Precedence").strip().toLowerCase(Locale.ROOT);
        boolean automatic = !submitted.isEmpty() && !submitted.startsWith("no")
                || precedence.equals("auto_reply")
                || precedence.equals("bulk")
                || precedence.equals("junk")
                || !header(mail, "X-Autoreply").isEmpty()
                || !header(mail, "X-Autorespond").isEmpty()
                || type.isReport("disposition-notification")
                || body.reports().isDisposition()
                || returnPath.equals("<>");
        return automatic ? Nature.AUTOMATIC : Nature.PERSONAL;
    }

    /** The Message-ID of our mail that a machine reports on, empty if it does not; what a person sends on is no report. */
    private static String reported(MailBody body, Nature nature) {
        if (nature == Nature.PERSONAL) {
            return "";
        }
        boolean freely = nature == Nature.BOUNCE && !body.reports().isDeliveryStatus();
        String named = body.reports().original();
        return named.isEmpty() && freely ? MessageIds.oursWithin(body.text()) : named;
    }

    private static List<ReadMail.Receipt> receipts(MailBody body, Nature nature, String reported) {
        Optional<MessageId> message = MessageIds.ours(reported);
        Optional<Delivery> outcome = body.reports().outcome();
        if (outcome.isEmpty() && nature == Nature.BOUNCE && !body.reports().isDeliveryStatus()) {
            outcome = Optional.of(RETURNED);
        }
        return message.isPresent() && outcome.isPresent()
                ? List.of(new ReadMail.Receipt(message.get(), outcome.get()))
                : List.of();
    }

    /** Blind to line ends and white space, which servers and protocols change. */
    private static String digest(MimeMessage mail, RawMail raw) throws MessagingException, IOException {
        MessageDigest digest = MessageIds.sha256();
        if (header(mail, "Message-ID").isBlank()) {
            for (String name : new String[] {"From", "Date", "Subject"}) {
                digest.update(header(mail, name).getBytes(java.nio.charset.StandardCharsets.UTF_8));
            }
        }
        try (InputStream body = mail.getRawInputStream()) {
            byte[] buffer = new byte[8192];
            int read;
            while ((read = body.read(buffer)) > 0) {
                int kept = 0;
                for (int i = 0; i < read; i++) {
                    if (buffer[i] > ' ' || buffer[i] < 0) {
                        buffer[kept++] = buffer[i];
                    }
                }
                digest.update(buffer, 0, kept);
            }
        }
        if (!raw.isComplete()) {
            digest.update(Long.toString(raw.size()).getBytes(java.nio.charset.StandardCharsets.US_ASCII));
        }
        return HexFormat.of().formatHex(digest.digest()).substring(0, 32);
    }

    /** What nobody can read is still kept whole, and somebody is told. */
    private ReadMail unreadable(RawMail raw) throws IOException {
        Inbound.Builder inbound = Inbound.from(MailAddresses.NOBODY)
                .source(source)
                .to(List.of(Address.email(ownAddress, "")))
                .attribute("damaged", "true")
                .text("");
        MessageDigest digest = MessageIds.sha256();
        try (InputStream in = new java.security.DigestInputStream(raw.shared(), digest)) {
            inbound.content(new Content.Attachment(
                    blobs.store(MailAddresses.NOBODY, "original.eml", "message/rfc822", in, raw.size() + 1),
                    Content.Attachment.Disposition.ATTACHED,
                    ""));
        }
        String name = HexFormat.of().formatHex(digest.digest()).substring(0, 32);
        return new ReadMail(
                inbound.id(new ExternalId("#" + name))
                        .conversationKey("digest:" + name)
                        .build(),
                List.of(),
                false);
    }
}
