// SPDX-License-Identifier: Apache-2.0
package live.routing;

/** What an agent is to a piece of work. At most one is its owner at any time. */
public enum Role {
    OWNER,
    /** Is asked by the owner. */
    CONSULT,
    /** Speaks to the customer beside the owner. */
    CONFERENCE,
    /** Looks on. */
    MONITOR,
    /** Looks on, and speaks to the owner. */
    COACH;

    /** Whether he speaks to the customer. */
    public boolean answers() {
        return this == OWNER || this == CONFERENCE;
    }

    /** Whether he writes what the customer does not see. */
    public boolean notes() {
        return this != MONITOR;
    }
}
