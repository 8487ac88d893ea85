// SPDX-License-Identifier: Apache-2.0
package live.channels.internal.store;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import live.core.BlobId;
import live.core.TenantId;
import live.lib.sql.Sql;
import org.jspecify.annotations.Nullable;

/** The rows of a batch, column by column, and the one statement that writes them. Not thread-safe. */
final class Writing {
    private static final String STATEMENT =
            """
            with new_conversation as (
                insert into channels.conversation (tenant, id, channel, key, open_interaction, last_interaction)
                select ?, * from unnest(?, ?, ?, ?, ?)),
            old_conversation as (
                update channels.conversation c set open_interaction = a.open, last_interaction = a.last
                from unnest(?, ?, ?) as a(id, open, last) where c.tenant = ? and c.id = a.id),
            new_interaction as (
                insert into channels.interaction (tenant, id, conversation, channel, medium, party_kind, party_value,
                    party_name, person, subject, queue, priority, skills, state, unread, opened_at, last_at, closed_at)
                select ?, a.id, a.conversation, a.channel, a.medium, a.party_kind, a.party_value, a.party_name, a.person,
                    a.subject, a.queue, a.priority, a.skills::jsonb, a.state, a.unread, a.at, a.at,
                    case when a.state = 'CLOSED' then a.at end
                from unnest(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?::timestamptz[]) as a(id, conversation, channel,
                    medium, party_kind, party_value, party_name, person, subject, queue, priority, skills, state, unread,
                    at)),
            old_interaction as (
                update channels.interaction i set unread = i.unread + a.unread, last_at = a.at
                from unnest(?, ?, ?::timestamptz[]) as a(id, unread, at) where i.tenant = ? and i.id = a.id),
            new_message as (
                insert into channels.message (tenant, id, interaction, conversation, direction, nature, key_id, sealed,
                    state, at)
                select ?, a.id, a.interaction, a.conversation, 'IN', a.nature, a.key_id, a.sealed, 'NONE', a.at
                from unnest(?, ?, ?, ?, ?, ?, ?::timestamptz[]) with ordinality
                    as a(id, interaction, conversation, nature, key_id, sealed, at, n)
                order by a.n returning id, position),
            new_name as (
                insert into channels.external_id (tenant, source, id, channel, conversation, message)
                select ?, * from unnest(?, ?, ?, ?, ?)),
            new_blob as (
                insert into channels.message_blob (tenant, message, blob) select ?, * from unnest(?, ?)),
            new_dispatch as (
                insert into channels.dispatch (tenant, interaction, medium, queue, priority, skills, attention, enqueued_at)
                select ?, a.interaction, a.medium, a.queue, a.priority, a.skills::jsonb, a.attention, a.at
                from unnest(?, ?, ?, ?, ?, ?, ?::timestamptz[])
                    as a(interaction, medium, queue, priority, skills, attention, at))
            select id, position from new_message
            """;

    private final UUID tenant;

    private final List<UUID> conversationIds = new ArrayList<>();
    private final List<String> conversationChannels = new ArrayList<>();
    private final List<String> conversationKeys = new ArrayList<>();
    private final List<@Nullable UUID> conversationOpen = new ArrayList<>();
    private final List<@Nullable UUID> conversationLast = new ArrayList<>();

    private final List<UUID> movedIds = new ArrayList<>();
    private final List<@Nullable UUID> movedOpen = new ArrayList<>();
    private final List<@Nullable UUID> movedLast = new ArrayList<>();

    private final Map<UUID, Contact> opened = new LinkedHashMap<>();
    private final Map<UUID, Contact> appended = new LinkedHashMap<>();

    private final List<UUID> messages = new ArrayList<>();
    private final List<UUID> interactions = new ArrayList<>();
    private final List<UUID> conversations = new ArrayList<>();
    private final List<String> natures = new ArrayList<>();
    private final List<UUID> keys = new ArrayList<>();
    private final List<byte[]> sealed = new ArrayList<>();
    private final List<Instant> times = new ArrayList<>();
    private final List<String> sources = new ArrayList<>();
    private final List<String> names = new ArrayList<>();
    private final List<String> channels = new ArrayList<>();
    private final List<UUID> blobMessages = new ArrayList<>();
    private final List<UUID> blobs = new ArrayList<>();

    /** An interaction that the batch opens or appends to. */
    private static final class Contact {
        final Arrival first;
        final UUID conversation;
        final UUID person;
        int unread;
        Instant last;

        Contact(Arrival first, UUID conversation, UUID person) {
            this.first = first;
            this.conversation = conversation;
            this.person = person;
            this.last = first.at();
        }

        void more(Arrival arrival) {
            last = arrival.at();
            unread += arrival.verdict().work() ? 1 : 0;
        }
    }

    Writing(TenantId tenant) {
        this.tenant = tenant.value();
    }

