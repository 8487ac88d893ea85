// SPDX-License-Identifier: Apache-2.0
package live.lib.router.simulation;

import java.util.Objects;
import live.lib.router.Request;

/**
 * A contact of a simulated day; it comes when its request says that it begins to wait.
 *
 * @param handlingMillis how long an agent has it, wrap-up included
 * @param patienceMillis after so much waiting it leaves; {@link Long#MAX_VALUE} = never
 */
public record Arrival(Request request, long handlingMillis, long patienceMillis) {
    public Arrival {
        Objects.requireNonNull(request);
        if (handlingMillis < 0 || patienceMillis < 0) {
            throw new IllegalArgumentException("a time below 0");
        }
    }

    public long at() {
        return request.enqueuedAt();
    }
}
