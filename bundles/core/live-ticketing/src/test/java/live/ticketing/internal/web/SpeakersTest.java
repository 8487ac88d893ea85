// SPDX-License-Identifier: Apache-2.0
package live.ticketing.internal.web;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.reflect.Proxy;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import live.core.InteractionId;
import live.core.MessageId;
import live.core.Principal;
import live.core.TenantId;
import live.core.TicketId;
import live.core.UserId;
import live.core.Uuid7;
import live.core.web.Problem;
import live.routing.AgentDesk;
import live.routing.Role;
import live.ticketing.NewMessage;
import live.ticketing.Status;
import live.ticketing.Ticket;
import live.ticketing.TicketChange;
import live.ticketing.TicketNumber;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;

class SpeakersTest {
    private static final InteractionId CHAT = new InteractionId(Uuid7.next());
    private static final InteractionId MAIL = new InteractionId(Uuid7.next());
    private static final NewMessage TEXT =
            new NewMessage(new MessageId(Uuid7.next()), List.of(), List.of(), List.of(), "", List.of(), Map.of());

    private final Principal ann = new Principal(TenantId.DEFAULT, new UserId(Uuid7.next()), "Ann", Set.of());

    private void check(Map<InteractionId, Role> roles, TicketChange change) {
        Speakers speakers = new Speakers();
        speakers.bindDesk((AgentDesk) Proxy.newProxyInstance(
                AgentDesk.class.getClassLoader(),
                new Class<?>[] {AgentDesk.class},
                (proxy, method, arguments) -> Optional.ofNullable(roles.get(arguments[2]))));
        speakers.check(ann, ticket(), List.of(change));
    }

    private static Ticket ticket() {
        return new Ticket(
                TenantId.DEFAULT,
                new TicketId(Uuid7.next()),
                new TicketNumber(1),
                "Loan",
                new Status("open", Status.Category.OPEN),
                5,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                List.of(CHAT, MAIL),
                List.of(),
                Instant.EPOCH,
                Instant.EPOCH,
                1);
    }

    private void refused(Map<InteractionId, Role> roles, TicketChange change, String code) {
        assertThatThrownBy(() -> check(roles, change))
                .isInstanceOfSatisfying(Problem.class, problem -> Assertions.assertThat(problem.code())
                        .isEqualTo(code));
    }

    @Test
    void whoOwnsOneContactOfATicketAnswersItWhateverHeIsInAnother() {
        Map<InteractionId, Role> roles = Map.of(CHAT, Role.OWNER, MAIL, Role.CONSULT);
        assertThatCode(() -> check(roles, new TicketChange.Reply(CHAT, TEXT))).doesNotThrowAnyException();
        refused(roles, new TicketChange.Reply(MAIL, TEXT), "ticketing.reply.role");
        assertThatCode(() -> check(Map.of(), new TicketChange.Reply(MAIL, TEXT)))
                .doesNotThrowAnyException();
    }

    @Test
    void whoMerelyLooksOnEverywhereWritesNoNotes() {
        TicketChange note = new TicketChange.Note(TEXT);
        refused(Map.of(CHAT, Role.MONITOR), note, "ticketing.note.role");
        refused(Map.of(CHAT, Role.MONITOR, MAIL, Role.MONITOR), note, "ticketing.note.role");
        assertThatCode(() -> check(Map.of(CHAT, Role.MONITOR, MAIL, Role.CONSULT), note))
                .doesNotThrowAnyException();
        assertThatCode(() -> check(Map.of(), note)).doesNotThrowAnyException();
    }
}
