// SPDX-License-Identifier: Apache-2.0
package live.channels.internal.store;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import live.channel.Address;
import live.channel.Inbound;
import live.core.BlobId;
import live.core.ChannelId;
import live.core.InteractionId;
import live.core.KeyId;
import live.core.LiveException;
import live.core.MessageId;
import live.core.Principal;
import live.core.TenantId;
import live.core.TicketId;
import live.core.event.Events;
import live.core.event.NewEvent;
import live.core.store.BlobLinks;
import live.core.store.Keys;
import live.core.store.StatementPart;
import live.lib.sql.Database;
import live.lib.sql.Part;
import live.lib.sql.Sql;
import live.ticketing.Message;
import live.ticketing.NewInteraction;
import live.ticketing.NewMessage;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Writes what people here add to the ledger: answers, notes, contacts recorded by hand. */
@Component(service = ContactLedger.class)
public final class ContactLedger {
    private final Database database;
    private final MessageStore messages;
    private final Keys keys;
    private final BlobLinks blobs;
    private final Events events;
    private final Clock clock;
    private final Map<TenantId, Month> matters = new ConcurrentHashMap<>();

    @Activate
    public ContactLedger(
            @Reference ChannelsDatabase database,
            @Reference MessageStore messages,
            @Reference Keys keys,
            @Reference BlobLinks blobs,
            @Reference Events events,
            @Reference Clock clock) {
        this.database = database.database();
        this.messages = messages;
        this.keys = keys;
        this.blobs = blobs;
        this.events = events;
        this.clock = clock;
    }

    /** Writes an answer into the outbox. Returns whether it was not there before. */
    public boolean send(Connection transaction, Principal author, InteractionId interaction, NewMessage message)
            throws SQLException {
        InteractionStore.Standing standing = standing(transaction, author.tenant(), interaction);
        // As who writes in does: so what is read of a conversation never has a gap that is filled later.
        Sql.on(transaction, "select 1 from channels.conversation where tenant = ? and id = ? for update")
                .with(author.tenant().value(), standing.conversation())
                .run();
        ChannelId channel = standing.interaction()
                .channel()
                .orElseThrow(
                        () -> new LiveException("channels.channel.none", "the contact has no channel to answer by"));
        Address party = standing.interaction()
                .party()
                .orElseThrow(() -> new LiveException("channels.party.none", "the contact has no party to answer"));
        List<MessageBody> heard = heard(transaction, author.tenant(), standing);
        Address sender = heard.stream()
                .flatMap(in -> in.to().stream())
                .findFirst()
                .orElseGet(() -> Address.of("channel", channel.toString()));
        MessageBody body = new MessageBody(
                sender,
                sender,
                message.to().isEmpty() ? List.of(recipient(party, heard)) : message.to(),
                message.cc(),
                message.bcc(),
                clean(message.subject().isEmpty() ? standing.interaction().subject() : message.subject()),
                message.contents(),
                message.attributes());
        KeyId key = key(transaction, author.tenant(), standing);
        if (!insert(transaction, author, standing, message.id(), body, key, "OUT", Message.State.QUEUED)) {
            return false;
        }
        Instant now = clock.instant();
        Sql.on(
                        transaction,
                        """
                insert into channels.outbox (tenant, message, channel, conversation, state, attempt, queued_at, next_at)
                values (?, ?, ?, ?, 'QUEUED', 0, ?, ?)
                """)
                .with(
                        author.tenant().value(),
                        message.id().value(),
                        channel.toString(),
                        standing.conversation(),
                        now,
                        now)
                .update();
        Sql.on(transaction, "update channels.interaction set last_at = ?, unread = 0 where tenant = ? and id = ?")
                .with(now, author.tenant().value(), interaction.value())
                .update();
        events.append(
                transaction, List.of(ChannelEvents.state(author, interaction, message.id(), Message.State.QUEUED)));
        return true;
    }

    /** Writes a note. Returns whether it was not there before. */
    public boolean note(Connection transaction, Principal author, InteractionId interaction, NewMessage note)
            throws SQLException {
        InteractionStore.Standing standing = standing(transaction, author.tenant(), interaction);
        MessageBody body = body(author, note);
        KeyId key = key(transaction, author.tenant(), standing);
        if (!insert(transaction, author, standing, note.id(), body, key, "NOTE", Message.State.NONE)) {
            return false;
        }
        events.append(transaction, List.of(ChannelEvents.noted(author, interaction, note.id())));
        return true;
    }

