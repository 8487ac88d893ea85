// SPDX-License-Identifier: Apache-2.0
package live.lib.router;

/** Where a contact is. Append only: the ordinal is stored. */
public enum Phase {
    /** Not before its time. */
    SCHEDULED,
    /** Waits for one agent, required or preferred. */
    HELD,
    WAITING,
    OFFERED,
    ASSIGNED,
    WRAPPING,
    /** Rests until its queue opens. */
    RESTING;

    /** Whether an agent's capacity is taken by it. */
    public boolean withAgent() {
        return this == OFFERED || this == ASSIGNED || this == WRAPPING;
    }
}
