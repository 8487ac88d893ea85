// SPDX-License-Identifier: Apache-2.0
package live.ticketing.internal.web;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import live.channel.Address;
import live.core.QueueId;
import live.core.TicketId;
import live.core.UserId;
import live.core.web.Problem;
import live.ticketing.NewTicket;
import org.jspecify.annotations.Nullable;

/** Checks a ticket to open, completely: one bad row would cost a whole batch. */
final class Openings {
    private static final int LONGEST_SUBJECT = 1_000;
    private static final int LONGEST_TEXT = 100_000;

    private final List<Problem.Field> faults = new ArrayList<>();

    static NewTicket read(Bodies.@Nullable OpenBody body) {
        if (body == null) {
            throw Problem.invalid("", "field.missing", "a ticket is needed");
        }
        return new Openings().check(body);
    }

    private NewTicket check(Bodies.OpenBody body) {
        String subject = text("subject", body.subject(), LONGEST_SUBJECT);
        if (subject.isBlank()) {
            fault("subject", "field.missing", "1 to 1,000 characters");
        }
        String text = text("text", body.text(), LONGEST_TEXT);
        int priority = body.priority() == null ? 5 : body.priority();
        if (priority < 0 || priority > 9) {
            fault("priority", "field.range", "0 to 9");
        }
        List<String> tags = tags(body.tags() == null ? List.of() : body.tags());
        Optional<Address> party = party(body.party());
        if (!faults.isEmpty()) {
            throw Problem.invalid(faults);
        }
        return new NewTicket(
                body.id() == null ? TicketId.next() : new TicketId(body.id()),
                subject,
                text,
                priority,
                Optional.ofNullable(body.queue()).map(QueueId::new),
                Optional.ofNullable(body.assignee()).map(UserId::new),
                party,
                tags,
                body.route() == null ? body.assignee() == null : body.route());
    }

    private String text(String field, @Nullable String value, int longest) {
        String text = value == null ? "" : value.strip();
        if (text.length() > longest) {
            fault(field, "field.long", "at most " + longest + " characters");
        } else if (text.indexOf('\0') >= 0) {
            fault(field, "field.characters", "no NUL");
        }
        return text;
    }

    private List<String> tags(List<@Nullable String> wanted) {
        List<String> tags = new ArrayList<>();
        for (String tag : wanted) {
            String text = tag == null ? "" : tag.strip();
            if (text.isEmpty() || text.length() > 50 || text.chars().anyMatch(Character::isISOControl)) {
                fault("tags", "field.characters", "each of 1 to 50 characters");
                return List.of();
            }
            if (!tags.contains(text)) {
                tags.add(text);
            }
        }
        if (tags.size() > 50) {
            fault("tags", "field.large", "at most 50");
        }
        return tags;
    }

    private Optional<Address> party(Bodies.@Nullable PartyBody party) {
        if (party == null) {
            return Optional.empty();
        }
        try {
            return Optional.of(party.address());
        } catch (IllegalArgumentException e) {
            fault("party", "field.address", String.valueOf(e.getMessage()));
            return Optional.empty();
        }
    }

    private void fault(String field, String code, String message) {
        faults.add(new Problem.Field(field, code, message));
    }
}
