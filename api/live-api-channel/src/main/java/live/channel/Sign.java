// SPDX-License-Identifier: Apache-2.0
package live.channel;

/** What one side of a conversation notices of the other. Of this moment only: never stored, and may be lost. */
public enum Sign {
    /** Types; forgotten after some seconds unless it is told again. */
    TYPING,
    /** Does not type any more. */
    IDLE,
    /** Looks at the conversation, and so has read what was said. */
    PRESENT,
    /** Is not there. */
    AWAY
}
