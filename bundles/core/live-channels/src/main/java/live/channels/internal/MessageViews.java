// SPDX-License-Identifier: Apache-2.0
package live.channels.internal;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import live.channel.Content;
import live.core.BlobInfo;
import live.lib.html.PlainText;
import live.lib.html.Quotes;
import live.lib.html.SafeHtml;
import live.ticketing.Message;
import live.ticketing.MessageView;

/** Makes messages fit to be shown. */
public final class MessageViews {
    private static final int PREVIEW = 140;

    private MessageViews() {}

    /** A message as a browser may show it. */
    static MessageView view(Message message) {
        Optional<String> text = text(message);
        Optional<SafeHtml.View> html = html(message);
        Optional<Quotes.Folded> folded = html.isPresent() ? Optional.empty() : text.map(Quotes::fold);
        return new MessageView(
                message.id(),
                message.interaction(),
                message.direction(),
                message.author(),
                message.from(),
                message.replyTo(),
                message.to(),
                message.cc(),
                message.subject(),
                html.isPresent() ? Optional.empty() : folded.map(Quotes.Folded::text),
                html.map(SafeHtml.View::html),
                html.map(SafeHtml.View::hasRemoteImages).orElse(false),
                quoted(html, folded),
                attachments(message),
                message.state(),
                Optional.of(message.stateReason()).filter(reason -> !reason.isEmpty()),
                message.nature(),
                message.at());
    }

    /** The beginning of what a message says. */
    public static String preview(Message message) {
        String text = text(message)
                .map(plain -> Quotes.fold(plain).text())
                .or(() -> joined(message).map(PlainText::of))
                .orElse("");
        String line = text.replaceAll("\\s+", " ").strip();
        return line.length() <= PREVIEW
                ? line
                : line.substring(0, line.offsetByCodePoints(0, line.codePointCount(0, PREVIEW)));
    }

    private static Optional<MessageView.Quoted> quoted(Optional<SafeHtml.View> html, Optional<Quotes.Folded> folded) {
        Optional<String> quotedHtml = html.flatMap(SafeHtml.View::quoted);
        Optional<String> quotedText = folded.flatMap(Quotes.Folded::quoted);
        return quotedHtml.isEmpty() && quotedText.isEmpty()
                ? Optional.empty()
                : Optional.of(new MessageView.Quoted(quotedText, quotedHtml));
    }

    private static Optional<String> text(Message message) {
        List<String> parts = new ArrayList<>();
        for (Content content : message.contents()) {
            if (content instanceof Content.Text text) {
                parts.add(text.text());
            } else if (content instanceof Content.Form form) {
                parts.add(form.fields().entrySet().stream()
                        .map(field -> field.getKey() + ": " + field.getValue())
                        .collect(Collectors.joining("\n")));
            }
        }
        return parts.isEmpty() ? Optional.empty() : Optional.of(String.join("\n", parts));
    }

    private static Optional<String> joined(Message message) {
        List<String> parts = new ArrayList<>();
        for (Content content : message.contents()) {
            if (content instanceof Content.Html html) {
                parts.add(html.html());
            }
        }
        return parts.isEmpty() ? Optional.empty() : Optional.of(String.join("<hr>", parts));
    }

    private static Optional<SafeHtml.View> html(Message message) {
        Map<String, String> pictures = new HashMap<>();
        for (Content content : message.contents()) {
            if (content instanceof Content.Attachment attachment
                    && !attachment.contentId().isEmpty()) {
                pictures.put(
                        bare(attachment.contentId()),
                        "/api/v1/channels/blobs/" + attachment.blob().id());
            }
        }
        return joined(message)
                .map(html -> SafeHtml.view(html, contentId -> Optional.ofNullable(pictures.get(bare(contentId)))));
    }

    private static String bare(String contentId) {
        String id = contentId.strip();
        return id.startsWith("<") && id.endsWith(">") ? id.substring(1, id.length() - 1) : id;
    }

    private static List<MessageView.Attachment> attachments(Message message) {
        List<MessageView.Attachment> attachments = new ArrayList<>();
        for (Content content : message.contents()) {
            if (content instanceof Content.Attachment attachment) {
                BlobInfo blob = attachment.blob();
                attachments.add(new MessageView.Attachment(
                        blob.id(),
                        blob.name(),
                        blob.mediaType(),
                        blob.size(),
                        attachment.disposition() == Content.Attachment.Disposition.INLINE));
            }
        }
        return attachments;
    }
}
