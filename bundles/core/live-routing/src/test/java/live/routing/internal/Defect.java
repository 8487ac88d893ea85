// SPDX-License-Identifier: Apache-2.0
package live.routing.internal;

/** Mistakes that a storm can make on purpose, to see that it is noticed. */
enum Defect {
    /** Answers and desks are told before the commit. */
    TELLS_BEFORE_COMMIT,
    /** With what has become durable the desks are told what is decided since. */
    TELLS_WHAT_IS_AHEAD,
    /** The log takes whoever writes for its owner. */
    FORGETS_FENCING,
    /** An offer that is gone is acknowledged to whoever accepts it. */
    ACKNOWLEDGES_LATE_ACCEPTS,
    /** Nobody ends leases. */
    FORGETS_LEASES,
    /** A snapshot says that it stands one entry before where it does. */
    MISPLACES_SNAPSHOTS,
    /** A command is answered when it comes. */
    ACKNOWLEDGES_AT_ONCE,
    /** Agents get more than they can hold. */
    EXCEEDS_CAPACITY,
    /** What a listener did not take counts as heard. */
    CONFIRMS_WHAT_FAILED,
    /** Whoever follows the log leaves something out now and then. */
    FOLLOWS_WITH_GAPS,
    /** Who holds the domain does not notice what another process passes on once more. */
    FORGETS_WHAT_WAS_PASSED_ON,
    /** Who holds the domain does also what was passed on to the one before him. */
    TAKES_WHAT_IS_NOT_MEANT,
    /** Who takes the domain over forgets what he had passed on. */
    LOSES_WHAT_IT_PASSED_ON
}
