// SPDX-License-Identifier: Apache-2.0
package live.ticketing.internal.web;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import live.channel.Address;
import live.channel.Content;
import live.core.BlobId;
import live.core.BlobInfo;
import live.core.Blobs;
import live.core.InteractionId;
import live.core.MessageId;
import live.core.Principal;
import live.core.TicketId;
import live.core.web.Problem;
import live.lib.html.PlainText;
import live.lib.html.SafeHtml;
import live.ticketing.NewMessage;
import live.ticketing.TicketChange;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Makes changes of what a request says, or says what is wrong with it. */
@Component(service = ChangeReader.class)
public final class ChangeReader {
    private static final int MOST = 50;
    private static final int LONGEST = 1_000_000;
    private static final int MOST_ATTACHMENTS = 50;

    private final Blobs blobs;
    private final Targets targets;

    @Activate
    public ChangeReader(@Reference Blobs blobs, @Reference Targets targets) {
        this.blobs = blobs;
        this.targets = targets;
    }

    List<TicketChange> read(Principal caller, Bodies.@Nullable ChangesBody body) {
        List<Bodies.ChangeBody> wanted = body == null || body.changes() == null ? List.of() : body.changes();
        if (body == null || body.version() == null) {
            throw Problem.invalid("version", "field.missing", "the version that the changes are meant for");
        }
        if (wanted.isEmpty() || wanted.size() > MOST) {
            throw Problem.invalid("changes", "field.range", "1 to " + MOST + " changes");
        }
        List<TicketChange> changes = new ArrayList<>();
        for (int i = 0; i < wanted.size(); i++) {
            String path = "changes[" + i + "].";
            try {
                changes.add(read(caller, wanted.get(i), path));
            } catch (IllegalArgumentException e) {
                throw Problem.invalid(path + "message", "field.address", String.valueOf(e.getMessage()));
            }
        }
        return changes;
    }

    private TicketChange read(Principal caller, Bodies.ChangeBody body, String path) {
        String type = body.type() == null ? "" : body.type();
        return switch (type) {
            case "assign" ->
                new TicketChange.Assign(targets.assignee(caller.tenant(), path + "assignee", body.assignee()));
            case "prioritise" -> new TicketChange.Prioritise(needed(body.priority(), path + "priority"));
            case "move" ->
                new TicketChange.MoveTo(
                        targets.queue(caller.tenant(), path + "queue", needed(body.queue(), path + "queue"))
                                .orElseThrow());
            case "status" -> new TicketChange.SetStatus(needed(body.status(), path + "status"));
            case "rename" -> new TicketChange.Rename(needed(body.subject(), path + "subject"));
            case "tag" ->
                new TicketChange.Tag(needed(body.tag(), path + "tag"), body.present() == null || body.present());
            case "note" -> new TicketChange.Note(message(needed(body.message(), path + "message"), path + "message."));
            case "reply" -> reply(caller, body, path);
            case "link" ->
                new TicketChange.Link(
                        new TicketId(needed(body.other(), path + "other")), needed(body.relation(), path + "relation"));
            case "merge" -> new TicketChange.Merge(new TicketId(needed(body.other(), path + "other")));
            default -> throw Problem.invalid(path + "type", "field.unknown", "not a kind of change");
        };
    }

    private TicketChange reply(Principal caller, Bodies.ChangeBody body, String path) {
        if (!caller.may("interaction.reply")) {
            throw Problem.forbidden("security.permission.missing", "interaction.reply");
        }
        return new TicketChange.Reply(
                new InteractionId(needed(body.interaction(), path + "interaction")),
                message(needed(body.message(), path + "message"), path + "message."));
    }

    private NewMessage message(Bodies.MessageBody body, String path) {
        List<Content> contents = new ArrayList<>();
        String html = body.html() == null ? "" : body.html();
        String text = body.text() == null ? "" : body.text();
        if (html.length() > LONGEST || text.length() > LONGEST) {
            throw Problem.invalid(path + "html", "field.long", "at most " + LONGEST + " characters");
        }
        if (!html.isBlank()) {
            String safe = SafeHtml.clean(html);
            contents.add(new Content.Text(text.isBlank() ? PlainText.of(safe) : text));
            contents.add(new Content.Html(safe));
        } else if (!text.isBlank()) {
            contents.add(new Content.Text(text.replace("\r\n", "\n")));
        }
        List<UUID> files = body.attachments() == null ? List.of() : body.attachments();
        if (files.size() > MOST_ATTACHMENTS) {
            throw Problem.invalid(path + "attachments", "field.large", "at most " + MOST_ATTACHMENTS + " files");
        }
        for (UUID file : files) {
            BlobInfo info = blobs.info(new BlobId(Objects.requireNonNull(file)))
                    .orElseThrow(() -> Problem.invalid(path + "attachments", "field.missing", "there is no such file"));
            contents.add(new Content.Attachment(info, Content.Attachment.Disposition.ATTACHED, ""));
        }
        if (contents.isEmpty()) {
            throw Problem.invalid(path + "text", "field.missing", "a message says something");
        }
        return new NewMessage(
                body.id() == null ? MessageId.next() : new MessageId(body.id()),
                addresses(body.to()),
                addresses(body.cc()),
                addresses(body.bcc()),
                body.subject() == null ? "" : body.subject(),
                contents,
                Map.of());
    }

    private static List<Address> addresses(@Nullable List<Bodies.PartyBody> parties) {
        return parties == null
                ? List.of()
                : parties.stream().map(Bodies.PartyBody::address).toList();
    }

    private static <T> T needed(@Nullable T value, String path) {
        if (value == null) {
            throw Problem.invalid(path, "field.missing", "is needed for this kind of change");
        }
        return value;
    }
}
