// SPDX-License-Identifier: Apache-2.0
package live.channels.internal.store;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import live.core.InteractionId;
import live.core.MessageId;
import live.core.TenantId;
import live.core.Uuid7;
import live.lib.sql.Sql;
import org.jspecify.annotations.Nullable;

/**
 * Decides for a batch where each message belongs: to which conversation, and to which interaction of it. Reads first,
 * then locks the conversations, then answers one arrival after the other; later ones see what earlier ones opened.
 */
final class Placement {
    private final TenantId tenant;
    private final List<Arrival> arrivals;
    private final Map<Name, Stored> known = new HashMap<>();
    private final Map<Thread, UUID> byKey = new HashMap<>();
    private final Map<Arrival, TreeMap<Integer, UUID>> byReference = new HashMap<>();
    private final Map<Name, UUID> named = new HashMap<>();
    private final Map<UUID, Conversation> conversations = new LinkedHashMap<>();
    private final Set<Conversation> changed = new LinkedHashSet<>();

    private record Name(String scope, String id) {}

    private record Thread(String channel, String key) {}

    private record Stored(MessageId message, InteractionId interaction, long position) {}

    /** A conversation as it will be after the batch. */
    static final class Conversation {
        final UUID id;
        final String channel;
        final String key;
        final boolean isNew;

        @Nullable
        UUID open;

        @Nullable
        UUID last;

        Conversation(UUID id, String channel, String key, boolean isNew) {
            this.id = id;
            this.channel = channel;
            this.key = key;
            this.isNew = isNew;
        }
    }

    /**
     * Where a message belongs.
     *
     * @param opens whether the interaction begins with it
     * @param position of a duplicate that was stored with an earlier batch; others have theirs when they are written
     */
    record Place(
            InteractionId interaction,
            MessageId message,
            UUID conversation,
            boolean opens,
            boolean duplicate,
            long position) {}

    private Placement(TenantId tenant, List<Arrival> arrivals) {
        this.tenant = tenant;
        this.arrivals = arrivals;
    }

    /** Looks up what is known about a batch. */
    static Placement read(Connection transaction, TenantId tenant, List<Arrival> arrivals) throws SQLException {
        Placement placement = new Placement(tenant, arrivals);
        placement.look(transaction);
        return placement;
    }

    private void look(Connection transaction) throws SQLException {
        List<Integer> messages = new ArrayList<>();
        List<String> channels = new ArrayList<>();
        List<String> keys = new ArrayList<>();
        List<String> sources = new ArrayList<>();
        List<String> ids = new ArrayList<>();
        List<Integer> ranks = new ArrayList<>();
        for (int n = 0; n < arrivals.size(); n++) {
            Arrival arrival = arrivals.get(n);
            add(arrival, n, -1, arrival.message().id().value(), messages, ranks, channels, keys, sources, ids);
            var references = arrival.message().references();
            for (int rank = 0; rank < Math.min(references.size(), live.channel.Inbound.MAX_REFERENCES); rank++) {
                add(arrival, n, rank, references.get(rank).value(), messages, ranks, channels, keys, sources, ids);
            }
        }
        Sql.on(
                        transaction,
                        """
                -- each limited, so that it is looked up by its key, whatever the planner believes about a new table
                with a as materialized (
                    select * from unnest(?, ?, ?, ?, ?, ?) as a(n, rank, channel, key, source, id))
                select 'known' as what, a.n, a.rank, e.message as one, m.interaction as other, m.position
                from a cross join lateral (select * from channels.external_id e
                        where e.tenant = ? and e.source = a.source and e.id = a.id limit 1) e
                    cross join lateral (select * from channels.message m
                        where m.tenant = e.tenant and m.id = e.message limit 1) m
                where a.rank < 0
                union all
                select 'key', a.n, a.rank, c.id, null, null
                from a cross join lateral (select * from channels.conversation c
                        where c.tenant = ? and c.channel = a.channel and c.key = a.key limit 1) c
                where a.rank < 0
                union all
                select 'reference', a.n, a.rank, e.conversation, null, null
                from a cross join lateral (select * from channels.external_id e
                        where e.tenant = ? and e.channel = a.channel and e.id = a.id limit 1) e
                where a.rank >= 0
                union all
                select 'reference', a.n, a.rank, e.conversation, null, null
                from a cross join lateral (select * from channels.external_id e
                        where e.tenant = ? and e.source = a.source and e.id = a.id limit 1) e
                where a.rank >= 0
                """)
                .array("int4", messages)
                .array("int4", ranks)
                .array("text", channels)
                .array("text", keys)
                .array("text", sources)
                .array("text", ids)
                .with(tenant.value(), tenant.value(), tenant.value(), tenant.value())
                .list(row -> {
                    Arrival arrival = arrivals.get(row.number("n"));
                    UUID one = row.uuid("one");
                    switch (row.text("what")) {
                        case "known" ->
                            known.put(
                                    name(arrival),
                                    new Stored(
                                            new MessageId(one),
                                            new InteractionId(row.uuid("other")),
                                            row.big("position")));
                        case "key" -> byKey.put(thread(arrival), one);
                        default ->
                            byReference
                                    .computeIfAbsent(arrival, a -> new TreeMap<>())
                                    .put(row.number("rank"), one);
                    }
                    return one;
                });
    }

