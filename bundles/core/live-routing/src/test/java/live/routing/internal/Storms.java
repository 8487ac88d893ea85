// SPDX-License-Identifier: Apache-2.0
package live.routing.internal;

import java.util.Map;

/** Storms for those who want more of them than the tests have. */
public final class Storms {
    private Storms() {}

    /**
     * One storm, the same for the same seed.
     *
     * @return how often what went wrong in it
     * @throws AssertionError if a promise was broken
     */
    public static Map<String, Long> run(long seed) {
        Storm storm = new Storm(seed, null);
        storm.run();
        return storm.happenings();
    }
}
