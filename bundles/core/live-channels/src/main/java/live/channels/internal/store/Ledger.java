// SPDX-License-Identifier: Apache-2.0
package live.channels.internal.store;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import live.channel.Acceptance;
import live.channel.Content;
import live.core.BlobId;
import live.core.Principal;
import live.core.TenantId;
import live.core.event.Events;
import live.core.event.NewEvent;
import live.core.store.BlobLinks;
import live.core.store.Keys;
import live.lib.sql.Database;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/**
 * Takes what arrives: a batch is read about with one statement, decided about in memory while its conversations are
 * locked, and written with one statement, all in one transaction.
 */
@Component(service = Ledger.class)
public final class Ledger {
    private final Database database;
    private final PersonStore persons;
    private final Keys keys;
    private final BlobLinks blobs;
    private final Events events;

    @Activate
    public Ledger(
            @Reference ChannelsDatabase database,
            @Reference PersonStore persons,
            @Reference Keys keys,
            @Reference BlobLinks blobs,
            @Reference Events events) {
        this.database = database.database();
        this.persons = persons;
        this.keys = keys;
        this.blobs = blobs;
        this.events = events;
    }

    /**
     * Stores a batch, in order.
     *
     * @return for each arrival what became of it
     */
    public List<Acceptance.Accepted> store(List<Arrival> arrivals) throws SQLException {
        List<Acceptance.Accepted> accepted = database.transaction(connection -> {
            Acceptance.Accepted[] answers = new Acceptance.Accepted[arrivals.size()];
            for (Map.Entry<TenantId, List<Integer>> group : byTenant(arrivals).entrySet()) {
                List<Integer> places = group.getValue();
                List<Acceptance.Accepted> some = store(
                        connection,
                        group.getKey(),
                        places.stream().map(arrivals::get).toList());
                for (int i = 0; i < places.size(); i++) {
                    answers[places.get(i)] = some.get(i);
                }
            }
            return Arrays.stream(answers).map(Objects::requireNonNull).toList();
        });
        events.committed();
        return accepted;
    }

    private static Map<TenantId, List<Integer>> byTenant(List<Arrival> arrivals) {
        Map<TenantId, List<Integer>> groups = new LinkedHashMap<>();
        for (int i = 0; i < arrivals.size(); i++) {
            groups.computeIfAbsent(arrivals.get(i).tenant(), tenant -> new ArrayList<>())
                    .add(i);
        }
        return groups;
    }

    private List<Acceptance.Accepted> store(Connection transaction, TenantId tenant, List<Arrival> arrivals)
            throws SQLException {
        Placement placement = Placement.read(transaction, tenant, arrivals);
        var known = persons.known(
                transaction,
                tenant,
                placement.fresh().stream()
                        .map(arrival -> arrival.message().from())
                        .toList());
        placement.lock(transaction);
        Writing writing = new Writing(tenant);
        List<Placement.Place> placed = new ArrayList<>();
        List<NewEvent> news = new ArrayList<>();
        List<BlobId> kept = new ArrayList<>();
        Principal system = Principal.system(tenant, "channels");
        for (Arrival arrival : arrivals) {
            Placement.Place place = placement.place(arrival);
            placed.add(place);
            if (place.duplicate()) {
                continue;
            }
            PersonStore.Known person =
                    Objects.requireNonNull(known.get(arrival.message().from()));
            byte[] sealed = keys.encrypt(person.key(), Seals.context(place.message()), BodyCodec.write(body(arrival)));
            List<BlobId> attached = attachments(arrival.message().contents());
            kept.addAll(attached);
            writing.add(arrival, place, person, sealed, attached);
            if (place.opens()) {
                news.add(ChannelEvents.opened(system, place.interaction(), arrival.channel()));
            }
            news.add(ChannelEvents.accepted(
                    system,
                    place.interaction(),
                    place.message(),
                    arrival.channel(),
                    arrival.verdict().work(),
                    place.opens()));
        }
        Map<UUID, Long> positions = Map.of();
        if (!news.isEmpty()) {
            writing.conversations(placement.changed());
            positions = writing.run(transaction);
            events.append(transaction, news);
            if (!kept.isEmpty()) {
                blobs.keep(transaction, kept);
            }
        }
        Map<UUID, Long> written = positions;
        return placed.stream()
                .map(place -> new Acceptance.Accepted(
                        place.interaction(),
                        place.message(),
                        written.getOrDefault(place.message().value(), place.position()),
                        place.duplicate()))
                .toList();
    }

    private static MessageBody body(Arrival arrival) {
        var message = arrival.message();
        return new MessageBody(
                message.from(),
                message.replyTo(),
                message.to(),
                message.cc(),
                List.of(),
                message.subject(),
                message.contents(),
                message.attributes());
    }

    static List<BlobId> attachments(Collection<Content> contents) {
        return contents.stream()
                .filter(Content.Attachment.class::isInstance)
                .map(content -> ((Content.Attachment) content).blob().id())
                .distinct()
                .toList();
    }
}
