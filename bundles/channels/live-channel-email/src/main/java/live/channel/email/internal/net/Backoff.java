// SPDX-License-Identifier: Apache-2.0
package live.channel.email.internal.net;

import java.time.Duration;

/** Growing pauses after failures: short when a server is away, long when it refuses us, so that it does not lock us out. */
public final class Backoff {
    private static final Duration FIRST = Duration.ofSeconds(1);
    private static final Duration LONGEST = Duration.ofMinutes(1);
    private static final Duration FIRST_REFUSED = Duration.ofSeconds(30);
    private static final Duration LONGEST_REFUSED = Duration.ofMinutes(15);

    private Duration next = FIRST;

    /** The last attempt succeeded. */
    public void reset() {
        next = FIRST;
    }

    /** Waits before the next attempt. */
    public void pause(Trouble trouble) throws InterruptedException {
        Thread.sleep(after(trouble).toMillis());
    }

    /** How long to wait before the next attempt, after one more that failed. */
    public Duration after(Trouble trouble) {
        boolean refused = trouble.code().equals("email.login.refused");
        if (refused && next.compareTo(FIRST_REFUSED) < 0) {
            next = FIRST_REFUSED;
        }
        Duration pause = next;
        Duration longest = refused ? LONGEST_REFUSED : LONGEST;
        Duration doubled = next.multipliedBy(2);
        next = doubled.compareTo(longest) > 0 ? longest : doubled;
        return pause;
    }
}
