// SPDX-License-Identifier: Apache-2.0
package live.lib.router.simulation;

import live.lib.router.Request;

/**
 * What became of a contact.
 *
 * @param answeredAt when an agent took it; {@link #NEVER} if none did
 * @param leftAt when it gave up or its deadline passed; {@link #NEVER} if it did not
 * @param endedAt when its agent was done; {@link #NEVER} if none took it
 * @param restedMillis how long it rested because its queue was closed, which is no waiting
 */
public record Fate(Request request, long answeredAt, long leftAt, long endedAt, long restedMillis) {
    public static final long NEVER = Long.MAX_VALUE;

    public boolean answered() {
        return answeredAt != NEVER;
    }

    public boolean left() {
        return leftAt != NEVER;
    }

    /** How long it waited, milliseconds; {@link #NEVER} if it still does. */
    public long waited() {
        long until = answered() ? answeredAt : leftAt;
        return until == NEVER ? NEVER : until - request.enqueuedAt() - restedMillis;
    }
}
