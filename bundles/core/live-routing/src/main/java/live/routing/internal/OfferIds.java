// SPDX-License-Identifier: Apache-2.0
package live.routing.internal;

import java.util.UUID;
import live.routing.OfferId;

/** The engine numbers offers; outside they are UUIDs (version 8, RFC 9562) that hold the number. */
final class OfferIds {
    private static final long HIGH = 0x6c69_7665_6f66_8001L;
    private static final long VARIANT = 0x8000_0000_0000_0000L;

    private OfferIds() {}

    static OfferId of(long number) {
        return new OfferId(new UUID(HIGH, VARIANT | number));
    }

    /** The number in an id; 0, which no offer has, if it is none of ours. */
    static long number(OfferId id) {
        UUID value = id.value();
        return value.getMostSignificantBits() == HIGH ? value.getLeastSignificantBits() & ~VARIANT : 0;
    }
}
