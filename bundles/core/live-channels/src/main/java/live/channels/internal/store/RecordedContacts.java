// SPDX-License-Identifier: Apache-2.0
package live.channels.internal.store;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import live.core.KeyId;
import live.core.QueueId;
import live.core.TenantId;
import live.lib.sql.Part;
import live.ticketing.NewInteraction;
import org.jspecify.annotations.Nullable;

/** Contacts recorded by hand, column by column, and the part of a statement that writes them. Not thread-safe. */
final class RecordedContacts {
    private static final String TEXT =
            """
            channels_contact as materialized (
                select r.*, d.* from unnest(?, ?, ?, ?, ?, ?, ?, ?, ?, ?) as r(interaction, person, subject, queue, ticket,
                        priority, message, author, key_id, sealed),
                    (select ?::uuid, ?::text, ?::timestamptz) as d(tenant, medium, now)),
            channels_interaction as (
                insert into channels.interaction (tenant, id, conversation, medium, party_kind, party_value, party_name,
                    person, subject, queue, ticket, state, unread, opened_at, last_at)
                select a.tenant, a.interaction, a.interaction, a.medium, c.kind, c.value, c.name, a.person, a.subject,
                    a.queue, a.ticket, case when a.queue is null then 'NONE' else 'WAITING' end, 0, a.now, a.now
                from channels_contact a
                    left join lateral (select kind, value, name from channels.contact_point c
                        where c.tenant = a.tenant and c.person = a.person order by first_seen limit 1) c on true),
            channels_note as (
                insert into channels.message (tenant, id, interaction, conversation, direction, author, nature, key_id,
                    sealed, state, at)
                select tenant, message, interaction, interaction, 'NOTE', author, 'PERSONAL', key_id, sealed, 'NONE', now
                from channels_contact),
            channels_dispatch as (
                insert into channels.dispatch (tenant, interaction, medium, queue, priority, skills, ticket, enqueued_at)
                select tenant, interaction, medium, queue, priority, '{}', ticket, now
                from channels_contact where queue is not null)""";

    private final TenantId tenant;
    private final Instant now;
    private final List<UUID> interactions = new ArrayList<>();
    private final List<@Nullable UUID> persons = new ArrayList<>();
    private final List<String> subjects = new ArrayList<>();
    private final List<@Nullable UUID> queues = new ArrayList<>();
    private final List<UUID> tickets = new ArrayList<>();
    private final List<Integer> priorities = new ArrayList<>();
    private final List<UUID> messages = new ArrayList<>();
    private final List<UUID> authors = new ArrayList<>();
    private final List<UUID> keys = new ArrayList<>();
    private final List<byte[]> bodies = new ArrayList<>();

    RecordedContacts(TenantId tenant, Instant now) {
        this.tenant = tenant;
        this.now = now;
    }

    void add(NewInteraction contact, String subject, KeyId key, byte[] sealed) {
        interactions.add(contact.id().value());
        persons.add(contact.person().map(person -> person.value()).orElse(null));
        subjects.add(subject);
        queues.add(contact.queue().map(QueueId::value).orElse(null));
        tickets.add(contact.ticket().value());
        priorities.add(contact.priority());
        messages.add(contact.note().id().value());
        authors.add(contact.author().user().value());
        keys.add(key.value());
        bodies.add(sealed);
    }

    Part part() {
        return Part.of(TEXT)
                .array("uuid", interactions)
                .array("uuid", persons)
                .array("text", subjects)
                .array("uuid", queues)
                .array("uuid", tickets)
                .array("int4", priorities)
                .array("uuid", messages)
                .array("uuid", authors)
                .array("uuid", keys)
                .array("bytea", bodies)
                .with(tenant.value(), NewInteraction.MEDIUM, now);
    }
}
