// SPDX-License-Identifier: Apache-2.0
package live.routing;

/** What an agent is to a piece of work. At most one is its owner at any time. */
public enum Role {
    OWNER,
    CONSULT,
    CONFERENCE,
    MONITOR,
    COACH
}
