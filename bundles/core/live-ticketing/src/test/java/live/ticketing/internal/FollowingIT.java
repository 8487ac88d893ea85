// SPDX-License-Identifier: Apache-2.0
package live.ticketing.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import live.channel.Delivery;
import live.core.InteractionId;
import live.core.MessageId;
import live.core.TenantId;
import live.core.TicketId;
import live.core.UserId;
import live.core.event.Event;
import live.routing.RoutingListener;
import live.routing.RoutingListener.Change;
import live.routing.RoutingListener.State;
import live.routing.WorkId;
import live.routing.WorkOrigin;
import live.ticketing.NewMessage;
import live.ticketing.Status;
import live.ticketing.Ticket;
import live.ticketing.TicketChange;
import live.ticketing.Tickets.Applied;
import live.ticketing.internal.store.History;
import org.junit.jupiter.api.Test;

/** What contacts and their routing make of tickets. */
class FollowingIT extends TicketsOnLedger {
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
    void theHistoryTellsOnceWhoPutAContactToRestAndUntilWhen() {
        InteractionId contact = mail("1", "Broken " + unique, "It is broken");
        TicketId id = ticketOf(contact);
        route(contact, State.ASSIGNED);
        Change plain = change(contact, State.POSTPONED, AGENT);
        Instant until = Instant.parse("2100-01-04T09:00:00Z");
        Change rests = new Change(
                plain.sequence(),
                plain.tenant(),
                plain.work(),
                plain.interaction(),
                plain.queue(),
                plain.state(),
                plain.agent(),
                "voicemail",
                plain.at(),
                Optional.of(new RoutingListener.Rest(until, 2)));

        tell(rests);
        tell(rests);

        assertThat(history.of(TenantId.DEFAULT, id))
                .filteredOn(entry -> entry.type().equals("postpone"))
                .singleElement()
                .satisfies(entry -> {
                    assertThat(entry.actor()).isEqualTo(AGENT);
                    assertThat(entry.data()).contains("2100-01-04T09:00:00Z", "voicemail", "\"attempts\": \"2\"");
                });
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

    @Test
    void routingHearsWhoHasTheTicketOfAContact() {
        InteractionId contact = mail("1", "Who " + unique, "has it?");
        TicketId id = ticketOf(contact);
        WorkId work = new WorkId(contact.value());
        assertThat(origin.standings(TenantId.DEFAULT, Map.of(work, contact))).isEmpty();

        route(contact, State.ASSIGNED);
        assertThat(origin.standings(TenantId.DEFAULT, Map.of(work, contact)))
                .isEqualTo(Map.of(work, new WorkOrigin.Standing(false, Optional.of(AGENT))));

        UserId other = UserId.next();
        apply(id, get(id).version(), new TicketChange.Assign(Optional.of(other)));
        assertThat(origin.standings(TenantId.DEFAULT, Map.of(work, contact)))
                .isEqualTo(Map.of(work, new WorkOrigin.Standing(false, Optional.of(other))));
    }
}
