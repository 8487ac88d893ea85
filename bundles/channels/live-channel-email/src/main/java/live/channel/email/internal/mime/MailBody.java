// SPDX-License-Identifier: Apache-2.0
package live.channel.email.internal.mime;

import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeBodyPart;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimePart;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import live.channel.Address;
import live.channel.ChannelHost.ChannelBlobs;
import live.channel.Content;
import live.channel.Content.Attachment.Disposition;
import live.core.BlobInfo;

/** Walks through the parts of one mail and collects its text, its HTML, its attachments and what reports it holds. */
final class MailBody {
    /** Far beyond what people nest, and far from what a stack holds. */
    private static final int DEEPEST = 60;

    private static final int TEXT_LIMIT = 400_000;
    private static final int HTML_LIMIT = 1_400_000;
    private static final Pattern META_CHARSET =
            Pattern.compile("(?i)<meta[^>]{0,200}charset\\s*=\\s*[\"']?([\\w-]{1,40})");

    private final ChannelBlobs blobs;
    private final Address party;
    private final RawMail raw;
    private final PartBudget budget = new PartBudget();
    private final StringBuilder text = new StringBuilder();
    private final StringBuilder html = new StringBuilder();
    private final List<Content.Attachment> attachments = new ArrayList<>();
    private final List<String> leftOut = new ArrayList<>();
    private final Reports reports = new Reports();

    MailBody(ChannelBlobs blobs, Address party, RawMail raw) {
        this.blobs = blobs;
        this.party = party;
        this.raw = raw;
    }

    /** @throws IOException only if an attachment could not be stored */
    void read(MimeMessage mail) throws IOException {
        walk(mail, 0, false);
        if (budget.isDamaged() && raw.isComplete()) {
            store("original.eml", "message/rfc822", raw.shared(), Disposition.ATTACHED, "");
        }
    }

    String text() {
        return text.toString();
    }

    String html() {
        return html.toString();
    }

    List<Content.Attachment> attachments() {
        return attachments;
    }

    /** Names of attachments that were not fetched. */
    List<String> leftOut() {
        return leftOut;
    }

    boolean isDamaged() {
        return budget.isDamaged();
    }

    Reports reports() {
        return reports;
    }

    private void walk(MimePart part, int depth, boolean related) throws IOException {
        MediaType type = MediaType.of(header(part, "Content-Type"));
        if (!type.isMultipart()) {
            leaf(part, type, related);
        } else if (depth >= DEEPEST) {
            budget.damaged();
        } else {
            boolean childrenRelated = type.type().equals("multipart/related");
            try {
                List<MimeBodyPart> parts =
                        new GuardedMultipart(header(part, "Content-Type"), content(part), budget).parts();
                for (MimeBodyPart child : parts) {
                    walk(child, depth + 1, childrenRelated);
                }
                if (parts.isEmpty()) {
                    emptyMultipart(part);
                }
            } catch (MessagingException broken) {
                budget.damaged();
            }
        }
    }

    /** A multipart without parts: what stands there is read as the text that it most likely is. */
    private void emptyMultipart(MimePart part) throws IOException {
        String content =
                clean(Charsets.decode(limited(content(part), TEXT_LIMIT), "")).strip();
        if (!content.isEmpty()) {
            appendText(content);
            budget.damaged();
        }
    }

    private void leaf(MimePart part, MediaType type, boolean related) throws IOException {
        String disposition = header(part, "Content-Disposition").strip().toLowerCase(Locale.ROOT);
        String name = FileNames.safe(fileName(part, type), "");
        boolean attached = disposition.startsWith("attachment") || !name.isEmpty();
        if (reports.read(type, () -> decoded(part)) && !attached) {
            attached = true;
        }
        if (!attached && type.type().equals("text/plain")) {
            readText(part, type);
        } else if (!attached && type.type().equals("text/html")) {
            readHtml(part, type);
        } else {
            attach(part, type, name, related || disposition.startsWith("inline"));
        }
    }

    private void readText(MimePart part, MediaType type) throws IOException {
        byte[] bytes = limited(decoded(part), TEXT_LIMIT * 4);
        String content = clean(Charsets.decode(bytes, type.parameter("charset")));
        if (type.parameter("format").equalsIgnoreCase("flowed")) {
            content = FlowedText.unfold(content, type.parameter("delsp").equalsIgnoreCase("yes"));
        }
        if (text.length() + content.length() > TEXT_LIMIT) {
            store("mail.txt", "text/plain", decoded(part), Disposition.ATTACHED, "");
            content = HeaderText.cut(content, Math.max(0, TEXT_LIMIT - text.length()));
        }
        appendText(content);
    }

    private void appendText(String content) {
        if (text.length() > 0 && !content.isBlank()) {
            text.append("\n\n");
        }
        text.append(content.stripTrailing());
    }

