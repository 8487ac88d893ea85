// SPDX-License-Identifier: Apache-2.0
package live.lib.router;

/** What somebody is to a contact who is not its owner. Append only: the ordinal is stored. */
public enum Role {
    /** Is asked by the owner, and not heard by the customer. */
    CONSULT,
    /** Talks with the customer beside the owner. */
    CONFERENCE,
    /** Looks on. */
    MONITOR,
    /** Looks on, and speaks to the owner alone. */
    COACH;

    /** Whether it takes nothing of an agent's capacity. */
    public boolean watches() {
        return this == MONITOR || this == COACH;
    }
}
