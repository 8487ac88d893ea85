// SPDX-License-Identifier: Apache-2.0
package live.ticketing.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import live.channel.Content;
import live.core.InteractionId;
import live.core.TenantId;
import live.core.TicketId;
import live.lib.sql.Database;
import live.lib.sql.Sql;
import live.routing.RoutingListener.State;
import live.ticketing.Status;
import live.ticketing.Ticket;
import live.ticketing.TicketChange;
import live.ticketing.Tickets.Applied;
import org.junit.jupiter.api.Test;

/** Opening, changing and merging tickets. */
class TicketsIT extends TicketsOnLedger {
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
}
