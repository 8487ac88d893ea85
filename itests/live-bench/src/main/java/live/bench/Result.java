// SPDX-License-Identifier: Apache-2.0
package live.bench;

import java.util.Locale;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/**
 * What a run is remembered by; what does not apply is empty.
 *
 * @param ratio the rate as a share of the limit
 */
record Result(
        String bench,
        OptionalDouble rate,
        OptionalDouble limit,
        OptionalDouble ratio,
        OptionalDouble p50Millis,
        OptionalDouble p99Millis,
        OptionalLong errors,
        OptionalLong lost,
        OptionalLong doubled) {
    String json() {
        return "{\"bench\":\"" + bench + "\",\"rate_per_s\":" + text(rate, 1) + ",\"limit_per_s\":" + text(limit, 1)
                + ",\"ratio\":" + text(ratio, 3) + ",\"p50_ms\":" + text(p50Millis, 2) + ",\"p99_ms\":"
                + text(p99Millis, 2) + ",\"errors\":" + text(errors) + ",\"lost\":" + text(lost) + ",\"doubled\":"
                + text(doubled) + "}";
    }

    private static String text(OptionalDouble value, int digits) {
        return value.isPresent() ? String.format(Locale.ROOT, "%." + digits + "f", value.getAsDouble()) : "null";
    }

    private static String text(OptionalLong value) {
        return value.isPresent() ? "" + value.getAsLong() : "null";
    }
}
