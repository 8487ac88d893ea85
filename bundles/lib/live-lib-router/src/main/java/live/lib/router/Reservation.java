// SPDX-License-Identifier: Apache-2.0
package live.lib.router;

import java.util.UUID;

/** An agent is held for a contact that is about to come: his capacity is taken, and he is offered nothing meanwhile. */
final class Reservation extends Heap.Item {
    final UUID id;
    final Queue queue;
    final Lane lane;
    final Agent agent;
    /** When it ends by itself. */
    final long until;

    Reservation(long order, UUID id, Queue queue, Lane lane, Agent agent, long until) {
        super(order);
        this.id = id;
        this.queue = queue;
        this.lane = lane;
        this.agent = agent;
        this.until = until;
    }

    @Override
    long rank() {
        return until;
    }
}