    private static void add(
            Arrival arrival,
            int n,
            int rank,
            String id,
            List<Integer> messages,
            List<Integer> ranks,
            List<String> channels,
            List<String> keys,
            List<String> sources,
            List<String> ids) {
        messages.add(n);
        ranks.add(rank);
        channels.add(arrival.channel().toString());
        keys.add(arrival.message().conversationKey());
        sources.add(arrival.source());
        ids.add(id);
    }

    /** The arrivals that were not stored before. */
    List<Arrival> fresh() {
        return arrivals.stream()
                .filter(arrival -> !known.containsKey(name(arrival)))
                .toList();
    }

    /** Locks the conversations, in one order for all, so that nobody opens or closes an interaction meanwhile. */
    void lock(Connection transaction) throws SQLException {
        Set<UUID> wanted = new HashSet<>(byKey.values());
        byReference.values().forEach(ranks -> wanted.addAll(ranks.values()));
        if (wanted.isEmpty()) {
            return;
        }
        Sql.on(
                        transaction,
                        """
                select id, channel, key, open_interaction, last_interaction from channels.conversation
                where tenant = ? and id = any(?) order by id for update
                """)
                .with(tenant.value())
                .array("uuid", wanted)
                .list(row -> {
                    Conversation conversation =
                            new Conversation(row.uuid("id"), row.text("channel"), row.text("key"), false);
                    conversation.open = row.uuidIfAny("open_interaction").orElse(null);
                    conversation.last = row.uuid("last_interaction");
                    conversations.put(conversation.id, conversation);
                    return conversation;
                });
    }

    /** Decides about an arrival; call it for all, in order. */
    Place place(Arrival arrival) {
        Stored before = known.get(name(arrival));
        if (before != null) {
            return new Place(
                    before.interaction(),
                    before.message(),
                    before.interaction().value(),
                    false,
                    true,
                    before.position());
        }
        Conversation conversation = conversation(arrival);
        boolean work = arrival.verdict().work();
        UUID interaction = conversation.open;
        // What is no work joins the last contact of its conversation, and wakes nobody.
        if (interaction == null && !work) {
            interaction = conversation.last;
        }
        boolean opens = interaction == null;
        if (interaction == null) {
            interaction = Uuid7.next();
            conversation.last = interaction;
            conversation.open = work ? interaction : null;
            changed.add(conversation);
        }
        MessageId message = MessageId.next();
        Place place = new Place(new InteractionId(interaction), message, conversation.id, opens, false, 0);
        known.put(name(arrival), new Stored(message, place.interaction(), 0));
        named.put(new Name(arrival.channel().toString(), arrival.message().id().value()), conversation.id);
        named.put(name(arrival), conversation.id);
        return place;
    }

    /** The conversations that the batch begins or moves on. */
    Collection<Conversation> changed() {
        return changed;
    }

    private Conversation conversation(Arrival arrival) {
        UUID id = referenced(arrival)
                .or(() -> Optional.ofNullable(byKey.get(thread(arrival))))
                .orElse(null);
        if (id != null) {
            Conversation existing = conversations.get(id);
            if (existing != null) {
                return existing;
            }
        }
        Conversation begun = new Conversation(
                Uuid7.next(), arrival.channel().toString(), arrival.message().conversationKey(), true);
        conversations.put(begun.id, begun);
        byKey.put(thread(arrival), begun.id);
        return begun;
    }

    /** The conversation of the nearest message that this one answers; that may stand in the same batch. */
    private Optional<UUID> referenced(Arrival arrival) {
        TreeMap<Integer, UUID> stored = byReference.getOrDefault(arrival, new TreeMap<>());
        var references = arrival.message().references();
        for (int rank = 0; rank < references.size(); rank++) {
            UUID id = stored.get(rank);
            if (id == null) {
                id = named.get(new Name(
                        arrival.channel().toString(), references.get(rank).value()));
            }
            if (id == null) {
                id = named.get(new Name(arrival.source(), references.get(rank).value()));
            }
            if (id != null && conversations.containsKey(id)) {
                return Optional.of(id);
            }
        }
        return Optional.empty();
    }

    private static Name name(Arrival arrival) {
        return new Name(arrival.source(), arrival.message().id().value());
    }

    private static Thread thread(Arrival arrival) {
        return new Thread(
                Objects.requireNonNull(arrival.channel()).toString(),
                arrival.message().conversationKey());
    }
}
