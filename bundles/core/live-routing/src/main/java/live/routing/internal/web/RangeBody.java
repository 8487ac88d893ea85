// SPDX-License-Identifier: Apache-2.0
package live.routing.internal.web;

import live.lib.router.estimate.Estimator;
import org.jspecify.annotations.Nullable;

/** In eight of ten cases a contact waits so long from now on. */
public record RangeBody(long fromSeconds, long toSeconds) {
    static @Nullable RangeBody of(Estimator.@Nullable Standing standing) {
        return standing == null || standing.estimate() == null
                ? null
                : new RangeBody(
                        seconds(standing.estimate().low()),
                        seconds(standing.estimate().high()));
    }

    static @Nullable Long mean(Estimator.@Nullable Standing standing) {
        return standing == null || standing.estimate() == null
                ? null
                : seconds(standing.estimate().mean());
    }

    static @Nullable Integer position(Estimator.@Nullable Standing standing) {
        return standing == null ? null : standing.position();
    }

    private static long seconds(double millis) {
        return Math.round(millis / 1_000);
    }
}