    void add(
            Arrival arrival,
            Placement.Place place,
            PersonStore.Known person,
            byte[] content,
            Collection<BlobId> attachments) {
        UUID interaction = place.interaction().value();
        if (place.opens()) {
            opened.put(
                    interaction,
                    new Contact(arrival, place.conversation(), person.person().value()));
        }
        Contact contact = opened.get(interaction);
        if (contact == null) {
            contact = appended.computeIfAbsent(
                    interaction,
                    id -> new Contact(
                            arrival, place.conversation(), person.person().value()));
        }
        contact.more(arrival);
        messages.add(place.message().value());
        interactions.add(interaction);
        conversations.add(place.conversation());
        natures.add(arrival.message().nature().name());
        keys.add(person.key().value());
        sealed.add(content);
        times.add(arrival.at());
        sources.add(arrival.source());
        names.add(arrival.message().id().value());
        channels.add(arrival.channel().toString());
        for (BlobId blob : attachments) {
            blobMessages.add(place.message().value());
            blobs.add(blob.value());
        }
    }

    void conversations(Collection<Placement.Conversation> changed) {
        for (Placement.Conversation conversation : changed) {
            if (conversation.isNew) {
                conversationIds.add(conversation.id);
                conversationChannels.add(conversation.channel);
                conversationKeys.add(conversation.key);
                conversationOpen.add(conversation.open);
                conversationLast.add(conversation.last);
            } else {
                movedIds.add(conversation.id);
                movedOpen.add(conversation.open);
                movedLast.add(conversation.last);
            }
        }
    }

    /** Writes. Returns the position of each message. */
    Map<UUID, Long> run(Connection transaction) throws SQLException {
        List<Map.Entry<UUID, Contact>> contacts = List.copyOf(opened.entrySet());
        Map<UUID, Long> positions = new HashMap<>();
        Sql sql = Sql.on(transaction, STATEMENT)
                .with(tenant)
                .array("uuid", conversationIds)
                .array("text", conversationChannels)
                .array("text", conversationKeys)
                .array("uuid", conversationOpen)
                .array("uuid", conversationLast)
                .array("uuid", movedIds)
                .array("uuid", movedOpen)
                .array("uuid", movedLast)
                .with(tenant)
                .with(tenant);
        contacts(sql, contacts);
        sql.array("uuid", appended.keySet())
                .array("int4", appended.values().stream().map(c -> c.unread).toList())
                .array("text", appended.values().stream().map(c -> c.last).toList())
                .with(tenant)
                .with(tenant)
                .array("uuid", messages)
                .array("uuid", interactions)
                .array("uuid", conversations)
                .array("text", natures)
                .array("uuid", keys)
                .array("bytea", sealed)
                .array("text", times)
                .with(tenant)
                .array("text", sources)
                .array("text", names)
                .array("text", channels)
                .array("uuid", conversations)
                .array("uuid", messages)
                .with(tenant)
                .array("uuid", blobMessages)
                .array("uuid", blobs)
                .with(tenant)
                .array("uuid", contacts.stream().map(Map.Entry::getKey).toList())
                .array(
                        "text",
                        contacts.stream().map(c -> c.getValue().first.medium()).toList())
                .array(
                        "uuid",
                        contacts.stream()
                                .map(c -> c.getValue().first.queue().value())
                                .toList())
                .array(
                        "int4",
                        contacts.stream()
                                .map(c -> c.getValue().first.verdict().priority())
                                .toList())
                .array(
                        "text",
                        contacts.stream()
                                .map(c ->
                                        Skills.json(c.getValue().first.verdict().skills()))
                                .toList())
                .array(
                        "text",
                        contacts.stream()
                                .map(c -> c.getValue().first.attention().name())
                                .toList())
                .array(
                        "text",
                        contacts.stream().map(c -> c.getValue().first.at()).toList())
                .list(row -> positions.put(row.uuid("id"), row.big("position")) == null);
        return positions;
    }

    private static void contacts(Sql sql, List<Map.Entry<UUID, Contact>> contacts) {
        List<Contact> all = contacts.stream().map(Map.Entry::getValue).toList();
        List<Arrival> firsts = all.stream().map(contact -> contact.first).toList();
        sql.array("uuid", contacts.stream().map(Map.Entry::getKey).toList())
                .array("uuid", all.stream().map(contact -> contact.conversation).toList())
                .array("text", firsts.stream().map(a -> a.channel().toString()).toList())
                .array("text", firsts.stream().map(Arrival::medium).toList())
                .array(
                        "text",
                        firsts.stream().map(a -> a.message().from().kind()).toList())
                .array(
                        "text",
                        firsts.stream().map(a -> a.message().from().value()).toList())
                .array(
                        "text",
                        firsts.stream().map(a -> a.message().from().name()).toList())
                .array("uuid", all.stream().map(contact -> contact.person).toList())
                .array("text", firsts.stream().map(a -> a.message().subject()).toList())
                .array("uuid", firsts.stream().map(a -> a.queue().value()).toList())
                .array("int4", firsts.stream().map(a -> a.verdict().priority()).toList())
                .array(
                        "text",
                        firsts.stream()
                                .map(a -> Skills.json(a.verdict().skills()))
                                .toList())
                .array(
                        "text",
                        firsts.stream()
                                .map(a -> a.verdict().work() ? "WAITING" : "CLOSED")
                                .toList())
                .array("int4", all.stream().map(contact -> contact.unread).toList())
                .array("text", all.stream().map(contact -> contact.first.at()).toList());
    }
}
