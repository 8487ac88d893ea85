// SPDX-License-Identifier: Apache-2.0
package live.ticketing.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
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
import live.lib.sql.Database;
import live.lib.sql.Sql;
import live.routing.RoutingListener.Change;
import live.routing.RoutingListener.State;
import live.routing.WorkId;
import live.test.postgres.PostgresServer;
import live.ticketing.NewMessage;
import live.ticketing.NewTicket;
import live.ticketing.Status;
import live.ticketing.Ticket;
import live.ticketing.TicketChange;
import live.ticketing.Tickets.Applied;
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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

class TicketsIT {
    @RegisterExtension
    static final PostgresServer POSTGRES = new PostgresServer("core", "channels", "ticketing");

    @TempDir
    static Path keys;

    private static final UserId AGENT = UserId.next();
    private static final Principal ANNA =
            new Principal(TenantId.DEFAULT, AGENT, "Anna", Set.of("ticket.write", "interaction.reply"));

    private final String unique = "u" + Long.toString(System.nanoTime(), 36);
    private Rig rig;
    private SqlTickets tickets;
    private TicketSearch search;
    private History history;
    private AssignmentFollower follower;
    private TicketReader reader;
    private long entry;
    private ChannelHost host;
    private final List<Outbound> sent = new CopyOnWriteArrayList<>();

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

