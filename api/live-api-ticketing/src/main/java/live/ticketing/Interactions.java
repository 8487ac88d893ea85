// SPDX-License-Identifier: Apache-2.0
package live.ticketing;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import live.core.InteractionId;
import live.core.MessageId;
import live.core.Principal;
import live.core.TenantId;
import live.core.TicketId;
import live.core.store.StatementPart;
import org.osgi.annotation.versioning.ProviderType;

/** The ledger of contacts: what was said, by whom, when, and how it went out. Thread-safe. */
@ProviderType
public interface Interactions {
    Optional<Interaction> get(TenantId tenant, InteractionId interaction);

    /**
     * Messages of interactions, oldest first.
     *
     * @param before only those before this message; empty for the newest
     * @param limit at most this many, the newest of those that qualify
     */
    List<Message> messages(TenantId tenant, List<InteractionId> interactions, Optional<MessageId> before, int limit);

    /** Messages by their ids, in no order; those that do not exist are missing. */
    List<Message> find(TenantId tenant, Collection<MessageId> messages);

    /** Messages as a browser may show them, in the order given. */
    List<MessageView> views(List<Message> messages);

    /**
     * Records contacts without a channel, and queues those with a queue, as a part of the caller's statement. All belong to
     * one tenant. Not idempotent: an id that is known makes the statement fail. The caller's own event tells of them. After
     * the commit call {@link #committed}.
     *
     * @param transaction in which the statement will run
     * @throws SQLException as the connection does; the caller rolls back
     */
    StatementPart opening(Connection transaction, List<NewInteraction> interactions) throws SQLException;

    /**
     * Tells that a transaction with {@link #open} or {@link #send} was committed, so that the work goes on at once. A
     * hint: what it does not hear of is found within seconds.
     */
    void committed();

    /**
     * Writes a message to the other party into the outbox; it is sent if and only if the transaction commits. Idempotent
     * by message id.
     *
     * @throws SQLException as the connection does; the caller rolls back
     */
    void send(Connection transaction, Principal author, InteractionId interaction, NewMessage message)
            throws SQLException;

    /** Writes a note between colleagues, in the caller's transaction. Idempotent by message id. */
    void note(Connection transaction, Principal author, InteractionId interaction, NewMessage note) throws SQLException;

    /** Tells that contacts belong to another ticket from now on, in the caller's transaction. */
    void moved(Connection transaction, Principal actor, List<InteractionId> interactions, TicketId ticket)
            throws SQLException;

    /**
     * Sends a failed or unknown message again, as a new message with a new id, once.
     *
     * @return the new message; empty if the message is neither failed nor unknown, or was sent again before
     */
    Optional<MessageId> resend(Principal author, MessageId message);

    /** Closes an interaction; nothing happens if it is closed. The next message of its conversation opens a new one. */
    void close(Principal actor, InteractionId interaction, String outcome);
}
