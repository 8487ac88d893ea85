// SPDX-License-Identifier: Apache-2.0
package live.routing.internal.shell;

import live.lib.router.Ring;

/** When rings open, in words. */
final class RingText {
    private RingText() {}

    /** {@code 60 s or 10 waiting}. */
    static String trigger(Ring ring) {
        String time = ring.afterMillis() / 1_000 + " s";
        String length = ring.waitingContacts() + " waiting";
        if (ring.waitingContacts() == 0) {
            return time;
        }
        return ring.afterMillis() == 0 ? length : time + " or " + length;
    }
}
