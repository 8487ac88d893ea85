// SPDX-License-Identifier: Apache-2.0
package live.ticketing;

import java.util.Optional;
import live.core.InteractionId;
import live.core.QueueId;
import live.core.TicketId;
import live.core.UserId;

/** A change of a ticket. */
public sealed interface TicketChange {
    /** Empty takes it away from whoever has it. */
    record Assign(Optional<UserId> assignee) implements TicketChange {}

    /** 0 (whenever) to 9 (at once). */
    record Prioritise(int priority) implements TicketChange {}

    record MoveTo(QueueId queue) implements TicketChange {}

    record SetStatus(String status) implements TicketChange {}

    record Rename(String subject) implements TicketChange {}

    record Tag(String tag, boolean present) implements TicketChange {}

    record Note(NewMessage note) implements TicketChange {}

    /** An answer over the channel of the interaction, written to the outbox in the same transaction. */
    record Reply(InteractionId interaction, NewMessage message) implements TicketChange {}

    record Link(TicketId other, String relation) implements TicketChange {}

    /** The other ticket becomes part of this one. */
    record Merge(TicketId other) implements TicketChange {}

    record Custom(String type, String json) implements TicketChange {}
}
