// SPDX-License-Identifier: Apache-2.0
package live.directory;

import live.core.Principal;

/**
 * How an organisation is divided. A <em>unit</em> is where somebody belongs: units form a tree, a user belongs to at most
 * one, and a superior leads it. A <em>team</em> is with whom he works and whose permissions he gets; it may be part of a
 * unit. Thread-safe; answers from memory.
 */
public interface Organisation {
    /**
     * Whoever has this permission manages people, teams and queues, supervises and gets the figures of routing in every
     * unit; anybody else in his own part of the organisation only ({@code user.write}, {@code queue.*},
     * {@code agent.supervise}). Tickets, conversations, customers and the list of colleagues know no units.
     */
    String EVERY_UNIT = "unit.every";

    /** In which part of the organisation somebody manages and supervises. A snapshot, for one request. */
    Reach reach(Principal principal);
}
