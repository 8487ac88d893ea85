// SPDX-License-Identifier: Apache-2.0
package live.ticketing.internal;

import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import live.channel.Acceptance;
import live.channel.Address;
import live.channel.Channel;
import live.channel.ChannelHost;
import live.channel.ChannelInfo;
import live.channel.Content;
import live.channel.Delivery;
import live.channel.Inbound;
import live.channel.Outbound;
import live.channels.internal.Rig;
import live.core.ExternalId;
import live.core.InteractionId;
import live.core.MessageId;
import live.core.Principal;
import live.core.QueueId;
import live.core.TenantId;
import live.core.TicketId;
import live.core.UserId;
import live.core.event.Event;
import live.core.internal.audit.ChainedTrail;
import live.core.internal.event.EventTable;
import live.core.internal.event.Sequencer;
import live.core.store.SchemaReady;
import live.routing.RoutingListener.Change;
import live.routing.RoutingListener.State;
import live.routing.WorkId;
import live.test.postgres.PostgresServer;
import live.ticketing.NewMessage;
import live.ticketing.NewTicket;
import live.ticketing.Ticket;
import live.ticketing.TicketChange;
import live.ticketing.Tickets.Applied;
import live.ticketing.internal.store.Assignees;
import live.ticketing.internal.store.Changes;
import live.ticketing.internal.store.Following;
import live.ticketing.internal.store.History;
import live.ticketing.internal.store.Placing;
import live.ticketing.internal.store.SearchTable;
import live.ticketing.internal.store.StatusStore;
import live.ticketing.internal.store.TicketIntake;
import live.ticketing.internal.store.TicketQuery;
import live.ticketing.internal.store.TicketSearch;
import live.ticketing.internal.store.TicketingDatabase;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Tickets on a real ledger and a real database, with one mailbox and one agent. */
abstract class TicketsOnLedger {
    @RegisterExtension
    static final PostgresServer POSTGRES = new PostgresServer("core", "channels", "ticketing");

    @TempDir
    static Path keys;

    static final UserId AGENT = UserId.next();
    static final Principal ANNA =
            new Principal(TenantId.DEFAULT, AGENT, "Anna", Set.of("ticket.write", "interaction.reply"));

    final String unique = "u" + Long.toString(System.nanoTime(), 36);
    Rig rig;
    SqlTickets tickets;
    private TicketSearch search;
    History history;
    private AssignmentFollower follower;
    TicketOrigin origin;
    TicketReader reader;
    private long entry;
    ChannelHost host;
    final List<Outbound> sent = new CopyOnWriteArrayList<>();

    @BeforeEach
    void begin() throws Exception {
        rig = new Rig(POSTGRES.dataSource(), keys);
        SchemaReady ready = () -> "any";
        TicketingDatabase database = new TicketingDatabase(POSTGRES.dataSource(), ready);
        ChainedTrail audit = new ChainedTrail(POSTGRES.dataSource(), ready, rig.keys, null, null);
        StatusStore statuses = new StatusStore(database);
        search = new TicketSearch(database);
        history = new History(database);
        TicketIntake intake = new TicketIntake(database, rig.persons, rig.contract, rig.events, audit, rig.clock);
        Placing placing = new Placing(database, rig.events, audit, rig.clock);
        Changes changes = new Changes(database, statuses, rig.contract, rig.events, audit, rig.clock);
        tickets = new SqlTickets(intake, search, placing, changes, rig.tasks, new Rig.NoMeters());
        Following following = new Following(database, rig.events, audit, rig.clock);
        follower = new AssignmentFollower(following);
        origin = new TicketOrigin(new Assignees(database));
        rig.place(tickets);
        reader = new TicketReader(new SearchTable(database), following, rig.contract, rig.persons);
        Sequencer sequencer = new Sequencer((EventTable) rig.events, rig.tasks);
        long[] position = {0};
        rig.tasks.every("reader", Duration.ofMillis(20), () -> {
            List<Event> events = rig.events.after(position[0], 500);
            if (!events.isEmpty()) {
                reader.consume(events);
                position[0] = events.get(events.size() - 1).position();
            }
        });
        rig.accounts.bindChannel(new Mailbox(), Map.of());
        await().until(() -> host != null);
    }

    @AfterEach
    void end() throws Exception {
        tickets.close();
        rig.close();
    }

    /** A mailbox that sends everything at once. */
    private final class Mailbox implements Channel {
        @Override
        public ChannelInfo info() {
            return ChannelInfo.of("email", unique, "Mailbox");
        }

        @Override
        public void start(ChannelHost given) {
            host = given;
        }

        @Override
        public void stop() {}

        @Override
        public CompletionStage<Delivery> send(Outbound message) {
            sent.add(message);
            return CompletableFuture.completedFuture(new Delivery.Sent(new ExternalId("<" + message.id() + "@us>")));
        }
    }

    InteractionId mail(String id, String subject, String text) {
        return ((Acceptance.Accepted) host.accept(Inbound.from(Address.email(unique + "@example.org", "Zoë " + unique))
                                .id(new ExternalId(id + unique))
                                .conversationKey("thread" + unique)
                                .subject(subject)
                                .text(text)
                                .build())
                        .toCompletableFuture()
                        .join())
                .interaction();
    }

    TicketId ticketOf(InteractionId interaction) {
        await().until(() -> rig.interactions
                .get(TenantId.DEFAULT, interaction)
                .orElseThrow()
                .ticket()
                .isPresent());
        return new TicketId(rig.interactions
                .get(TenantId.DEFAULT, interaction)
                .orElseThrow()
                .ticket()
                .orElseThrow());
    }

    Ticket get(TicketId id) {
        return tickets.get(TenantId.DEFAULT, id).orElseThrow();
    }

    void route(InteractionId interaction, State state) {
        tell(change(interaction, state, AGENT));
    }

    Change change(InteractionId interaction, State state, UserId agent) {
        return new Change(
                ++entry,
                TenantId.DEFAULT,
                new WorkId(interaction.value()),
                interaction,
                QueueId.UNSORTED,
                state,
                Optional.of(agent),
                "",
                rig.clock.instant(),
                Optional.empty());
    }

    void tell(Change change) {
        rig.work.follow(List.of(change));
        follower.changed(change);
    }

    static NewMessage message(String text) {
        return new NewMessage(
                MessageId.next(), List.of(), List.of(), List.of(), "", List.of(new Content.Text(text)), Map.of());
    }

    Applied apply(TicketId id, long version, TicketChange... changes) {
        return tickets.apply(ANNA, id, version, List.of(changes));
    }

    List<TicketId> find(String text) {
        return search.find(TenantId.DEFAULT, TicketQuery.latest(text, 50)).items().stream()
                .map(item -> item.ticket().id())
                .toList();
    }

    NewTicket newTicket(TicketId id, String subject) {
        return new NewTicket(
                id,
                subject,
                "text of " + subject,
                5,
                Optional.empty(),
                Optional.empty(),
                Optional.of(Address.email("walk-in-" + unique + "@example.org", "Walker")),
                List.of("vip"),
                true);
    }

    InteractionId machine(String id, String subject) {
        return ((Acceptance.Accepted) host.accept(Inbound.from(Address.email("robot@example.org", ""))
                                .id(new ExternalId(id + unique))
                                .conversationKey("thread" + unique)
                                .subject(subject)
                                .nature(Inbound.Nature.AUTOMATIC)
                                .text("I am a machine")
                                .build())
                        .toCompletableFuture()
                        .join())
                .interaction();
    }
}