    /** Contacts belong to another ticket: who has them in hand hears of it. */
    public void moved(Connection transaction, Principal actor, List<InteractionId> interactions, TicketId ticket)
            throws SQLException {
        List<UUID> ids = interactions.stream().map(InteractionId::value).toList();
        UUID tenant = actor.tenant().value();
        List<NewEvent> news = new ArrayList<>();
        Sql.on(
                        transaction,
                        "update channels.interaction set ticket = ? where tenant = ? and id = any(?) returning id, state")
                .with(ticket.value(), tenant)
                .array("uuid", ids)
                .list(row ->
                        news.add(ChannelEvents.changed(actor, new InteractionId(row.uuid("id")), row.text("state"))));
        Sql.on(transaction, "update channels.dispatch set ticket = ? where tenant = ? and interaction = any(?)")
                .with(ticket.value(), tenant)
                .array("uuid", ids)
                .update();
        events.append(transaction, news);
    }

    /** Sends a failed or unknown message again, as a new one. */
    public Optional<MessageId> resend(Principal author, MessageId message) {
        return database.change(connection -> {
            Optional<Message> old = messages.get(connection, author.tenant(), message);
            if (old.isEmpty()
                    || !Set.of(Message.State.FAILED, Message.State.UNKNOWN)
                            .contains(old.get().state())) {
                return Optional.empty();
            }
            MessageId again = MessageId.next();
            Message sent = old.get();
            // The lock of the row decides between two who press the button at once.
            int first = Sql.on(
                            connection,
                            "update channels.message set sent_again_as = ? where tenant = ? and id = ?"
                                    + " and sent_again_as is null")
                    .with(again.value(), author.tenant().value(), message.value())
                    .update();
            if (first == 0) {
                return Optional.empty();
            }
            send(
                    connection,
                    author,
                    sent.interaction(),
                    new NewMessage(
                            again,
                            sent.to(),
                            sent.cc(),
                            sent.bcc(),
                            sent.subject(),
                            sent.contents(),
                            Map.of("resent", message.toString())));
            events.append(connection, List.of(ChannelEvents.sentAgain(author, sent.interaction(), message, again)));
            return Optional.of(again);
        });
    }

    /** Records contacts by hand, as a part of another statement; nobody knows them yet. */
    public StatementPart opening(Connection transaction, List<NewInteraction> contacts) throws SQLException {
        Part rows = record(transaction, contacts);
        return new StatementPart(rows.text(), rows::bind);
    }

    private Part record(Connection transaction, List<NewInteraction> contacts) throws SQLException {
        TenantId tenant = contacts.get(0).author().tenant();
        Map<UUID, KeyId> keysOf = personKeys(transaction, tenant, contacts);
        RecordedContacts rows = new RecordedContacts(tenant, clock.instant());
        for (NewInteraction contact : contacts) {
            KeyId key = contact.person()
                    .map(person -> Objects.requireNonNull(keysOf.get(person.value()), "a person without a key"))
                    .orElseGet(() -> matters(tenant));
            byte[] body = BodyCodec.write(body(contact.author(), contact.note()));
            rows.add(
                    contact,
                    clean(contact.subject()),
                    key,
                    keys.encrypt(key, Seals.context(contact.note().id()), body));
        }
        List<BlobId> kept = contacts.stream()
                .flatMap(contact -> Ledger.attachments(contact.note().contents()).stream())
                .toList();
        if (!kept.isEmpty()) {
            blobs.keep(transaction, kept);
        }
        return rows.part();
    }

    private static Map<UUID, KeyId> personKeys(Connection transaction, TenantId tenant, List<NewInteraction> contacts)
            throws SQLException {
        List<UUID> wanted = contacts.stream()
                .flatMap(contact -> contact.person().stream())
                .map(person -> person.value())
                .distinct()
                .toList();
        Map<UUID, KeyId> found = new HashMap<>();
        if (!wanted.isEmpty()) {
            Sql.on(transaction, "select id, key_id from channels.person where tenant = ? and id = any(?)")
                    .with(tenant.value())
                    .array("uuid", wanted)
                    .list(row -> new KeyId(row.uuid("key_id"))
                            .equals(found.put(row.uuid("id"), new KeyId(row.uuid("key_id")))));
        }
        return found;
    }

    /** What belongs to no person is kept under a key of its month, which is asked for once. */
    private KeyId matters(TenantId tenant) {
        YearMonth month = YearMonth.from(clock.instant().atZone(ZoneOffset.UTC));
        Month now = matters.get(tenant);
        if (now == null || !now.month.equals(month)) {
            now = new Month(month, keys.ensure(tenant, "matters:" + month));
            matters.put(tenant, now);
        }
        return now.key;
    }

