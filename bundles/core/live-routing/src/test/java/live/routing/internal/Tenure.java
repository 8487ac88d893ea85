// SPDX-License-Identifier: Apache-2.0
package live.routing.internal;

import java.util.Map;
import java.util.UUID;
import live.lib.router.Engine;
import live.routing.internal.store.Journal;
import org.jspecify.annotations.Nullable;

/** What a process is while it holds the domain. */
final class Tenure {
    final Journal.Ownership held;
    final Engine engine;
    final SteadyClock clock;
    final Turn turn;

    /** On its way into the log. */
    Turn.@Nullable Closed flying;

    /** What agents are to see then. */
    Map<UUID, Worker.Desk> desks = Map.of();

    @Nullable
    Commit commit;

    long commitBegun;
    long renewed;

    /** Takes what other processes pass on, from the first commit on. */
    @Nullable
    Reception reception;

    Tenure(Journal.Ownership held, Engine engine, SteadyClock clock, Turn turn) {
        this.held = held;
        this.engine = engine;
        this.clock = clock;
        this.turn = turn;
    }

    /** What is decided and not durable is refused: nobody knows what becomes of it. */
    void end() {
        Turn.Closed under = flying;
        if (under != null) {
            under.answers().forEach(answer -> answer.refuse(RoutingDomain.unavailable()));
        }
        turn.fail(RoutingDomain.unavailable());
    }
}
