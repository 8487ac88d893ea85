// SPDX-License-Identifier: Apache-2.0
package live.channel.email.internal.receive;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/** How many mails one sender has sent within the hour; two machines that answer each other are found by it. */
final class SenderLimit {
    private static final Duration WINDOW = Duration.ofHours(1);
    private static final int SENDERS = 10_000;

    private final int most;
    private final Clock clock;
    private final Map<String, Count> counts = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Count> eldest) {
            return size() > SENDERS;
        }
    };

    private record Count(Instant since, int mails) {}

    /** @param most mails of one sender within an hour; 0 for no limit */
    SenderLimit(int most, Clock clock) {
        this.most = most;
        this.clock = clock;
    }

    /** Counts a mail. @return whether it is one too many */
    synchronized boolean exceededBy(String sender) {
        if (most == 0) {
            return false;
        }
        Instant now = clock.instant();
        Count count = counts.get(sender);
        if (count == null || count.since().plus(WINDOW).isBefore(now)) {
            count = new Count(now, 0);
        }
        counts.put(sender, new Count(count.since(), count.mails() + 1));
        return count.mails() + 1 > most;
    }
}
