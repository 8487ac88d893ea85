// SPDX-License-Identifier: Apache-2.0
package live.lib.router;

/** The agent gets the next contact who holds the smallest share of what he could hold, of all media together. */
public final class LeastOccupiedFirst implements Strategy {
    /** What queues call it. */
    public static final String NAME = "least-occupied";

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
        return standing(agent);
    }

    static long standing(Candidate agent) {
        // A share of 2^32: finer than any two shares of real capacities differ.
        return -(((long) agent.load() << 32) / Math.max(1, agent.capacity()));
    }
}
