// SPDX-License-Identifier: Apache-2.0
package live.routing.internal;

import java.sql.SQLException;
import java.time.Duration;
import live.core.LiveException;
import live.routing.internal.store.FencedLog;
import live.routing.internal.store.Journal;

/** Brings one batch into the log exactly once, however often the log has to be asked. Not thread-safe. */
final class Commit {
    private final FencedLog log;
    private final Journal.Ownership held;
    private final Journal.Batch batch;
    private boolean unsure;

    Commit(FencedLog log, Journal.Ownership held, Journal.Batch batch) {
        this.log = log;
        this.held = held;
        this.batch = batch;
    }

    /**
     * Tries it. When this returns the batch is durable.
     *
     * @throws SQLException when nobody knows whether it is: try again
     * @throws LiveException when somebody else holds the domain: it is not, and never will be
     */
    void attempt(Duration lease) throws SQLException {
        try {
            boolean stored = unsure && log.sequence(held).orElseThrow(Commit::fenced) == batch.last();
            if (!stored && !log.append(held, batch, lease)) {
                throw fenced();
            }
        } catch (SQLException e) {
            unsure = true;
            throw e;
        }
    }

    /** Whether an attempt has failed. */
    boolean unsure() {
        return unsure;
    }

    static LiveException fenced() {
        return new LiveException("routing.fenced", "Another process has taken this routing domain over.");
    }
}
