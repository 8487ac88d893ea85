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
     * Whoever has this permission sees and manages people and queues of every unit; the permissions of anybody else are
     * worth something in his own part of the organisation only.
     */
    String EVERY_UNIT = "unit.every";

    /** In which part of the organisation somebody's permissions are worth something. A snapshot, for one request. */
    Reach reach(Principal principal);
}
