// SPDX-License-Identifier: Apache-2.0
package live.routing;

import java.util.Objects;
import java.util.UUID;

/** One agent held for one contact that is about to come; made by whoever holds him. */
public record ReservationId(UUID value) {
    public ReservationId {
        Objects.requireNonNull(value);
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
