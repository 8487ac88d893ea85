// SPDX-License-Identifier: Apache-2.0
package live.ticketing.internal.web;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import live.channel.Address;
import live.core.InteractionId;
import live.core.PersonId;
import live.core.QueueId;
import live.core.TicketId;
import live.core.UserId;
import live.ticketing.Ticket;
import live.ticketing.internal.store.TicketSearch;
import org.jspecify.annotations.Nullable;

/** What requests and answers of this module look like. */
public final class Bodies {
    private Bodies() {}

    /** A ticket. */
    public record TicketBody(
            TicketId id,
            long number,
            String subject,
            String status,
            String category,
            int priority,
            Optional<QueueId> queue,
            Optional<UserId> assignee,
            Optional<PersonBody> person,
            Optional<String> channel,
            List<InteractionId> interactions,
            List<String> tags,
            Optional<String> preview,
            Instant createdAt,
            Instant updatedAt,
            long version) {
        static TicketBody of(Ticket ticket) {
            return of(
                    ticket,
                    ticket.person().map(id -> new PersonBody(id, Optional.empty(), Optional.empty())),
                    Optional.empty(),
                    Optional.empty());
        }

        static TicketBody of(TicketSearch.Item item) {
            return of(
                    item.ticket(),
                    item.ticket().person().map(id -> new PersonBody(id, item.name(), item.address())),
                    item.channel(),
                    Optional.of(item.preview()).filter(text -> !text.isEmpty()));
        }

        private static TicketBody of(
                Ticket ticket, Optional<PersonBody> person, Optional<String> channel, Optional<String> preview) {
            return new TicketBody(
                    ticket.id(),
                    ticket.number().value(),
                    ticket.subject(),
                    ticket.status().code(),
                    ticket.status().category().name(),
                    ticket.priority(),
                    ticket.queue(),
                    ticket.assignee(),
                    person,
                    channel,
                    ticket.interactions(),
                    ticket.tags(),
                    preview,
                    ticket.createdAt(),
                    ticket.updatedAt(),
                    ticket.version());
        }
    }

    /** Whom a ticket is about. */
    public record PersonBody(PersonId id, Optional<String> name, Optional<String> address) {}

    /** A part of a list. */
    public record Page<T>(List<T> items, long total, boolean totalIsLowerBound) {}

    /** A ticket to open. */
    public record OpenBody(
            @Nullable UUID id,
            @Nullable String subject,
            @Nullable String text,
            @Nullable Integer priority,
            @Nullable UUID queue,
            @Nullable UUID assignee,
            @Nullable PartyBody party,
            @Nullable List<String> tags,
            @Nullable Boolean route) {}

    /** An address of somebody outside. */
    public record PartyBody(@Nullable String kind, @Nullable String value, @Nullable String name) {
        Address address() {
            String what = kind == null ? "email" : kind;
            String where = value == null ? "" : value;
            String who = name == null ? "" : name;
            return what.equals("email") ? Address.email(where, who) : new Address(what, where, who);
        }
    }

    /** Changes of a ticket, and the version that they are meant for. */
    public record ChangesBody(@Nullable Long version, @Nullable List<ChangeBody> changes) {}

    /** One change; which fields it has depends on its type. */
    public record ChangeBody(
            @Nullable String type,
            @Nullable UUID assignee,
            @Nullable Integer priority,
            @Nullable UUID queue,
            @Nullable String status,
            @Nullable String subject,
            @Nullable String tag,
            @Nullable Boolean present,
            @Nullable UUID interaction,
            @Nullable UUID other,
            @Nullable String relation,
            @Nullable MessageBody message) {}

    /** A message to write. */
    public record MessageBody(
            @Nullable UUID id,
            @Nullable List<PartyBody> to,
            @Nullable List<PartyBody> cc,
            @Nullable List<PartyBody> bcc,
            @Nullable String subject,
            @Nullable String html,
            @Nullable String text,
            @Nullable List<UUID> attachments) {}
}
