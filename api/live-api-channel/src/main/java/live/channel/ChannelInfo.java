// SPDX-License-Identifier: Apache-2.0
package live.channel;

import java.time.Duration;
import java.util.Objects;
import live.core.ChannelId;

/**
 * Who a channel is.
 *
 * @param id kind and name of the account; two services with one id: the second is refused and told so by status
 * @param label what people see, for example {@code Support mailbox}
 * @param medium how contacts of this channel count against an agent's capacity: {@code email}, {@code chat}, {@code call}
 * @param window most sends outstanding at a time, 1 to 1,000
 * @param sendLimit how long a send may take before its outcome counts as unknown
 */
public record ChannelInfo(ChannelId id, String label, String medium, int window, Duration sendLimit) {
    public ChannelInfo {
        Objects.requireNonNull(id);
        Objects.requireNonNull(label);
        Objects.requireNonNull(medium);
        Objects.requireNonNull(sendLimit);
        if (window < 1 || window > 1_000) {
            throw new IllegalArgumentException("a window is 1 to 1,000");
        }
        if (sendLimit.isNegative() || sendLimit.isZero()) {
            throw new IllegalArgumentException("a send limit is positive");
        }
    }

    /** An account with a window of 10 and a limit of one minute, whose medium is its kind. */
    public static ChannelInfo of(String kind, String name, String label) {
        return new ChannelInfo(new ChannelId(kind, name), label, kind, 10, Duration.ofMinutes(1));
    }
}
