// SPDX-License-Identifier: Apache-2.0
package live.channels.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import live.channel.Acceptance;
import live.channel.Address;
import live.channel.Content;
import live.channel.Delivery;
import live.channel.Inbound;
import live.channel.filter.InboundFilter;
import live.channel.filter.Verdict;
import live.core.ChannelId;
import live.core.ExternalId;
import live.core.InteractionId;
import live.core.LiveException;
import live.core.MessageId;
import live.core.QueueId;
import live.core.SkillId;
import live.core.TenantId;
import live.core.event.Event;
import live.core.internal.event.EventTable;
import live.core.internal.event.Sequencer;
import live.lib.sql.Database;
import live.lib.sql.Sql;
import live.routing.RoutingListener.State;
import live.routing.Skill;
import live.routing.WorkId;
import live.ticketing.Message;
import live.ticketing.Tickets;
import org.junit.jupiter.api.Test;

class LedgerIT extends WithLedger {
    @Test
    void aMessageIsKeptEncryptedAndReachesTicketAndQueueOnce() {
        Acceptance.Accepted accepted = accept(mail("carl@example.org", id("1")).build());
        assertThat(accepted.duplicate()).isFalse();
        Message stored = message(accepted.message());
        assertThat(stored.contents()).containsExactly(new Content.Text("Text of " + id("1")));
        assertThat(stored.from().value()).isEqualTo("carl@example.org");
        byte[] sealed = new Database(POSTGRES.dataSource())
                .read(c -> Sql.on(c, "select sealed from channels.message where tenant = ? and id = ?")
                        .with(TenantId.DEFAULT.value(), accepted.message().value())
                        .first(row -> row.bytes("sealed"))
                        .orElseThrow());
        assertThat(new String(sealed, java.nio.charset.StandardCharsets.ISO_8859_1))
                .doesNotContain("Text of");
        await().until(() -> rig.queue.requests().stream()
                .anyMatch(request -> request.interaction().equals(accepted.interaction())));
        assertThat(rig.queue.placed).containsKey(accepted.interaction());
        await().until(() -> rig.dispatches.backlog().waiting() == 0);
    }