    private InteractionId mail(String id, String subject, String text) {
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

    private TicketId ticketOf(InteractionId interaction) {
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

    private Ticket get(TicketId id) {
        return tickets.get(TenantId.DEFAULT, id).orElseThrow();
    }

    private void route(InteractionId interaction, State state) {
        tell(change(interaction, state, AGENT));
    }

    private Change change(InteractionId interaction, State state, UserId agent) {
        return new Change(
                ++entry,
                TenantId.DEFAULT,
                new WorkId(interaction.value()),
                interaction,
                QueueId.UNSORTED,
                state,
                Optional.of(agent),
                "",
                rig.clock.instant());
    }

    private void tell(Change change) {
        rig.work.follow(List.of(change));
        follower.changed(change);
    }

    private static NewMessage message(String text) {
        return new NewMessage(
                MessageId.next(), List.of(), List.of(), List.of(), "", List.of(new Content.Text(text)), Map.of());
    }

    private Applied apply(TicketId id, long version, TicketChange... changes) {
        return tickets.apply(ANNA, id, version, List.of(changes));
    }

    private List<TicketId> find(String text) {
        return search
                .find(
                        TenantId.DEFAULT,
                        new TicketQuery(
                                Optional.empty(),
                                Optional.empty(),
                                Optional.empty(),
                                Optional.empty(),
                                false,
                                Optional.empty(),
                                Optional.empty(),
                                text,
                                TicketQuery.Sort.UPDATED,
                                true,
                                0,
                                50,
                                false))
                .items()
                .stream()
                .map(item -> item.ticket().id())
                .toList();
    }

    private NewTicket newTicket(TicketId id, String subject) {
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

    @Test
    void theWholeWayOfAMatter() {
        InteractionId first = mail("1", "Broken " + unique, "The Kühlschrank is broken");
        TicketId id = ticketOf(first);
        assertThat(get(id).status()).isEqualTo(new Status("new", Status.Category.OPEN));
        route(first, State.ASSIGNED);
        Ticket taken = get(id);
        assertThat(taken.assignee()).contains(AGENT);
        assertThat(taken.status().code()).isEqualTo("open");

        NewMessage reply = message("We are on our way");
        Applied answered =
                apply(id, taken.version(), new TicketChange.Reply(first, reply), new TicketChange.SetStatus("pending"));
        assertThat(answered).isInstanceOf(Applied.Done.class);
        await().until(() ->
                rig.messages.get(TenantId.DEFAULT, reply.id()).orElseThrow().state()
                        == live.ticketing.Message.State.SENT);

        // He writes while the agent still has the contact: no new work, and the matter is open again.
        assertThat(mail("2", "Re: Broken", "Thanks")).isEqualTo(first);
        await().until(() -> get(id).status().code().equals("open"));
        route(first, State.WRAP_UP);
        apply(id, get(id).version(), new TicketChange.SetStatus("solved"));
        route(first, State.DONE);

        InteractionId second = mail("3", "Re: Broken", "Broken again");
        assertThat(second).isNotEqualTo(first);
        assertThat(ticketOf(second)).isEqualTo(id);
        await().until(() -> get(id).status().code().equals("open"));
        await().untilAsserted(() -> assertThat(rig.queue.requests()).anySatisfy(request -> {
            assertThat(request.interaction()).isEqualTo(second);
            assertThat(request.preferredAgent()).contains(AGENT);
        }));

        // What is closed for good stays closed: the next mail is a new matter.
        route(second, State.DONE);
        apply(id, get(id).version(), new TicketChange.SetStatus("closed"));
        assertThat(ticketOf(mail("4", "Re: Broken", "One more thing"))).isNotEqualTo(id);

        assertThat(history.of(TenantId.DEFAULT, id))
                .extracting(History.Entry::type)
                .containsSubsequence("create", "assign", "reply", "status", "contact", "status");
        assertThat(history.of(TenantId.DEFAULT, id))
                .anySatisfy(entry -> assertThat(entry.actor()).isEqualTo(AGENT));
    }

    @Test
    void whatRoutingTellsAgainUndoesNothingThatPeopleDidSince() {
        InteractionId contact = mail("1", "Broken " + unique, "It is broken");
        TicketId id = ticketOf(contact);
        Change waits = change(contact, State.WAITING, AGENT);
        Change taken = change(contact, State.ASSIGNED, AGENT);
        Change takenAgain = change(contact, State.ASSIGNED, AGENT);
        List.of(waits, taken, takenAgain).forEach(this::tell);
        UserId colleague = UserId.next();
        apply(id, get(id).version(), new TicketChange.Assign(Optional.of(colleague)));
        Ticket before = get(id);
        List<History.Entry> told = history.of(TenantId.DEFAULT, id);

        List.of(waits, taken, takenAgain).forEach(this::tell);

        assertThat(get(id)).isEqualTo(before);
        assertThat(history.of(TenantId.DEFAULT, id)).isEqualTo(told);
        tell(change(contact, State.ASSIGNED, AGENT));
        assertThat(get(id).assignee()).contains(AGENT);
    }

    @Test
    void aMessageThatIsReadAgainOpensNothingThatWasPutAsideSince() {
        InteractionId contact = mail("1", "Broken " + unique, "It is broken");
        TicketId id = ticketOf(contact);
        route(contact, State.ASSIGNED);
        for (String status : List.of("pending", "open")) {
            // The first one finds the ticket put aside, the second one finds it open.
            apply(id, get(id).version(), new TicketChange.SetStatus(status));
            mail("more " + status, "Re: Broken", "And " + status);
            await().until(() -> get(id).status().code().equals("open"));
        }
        await().until(() -> rig.events.after(0, 100_000).stream()
                        .filter(event -> event.aggregate().equals(contact.value()))
                        .filter(event -> event.type().equals("channels.message.accepted"))
                        .count()
                == 3);
        List<Event> all = rig.events.after(0, 100_000).stream()
                .filter(event -> event.aggregate().equals(contact.value()))
                .toList();
        reader.consume(all);
        apply(id, get(id).version(), new TicketChange.SetStatus("pending"));

        reader.consume(all);

        assertThat(get(id).status().code()).isEqualTo("pending");
    }

    @Test
    void aTicketIsFoundByWhatIsSaidInItAndByItsCustomer() {
        TicketId id = ticketOf(mail("1", "Broken " + unique, "The Kühlschrank" + unique + " is broken"));
        await().atMost(Duration.ofSeconds(5))
                .untilAsserted(() -> assertThat(find("kuhlschrank" + unique)).contains(id));
        assertThat(find("broken " + unique)).contains(id);
        assertThat(find("#" + get(id).number().value())).contains(id);
        assertThat(find(unique + "@example.org")).contains(id);
        assertThat(find("zoe " + unique)).contains(id);
        assertThat(find("nothing-like-that-" + unique)).isEmpty();
        assertThat(find("'; drop table ticketing.ticket; -- & | ! :*")).isEmpty();
    }

    @Test
    void ticketsThatAreOpenedTogetherAreStoredOnceEach() {
        List<TicketId> ids =
                IntStream.range(0, 300).mapToObj(i -> TicketId.next()).toList();
        List<CompletableFuture<Ticket>> opened = new ArrayList<>();
        for (int round = 0; round < 2; round++) {
            for (int i = 0; i < ids.size(); i++) {
                opened.add(
                        tickets.open(ANNA, newTicket(ids.get(i), "Matter " + i)).toCompletableFuture());
            }
        }
        opened.forEach(CompletableFuture::join);
        assertThat(opened.stream().map(one -> one.join().number()).distinct()).hasSize(300);
        Ticket one = get(ids.get(7));
        assertThat(one.subject()).isEqualTo("Matter 7");
        assertThat(one.tags()).containsExactly("vip");
        assertThat(one.interactions()).hasSize(1);
        assertThat(rig.messages.ofInteractions(TenantId.DEFAULT, one.interactions(), Optional.empty(), 10))
                .singleElement()
                .satisfies(note -> assertThat(note.contents()).containsExactly(new Content.Text("text of Matter 7")));
        long audited = new Database(POSTGRES.dataSource()).read(c -> Sql.on(
                        c,
                        "select count(*) as n from core.audit where tenant = ? and action = 'ticketing.ticket.create' and subject = any(?)")
                .with(TenantId.DEFAULT.value())
                .array("text", ids.stream().map(id -> "ticket:" + id).toList())
                .first(row -> row.big("n"))
                .orElseThrow());
        assertThat(audited).isEqualTo(300);
        await().untilAsserted(
                        () -> assertThat(rig.queue.requests()).anySatisfy(request -> assertThat(request.interaction())
                                .isEqualTo(one.interactions().get(0))));
    }

    @Test
    void whoeverComesSecondIsToldAndChangesNothing() {
        TicketId id = tickets.open(ANNA, newTicket(TicketId.next(), "Race"))
                .toCompletableFuture()
                .join()
                .id();
        assertThat(apply(id, 1, new TicketChange.Prioritise(9))).isInstanceOf(Applied.Done.class);
        assertThat(apply(id, 1, new TicketChange.Prioritise(1)))
                .isInstanceOfSatisfying(
                        Applied.Conflict.class,
                        conflict -> assertThat(conflict.current().priority()).isEqualTo(9));
        assertThat(apply(id, 2, new TicketChange.Prioritise(1), new TicketChange.SetStatus("no-such-thing")))
                .isInstanceOf(Applied.Refused.class);
        assertThat(get(id).priority()).isEqualTo(9);
        assertThat(apply(id, 2, new TicketChange.Tag("urgent", true), new TicketChange.Rename("Races")))
                .isInstanceOf(Applied.Done.class);
        assertThat(get(id).tags()).containsExactly("vip", "urgent");
        assertThat(apply(TicketId.next(), 1, new TicketChange.Prioritise(1))).isInstanceOf(Applied.Missing.class);
    }

    @Test
    void mergedTicketsAreOneAndTheNextMailComesToIt() {
        InteractionId contact = mail("1", "Part", "part");
        TicketId part = ticketOf(contact);
        TicketId whole = tickets.open(ANNA, newTicket(TicketId.next(), "Whole"))
                .toCompletableFuture()
                .join()
                .id();
        assertThat(apply(whole, 1, new TicketChange.Merge(part), new TicketChange.Note(message("merged"))))
                .isInstanceOf(Applied.Done.class);
        assertThat(get(whole).interactions()).contains(contact);
        // Whoever has the contact in hand answers in the ticket that it is part of now.
        assertThat(ticketOf(contact)).isEqualTo(whole);
        assertThat(apply(whole, get(whole).version(), new TicketChange.Reply(contact, message("answer"))))
                .isInstanceOf(Applied.Done.class);
        assertThat(get(part).status().category()).isEqualTo(Status.Category.CLOSED);
        route(contact, State.DONE);
        assertThat(ticketOf(mail("2", "Re: Part", "more"))).isEqualTo(whole);
    }

    @Test
    void ticketsThatAreMergedIntoEachOtherAtOnceWaitForNobodyForEver() throws Exception {
        for (int round = 0; round < 20; round++) {
            List<TicketId> pair = IntStream.range(0, 2)
                    .mapToObj(i -> tickets.open(ANNA, newTicket(TicketId.next(), "Half " + i))
                            .toCompletableFuture()
                            .join()
                            .id())
                    .toList();
            CompletableFuture<Applied> one =
                    CompletableFuture.supplyAsync(() -> apply(pair.get(0), 1, new TicketChange.Merge(pair.get(1))));
            CompletableFuture<Applied> other =
                    CompletableFuture.supplyAsync(() -> apply(pair.get(1), 1, new TicketChange.Merge(pair.get(0))));
            assertThat(List.of(one.join(), other.join()))
                    .hasAtLeastOneElementOfType(Applied.Done.class)
                    .hasAtLeastOneElementOfType(Applied.Conflict.class);
        }
    }

    @Test
    void anAnswerThatComesBackLaterOpensItsTicketAgainAndTheHistorySaysSo() {
        InteractionId contact = mail("1", "Broken " + unique, "Help");
        TicketId id = ticketOf(contact);
        route(contact, State.ASSIGNED);
        NewMessage reply = message("We are on our way");
        apply(id, get(id).version(), new TicketChange.Reply(contact, reply), new TicketChange.SetStatus("solved"));
        await().until(() -> sent.size() == 1);
        route(contact, State.WRAP_UP);
        route(contact, State.DONE);

        host.receipt(reply.id(), new Delivery.Failed("email.recipient.unknown", "550 5.1.1", false))
                .toCompletableFuture()
                .join();

        await().until(() -> get(id).status().code().equals("open"));
        assertThat(history.of(TenantId.DEFAULT, id))
                .extracting(History.Entry::type)
                .endsWith("undelivered", "status");
        MessageId again = rig.contract.resend(ANNA, reply.id()).orElseThrow();
        await().untilAsserted(() -> assertThat(history.of(TenantId.DEFAULT, id))
                .last()
                .satisfies(entry -> {
                    assertThat(entry.type()).isEqualTo("resend");
                    assertThat(entry.actor()).isEqualTo(AGENT);
                    assertThat(entry.data()).contains(again.toString());
                }));
    }

    @Test
    void whatAMachineWroteIsSolvedAndFoundUntilAPersonWrites() {
        InteractionId notice = machine("auto1", "Notice " + unique);
        TicketId id = ticketOf(notice);
        assertThat(get(id).status()).isEqualTo(new Status("solved", Status.Category.SOLVED));
        assertThat(rig.queue.requests()).noneMatch(one -> one.interaction().equals(notice));
        await().untilAsserted(() -> assertThat(find("notice " + unique)).contains(id));

        InteractionId person = mail("2", "Re: Notice", "And now?");
        assertThat(ticketOf(person)).isEqualTo(id);
        assertThat(get(id).status().category()).isEqualTo(Status.Category.OPEN);
        await().untilAsserted(() -> assertThat(rig.queue.requests())
                .anySatisfy(one -> assertThat(one.interaction()).isEqualTo(person)));
    }

    private InteractionId machine(String id, String subject) {
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

    @Test
    void numbersAddressesAndFileNamesAreFoundAsPeopleTypeThem() {
        String number = unique.substring(1).replaceAll("[^0-9]", "7");
        TicketId id = ticketOf(mail(
                "1",
                "Order RE-" + number + "-0815",
                "See https://shop.example/" + unique + "/offer and write to other." + unique
                        + "@partner.example. Rechnung_März." + unique + ".pdf, Mu\u0308nchen" + unique
                        + ", 12.50 EUR"));
        await().atMost(Duration.ofSeconds(5))
                .untilAsserted(() -> assertThat(find("RE-" + number + "-0815")).contains(id));
        assertThat(find(number + "-0815")).contains(id);
        assertThat(find(number + " 081")).contains(id);
        assertThat(find("other." + unique + "@partner.example")).contains(id);
        assertThat(find("Rechnung März " + unique + ".pdf")).contains(id);
        assertThat(find("münchen" + unique)).contains(id);
        assertThat(find("shop.example/" + unique)).contains(id);
        assertThat(find("RE-" + number + "-0816")).isEmpty();
    }
}
