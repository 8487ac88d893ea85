// SPDX-License-Identifier: Apache-2.0
package live.lib.router;

/** Agents in turn: whoever has had no offer for the most offers gets the next contact, however long he is free. */
public final class InTurn implements Strategy {
    /** What queues call it. */
    public static final String NAME = "cyclic";

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public int version() {
        return 1;
    }

    @Override
    public long score(QueueRule queue, Request contact, Candidate agent) {
        return -agent.lastOffer();
    }
}
