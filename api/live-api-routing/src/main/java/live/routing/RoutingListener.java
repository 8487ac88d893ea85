// SPDX-License-Identifier: Apache-2.0
package live.routing;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import live.core.InteractionId;
import live.core.QueueId;
import live.core.TenantId;
import live.core.UserId;

/**
 * Told of every change of a contact, not of invitations to it, after it was committed, in order; register it as a service. At least once: after a restart the
 * changes that a listener had not confirmed come again. Must not block for long; throwing repeats the change after a
 * pause.
 */
public interface RoutingListener {
    /** Stable name of the listener's checkpoint: {@code module.purpose}. */
    String name();

    void changed(Change change);

    /**
     * Told of several changes at once, in order; override it to store them together. When it throws, all of them come
     * again.
     */
    default void changed(List<Change> changes) {
        changes.forEach(this::changed);
    }

    /**
     * A change of a piece of work.
     *
     * @param sequence place in the journal
     * @param agent who has it, or has put it to rest
     * @param rest present while it rests
     */
    record Change(
            long sequence,
            TenantId tenant,
            WorkId work,
            InteractionId interaction,
            QueueId queue,
            State state,
            Optional<UserId> agent,
            String reason,
            Instant at,
            Optional<Rest> rest) {}

    /**
     * How long work rests.
     *
     * @param attempts how often its customer was not reached
     */
    record Rest(Instant until, int attempts) {}

    /** Where work is. */
    enum State {
        WAITING,
        /** Rests until a time, for which somebody has put it aside; that it waits again is told. */
        POSTPONED,
        OFFERED,
        ASSIGNED,
        WRAP_UP,
        DONE,
        CANCELLED
    }
}
