// SPDX-License-Identifier: Apache-2.0
package live.channels.internal.store;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import live.channel.Address;
import live.channel.Inbound;
import live.channel.Said;
import live.core.BlobId;
import live.core.ChannelId;
import live.core.ExternalId;
import live.core.InteractionId;
import live.core.KeyId;
import live.core.LiveException;
import live.core.MessageId;
import live.core.TenantId;
import live.core.UserId;
import live.core.store.Keys;
import live.lib.sql.Database;
import live.lib.sql.Row;
import live.lib.sql.Sql;
import live.ticketing.Message;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Reads messages back, decrypted. */
@Component(service = MessageStore.class)
public final class MessageStore {
    private static final String COLUMNS = "m.id, m.interaction, m.direction, m.author, m.nature, m.key_id, m.sealed,"
            + " m.state, m.state_reason, m.at, m.position";

    private static final Address NOBODY = Address.of("erased", "erased");
    private static final MessageBody ERASED =
            new MessageBody(NOBODY, NOBODY, List.of(), List.of(), List.of(), "", List.of(), Map.of());

    private final Database database;
    private final Keys keys;

    @Activate
    public MessageStore(@Reference ChannelsDatabase database, @Reference Keys keys) {
        this.database = database.database();
        this.keys = keys;
    }

    /** Messages of interactions, oldest first: the newest ones before a message. */
    public List<Message> ofInteractions(
            TenantId tenant, List<InteractionId> interactions, Optional<MessageId> before, int limit) {
        return read(
                "m.interaction",
                tenant,
                interactions.stream().map(InteractionId::value).toList(),
                before,
                limit);
    }

    /** The same for all interactions of a conversation. */
    public List<Message> ofConversation(TenantId tenant, UUID conversation, Optional<MessageId> before, int limit) {
        return read("m.conversation", tenant, List.of(conversation), before, limit);
    }

    private List<Message> read(
            String column, TenantId tenant, List<UUID> owners, Optional<MessageId> before, int limit) {
        if (owners.isEmpty()) {
            return List.of();
        }
        List<Sealed> rows = database.read(connection -> Sql.on(
                        connection,
                        "select " + COLUMNS + " from channels.message m where m.tenant = ? and " + column
                                + " = any(?) and (?::uuid is null or m.position < (select position from"
                                + " channels.message where tenant = ? and id = ?::uuid))"
                                + " order by m.position desc limit ?")
                .with(tenant.value())
                .array("uuid", owners)
                .with(before.map(MessageId::value).orElse(null), tenant.value())
                .with(before.map(MessageId::value).orElse(null), limit)
                .list(row -> sealed(row)));
        List<Message> messages = new ArrayList<>(rows.size());
        rows.forEach(row -> messages.add(open(row)));
        Collections.reverse(messages);
        return messages;
    }

    /** What was said in a conversation of an account after a position, oldest first. */
    public List<Said> after(TenantId tenant, ChannelId channel, String key, long position, int limit) {
        return said(tenant, channel, key, "m.position > ? order by m.position", position, limit);
    }

    /** The newest that was said before a position, oldest first. */
    public List<Said> before(TenantId tenant, ChannelId channel, String key, long position, int limit) {
        List<Said> newest =
                new ArrayList<>(said(tenant, channel, key, "m.position < ? order by m.position desc", position, limit));
        Collections.reverse(newest);
        return newest;
    }

    /** Without notes, and without what did not go out or was sent once more under another id. */
    private List<Said> said(
            TenantId tenant, ChannelId channel, String key, String condition, long position, int limit) {
        return database
                .read(connection -> Sql.on(
                                connection,
                                "select " + COLUMNS
                                        + ", (select e.id from channels.external_id e where e.tenant = m.tenant"
                                        + " and e.message = m.id limit 1) as name from channels.conversation c"
                                        + " join channels.message m on m.tenant = c.tenant and m.conversation = c.id"
                                        + " where c.tenant = ? and c.channel = ? and c.key = ? and m.direction <> 'NOTE'"
                                        + " and m.state <> 'FAILED' and m.sent_again_as is null and " + condition
                                        + " limit ?")
                        .with(tenant.value(), channel.toString(), key, position, limit)
                        .list(row -> new Named(
                                sealed(row),
                                row.big("position"),
                                row.textIfAny("name").map(ExternalId::new))))
                .stream()
                .map(this::said)
                .toList();
    }

    private record Named(Sealed message, long position, Optional<ExternalId> name) {}

    private Said said(Named named) {
        Sealed row = named.message;
        boolean ours = row.direction.equals("OUT");
        return new Said(
                named.position,
                row.id,
                row.interaction,
                ours,
                named.name,
                decrypt(row.id, row.key, row.bytes).contents(),
                row.at,
                !ours || row.state.equals("DELIVERED") || row.state.equals("READ"),
                !ours || row.state.equals("READ"));
    }

