// SPDX-License-Identifier: Apache-2.0
package live.routing.internal.web;

import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import live.core.web.Checks;
import live.routing.internal.store.Capacities;
import org.jspecify.annotations.Nullable;

/** What somebody wants an agent to handle at once; a medium that is not there or null is as for everybody. */
public record CapacityWish(@Nullable Long version, @Nullable Map<String, @Nullable Integer> units) {
    private static final int MOST = 1_000;

    /** @throws live.core.web.Problem 400 with everything that is wrong */
    Capacities.Own own(Set<String> media) {
        Checks checks = new Checks();
        long read = checks.version(version);
        Map<String, Integer> own = new TreeMap<>();
        (units == null ? Map.<String, @Nullable Integer>of() : units).forEach((medium, limit) -> {
            String field = "units." + medium;
            checks.that(
                    media.contains(medium), field, "routing.medium.unknown", "is no medium of the routing settings");
            if (limit != null) {
                own.put(medium, checks.number(field, limit, 0, MOST, 0));
            }
        });
        checks.done();
        return new Capacities.Own(read, own);
    }
}
