// SPDX-License-Identifier: Apache-2.0
package live.channels.internal;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.lang.annotation.Annotation;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.DoubleSupplier;
import javax.sql.DataSource;
import live.channels.internal.store.AccountStore;
import live.channels.internal.store.ChannelsDatabase;
import live.channels.internal.store.ContactLedger;
import live.channels.internal.store.DispatchStore;
import live.channels.internal.store.InteractionStore;
import live.channels.internal.store.Ledger;
import live.channels.internal.store.MessageStore;
import live.channels.internal.store.OutboxStore;
import live.channels.internal.store.PersonStore;
import live.channels.internal.store.ProfileStore;
import live.channels.internal.store.ReceiptStore;
import live.channels.internal.store.RuleStore;
import live.channels.internal.store.WorkStore;
import live.core.BlobId;
import live.core.BlobInfo;
import live.core.Blobs;
import live.core.KeyId;
import live.core.Meter;
import live.core.Meters;
import live.core.TenantId;
import live.core.TicketId;
import live.core.event.Events;
import live.core.internal.audit.ChainedTrail;
import live.core.internal.event.EventTable;
import live.core.internal.key.RealKeys;
import live.core.store.Keys;
import live.core.store.SchemaReady;
import live.routing.Outcome;
import live.routing.Postponement;
import live.routing.ReservationId;
import live.routing.Router;
import live.routing.Target;
import live.routing.WorkId;
import live.routing.WorkRequest;
import live.ticketing.Tickets;

/** The module put together by hand over a real database and the real core; its neighbours remember what they were told. */
public final class Rig implements AutoCloseable {
    public final TestClock clock = new TestClock();
    public final Threads tasks = new Threads();
    public final Queue queue = new Queue();
    public final Keys keys;
    public final Events events;
    public final PersonStore persons;
    public final MessageStore messages;
    public final InteractionStore interactions;
    public final Ledger ledger;
    public final OutboxStore outbox;
    public final ReceiptStore receipts;
    public final ContactLedger contacts;
    public final WorkStore work;
    public final DispatchStore dispatches;
    public final RuleStore rules;
    public final ProfileStore profileStore;
    public final Profiles profiles;
    public final AccountStore accountStore;
    public final Intake intake;
    public final Classification classification = new Classification(List.of());
    public final Dispatcher dispatcher;
    public final Platform platform;
    public final Accounts accounts;
    public final Rules ruleFilter;
    public final LedgerInteractions contract;

    public Rig(DataSource source, Path folder) {
        SchemaReady ready = () -> "any";
        keys = RealKeys.of(source, folder);
        events = new EventTable(source, ready);
        ChannelsDatabase database = new ChannelsDatabase(source, ready);
        ChainedTrail audit = new ChainedTrail(source, ready, keys, null, null);
        persons = new PersonStore(database, keys, clock);
        messages = new MessageStore(database, keys);
        interactions = new InteractionStore(database);
        ledger = new Ledger(database, persons, keys, (transaction, blobs) -> {}, events);
        outbox = new OutboxStore(database, messages, events, clock);
        receipts = new ReceiptStore(database, outbox, events, clock);
        contacts = new ContactLedger(database, messages, keys, (transaction, blobs) -> {}, events, clock);
        work = new WorkStore(database, events, clock);
        dispatches = new DispatchStore(database);
        rules = new RuleStore(database, audit);
        accountStore = new AccountStore(database, audit);
        intake = new Intake(ledger, tasks, new NoMeters());
        profileStore = new ProfileStore(database, audit);
        profiles = new Profiles(profileStore, tasks);
        dispatcher = new Dispatcher(dispatches, profiles, tasks, clock, new NoMeters());
        platform = new Platform(
                intake,
                classification,
                outbox,
                receipts,
                messages,
                new Signs(),
                accountStore,
                persons,
                new MemoryBlobs(),
                null,
                tasks,
                new NoMeters(),
                clock);
        accounts = new Accounts(platform, dispatcher, settings());
        ruleFilter = new Rules(rules, accountStore, profiles, tasks);
        classification.bindFilter(new NatureFilter());
        classification.bindFilter(ruleFilter);
        classification.bindFilter(new CustomerPriority(profiles));
        contract = new LedgerInteractions(interactions, messages, contacts, work, dispatcher, accounts, events);
        dispatcher.tickets = queue;
        dispatcher.router = queue;
    }

    /** Has contacts placed by the real ticketing. */
    public void place(Tickets tickets) {
        dispatcher.tickets = tickets;
    }

    @Override
    public void close() throws InterruptedException {
        accounts.close();
        dispatcher.close();
        intake.close();
        ruleFilter.close();
        profiles.close();
        tasks.close();
    }

    private static ChannelsSettings settings() {
        return new ChannelsSettings() {
            @Override
            public int credit() {
                return 5_000;
            }

            @Override
            public int senderLimit() {
                return 100;
            }

            @Override
            public int senderWindowSeconds() {
                return 600;
            }

            @Override
            public int drainSeconds() {
                return 1;
            }

            @Override
            public Class<? extends Annotation> annotationType() {
                return ChannelsSettings.class;
            }
        };
    }

    /** A clock that can be put forward. */
    public static final class TestClock extends Clock {
        private volatile Duration ahead = Duration.ZERO;

        public void forward(Duration by) {
            ahead = ahead.plus(by);
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }

        @Override
        public Instant instant() {
            return Instant.now().plus(ahead);
        }
    }

    /** Ticketing and routing that remember what they were told, and know it when they are told again. */
    public static final class Queue implements Router, Tickets {
        public final Map<WorkId, WorkRequest> submitted = new LinkedHashMap<>();
        public final Map<live.core.InteractionId, TicketId> placed = new ConcurrentHashMap<>();
        public final Map<live.core.InteractionId, Attention> attention = new ConcurrentHashMap<>();
        /** Subjects of contacts that routing has no room for. */
        public final Set<String> refused = ConcurrentHashMap.newKeySet();

        /** What was woken, and whether routing is away. */
        public final List<WorkId> woken = new java.util.concurrent.CopyOnWriteArrayList<>();

        public volatile boolean away;

        private final Map<live.core.InteractionId, String> subjects = new ConcurrentHashMap<>();

        @Override
        public synchronized CompletionStage<Outcome> submit(WorkId work, WorkRequest request) {
            if (refused.contains(subjects.getOrDefault(request.interaction(), ""))) {
                return CompletableFuture.completedFuture(new Outcome.Refused("routing.capacity.exceeded", "full"));
            }
            submitted.putIfAbsent(work, request);
            return CompletableFuture.completedFuture(new Outcome.Done());
        }

        @Override
        public CompletionStage<Outcome> submit(
                WorkId work, WorkRequest request, ReservationId reservation, boolean preview) {
            return submit(work, request);
        }

        @Override
        public CompletionStage<Outcome> reserve(
                TenantId tenant, ReservationId id, Target target, String medium, Duration lease) {
            return CompletableFuture.completedFuture(new Outcome.Done());
        }

        @Override
        public CompletionStage<Outcome> release(TenantId tenant, ReservationId id) {
            return CompletableFuture.completedFuture(new Outcome.Done());
        }

        @Override
        public CompletionStage<Outcome> cancel(TenantId tenant, WorkId work, String reason) {
            return CompletableFuture.completedFuture(new Outcome.Done());
        }

        @Override
        public CompletionStage<Outcome> transfer(TenantId tenant, WorkId work, Target target) {
            return CompletableFuture.completedFuture(new Outcome.Done());
        }

        @Override
        public CompletionStage<Outcome> move(
                TenantId tenant, WorkId work, live.core.InteractionId interaction, String medium) {
            return CompletableFuture.completedFuture(new Outcome.Done());
        }

        @Override
        public CompletionStage<Outcome> postpone(TenantId tenant, WorkId work, Postponement postponement) {
            return CompletableFuture.completedFuture(new Outcome.Done());
        }

        @Override
        public CompletionStage<Outcome> wake(TenantId tenant, WorkId work, Instant since) {
            if (away) {
                return CompletableFuture.failedFuture(new live.core.LiveException("routing.unavailable", "away"));
            }
            woken.add(work);
            return CompletableFuture.completedFuture(new Outcome.Done());
        }

        public synchronized int size() {
            return submitted.size();
        }

        public synchronized List<WorkRequest> requests() {
            return List.copyOf(submitted.values());
        }

        @Override
        public List<Place> place(List<Contact> contacts) {
            List<Place> places = new ArrayList<>();
            for (Contact contact : contacts) {
                attention.put(contact.interaction().id(), contact.attention());
                subjects.put(contact.interaction().id(), contact.interaction().subject());
                TicketId ticket = placed.computeIfAbsent(contact.interaction().id(), id -> TicketId.next());
                places.add(new Place(
                        contact.interaction().id(), ticket, Optional.empty(), Optional.empty(), contact.priority()));
            }
            return places;
        }

        @Override
        public CompletionStage<live.ticketing.Ticket> open(live.core.Principal actor, live.ticketing.NewTicket ticket) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Optional<live.ticketing.Ticket> get(TenantId tenant, TicketId ticket) {
            return Optional.empty();
        }

        @Override
        public Applied apply(
                live.core.Principal actor, TicketId ticket, long version, List<live.ticketing.TicketChange> changes) {
            throw new UnsupportedOperationException();
        }
    }

    /** Meters that nobody reads. */
    public static final class NoMeters implements Meters {
        @Override
        public Meter meter(String name, String... labels) {
            return new Meter() {
                @Override
                public void count(long amount) {}

                @Override
                public void took(Duration duration) {}
            };
        }

        @Override
        public AutoCloseable gauge(String name, DoubleSupplier value, String... labels) {
            return () -> {};
        }
    }

    private static final class MemoryBlobs implements Blobs {
        private final Map<BlobId, byte[]> bytes = new ConcurrentHashMap<>();

        @Override
        public BlobInfo store(KeyId key, String name, String mediaType, InputStream content, long limit)
                throws IOException {
            BlobId id = BlobId.next();
            bytes.put(id, content.readAllBytes());
            return new BlobInfo(id, name, mediaType, bytes.get(id).length, "");
        }

        @Override
        public Optional<BlobInfo> info(BlobId blob) {
            return Optional.ofNullable(bytes.get(blob)).map(b -> new BlobInfo(blob, "x", "text/plain", b.length, ""));
        }

        @Override
        public InputStream open(BlobId blob) {
            return new ByteArrayInputStream(bytes.get(blob));
        }
    }
}