    @Test
    void theSameMessageIsStoredOnceWhoeverBringsIt() throws Exception {
        ScriptedChannel twin = new ScriptedChannel(name + "-twin");
        install(twin);
        List<CompletableFuture<Acceptance>> answers = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            Inbound one = mail("carl@example.org", id("same")).source("mailbox").build();
            answers.add((i % 2 == 0 ? channel : twin).host.accept(one).toCompletableFuture());
        }
        Set<MessageId> ids = new java.util.HashSet<>();
        long fresh = 0;
        for (CompletableFuture<Acceptance> answer : answers) {
            Acceptance.Accepted accepted = (Acceptance.Accepted) answer.get();
            ids.add(accepted.message());
            fresh += accepted.duplicate() ? 0 : 1;
        }
        assertThat(ids).hasSize(1);
        assertThat(fresh).isEqualTo(1);
    }

    @Test
    void messagesOfAConversationKeepTheirOrderAndShareOneContact() {
        List<CompletableFuture<Acceptance>> answers = IntStream.range(0, 300)
                .mapToObj(i -> channel.host
                        .accept(mail("carl@example.org", id("n" + i))
                                .conversationKey(id("thread"))
                                .text("number " + i)
                                .build())
                        .toCompletableFuture())
                .toList();
        Set<InteractionId> interactions = new java.util.HashSet<>();
        answers.forEach(answer -> interactions.add(((Acceptance.Accepted) answer.join()).interaction()));
        assertThat(interactions).hasSize(1);
        List<Message> read =
                rig.messages.ofInteractions(TenantId.DEFAULT, List.copyOf(interactions), Optional.empty(), 1000);
        assertThat(read)
                .extracting(Message::subject)
                .containsExactlyElementsOf(IntStream.range(0, 300)
                        .mapToObj(i -> "Help " + id("n" + i))
                        .toList());
        List<Message> page = rig.messages.ofInteractions(
                TenantId.DEFAULT,
                List.copyOf(interactions),
                Optional.of(read.get(100).id()),
                10);
        assertThat(page).containsExactlyElementsOf(read.subList(90, 100));
    }

    @Test
    void anAnswerIsFoundByItsReferences() {
        Acceptance.Accepted first = accept(mail("carl@example.org", id("a")).build());
        MessageId ours = answer(first.interaction(), "Hello");
        await().until(() -> message(ours).state() == Message.State.SENT);
        Acceptance.Accepted next = accept(mail("carl@example.org", id("b"))
                .references(List.of(new ExternalId("sent-" + ours)))
                .build());
        assertThat(next.interaction()).isEqualTo(first.interaction());
        assertThat(channel.sends).singleElement().satisfies(sent -> {
            assertThat(sent.references()).first().isEqualTo(new ExternalId(id("a")));
            assertThat(sent.to()).extracting(Address::value).containsExactly("carl@example.org");
            assertThat(sent.subject()).isEqualTo("Help " + id("a"));
        });
    }

    @Test
    void whenTheWorkIsDoneTheNextMessageIsANewContact() {
        Acceptance.Accepted first = accept(mail("carl@example.org", id("a")).build());
        route(first.interaction(), State.ASSIGNED);
        route(first.interaction(), State.WRAP_UP);
        route(first.interaction(), State.DONE);
        Acceptance.Accepted next = accept(
                mail("carl@example.org", id("b")).conversationKey(id("a")).build());
        assertThat(next.interaction()).isNotEqualTo(first.interaction());
        await().until(() -> rig.queue.placed.containsKey(next.interaction()));
        assertThat(rig.interactions
                        .get(TenantId.DEFAULT, first.interaction())
                        .orElseThrow()
                        .state())
                .isEqualTo("CLOSED");
    }

    @Test
    void whatRoutingTellsAgainTakesNothingBack() {
        InteractionId contact =
                accept(mail("carl@example.org", id("a")).build()).interaction();
        route(contact, State.WAITING);
        route(contact, State.OFFERED);
        route(contact, State.ASSIGNED);
        tell(entry - 1, contact, State.OFFERED);
        var standing = rig.interactions.get(TenantId.DEFAULT, contact).orElseThrow();
        assertThat(standing.state()).isEqualTo("ASSIGNED");
        assertThat(standing.owner()).contains(AGENT);
        route(contact, State.WAITING);
        assertThat(rig.interactions.get(TenantId.DEFAULT, contact).orElseThrow().state())
                .isEqualTo("WAITING");
    }

    @Test
    void whatWasPutAsideIsWokenByWhatItsCustomerWrites() throws Exception {
        new Sequencer((EventTable) rig.events, rig.tasks);
        Waking waking = new Waking(rig.queue);
        InteractionId contact =
                accept(mail("carl@example.org", id("a")).build()).interaction();
        route(contact, State.ASSIGNED);
        route(contact, State.POSTPONED);
        var standing = rig.interactions.get(TenantId.DEFAULT, contact).orElseThrow();
        assertThat(standing.state()).isEqualTo("POSTPONED");
        assertThat(standing.owner()).isEmpty();
        List<Event> opening = accepted(contact, 1);
        waking.consume(opening);
        assertThat(rig.queue.woken).isEmpty();

        accept(mail("carl@example.org", id("b")).conversationKey(id("a")).build());
        List<Event> both = accepted(contact, 2);
        rig.queue.away = true;
        assertThatThrownBy(() -> waking.consume(both)).isInstanceOf(LiveException.class);
        rig.queue.away = false;
        waking.consume(both);
        assertThat(rig.queue.woken).containsExactly(new WorkId(contact.value()));
    }

    private List<Event> accepted(InteractionId contact, int count) {
        return await().until(
                        () -> rig.events.after(0, 100_000).stream()
                                .filter(event -> event.aggregate().equals(contact.value())
                                        && event.type().equals("channels.message.accepted"))
                                .toList(),
                        found -> found.size() == count);
    }

    @Test
    void whatComesDuringWrapUpIsWorkAgainWhenItEnds() {
        Acceptance.Accepted first = accept(mail("carl@example.org", id("a")).build());
        route(first.interaction(), State.ASSIGNED);
        route(first.interaction(), State.WRAP_UP);
        Acceptance.Accepted late = accept(
                mail("carl@example.org", id("b")).conversationKey(id("a")).build());
        assertThat(late.interaction()).isEqualTo(first.interaction());
        route(first.interaction(), State.DONE);
        rig.dispatcher.wake();
        InteractionId moved = message(late.message()).interaction();
        assertThat(moved).isNotEqualTo(first.interaction());
        await().untilAsserted(() -> assertThat(rig.queue.requests()).anySatisfy(request -> {
            assertThat(request.interaction()).isEqualTo(moved);
            assertThat(request.preferredAgent()).contains(AGENT);
        }));
    }

    @Test
    void whatComesTooLateForItsContactNeedsTheSameSkillsAndIsAsUrgent() {
        SkillId turkish = SkillId.next();
        rig.classification.bindFilter(new InboundFilter() {
            @Override
            public String name() {
                return "test.skills";
            }

            @Override
            public int order() {
                return RULES + 1;
            }

            @Override
            public Verdict judge(ChannelId from, Inbound message, Verdict before) {
                return before.classified(QueueId.UNSORTED, 8, Map.of(turkish, 3), "test");
            }
        });
        Acceptance.Accepted first = accept(mail("carl@example.org", id("a")).build());
        route(first.interaction(), State.ASSIGNED);
        route(first.interaction(), State.WRAP_UP);
        Acceptance.Accepted late = accept(
                mail("carl@example.org", id("b")).conversationKey(id("a")).build());
        route(first.interaction(), State.DONE);
        rig.dispatcher.wake();
        InteractionId next = message(late.message()).interaction();
        await().untilAsserted(() -> assertThat(rig.queue.requests()).anySatisfy(request -> {
            assertThat(request.interaction()).isEqualTo(next);
            assertThat(request.skills()).containsExactly(new Skill(turkish, 3));
            assertThat(request.priority()).isEqualTo(8);
        }));
    }

    @Test
    void whatAMachineWroteIsKeptAndOfferedToNobody() {
        Acceptance.Accepted alone = accept(mail("robot@example.org", id("auto"))
                .nature(Inbound.Nature.AUTOMATIC)
                .build());
        Acceptance.Accepted first = accept(mail("carl@example.org", id("a")).build());
        route(first.interaction(), State.DONE);
        Acceptance.Accepted bounce = accept(mail("mailer-daemon@example.org", id("bounce"))
                .nature(Inbound.Nature.BOUNCE)
                .references(List.of(new ExternalId(id("a"))))
                .build());
        assertThat(bounce.interaction()).isEqualTo(first.interaction());
        await().until(() -> rig.dispatches.backlog().waiting() == 0);
        assertThat(rig.queue.requests()).noneMatch(one -> one.interaction().equals(alone.interaction()));
        // It has no conversation that would show it, so ticketing does.
        assertThat(rig.queue.attention).containsEntry(alone.interaction(), Tickets.Attention.NONE);
    }

    @Test
    void aSenderBeyondTheLimitIsOfferedToNobodyAndStillListed() {
        rig.classification.bindFilter(new SenderLimit(rig.clock, 2, 600));
        List<Acceptance.Accepted> mails = IntStream.range(0, 3)
                .mapToObj(i -> accept(mail("loop@example.org", id("l" + i)).build()))
                .toList();
        await().until(() -> rig.queue.placed.containsKey(mails.get(2).interaction()));
        assertThat(rig.queue.attention)
                .containsEntry(mails.get(1).interaction(), Tickets.Attention.OFFER)
                .containsEntry(mails.get(2).interaction(), Tickets.Attention.LIST);
        rig.clock.forward(Duration.ofMinutes(10));
        Acceptance.Accepted later = accept(mail("loop@example.org", id("later")).build());
        await().untilAsserted(() ->
                assertThat(rig.queue.attention).containsEntry(later.interaction(), Tickets.Attention.OFFER));
    }

    @Test
    void anAnswerGoesToWhomThePartyNamedAndNeverToAnIntruder() {
        Address customer = Address.email("real-customer@example.org", "Real");
        Acceptance.Accepted form = accept(
                mail("noreply@shop.example", id("form")).replyTo(customer).build());
        answer(form.interaction(), "Hello");
        await().until(() -> channel.sends.size() == 1);
        assertThat(channel.sends.get(0).to()).containsExactly(customer);
        assertThat(message(form.message()).replyTo()).isEqualTo(customer);
        accept(mail("mallory@example.org", id("intruder"))
                .references(List.of(new ExternalId(id("form"))))
                .build());
        answer(form.interaction(), "Hello again");
        await().until(() -> channel.sends.size() == 2);
        assertThat(channel.sends.get(1).to()).containsExactly(customer);
    }

    @Test
    void aRetryableFailureIsTriedAgainAndAFinalOneIsShownAndCanBeResent() {
        Acceptance.Accepted first = accept(mail("carl@example.org", id("a")).build());
        channel.answer =
                message -> CompletableFuture.completedFuture(new Delivery.Failed("email.busy", "4.2.1 busy", true));
        MessageId ours = answer(first.interaction(), "Hello");
        await().untilAsserted(() -> assertThat(message(ours).stateReason()).contains("4.2.1 busy"));
        assertThat(message(ours).state()).isEqualTo(Message.State.QUEUED);
        channel.answer =
                message -> CompletableFuture.completedFuture(new Delivery.Failed("email.no", "5.1.1 unknown", false));
        rig.clock.forward(Duration.ofMinutes(2));
        rig.accounts.wake();
        await().until(() -> message(ours).state() == Message.State.FAILED);
        channel.answer = message ->
                CompletableFuture.completedFuture(new Delivery.Sent(new ExternalId("again-" + message.id())));
        MessageId again = rig.contract.resend(ANNA, ours).orElseThrow();
        assertThat(rig.contract.resend(ANNA, ours)).isEmpty();
        await().until(() -> message(again).state() == Message.State.SENT);
        // A bounce of the first one comes late; it was sent again all the same.
        channel.host
                .receipt(ours, new Delivery.Failed("email.bounced", "5.1.1 unknown", false))
                .toCompletableFuture()
                .join();
        assertThat(rig.contract.resend(ANNA, ours)).isEmpty();
    }

    @Test
    void whatWaitsForAnAccountThatIsGoneIsGivenUpAfterADayAndShown() throws Exception {
        Acceptance.Accepted first = accept(mail("carl@example.org", id("a")).build());
        rig.accounts.unbindChannel(channel);
        MessageId ours = answer(first.interaction(), "Hello");
        rig.clock.forward(Duration.ofHours(23));
        assertThat(rig.outbox.expire()).isZero();
        rig.clock.forward(Duration.ofHours(2));
        assertThat(rig.outbox.expire()).isOne();
        assertThat(message(ours).state()).isEqualTo(Message.State.FAILED);
        assertThat(rig.contract.resend(ANNA, ours)).isPresent();
    }

    @Test
    void contactsThatRoutingRefusesHoldUpNoOthers() {
        rig.queue.refused.add("stubborn");
        List<Acceptance.Accepted> stubborn = IntStream.range(0, 600)
                .mapToObj(i -> channel.host
                        .accept(mail("carl@example.org", id("s" + i))
                                .subject("stubborn")
                                .build())
                        .toCompletableFuture())
                .toList()
                .stream()
                .map(answer -> (Acceptance.Accepted) answer.join())
                .toList();
        Acceptance.Accepted behind =
                accept(mail("dora@example.org", id("behind")).build());
        await().untilAsserted(() -> assertThat(rig.queue.requests())
                .anySatisfy(one -> assertThat(one.interaction()).isEqualTo(behind.interaction())));
        rig.queue.refused.clear();
        rig.clock.forward(Duration.ofMinutes(2));
        await().untilAsserted(() -> assertThat(rig.queue.requests()).anySatisfy(one -> assertThat(one.interaction())
                .isEqualTo(stubborn.get(599).interaction())));
    }

    @Test
    void answersOfAConversationGoOneAfterTheOtherAndOthersAreNotHeldUp() {
        Acceptance.Accepted first = accept(mail("carl@example.org", id("a")).build());
        Acceptance.Accepted other = accept(mail("dora@example.org", id("o")).build());
        CompletableFuture<Delivery> slow = new CompletableFuture<>();
        channel.answer = message -> slow;
        MessageId one = answer(first.interaction(), "one");
        MessageId two = answer(first.interaction(), "two");
        MessageId elsewhere = answer(other.interaction(), "elsewhere");
        await().until(() -> channel.sends.size() == 2);
        assertThat(channel.sends).extracting(sent -> sent.id()).containsExactlyInAnyOrder(one, elsewhere);
        assertThat(message(two).state()).isEqualTo(Message.State.QUEUED);
        slow.complete(new Delivery.Sent(new ExternalId("slow" + UUID.randomUUID())));
        await().until(() -> channel.sends.size() == 3);
    }

    @Test
    void whatWasOnItsWayInACrashIsUnknownAndNeverSentTwice() throws Exception {
        Acceptance.Accepted first = accept(mail("carl@example.org", id("a")).build());
        channel.answer = message -> new CompletableFuture<>();
        MessageId ours = answer(first.interaction(), "Hello");
        await().until(() -> message(ours).state() == Message.State.SENDING);
        // Another process begins, while this one never said goodbye.
        try (Rig next = new Rig(POSTGRES.dataSource(), keys)) {
            ScriptedChannel reborn = new ScriptedChannel(name);
            next.accounts.bindChannel(reborn, Map.of());
            await().until(() -> message(ours).state() == Message.State.UNKNOWN);
            assertThat(reborn.sends).isEmpty();
        }
    }

    @Test
    void receiptsThatOvertakeTheirSendAreHeld() {
        Acceptance.Accepted first = accept(mail("carl@example.org", id("a")).build());
        CompletableFuture<Delivery> pending = new CompletableFuture<>();
        channel.answer = message -> pending;
        MessageId ours = answer(first.interaction(), "Hello");
        await().until(() -> channel.sends.size() == 1);
        ExternalId outside = new ExternalId("outside-" + ours);
        channel.host
                .receipt(outside, new Delivery.Delivered())
                .toCompletableFuture()
                .join();
        pending.complete(new Delivery.Sent(outside));
        await().until(() -> message(ours).state() == Message.State.DELIVERED);
        assertThat(channel.host
                        .known(List.of(outside, new ExternalId("nobody")))
                        .toCompletableFuture()
                        .join())
                .containsExactly(outside);
    }

    @Test
    void oversizedMessagesAreRefused() {
        Acceptance answer = channel.host
                .accept(mail("carl@example.org", id("big"))
                        .text("x".repeat(Inbound.MAX_TEXT + 1))
                        .build())
                .toCompletableFuture()
                .join();
        assertThat(answer).isInstanceOfSatisfying(Acceptance.Refused.class, refused -> assertThat(refused.code())
                .isEqualTo("inbound.text.too-large"));
    }
}
