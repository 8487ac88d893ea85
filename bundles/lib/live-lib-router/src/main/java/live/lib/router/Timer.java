// SPDX-License-Identifier: Apache-2.0
package live.lib.router;

import org.jspecify.annotations.Nullable;

/** The end of a lease. Timers of one instant fire in the order in which they were set. */
final class Timer extends Heap.Item {
    enum Kind {
        /** What the contact's phase allows is over. */
        PHASE,
        /** The contact's deadline. */
        DEADLINE,
        /** The agent may be asked again. */
        PAUSE
    }

    final long at;
    final Kind kind;
    final Work work;
    /** Whose pause it is; null for the other kinds. */
    final @Nullable Agent agent;

    Timer(long at, long order, Kind kind, Work work, @Nullable Agent agent) {
        super(order);
        this.at = at;
        this.kind = kind;
        this.work = work;
        this.agent = agent;
    }

    /** Whether more becomes possible for a contact that waits: a ring opens, or another queue takes it. */
    boolean endsPatience() {
        return kind == Kind.PHASE && work.phase() == Phase.WAITING;
    }

    @Override
    long rank() {
        return at;
    }
}