    private void readHtml(MimePart part, MediaType type) throws IOException {
        byte[] bytes = limited(decoded(part), HTML_LIMIT * 2);
        String charset = type.parameter("charset");
        if (charset.isEmpty()) {
            String head =
                    new String(bytes, 0, Math.min(bytes.length, 2048), java.nio.charset.StandardCharsets.ISO_8859_1);
            Matcher meta = META_CHARSET.matcher(head);
            charset = meta.find() ? meta.group(1) : "";
        }
        String content = clean(Charsets.decode(bytes, charset));
        if (html.length() + content.length() > HTML_LIMIT) {
            store("mail.html", "text/html", decoded(part), Disposition.ATTACHED, "");
        } else {
            html.append(html.length() > 0 ? "\n<hr>\n" : "").append(content);
        }
    }

    private void attach(MimePart part, MediaType type, String claimedName, boolean inline) throws IOException {
        String name = claimedName.isEmpty() ? nameFor(part, type) : claimedName;
        if (!raw.isComplete()) {
            leftOut.add(name);
            return;
        }
        String contentId = HeaderText.cut(header(part, "Content-ID").replaceAll("[<>\\s\\p{Cc}]+", ""), 200);
        boolean shown = inline && !contentId.isEmpty() && type.type().startsWith("image/");
        store(name, type.type(), decoded(part), shown ? Disposition.INLINE : Disposition.ATTACHED, contentId);
        if (Tnef.isTnef(type.type(), name)) {
            for (Tnef.Attachment inner : Tnef.attachmentsOf(decoded(part), PartBudget.PARTS - attachments.size())) {
                String innerName = FileNames.safe(inner.name(), "attachment.bin");
                ByteArrayInputStream bytes = new ByteArrayInputStream(inner.bytes());
                store(innerName, "application/octet-stream", bytes, Disposition.ATTACHED, "");
            }
        }
    }

    private void store(String name, String mediaType, InputStream content, Disposition disposition, String contentId)
            throws IOException {
        try (content) {
            // Decoding never makes more bytes of less; the margin is for what was decoded from the headers.
            BlobInfo blob = blobs.store(party, name, mediaType, content, raw.size() * 2 + 65_536);
            attachments.add(new Content.Attachment(blob, disposition, contentId));
        }
    }

    private static String nameFor(MimePart part, MediaType type) {
        if (type.type().equals("message/rfc822")) {
            try (InputStream in = decoded(part)) {
                MimeMessage inner = new MimeMessage(null, new ByteArrayInputStream(limited(in, 65_536)));
                String subject = HeaderText.decode(header(inner, "Subject"), 80);
                return FileNames.safe(subject.replace('/', ' ').replace('\\', ' ') + ".eml", "mail.eml");
            } catch (IOException | MessagingException unreadable) {
                return "mail.eml";
            }
        }
        return "attachment" + extension(type.type());
    }

    private static String extension(String type) {
        return switch (type) {
            case "image/jpeg" -> ".jpg";
            case "image/png" -> ".png";
            case "image/gif" -> ".gif";
            case "application/pdf" -> ".pdf";
            case "text/plain" -> ".txt";
            case "text/html" -> ".html";
            case "text/calendar" -> ".ics";
            case "message/delivery-status", "message/disposition-notification", "text/rfc822-headers" -> ".txt";
            case "application/ms-tnef" -> ".dat";
            default -> ".bin";
        };
    }

    private static String fileName(MimePart part, MediaType type) {
        String header = header(part, "Content-Disposition");
        String name = "";
        if (!header.isBlank()) {
            try {
                String strict = new jakarta.mail.internet.ContentDisposition(header).getParameter("filename");
                name = strict == null ? "" : strict;
            } catch (jakarta.mail.internet.ParseException broken) {
                name = MediaType.parametersOf(header).getOrDefault("filename", "");
            }
        }
        return HeaderText.decode(name.isEmpty() ? type.parameter("name") : name, 20_000);
    }

    /** A header's first value, unfolded; empty if there is none. */
    static String header(MimePart part, String name) {
        try {
            String[] values = part.getHeader(name);
            return values == null || values.length == 0 || values[0] == null
                    ? ""
                    : values[0].replaceAll("\\r?\\n(?=[ \\t])", "");
        } catch (MessagingException unreadable) {
            return "";
        }
    }

    private static InputStream content(MimePart part) {
        try {
            return part instanceof MimeBodyPart body
                    ? body.getRawInputStream()
                    : ((MimeMessage) part).getRawInputStream();
        } catch (MessagingException none) {
            return new jakarta.mail.util.SharedByteArrayInputStream(new byte[0]);
        }
    }

    private static InputStream decoded(MimePart part) {
        return TransferDecoding.of(header(part, "Content-Transfer-Encoding"), content(part));
    }

    private static byte[] limited(InputStream in, int limit) throws IOException {
        try (in) {
            return in.readNBytes(limit);
        }
    }

    /** Line feeds only, and nothing that a database cannot hold. */
    private static String clean(String content) {
        return content.replace("\r\n", "\n").replace('\r', '\n').replace("\0", "");
    }
}
