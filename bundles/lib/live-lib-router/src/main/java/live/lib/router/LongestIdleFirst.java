// SPDX-License-Identifier: Apache-2.0
package live.lib.router;

/** The agent who has been free longest gets the next contact. */
public final class LongestIdleFirst implements Strategy {
    /** What queues call it. */
    public static final String NAME = "longest-idle";

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
        return -agent.idleSince();
    }
}
