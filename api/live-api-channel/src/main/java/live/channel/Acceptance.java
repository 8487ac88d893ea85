// SPDX-License-Identifier: Apache-2.0
package live.channel;

import java.time.Duration;
import java.util.function.Function;
import live.core.InteractionId;
import live.core.MessageId;

/** What became of something handed over. */
public sealed interface Acceptance {
    /**
     * It is stored and survives a power cut.
     *
     * @param position its place in the conversation, as in {@link Said}
     * @param duplicate whether it had been stored before: then the ids and the position are those of the first time
     */
    record Accepted(InteractionId interaction, MessageId message, long position, boolean duplicate)
            implements Acceptance {}

    /** Not now: leave it where it is, and hand it over again after a while. */
    record Deferred(Duration retryAfter) implements Acceptance {}

    /**
     * Never: it breaks a rule that repeating will not mend.
     *
     * @param code stable: {@code inbound.too-large}
     */
    record Refused(String code, String reason) implements Acceptance {}

    /** Handles each case. */
    default <T> T match(
            Function<? super Accepted, ? extends T> accepted,
            Function<? super Deferred, ? extends T> deferred,
            Function<? super Refused, ? extends T> refused) {
        if (this instanceof Accepted a) {
            return accepted.apply(a);
        }
        if (this instanceof Deferred d) {
            return deferred.apply(d);
        }
        return refused.apply((Refused) this);
    }
}
