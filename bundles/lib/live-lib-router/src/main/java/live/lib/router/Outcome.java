// SPDX-License-Identifier: Apache-2.0
package live.lib.router;

/** The answer to one input. Append only: the ordinal is stored. */
public enum Outcome {
    /** It was done, now or by an earlier identical command. */
    DONE,
    /** The contact or offer is no more, or not in a state for this. */
    GONE,
    /** Somebody else owns the contact or the offer. */
    NOT_YOURS,
    UNKNOWN_AGENT,
    UNKNOWN_QUEUE,
    /** One medium more than the engine can tell apart. */
    UNKNOWN_MEDIUM,
    /** The agent is not signed in, or his session is lost. */
    NOT_SIGNED_IN,
    /** The agent's capacity does not allow it, or the domain has no room for another contact. */
    FULL,
    /** The contact waits for another agent alone. */
    RESERVED,
    /** Contacts still refer to it. */
    IN_USE,
    /** A command of this client with a higher number is too far ahead for this one to be judged. */
    STALE,
    /** The agent takes part in the contact already, or is asked to. */
    TAKES_PART,
    /** As many take part in the contact as may. */
    CROWDED,
    /** Nobody who could be reserved is free. */
    NOBODY_FREE
}