    private record Month(YearMonth month, KeyId key) {}

    private static MessageBody body(Principal author, NewMessage note) {
        Address colleague = Address.of("user", author.user().toString());
        return new MessageBody(
                colleague,
                colleague,
                List.of(),
                List.of(),
                List.of(),
                clean(note.subject()),
                note.contents(),
                note.attributes());
    }

    private boolean insert(
            Connection transaction,
            Principal author,
            InteractionStore.Standing standing,
            MessageId id,
            MessageBody body,
            KeyId key,
            String direction,
            Message.State state)
            throws SQLException {
        byte[] sealed = keys.encrypt(key, Seals.context(id), BodyCodec.write(body));
        int inserted = Sql.on(
                        transaction,
                        """
                insert into channels.message (tenant, id, interaction, conversation, direction, author, nature, key_id,
                    sealed, state, at)
                values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) on conflict (tenant, id) do nothing
                """)
                .with(
                        author.tenant().value(),
                        id.value(),
                        standing.interaction().id().value(),
                        standing.conversation(),
                        direction,
                        author.isSystem() ? null : author.user().value(),
                        Inbound.Nature.PERSONAL.name(),
                        key.value(),
                        sealed,
                        state.name(),
                        clock.instant())
                .update();
        if (inserted == 0) {
            return false;
        }
        List<BlobId> attached = Ledger.attachments(body.contents());
        if (!attached.isEmpty()) {
            Sql.on(transaction, "insert into channels.message_blob (tenant, message, blob) select ?, ?, unnest(?)")
                    .with(author.tenant().value(), id.value())
                    .array("uuid", attached.stream().map(BlobId::value).toList())
                    .update();
            blobs.keep(transaction, attached);
        }
        return true;
    }

    private static InteractionStore.Standing standing(
            Connection transaction, TenantId tenant, InteractionId interaction) throws SQLException {
        return InteractionStore.get(transaction, tenant, interaction)
                .orElseThrow(() -> new LiveException("channels.interaction.missing", "there is no such contact"));
    }

    /** The key of what belongs to a contact. */
    public KeyId key(TenantId tenant, Optional<InteractionId> interaction) {
        return database.read(connection -> {
            Optional<InteractionStore.Standing> standing = interaction.isEmpty()
                    ? Optional.empty()
                    : InteractionStore.get(connection, tenant, interaction.get());
            return standing.isEmpty() ? matters(tenant) : key(connection, tenant, standing.get());
        });
    }

    private KeyId key(Connection transaction, TenantId tenant, InteractionStore.Standing standing) throws SQLException {
        Optional<KeyId> key = standing.interaction().person().isEmpty()
                ? Optional.empty()
                : Sql.on(transaction, "select key_id from channels.person where tenant = ? and id = ?")
                        .with(
                                tenant.value(),
                                standing.interaction().person().get().value())
                        .first(row -> new KeyId(row.uuid("key_id")));
        return key.orElseGet(() -> matters(tenant));
    }

    /** The newest that was written to us in a conversation, newest first: our own address is where it went. */
    private List<MessageBody> heard(Connection transaction, TenantId tenant, InteractionStore.Standing standing)
            throws SQLException {
        List<MessageId> newest = Sql.on(
                        transaction,
                        """
                select id from channels.message where tenant = ? and conversation = ? and direction = 'IN'
                    and nature <> 'BOUNCE' order by position desc limit 10
                """)
                .with(tenant.value(), standing.conversation())
                .list(row -> new MessageId(row.uuid("id")));
        List<MessageBody> bodies = new ArrayList<>();
        for (MessageId message : newest) {
            messages.body(transaction, tenant, message).ifPresent(bodies::add);
        }
        return bodies;
    }

    /**
     * Whom to answer: the contact's party, or whom the party named. Somebody else who writes into the conversation, be it
     * a colleague or a stranger who knows its references, does not become the one who is answered.
     */
    private static Address recipient(Address party, List<MessageBody> heard) {
        return heard.stream()
                .filter(in -> in.from().value().equals(party.value()))
                .map(MessageBody::replyTo)
                .findFirst()
                .orElse(party);
    }

    private static String clean(String subject) {
        String clean = subject.replaceAll("\\p{Cntrl}", " ").strip();
        return clean.length() <= Inbound.MAX_SUBJECT ? clean : clean.substring(0, Inbound.MAX_SUBJECT);
    }
}