    public List<Message> find(TenantId tenant, Collection<MessageId> wanted) {
        List<Sealed> rows = database.read(connection -> Sql.on(
                        connection,
                        "select " + COLUMNS + " from channels.message m where m.tenant = ? and m.id = any(?)")
                .with(tenant.value())
                .array("uuid", wanted.stream().map(MessageId::value).toList())
                .list(MessageStore::sealed));
        return rows.stream().map(this::open).toList();
    }

    public Optional<Message> get(TenantId tenant, MessageId message) {
        return database.read(connection -> get(connection, tenant, message));
    }

    Optional<Message> get(Connection connection, TenantId tenant, MessageId message) throws SQLException {
        return Sql.on(connection, "select " + COLUMNS + " from channels.message m where m.tenant = ? and m.id = ?")
                .with(tenant.value(), message.value())
                .first(row -> sealed(row))
                .map(this::open);
    }

    /** The body of a message, for sending it. */
    Optional<MessageBody> body(Connection connection, TenantId tenant, MessageId message) throws SQLException {
        return Sql.on(connection, "select key_id, sealed from channels.message where tenant = ? and id = ?")
                .with(tenant.value(), message.value())
                .first(row -> decrypt(message, new KeyId(row.uuid("key_id")), row.bytes("sealed")));
    }

    /** The newest message of each interaction. */
    public Map<InteractionId, Message> newest(TenantId tenant, List<InteractionId> interactions) {
        Map<InteractionId, Message> newest = new LinkedHashMap<>();
        List<Sealed> rows = database.read(connection -> Sql.on(
                        connection,
                        "select " + COLUMNS + " from unnest(?) as a(interaction) cross join lateral (select * from"
                                + " channels.message m where m.tenant = ? and m.interaction = a.interaction"
                                + " and m.direction <> 'NOTE' order by m.position desc limit 1) m")
                .array("uuid", interactions.stream().map(InteractionId::value).toList())
                .with(tenant.value())
                .list(row -> sealed(row)));
        rows.forEach(row -> newest.put(row.interaction, open(row)));
        return newest;
    }

    /** The interactions whose messages hold a blob. */
    public List<InteractionId> holders(TenantId tenant, BlobId blob) {
        return database.read(connection -> Sql.on(
                        connection,
                        """
                        select distinct m.interaction from channels.message_blob b
                        join channels.message m on m.tenant = b.tenant and m.id = b.message
                        where b.tenant = ? and b.blob = ? limit 20
                        """)
                .with(tenant.value(), blob.value())
                .list(row -> new InteractionId(row.uuid("interaction"))));
    }

    /** External ids of a conversation: the newest incoming one first, then all others, nearest first. */
    List<ExternalId> references(Connection connection, TenantId tenant, UUID conversation) throws SQLException {
        return Sql.on(
                        connection,
                        """
                select e.id from channels.message m
                join channels.external_id e on e.tenant = m.tenant and e.message = m.id
                where m.tenant = ? and m.conversation = ?
                order by m.position = (select max(n.position) from channels.message n where n.tenant = ?
                    and n.conversation = ? and n.direction = 'IN') desc, m.position desc
                limit 50
                """)
                .with(tenant.value(), conversation, tenant.value(), conversation)
                .list(row -> new ExternalId(row.text("id")));
    }

    private record Sealed(
            MessageId id,
            InteractionId interaction,
            String direction,
            Optional<UUID> author,
            String nature,
            KeyId key,
            byte[] bytes,
            String state,
            String stateReason,
            java.time.Instant at) {}

    private static Sealed sealed(Row row) throws SQLException {
        return new Sealed(
                new MessageId(row.uuid("id")),
                new InteractionId(row.uuid("interaction")),
                row.text("direction"),
                row.uuidIfAny("author"),
                row.text("nature"),
                new KeyId(row.uuid("key_id")),
                row.bytes("sealed"),
                row.text("state"),
                row.text("state_reason"),
                row.instant("at"));
    }

    private Message open(Sealed row) {
        MessageBody body = decrypt(row.id, row.key, row.bytes);
        return new Message(
                row.id,
                row.interaction,
                Message.Direction.valueOf(row.direction),
                row.author.map(UserId::new),
                body.from(),
                body.replyTo(),
                body.to(),
                body.cc(),
                body.bcc(),
                body.subject(),
                body.contents(),
                Inbound.Nature.valueOf(row.nature),
                Message.State.valueOf(row.state),
                row.stateReason,
                row.at);
    }

    private MessageBody decrypt(MessageId message, KeyId key, byte[] sealed) {
        try {
            return BodyCodec.read(keys.decrypt(key, Seals.context(message), sealed));
        } catch (LiveException e) {
            // What was erased is shown as erased; everything else is a fault.
            if (e.code().equals("keys.destroyed")) {
                return ERASED;
            }
            throw e;
        }
    }
}
