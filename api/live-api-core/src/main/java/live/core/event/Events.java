// SPDX-License-Identifier: Apache-2.0
package live.core.event;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import live.core.store.StatementPart;

/** The table of events. Thread-safe. */
public interface Events {
    /**
     * Writes events in the caller's transaction: they exist if and only if it commits.
     *
     * @throws SQLException as the connection does; the caller rolls back
     */
    void append(Connection transaction, List<NewEvent> events) throws SQLException;

    /**
     * As {@link #append}, as a part of the caller's statement.
     *
     * @param name of the part: every module has its own
     */
    StatementPart appending(String name, List<NewEvent> events);

    /**
     * Tells the sequencer that something was committed, so that readers need not wait for its next look. A hint: what
     * it does not hear of it finds by itself within a second.
     */
    void committed();

    /** Committed events after a position, oldest first, at most {@code limit}. */
    List<Event> after(long position, int limit);

    /** Position of the newest readable event; 0 if there is none. */
    long head();
}
